"""Real pairs of licenses, read side by side and approved: what each comparison says, in short."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from osdcheck import Comparison, Difference, Finding, compare_licenses
from osdcheck.compare import compare_read, read_side
from osdcheck.identity.records import find_record, text_of
from osdcheck.render.compare import comparison_schema
from tests.comparison.mirror import seen

TEXTS = Path(__file__).parent / "texts"
PAIRS = (
    ("llama-2-license-2023", "llama-3.1-license-2024"),
    ("llama-3.1-license-2024", "llama-3.2-license-2024"),
    ("gemma-tou-2024-04-01", "gemma-tou-2025-03-24"),
    ("Apache-2.0", "bigscience-open-rail-m"),
    ("MIT", "JSON"),
    ("AGPL-3.0-only", "SSPL-1.0"),
    ("BSD-3-Clause", "BSD-3-Clause-Clear"),
    ("tencent-hunyuan-2024-05-14", "tencent-hunyuan-3d-2.0-cla"),
    ("GPL-2.0-only", "GPL-3.0-only"),
    ("exaonepath-1.0-nc", "exaone-ai-model-1.1-nc"),
    ("Apache-2.0", "UPL-1.0"),
    ("MPL-2.0", "EPL-2.0"),
    ("CDDL-1.0", "CDDL-1.1"),
    ("llama-2-license-2023", "LicenseRef-osdcheck-llama-3"),
    ("LicenseRef-osdcheck-llama-3", "gemma-tou-2025-03-24"),
    ("AGPL-3.0-only", "CPAL-1.0"),
)


def text(name: str) -> bytes:
    path = TEXTS / f"{name}.txt"
    if path.exists():
        return path.read_bytes()
    record = find_record(name)
    assert record is not None, name
    return text_of(record).encode()


side = cache(lambda name: read_side(text(name)))


@cache
def compared(a: str, b: str) -> Comparison:
    return compare_read(side(a), side(b))


def brief(comparison: Comparison) -> str:
    verdicts = [
        f"{clause.number}: {clause.a} / {clause.b}"
        for clause in comparison.clauses
        if (clause.a, clause.b) != ("pass", "pass")
    ]
    lines = [comparison.summary, "; ".join(verdicts) or "all clauses pass in both"]
    lines += [_line(one) for one in comparison.differences]
    lines += [f"elsewhere: [{one.a[:120]}|{one.b[:120]}]" for one in comparison.passages]
    return "\n".join(lines)


def _line(one: Difference) -> str:
    details = one.details
    further = ["further"] if details.further else []
    head = " ".join([one.change, *further, one.kind, f"({details.weight})"])
    slots = [f"    {slot.slot}: {slot.a} -> {slot.b}" for slot in details.slots]
    runs = [f"[{run.a}|{run.b}]" for run in details.words if run.operation != "equal"]
    words = [f"    words: {' '.join(runs)[:200]}"] if runs and details.weight != "cosmetic" else []
    sides = [f"    {side}: {_quote(found)}" for side, found in (("a", one.a), ("b", one.b)) if found]
    return "\n".join([head, *slots, *(sides if one.change != "changed" or not words else words)])


def _quote(finding: Finding) -> str:
    stem = f"{finding.details.stem[-30:]} " if finding.details.stem else ""
    return f"{stem}{(finding.details.text or '')[:90]}"


@pytest.mark.parametrize(("a", "b"), PAIRS, ids=lambda name: name)
def test_what_changes_between_two_licenses(snapshot: SnapshotAssertion, a: str, b: str) -> None:
    assert brief(compared(a, b)) == snapshot


@pytest.mark.parametrize(("a", "b"), PAIRS, ids=lambda name: name)
def test_the_other_way_round_is_the_mirror_image(a: str, b: str) -> None:
    assert seen(compared(b, a)) == seen(compared(a, b), mirrored=True)


@pytest.mark.parametrize(("a", "b"), PAIRS, ids=lambda name: name)
def test_every_comparison_fits_the_schema(a: str, b: str) -> None:
    Draft202012Validator(comparison_schema()).validate(compared(a, b).to_dict())


@pytest.mark.parametrize(("a", "b"), PAIRS, ids=lambda name: name)
def test_the_words_of_both_sides_are_their_quotes(a: str, b: str) -> None:
    for one in compared(a, b).differences:
        for side, finding in (("a", one.a), ("b", one.b)):
            words = " ".join(getattr(run, side) for run in one.details.words if getattr(run, side))
            quote = re.sub(r"\s+", " ", (finding and finding.details.text) or "")
            assert quote.startswith(re.sub(r"[;,]? ?(and|or)?;?$", "", words))


def test_a_license_is_the_same_as_itself() -> None:
    comparison = compare_licenses(text("MIT"), text("MIT"))
    assert comparison.differences == ()
    assert comparison.summary == "A and B are the same text."


def test_every_text_is_the_one_whose_source_is_named() -> None:
    named = dict(
        re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", (TEXTS / "SOURCES.md").read_text(), re.M)
    )
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in TEXTS.glob("*.txt")}
    assert found == named
