"""License entries of CycloneDX, read with the models of cyclonedx-python-lib."""

from __future__ import annotations

import base64
import binascii
import json
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from osdcheck.core.sbom import SbomError
from osdcheck.errors import InputError
from osdcheck.sboms.inventory import Statement, Term, spdx_statement

if TYPE_CHECKING:
    from cyclonedx.model.license import License


@dataclass(frozen=True, slots=True)
class Stated:
    """What one license entry says; ``problem`` where the library does not accept it.

    ``texts`` are those that an expression gives for its LicenseRefs.
    """

    terms: Statement = ()
    concluded: bool = False
    silent: bool = False
    texts: tuple[tuple[str, str], ...] = ()
    problem: str | None = None


@dataclass(slots=True)
class LicenseReader:
    """Reads license entries, each distinct one once, and gathers texts and errors of a document."""

    parse: Callable[[Any], License]
    key: Callable[[Any], str]
    texts: dict[str, str] = field(default_factory=dict)
    errors: list[SbomError] = field(default_factory=list)
    _known: dict[str, Stated] = field(default_factory=dict)

    def read(self, entries: Iterable[Any], place: str) -> tuple[Statement | None, Statement | None, bool]:
        """Concluded and declared statement of one component, and whether an entry was unreadable."""
        stated = [self._stated(entry) for entry in entries]
        problems = [one.problem for one in stated if one.problem is not None]
        self.errors += [SbomError(place, "InvalidLicenseEntry", problem) for problem in problems]
        for name, text in (pair for one in stated for pair in one.texts):
            known = self.texts.get(name, text)
            # One name for two texts: both are judged, so that neither hides the other.
            self.texts[name] = text if known == text else f"{known}\n\n{text}"
        concluded = _joined([one for one in stated if one.concluded])
        declared = _joined([one for one in stated if not one.concluded])
        return concluded, declared, bool(problems)

    def _stated(self, entry: Any) -> Stated:
        key = self.key(entry)
        if key not in self._known:
            self._known[key] = _read(self.parse, entry)
        return self._known[key]


def json_licenses() -> LicenseReader:
    """A reader for the items of a ``licenses`` list."""
    from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression

    def parse(entry: Any) -> License:
        if isinstance(entry, dict) and isinstance(entry.get("license"), dict):
            return DisjunctiveLicense.from_json(entry["license"])  # type: ignore[attr-defined, no-any-return]  # made by a decorator
        if isinstance(entry, dict) and isinstance(entry.get("expression"), str):
            return LicenseExpression.from_json(entry)  # type: ignore[attr-defined, no-any-return]  # made by a decorator
        raise ValueError("neither a license nor an expression")

    return LicenseReader(parse, lambda entry: json.dumps(entry, sort_keys=True, default=str))


def xml_licenses(namespace: str) -> LicenseReader:
    """A reader for the children of a ``licenses`` element."""
    from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression

    def parse(entry: ElementTree.Element) -> License:
        tag = entry.tag.removeprefix(f"{{{namespace}}}")
        if tag == "license":
            return DisjunctiveLicense.from_xml(entry, namespace)  # type: ignore[attr-defined, no-any-return]  # made by a decorator
        if tag not in {"expression", "expression-detailed"}:
            raise ValueError("neither a license nor an expression")
        expression: LicenseExpression = LicenseExpression.from_xml(entry, namespace)  # type: ignore[attr-defined]  # made by a decorator
        if tag == "expression-detailed":
            expression.value = entry.get("expression", "")
        return expression

    return LicenseReader(parse, lambda entry: ElementTree.tostring(entry, "unicode"))


def _read(parse: Callable[[Any], License], entry: Any) -> Stated:
    from cyclonedx.exception import CycloneDxException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = parse(entry)
        return _of(parsed)
    except (CycloneDxException, InputError, ValueError, TypeError, AttributeError, KeyError) as error:
        return Stated(problem=" ".join(str(error).split())[:300] or type(error).__name__)
    except RecursionError:
        return Stated(problem="nested too deep")


def _of(parsed: License) -> Stated:
    from cyclonedx.model.license import LicenseAcknowledgement, LicenseExpression

    concluded = parsed.acknowledgement is LicenseAcknowledgement.CONCLUDED
    if isinstance(parsed, LicenseExpression):
        statement = spdx_statement(parsed.value)
        texts = tuple((one.license_identifier, _text(one.text)) for one in parsed.details if one.text)
        return Stated(statement or (), concluded, statement is None, texts)
    words = parsed.id or parsed.name
    if not isinstance(words, str):
        raise ValueError("id and name of a license are text")
    text = _text(parsed.text) if parsed.text else None
    statement = spdx_statement(words)
    if statement:
        statement = (Term(statement[0].expression, text, named=not parsed.id),)
    return Stated(statement or (), concluded, statement is None)


def _text(attached: Any) -> str:
    from cyclonedx.model import Encoding

    from osdcheck.document.decode import decode

    if not isinstance(attached.content, str):
        raise ValueError("the text of a license is no text")
    if attached.encoding is not Encoding.BASE_64:
        return attached.content
    try:
        return decode(base64.b64decode(attached.content), "license text")
    except binascii.Error as error:
        raise ValueError(f"the text of a license is no base64 ({error})") from error


def _joined(stated: list[Stated]) -> Statement | None:
    """All that is stated together; ``None`` where nothing is, ``()`` where only NONE is."""
    speaking = [one for one in stated if not one.silent and one.problem is None]
    return tuple(dict.fromkeys(term for one in speaking for term in one.terms)) if speaking else None
