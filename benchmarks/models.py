"""How the classes of model releases compare with those of three hand-kept lists.

``python benchmarks/models.py [FOLDER]``: the folder holds ``mot/``, ``ouc/``, ``osai/`` (default:
``benchmarks/data/models``). Prints how many files are read, how many classes agree, and every
disagreement with its reason. A score is never compared: it is no class.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from osdcheck import check_model
from osdcheck.core.release import Component, ModelReport
from osdcheck.errors import OsdcheckError
from osdcheck.evidence.yamlsafe import load_yaml
from osdcheck.releases.mof import mof_result
from osdcheck.releases.terms import terms_of_name

FOLDER = Path(__file__).parent / "data" / "models"
TOTALS = {"I": 14, "II": 1, "III": 16, "none": 242}
"""Classes of the 273 model files in a survey that applied the tool's rules (commit 8b5d30e) on its own."""


@dataclass(frozen=True, slots=True)
class Run:
    """Reports of one list by file name, and the files that could not be read."""

    reports: Mapping[str, ModelReport]
    failures: Mapping[str, str]


def main(arguments: Sequence[str]) -> int:
    """Print the comparison; 1 when a file cannot be read or a class of the survey is missed."""
    folder = Path(arguments[0]) if arguments else FOLDER
    runs = {name: run(folder / name) for name in ("mot", "ouc", "osai")}
    for name, one in runs.items():
        print(f"{name}: {len(one.reports)} files read, {len(one.failures)} not read")
        for file, why in one.failures.items():
            print(f"  {file}: {why}")
    missed = survey(runs["mot"].reports, folder / "survey.csv")
    spellings(runs["mot"].reports)
    beside_the_definition(runs["mot"].reports)
    for name in ("osai", "ouc"):
        licenses_field(name, runs[name].reports, folder / name)
    return 1 if missed or any(one.failures for one in runs.values()) else 0


def run(folder: Path) -> Run:
    """Classify every YAML file of a folder."""
    reports: dict[str, ModelReport] = {}
    failures: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in {".yml", ".yaml"}:
            try:
                reports[path.name] = check_model(path)
            except OsdcheckError as error:
                failures[path.name] = str(error)
    return Run(reports, failures)


def survey(reports: Mapping[str, ModelReport], table: Path) -> int:
    """Compare with the classes of the survey, one by one where it names files, else by their counts.

    The tool computes its classes when its site is built; no list of them is published with its data.
    """
    counts = Counter(one.mof.mof_class for one in reports.values())
    print("\nClass of the Model Openness Framework, by the tool's own rules:")
    for name, number in TOTALS.items():
        print(f"  {name:<5} {counts[name]:>4}, survey {number}")
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines())) if table.is_file() else []
    wrong = [
        (row["file"], row["class"], reports[row["file"]].mof.mof_class)
        for row in rows
        if row["file"] in reports and reports[row["file"]].mof.mof_class != row["class"]
    ]
    print(f"  {len(rows) - len(wrong)} of {len(rows)} classes that the survey gives by file agree")
    for file, theirs, ours in wrong:
        print(f"    {file}: survey {theirs}, here {ours}")
    return len(wrong) + sum(counts[name] != number for name, number in TOTALS.items())


def spellings(reports: Mapping[str, ModelReport]) -> None:
    """Classes that change when a license is read as what it means, not letter for letter."""
    changed: list[str] = []
    respelled: Counter[str] = Counter()
    for file, report in reports.items():
        components = tuple(map(_read_as_meant, report.release.components))
        for before, after in zip(report.release.components, components, strict=True):
            if before.terms.id != after.terms.id:
                respelled[f"{before.terms.license} -> {after.terms.id}"] += 1
        meant = mof_result(replace(report.release, components=components))
        if meant.mof_class != report.mof.mof_class:
            changed.append(f"  {file}: {report.mof.mof_class} -> {meant.mof_class}")
    print(f"\nLicense names that the tool does not take for open, read as meant: {respelled.total()} entries")
    for words, number in respelled.most_common():
        print(f"  {number:>3}  {words}")
    print(f"Classes that this changes: {len(changed)}")
    print("\n".join(changed))


def _read_as_meant(component: Component) -> Component:
    terms = component.terms
    if component.presence != "yes" or terms.license is None:
        return component
    meant = terms_of_name(terms.license).id
    if meant is None or meant == terms.id or meant.startswith("LicenseRef-"):
        return component
    return replace(component, terms=replace(terms, id=meant))


def beside_the_definition(reports: Mapping[str, ModelReport]) -> None:
    """Where a class of the framework and the Open Source AI Definition part."""
    both = [one for one in reports.values() if (one.mof.mof_class == "I") == (one.osaid.verdict == "met")]
    print(
        f"\nClass I and the Open Source AI Definition agree on {len(both)} of {len(reports)}; they part on:"
    )
    for file, report in reports.items():
        met, first = report.osaid.verdict == "met", report.mof.mof_class == "I"
        if met and not first:
            lacking = [*report.mof.missing, *report.mof.unlicensed, *report.mof.invalid]
            want = f"class {report.mof.mof_class} for want of {', '.join(lacking)}"
            print(f"  {file}: meets the definition; {want}")
        elif first and not met:
            print(f"  {file}: class I; {' '.join(_unmet(report))}")
    complete = [
        one for one in reports.values() if one.mof.mof_class in {"II", "III"} and one.osaid.verdict != "met"
    ]
    print(f"Class II or III without meeting the definition: {len(complete)}")
    for report in complete:
        print(f"  {report.name}: class {report.mof.mof_class}; {' '.join(_unmet(report))}")


def _unmet(report: ModelReport) -> Iterator[str]:
    return (one.reason for one in report.osaid.requirements if one.verdict != "met")


def licenses_field(name: str, reports: Mapping[str, ModelReport], folder: Path) -> None:
    """The index's word on licenses against the license of the weights, where both are clear.

    The index says ``open`` when everything is under licenses the OSI approved, ``closed`` when the
    license is unclear or not approved; ``partial`` is about parts and is not compared.
    """
    classes = Counter(one.release_class for one in reports.values())
    print(f"\n{name}: {', '.join(f'{number} {kind}' for kind, number in classes.most_common())}")
    met = sorted(one.name for one in reports.values() if one.osaid.verdict == "met")
    print(f"  meet the Open Source AI Definition as far as the entries tell: {', '.join(met)}")
    agreed, parted = 0, []
    for file, report in reports.items():
        said, terms = _said(folder / file), report.release.component("model-parameters-final").terms
        if said in {"open", "closed"} and terms.verdict in {"open", "not-open"}:
            if (said == "open") == (terms.verdict == "open"):
                agreed += 1
            else:
                parted.append(f"    {report.name}: said {said}; {terms.license} {terms.reason or 'is open'}")
    print(
        f"  licenses: {agreed} of {agreed + len(parted)} agree with the license of the weights; the others:"
    )
    print("\n".join(parted))


def _said(path: Path) -> str:
    value, _ = load_yaml(path.read_text(encoding="utf-8"), path.name)
    block = value.get("licenses") or value.get("license") or {}
    return str(block.get("class") or "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
