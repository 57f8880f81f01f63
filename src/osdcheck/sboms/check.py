"""Judge a software bill of materials, and write it back with the verdicts."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass

from osdcheck.core.sbom import SbomReport, SbomSource
from osdcheck.sboms.inventory import Inventory
from osdcheck.sboms.judge import Tick, judge, statements
from osdcheck.sboms.notes import note_of
from osdcheck.sboms.read import read_bytes, read_inventory


@dataclass(frozen=True, slots=True)
class Sbom:
    """A document that was read: what there is to judge, and where it comes from."""

    inventory: Inventory
    source: SbomSource

    @property
    def licenses(self) -> int:
        """How many distinct statements there are to judge."""
        return len(statements(self.inventory))

    def report(self, *, tick: Tick | None = None) -> SbomReport:
        """The verdicts; ``tick`` is called before each distinct license."""
        from osdcheck.analysis import tool

        return judge(self.inventory, self.source, tool(), tick=tick)

    def annotated(self, report: SbomReport) -> bytes:
        """The document with an annotation (SPDX) or properties (CycloneDX) for each package.

        Raises :class:`~osdcheck.errors.UnsupportedSbom` for SPDX 3 and for CycloneDX before 1.3, and
        ``ValueError`` for the report of another document.
        """
        if report.source.sha256 != self.source.sha256:
            raise ValueError(
                f"a report of another document ({report.source.name}), not of {self.source.name}"
            )
        return self.inventory.annotated([note_of(package) for package in report.packages])


def open_sbom(source: str | bytes | os.PathLike[str], *, name: str | None = None) -> Sbom:
    """Read a document: a path (also as ``str``) or its bytes; ``name`` is what reports call it."""
    data = source if isinstance(source, bytes) else read_bytes(source)
    label = name or ("<bytes>" if isinstance(source, bytes) else os.fsdecode(os.fspath(source)))
    digest = hashlib.sha256(data).hexdigest()
    return Sbom(read_inventory(data, label), SbomSource(label, digest, len(data)))


def check_sbom(path: str | bytes | os.PathLike[str]) -> SbomReport:
    """Verdicts on the licenses of all packages of a software bill of materials, and on the whole.

    ``path``: an SPDX 2.2 or 2.3 document (JSON, YAML, XML, RDF or tag-value), SPDX 3 (JSON-LD) or a
    CycloneDX document (JSON or XML), or its bytes; the format is told by the content. The concluded
    license of a package goes before the declared one. Each distinct license is judged once.

    Raises :class:`~osdcheck.errors.InputError` (one of its subclasses) for what is no such document.
    """
    return open_sbom(path).report()


def annotate_sbom(path: str | bytes | os.PathLike[str], *, report: SbomReport | None = None) -> bytes:
    """The document at ``path`` (or its bytes) in its own format, each judged package with its verdict.

    SPDX gets an annotation by ``Tool: osdcheck-VERSION``, CycloneDX properties named ``osdcheck:...``;
    marks of an earlier run are replaced and everything else is kept. ``report``: what
    :func:`check_sbom` gave for the same document, made when absent. ``SOURCE_DATE_EPOCH`` in the
    environment sets the date of annotations.

    Raises :class:`~osdcheck.errors.UnsupportedSbom` for SPDX 3 and for CycloneDX before 1.3, and what
    :func:`check_sbom` raises.
    """
    sbom = open_sbom(path)
    return sbom.annotated(report or sbom.report())
