"""What an annotated document says of each package."""

from __future__ import annotations

from osdcheck.core.sbom import SbomPackage
from osdcheck.render.words import NOTICE, clause_words, shorten, visible
from osdcheck.sboms.inventory import Note

_LONGEST_LICENSE = 300


def note_of(package: SbomPackage) -> Note:
    """The note on one package: verdict, license and failing clauses in one line, and the notice."""
    license_words = None if package.license is None else shorten(visible(package.license), _LONGEST_LICENSE)
    return Note(package.overall, package.clauses, license_words, _comment(package, license_words))


def _comment(package: SbomPackage, license_words: str | None) -> str:
    parts = [f"osdcheck: {package.overall}"]
    if license_words is not None:
        parts.append(f"{package.basis} license {license_words}")
    if package.clauses:
        parts.append(f"fails {clause_words(package.clauses)} of the Open Source Definition")
    if package.reason == "unknown-expression":
        parts.append("the license is not known")
    note = f" {shorten(visible(package.note), _LONGEST_LICENSE)}" if package.note else ""
    return f"{'; '.join(parts)}.{note} {NOTICE}"
