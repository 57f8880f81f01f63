"""Time and memory of bills of materials of 1,000, 10,000 and 100,000 packages, in every format.

Documents are made up: twenty licenses, one of them a text of the document itself. Each is judged by a
new process, and once more with ``--annotate``. Processor seconds are given beside the wall time, as other
work on the machine does not change them much.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

LICENSES = (
    "MIT", "Apache-2.0", "BSD-3-Clause", "ISC", "MPL-2.0", "GPL-2.0-only", "GPL-3.0-or-later",
    "LGPL-2.1-only", "AGPL-3.0-only", "Zlib", "BSL-1.0", "Unlicense", "0BSD", "EPL-2.0",
    "Apache-2.0 OR MIT", "MIT AND ISC", "BUSL-1.1", "SSPL-1.0", "NOASSERTION", "LicenseRef-Own",
)  # fmt: skip
OWN_TEXT = (
    "Permission is granted to use, copy, modify and distribute this software, except for military purposes."
)
SIZES = (1_000, 10_000, 100_000)


def rows(count: int) -> Iterator[tuple[int, str]]:
    """Number and license of each package."""
    for index in range(count):
        yield index, LICENSES[index % len(LICENSES)]


def spdx(count: int) -> dict[str, Any]:
    """SPDX 2.3 in JSON terms, with the fields that scanners write."""
    packages = [
        {
            "SPDXID": f"SPDXRef-P{index}",
            "name": f"package-{index}",
            "versionInfo": "1.0",
            "downloadLocation": "NOASSERTION",
            "filesAnalyzed": False,
            "licenseConcluded": license_id,
            "licenseDeclared": license_id,
            "copyrightText": "NOASSERTION",
            "supplier": "Organization: Example",
            "checksums": [{"algorithm": "SHA256", "checksumValue": "a" * 64}],
            "externalRefs": [
                {
                    "referenceCategory": "PACKAGE-MANAGER",
                    "referenceType": "purl",
                    "referenceLocator": f"pkg:pypi/package-{index}@1.0",
                }
            ],
        }
        for index, license_id in rows(count)
    ]
    describes = [
        {
            "spdxElementId": "SPDXRef-DOCUMENT",
            "relationshipType": "DESCRIBES",
            "relatedSpdxElement": package["SPDXID"],
        }
        for package in packages
    ]
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "made up",
        "documentNamespace": "https://example.org/made-up",
        "creationInfo": {"created": "2024-01-01T00:00:00Z", "creators": ["Tool: benchmark"]},
        "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-Own", "extractedText": OWN_TEXT}],
        "packages": packages,
        "relationships": describes,
    }


def spdx_xml(count: int) -> str:
    """The same as XML."""
    document = spdx(count)
    return f"<Document>{''.join(_xml(key, value) for key, value in document.items())}</Document>"


def _xml(key: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_xml(key, one) for one in value)
    if isinstance(value, dict):
        return f"<{key}>{''.join(_xml(name, one) for name, one in value.items())}</{key}>"
    return f"<{key}>{str(value).lower() if isinstance(value, bool) else value}</{key}>"


def spdx_tag_value(count: int) -> str:
    """The same as tag-value."""
    head = (
        "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: made up\n"
        "DocumentNamespace: https://example.org/made-up\nCreator: Tool: benchmark\n"
        "Created: 2024-01-01T00:00:00Z\n"
    )
    packages = (
        f"\nPackageName: package-{index}\nSPDXID: SPDXRef-P{index}\nPackageVersion: 1.0\n"
        "PackageSupplier: Organization: Example\nPackageDownloadLocation: NOASSERTION\n"
        "FilesAnalyzed: false\n"
        f"PackageChecksum: SHA256: {'a' * 64}\nPackageLicenseConcluded: {license_id}\n"
        f"PackageLicenseDeclared: {license_id}\nPackageCopyrightText: NOASSERTION\n"
        f"ExternalRef: PACKAGE-MANAGER purl pkg:pypi/package-{index}@1.0\n"
        f"Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-P{index}\n"
        for index, license_id in rows(count)
    )
    own = f"\nLicenseID: LicenseRef-Own\nExtractedText: <text>{OWN_TEXT}</text>\nLicenseName: Own\n"
    return head + "".join(packages) + own


def spdx_rdf(count: int) -> str:
    """The same as RDF/XML; expressions with operators are left at their first license."""
    base = "https://example.org/made-up#"

    def license_id(words: str) -> str:
        first = words.split()[0]
        if first == "NOASSERTION":
            return "http://spdx.org/rdf/terms#noassertion"
        return f"{base}{first}" if first.startswith("LicenseRef-") else f"http://spdx.org/licenses/{first}"

    packages = "".join(
        f'<s:Package rdf:about="{base}SPDXRef-P{index}"><s:name>package-{index}</s:name>'
        f"<s:versionInfo>1.0</s:versionInfo>"
        f'<s:downloadLocation rdf:resource="http://spdx.org/rdf/terms#noassertion"/>'
        f'<s:licenseConcluded rdf:resource="{license_id(words)}"/>'
        f'<s:licenseDeclared rdf:resource="{license_id(words)}"/></s:Package>'
        for index, words in rows(count)
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://spdx.org/rdf/terms#">'
        f'<s:SpdxDocument rdf:about="{base}SPDXRef-DOCUMENT"><s:specVersion>SPDX-2.3</s:specVersion>'
        '<s:name>made up</s:name><s:dataLicense rdf:resource="http://spdx.org/licenses/CC0-1.0"/>'
        "<s:creationInfo><s:CreationInfo><s:creator>Tool: benchmark</s:creator>"
        "<s:created>2024-01-01T00:00:00Z</s:created></s:CreationInfo></s:creationInfo>"
        f'<s:hasExtractedLicensingInfo><s:ExtractedLicensingInfo rdf:about="{base}LicenseRef-Own">'
        f"<s:licenseId>LicenseRef-Own</s:licenseId><s:extractedText>{OWN_TEXT}</s:extractedText>"
        f"</s:ExtractedLicensingInfo></s:hasExtractedLicensingInfo></s:SpdxDocument>{packages}</rdf:RDF>"
    )


def cyclonedx(count: int) -> dict[str, Any]:
    """CycloneDX 1.6 in JSON terms."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "components": [
            {
                "type": "library",
                "bom-ref": f"ref-{index}",
                "name": f"package-{index}",
                "version": "1.0",
                "purl": f"pkg:pypi/package-{index}@1.0",
                "hashes": [{"alg": "SHA-256", "content": "a" * 64}],
                "licenses": _entries(words),
            }
            for index, words in rows(count)
        ],
    }


