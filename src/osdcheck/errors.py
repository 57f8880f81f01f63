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


class MetadataError(InputError):
    """A metadata file (``pyproject.toml``, a card, a model header) that cannot be read as its format."""


class MalformedRelease(InputError):
    """A description of a model release (``release.toml``, ``mof.yml``, an index entry) is not as it should be."""


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
