"""Licenses in the words an SPDX document may use: listed ids, and references with their texts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from osdcheck.document.decode import decode
from osdcheck.errors import InputError
from osdcheck.identity.records import find_record, text_of
from osdcheck.sboms.spelling import standard

if TYPE_CHECKING:
    from spdx_tools.spdx.model.extracted_licensing_info import ExtractedLicensingInfo

    from osdcheck.core.audit import AuditFile

_REFERENCE = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")
_ALONE = re.compile(r"(?<!WITH )LicenseRef-scancode-[A-Za-z0-9.-]+")
_WORD = re.compile(r"[\w.+-]+")
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class LicenseNames:
    """Turns what an audit calls licenses into expressions that validate, and gathers their texts."""

    texts: dict[str, str] = field(default_factory=dict)
    _offered: dict[str, str] = field(default_factory=dict)
    _known: dict[str | None, Any] = field(default_factory=dict)

    def expression(self, words: str | None) -> Any:
        """A license expression of spdx-tools, or its NOASSERTION for what SPDX has no words for."""
        from spdx_tools.spdx.model.spdx_no_assertion import SpdxNoAssertion

        if words not in self._known:
            said = self._expression(None if words is None else _listed(words))
            if isinstance(said, SpdxNoAssertion) and words is not None:
                # A name, or an id that the list has given up.
                said = self._expression(standard(words))
            self._known[words] = said
        return self._known[words]

    def _expression(self, words: str | None) -> Any:
        from license_expression import ExpressionError, ExpressionParseError, Licensing
        from spdx_tools.common.spdx_licensing import spdx_licensing
        from spdx_tools.spdx.model.spdx_no_assertion import SpdxNoAssertion

        if words is None:
            return SpdxNoAssertion()
        try:
            # Without its list the library keeps the names; with it, some become those of other lists.
            parsed = Licensing().parse(words)
            named = {one.key for one in Licensing().license_symbols(parsed, unique=True)}
        except (ExpressionError, ValueError, RecursionError):
            return SpdxNoAssertion()
        try:
            # The validator of spdx-tools asks the same, and takes unlisted symbols for no error of this sort.
            spdx_licensing.parse(words, validate=True, strict=True)
        except ExpressionParseError:
            return self._renamed(words)
        except ExpressionError:
            pass
        # The library knows references of other lists; the format wants the text of every reference.
        texts = {
            name: self._offered.get(name) or _known_text(name)
            for name in named
            if name not in spdx_licensing.known_symbols or _REFERENCE.fullmatch(name)
        }
        if any(text is None for text in texts.values()):
            return SpdxNoAssertion()
        self.texts.update({name: text for name, text in texts.items() if text is not None})
        return parsed

    def _renamed(self, words: str) -> Any:
        """Riders that stand alone: the library knows them as exceptions and wants them behind WITH."""
        from spdx_tools.spdx.model.spdx_no_assertion import SpdxNoAssertion

        alone: dict[str, str] = {}

        def renamed(match: re.Match[str]) -> str:
            record, text = find_record(match[0]), _known_text(match[0])
            if record is None or not record.is_exception or text is None:
                return match[0]
            name = match[0].replace("LicenseRef-scancode-", "LicenseRef-text-of-")
            alone[name] = text
            return name

        said = _ALONE.sub(renamed, words)
        self._offered.update(alone)
        return self._expression(said) if alone and said != words else SpdxNoAssertion()

    def single(self, words: str | None) -> list[Any]:
        """The licenses of an expression one by one, exceptions left out, as a file lists what is in it."""
        from license_expression import LicenseWithExceptionSymbol, Licensing

        said = self.expression(words)
        symbols = Licensing().license_symbols(said, unique=True, decompose=False) if _is_said(said) else []
        bare = [one.license_symbol if isinstance(one, LicenseWithExceptionSymbol) else one for one in symbols]
        return list({one.key: one for one in bare}.values()) or [said]

    def conjunction(self, expressions: Iterable[str]) -> Any:
        """All of several expressions together; NOASSERTION where one cannot be said, or there is none."""
        distinct = list(dict.fromkeys(expressions))
        joined = distinct[0] if len(distinct) == 1 else " AND ".join(f"({one})" for one in distinct)
        return self.expression(joined or None)

    def offer(self, file: AuditFile, data: bytes) -> None:
        """A file, or the lines of a section, as the text of the reference that expressions call it by."""
        try:
            text = _ILLEGAL.sub("", decode(data, file.path))
        except InputError:
            return
        if file.line_start is not None:
            text = "".join(text.splitlines(keepends=True)[file.line_start - 1 : file.line_end])
        if text.strip():
            self._offered.setdefault(file.reference, text)

    def reference(self, text: str) -> Any:
        """A reference to a text of its own."""
        from spdx_tools.common.spdx_licensing import spdx_licensing

        text = _ILLEGAL.sub("", text)
        name = f"LicenseRef-{hashlib.sha256(text.encode('utf-8')).hexdigest()[:16]}"
        self.texts[name] = text
        return spdx_licensing.parse(name)

    def extracted(self) -> list[ExtractedLicensingInfo]:
        """The references with their texts, for the document."""
        from spdx_tools.spdx.model.extracted_licensing_info import ExtractedLicensingInfo
        from spdx_tools.spdx.model.spdx_no_assertion import SpdxNoAssertion

        return [
            ExtractedLicensingInfo(name, text, SpdxNoAssertion()) for name, text in sorted(self.texts.items())
        ]


def _is_said(expression: Any) -> bool:
    from spdx_tools.spdx.model.spdx_no_assertion import SpdxNoAssertion

    return not isinstance(expression, SpdxNoAssertion)


def _listed(words: str) -> str:
    """The expression with ids in the case of the SPDX list: its validators take no other."""

    def written(match: re.Match[str]) -> str:
        record = find_record(match[0])
        return record.id if record is not None and record.id.lower() == match[0].lower() else match[0]

    return _WORD.sub(written, words)


def _known_text(name: str) -> str | None:
    """The text behind a reference to a license of the records; ``None`` where there is none."""
    record = find_record(name) if _REFERENCE.fullmatch(name) else None
    return text_of(record) or None if record is not None else None
