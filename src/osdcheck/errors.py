"""Every error osdcheck raises; standard library only, so that any room may import it."""

from __future__ import annotations


class OsdcheckError(Exception):
    """Base of all errors of this package."""


class InputError(OsdcheckError):
    """A source could not be judged; ``source`` names it, ``hint`` says what to do."""

    def __init__(self, source: str, problem: str, hint: str) -> None:
        super().__init__(f"{source}: {problem}. {hint}")
        self.source = source
        self.problem = problem
        self.hint = hint

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        return type(self), (self.source, self.problem, self.hint)


class UnreadableInput(InputError):
    """The file does not exist, may not be read, or is a directory."""


class BinaryInput(InputError):
    """The bytes are not text."""


class EmptyInput(InputError):
    """Nothing but white space."""


class InputTooLarge(InputError):
    """More than 10 MB."""


class PathLikeText(InputError):
    """A ``str`` that looks like a path was given where license text is expected."""


class InvalidSbom(InputError):
    """The file is no software bill of materials, or breaks its format."""


class UnsupportedSbom(InputError):
    """A software bill of materials in a format or version that this cannot be done with."""


class MetadataError(InputError):
    """A metadata file (``pyproject.toml``, a card, a model header) that cannot be read as its format."""


class ArchiveError(InputError):
    """An archive that cannot be opened, or that would unpack to more than is read."""


class ConfigError(InputError):
    """A configuration or baseline file that does not say what it may say."""


class ExpressionError(OsdcheckError):
    """An SPDX expression is broken or names a license nobody knows.

    ``text``: the expression; ``span``: half-open range of the characters that are wrong;
    ``nearest``: known ids that may have been meant, best first; ``problem``: what is wrong.
    """

    def __init__(
        self, text: str, span: tuple[int, int], nearest: tuple[str, ...], problem: str = "unknown license"
    ) -> None:
        start, end = span
        whole = (start, end) == (0, len(text))
        place = _short(text) if whole else f"{_short(text[start:end])} in {_short(text)}"
        hint = f"Did you mean {_either(nearest)}?" if nearest else _EXPRESSION_HINT
        super().__init__(f"{place}: {problem}. {hint}")
        self.text = text
        self.span = span
        self.nearest = nearest
        self.problem = problem

    def __reduce__(self) -> tuple[type[ExpressionError], tuple[str, tuple[int, int], tuple[str, ...], str]]:
        return type(self), (self.text, self.span, self.nearest, self.problem)

    @property
    def pointed(self) -> str:
        """Two lines for a terminal: the expression around the place, and carets under what is wrong."""
        start, end = self.span
        first = max(0, start - _AROUND)
        shown = self.text[first : end + _AROUND]
        # Exactly one harmless character for each: the carets must stay below their words.
        line = "".join(character if character.isprintable() else " " for character in shown)
        return f"  {line}\n  {' ' * (start - first)}{'^' * max(1, end - start)}"


_AROUND = 60
"""Characters of an expression that are shown on either side of an error."""

_EXPRESSION_HINT = (
    "Use SPDX ids joined by AND, OR and WITH (osdcheck licenses lists them), or pass the license text"
)


def _short(text: str) -> str:
    return repr(text) if len(text) <= 2 * _AROUND else repr(text[: 2 * _AROUND] + " …")


def _either(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


class MalformedRelease(InputError):
    """A description of a model release (``release.toml``, ``mof.yml``, index entry) breaks its format."""


class DataError(OsdcheckError):
    """A packaged table, lexicon or grammar is missing or broken (a defect, not a user error)."""

    def __init__(self, file: str, row: str, problem: str) -> None:
        super().__init__(f"{file}: {row}: {problem}")
        self.file = file
        self.row = row
        self.problem = problem

    def __reduce__(self) -> tuple[type[DataError], tuple[str, str, str]]:
        return type(self), (self.file, self.row, self.problem)


class MissingExtra(OsdcheckError):
    """A feature needs an optional dependency; the message holds the command that adds it."""

    def __init__(self, extra: str, command: str) -> None:
        super().__init__(f"this needs the extra {extra!r}: {command}")
        self.extra = extra
        self.command = command

    def __reduce__(self) -> tuple[type[MissingExtra], tuple[str, str]]:
        return type(self), (self.extra, self.command)
