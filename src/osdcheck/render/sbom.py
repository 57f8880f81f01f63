"""Reports on software bills of materials: text to read, Markdown to paste, JSON for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Literal

from osdcheck.core.report import Overall
from osdcheck.core.sbom import SbomLicense, SbomPackage, SbomReport
from osdcheck.render.json_report import safe_json
from osdcheck.render.markdown import escape
from osdcheck.render.words import (
    NOTICE,
    clause_words,
    overall_label,
    review_sentence,
    shorten,
    source_title,
    visible,
)

SbomOutput = Literal["text", "json", "markdown"]

_MOST_ROWS = 50
"""Rows of each list for people; the JSON has all."""

_MOST_NAMES = 12
"""Packages named in one row."""

_TITLES: tuple[tuple[Overall, str], ...] = (
    ("not-open", "Packages that are not open source"),
    ("review", "Packages to review"),
    ("open", "Open by the license that counts, with a remark"),
)

_ORDER: tuple[Overall, ...] = ("not-open", "review", "open")


def render_sbom(report: SbomReport, form: SbomOutput, *, width: int = 100) -> str:
    """A report in one format; ``width`` (columns) matters to ``"text"`` only."""
    match form:
        case "json":
            return safe_json(report.to_json(indent=2)) + "\n"
        case "markdown":
            return _markdown(report)
        case "text":
            return _text(report, max(40, min(width, 120)))


def sbom_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the JSON format."""
    text = (files("osdcheck.render") / "schemas" / "sbom-1.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _headline(report: SbomReport) -> str:
    """The overall verdict in one sentence with its counts."""
    total = len(report.packages)
    if not total:
        return "the document names no package."
    counts = [(report.count("not-open"), "not open"), (report.count("review"), "to review")]
    said = [f"{count:,} {label}" for count, label in counts if count]
    noun = "package" if total == 1 else "packages"
    if not said:
        return f"every license of {total:,} {noun} meets the Open Source Definition."
    return f"of {total:,} {noun}, {' and '.join(said)}; {report.count('open'):,} open."


def _about(report: SbomReport) -> str:
    kind = {"spdx": "SPDX", "spdx3": "SPDX", "cyclonedx": "CycloneDX"}[report.format.split("-", 1)[0]]
    written = report.format.split("-", 1)[1].replace("json-ld", "JSON-LD").replace("tag-value", "tag-value")
    written = written.upper() if written in {"json", "yaml", "xml", "rdf"} else written
    name = f", {shorten(visible(report.document), 80)}" if report.document else ""
    return f"{kind} {visible(report.version)} ({written}){name}"


def _title(package: SbomPackage) -> str:
    name = " ".join(part for part in (package.name, package.version) if part)
    return shorten(visible(name or package.id), 80)


def _reason(package: SbomPackage) -> str:
    """Why a package has its verdict, in words."""
    parts = []
    if package.license is not None:
        parts.append(f"{package.basis} license {shorten(visible(package.license), 120)}")
    if package.clauses:
        parts.append(f"fails {clause_words(package.clauses)}")
    if package.reason == "unknown-expression":
        parts.append("not a license anybody knows")
    said = "; ".join(parts)
    note = shorten(visible(package.note), 200).rstrip(".")
    return ". ".join(part for part in (said[:1].upper() + said[1:], note) if part)


def _license_reason(one: SbomLicense) -> str:
    if one.problem is not None:
        return shorten(visible(one.problem), 300)
    if "not-a-license" in one.review_reasons:
        return "the text given for it does not read like a license"
    failed = tuple(clause.number for clause in one.clauses if clause.verdict == "fail")
    unclear = tuple(clause.number for clause in one.clauses if clause.verdict == "unclear")
    parts = [f"fails {clause_words(failed)}"] if failed else []
    parts += [f"{clause_words(unclear)} unclear"] if unclear else []
    if one.overall == "review" and not parts:
        parts += [_review_words(reason) for reason in one.review_reasons]
    if one.text:
        parts.append("judged by the text in the document")
    return "; ".join(parts)


def _review_words(reason: str) -> str:
    if reason == "text-differs":
        return "id and text differ: the text given for it is judged worse than the license of that id"
    return review_sentence(reason).rstrip(".")


def _licenses(report: SbomReport) -> list[SbomLicense]:
    """Licenses that packages rest on, gravest first, then by the number of packages."""
    used = [one for one in report.licenses if one.packages]
    return sorted(used, key=lambda one: (_ORDER.index(one.overall), -one.packages))


def _grouped(report: SbomReport) -> list[tuple[str, list[tuple[str, list[SbomPackage]]]]]:
    """Under each title its packages, those with the same reason together; open ones only with a remark."""
    sections = []
    for overall, title in _TITLES:
        groups: dict[str, list[SbomPackage]] = {}
        for package in report.packages:
            if package.overall == overall and (overall != "open" or package.note):
                groups.setdefault(_reason(package), []).append(package)
        if groups:
            sections.append((title, list(groups.items())))
    return sections


def _names(packages: list[SbomPackage]) -> str:
    shown = ", ".join(_title(package) for package in packages[:_MOST_NAMES])
    hidden = len(packages) - _MOST_NAMES
    return shown if hidden <= 0 else f"{shown} and {hidden:,} more"


def _rows(items: Iterable[str], total: int) -> list[str]:
    shown = [row for _, row in zip(range(_MOST_ROWS), items, strict=False)]
    if total > len(shown):
        shown.append(f"… and {total - len(shown):,} more (the json format lists all)")
    return shown


def _text(report: SbomReport, width: int) -> str:
    lines = [source_title(report.source.name)]
    lines += _wrapped(f"{overall_label(report.overall)}: {_headline(report)}", width, "")
    lines += ["", *_wrapped(_about(report), width, "")]
    licenses = _licenses(report)
    if licenses:
        lines += ["", "Licenses"]
        for row in _rows((_license_line(one) for one in licenses), len(licenses)):
            lines += _wrapped(row, width, "  ")
    for title, groups in _grouped(report):
        lines += ["", title]
        for row in _rows((f"{why}: {_names(found)}" for why, found in groups), len(groups)):
            lines += _wrapped(row, width, "  ")
    if report.errors:
        lines += ["", "Entries with errors"]
        rows = (f"{visible(one.package)}: {shorten(visible(one.message), 300)}" for one in report.errors)
        for row in _rows(rows, len(report.errors)):
            lines += _wrapped(row, width, "  ")
    return "\n".join([*lines, "", NOTICE, ""])


def _license_line(one: SbomLicense) -> str:
    noun = "package" if one.packages == 1 else "packages"
    why = _license_reason(one)
    label = {"open": "open", "not-open": "NOT OPEN", "review": "REVIEW"}[one.overall]
    head = f"{label}: {shorten(visible(one.expression), 120)} ({one.packages:,} {noun})"
    return f"{head}: {why}" if why else head


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent + "    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _markdown(report: SbomReport) -> str:
    label = overall_label(report.overall).capitalize()
    parts = [
        f"## {escape(source_title(report.source.name))}\n",
        f"**{label}:** {_headline(report)}\n",
        f"{escape(_about(report))}\n",
    ]
    licenses = _licenses(report)
    if licenses:
        rows = (_license_row(one) for one in licenses)
        parts.append(_table("License | Packages | Verdict | Why", "---|--:|---|---", rows, len(licenses)))
    for title, groups in _grouped(report):
        rows = (f"{escape(why)} | {escape(_names(found))}" for why, found in groups)
        parts += [f"### {title}\n", _table("Why | Packages", "---|---", rows, len(groups))]
    if report.errors:
        rows = (
            f"{escape(visible(one.package))} | {escape(shorten(visible(one.message), 300))}"
            for one in report.errors
        )
        parts += [
            "### Entries with errors\n",
            _table("Entry | What is wrong", "---|---", rows, len(report.errors)),
        ]
    return "\n".join([*parts, f"*{NOTICE}*\n"])


def _license_row(one: SbomLicense) -> str:
    verdict = one.overall if one.overall == "open" else f"**{one.overall}**"
    name = escape(shorten(visible(one.expression), 120))
    return f"{name} | {one.packages:,} | {verdict} | {escape(_license_reason(one))}"


def _table(head: str, rule: str, rows: Iterable[str], total: int) -> str:
    columns = head.count("|")
    body = [f"| {row} |" for row in _rows(rows, total)]
    if total > _MOST_ROWS:
        body[-1] = body[-1].removesuffix(" |") + " |" + " |" * columns
    return "\n".join([f"| {head} |", f"|{rule}|", *body]) + "\n"