def _entries(words: str) -> list[dict[str, Any]]:
    if words == "NOASSERTION":
        return []
    if words == "LicenseRef-Own":
        return [{"license": {"name": "Own", "text": {"content": OWN_TEXT}}}]
    return [{"expression": words}] if " " in words else [{"license": {"id": words}}]


def cyclonedx_xml(count: int) -> str:
    """The same as XML."""
    components = "".join(
        f'<component type="library" bom-ref="{one["bom-ref"]}"><name>{one["name"]}</name>'
        "<version>1.0</version>"
        f'<hashes><hash alg="SHA-256">{"a" * 64}</hash></hashes>'
        f"<licenses>{''.join(_licenses(entry) for entry in one['licenses'])}</licenses>"
        f"<purl>{one['purl']}</purl></component>"
        for one in cyclonedx(count)["components"]
    )
    return f'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>{components}</components></bom>'


def _licenses(entry: dict[str, Any]) -> str:
    if "expression" in entry:
        return f"<expression>{entry['expression']}</expression>"
    own = entry["license"]
    if "id" in own:
        return f"<license><id>{own['id']}</id></license>"
    return f"<license><name>{own['name']}</name><text>{own['text']['content']}</text></license>"


FORMATS: dict[str, Callable[[int], str]] = {
    "spdx-json": lambda count: json.dumps(spdx(count), indent=1),
    "spdx-yaml": lambda count: str(yaml.dump(spdx(count), Dumper=yaml.CSafeDumper, sort_keys=False)),
    "spdx-xml": spdx_xml,
    "spdx-tag-value": spdx_tag_value,
    "spdx-rdf": spdx_rdf,
    "cyclonedx-json": lambda count: json.dumps(cyclonedx(count), indent=1),
    "cyclonedx-xml": cyclonedx_xml,
}


def write(form: str, size: int, path: Path) -> None:
    """Write a document from a process of its own: the peak of a child counts what its parent held."""
    process = multiprocessing.get_context("spawn").Process(target=_write, args=(form, size, path))
    process.start()
    process.join()
    if process.exitcode != 0:
        raise SystemExit(f"writing {form} ended with {process.exitcode}")


def _write(form: str, size: int, path: Path) -> None:
    path.write_text(FORMATS[form](size), encoding="utf-8")


def measure(path: Path, *extra: str) -> dict[str, Any]:
    """Wall time, processor time and greatest resident size of one run of the command."""
    command = [sys.executable, "-m", "osdcheck", "sbom", "--format", "json", *extra, str(path)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 1:
        raise SystemExit(f"ended with {process.returncode} instead of 1: {' '.join(command)}")
    # Linux counts in kilobytes, macOS in bytes.
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return {
        "seconds": round(seconds, 1),
        "processor_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "peak_megabytes": round(peak),
    }


def main() -> None:
    """Print a line for each format and size."""
    parser = argparse.ArgumentParser(description="Time and memory of osdcheck sbom.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of packages")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS))
    parser.add_argument("--plain", action="store_true", help="without annotating")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    arguments = parser.parse_args()
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for form in arguments.formats:
            for size in arguments.sizes:
                path = Path(folder) / "document"
                write(form, size, path)
                annotated = Path(folder) / "annotated"
                runs = [()] if arguments.plain else [(), ("--annotate", str(annotated))]
                for extra in runs:
                    run = {
                        "format": form,
                        "packages": size,
                        "annotated": bool(extra),
                        **measure(path, *extra),
                    }
                    figures.append({**run, "megabytes": round(path.stat().st_size / 1e6, 1)})
                    print(" ".join(f"{name}={value}" for name, value in figures[-1].items()), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
