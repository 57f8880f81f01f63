"""The tree of an SPDX expression and a list of licenses, as they were looked at and approved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from osdcheck.core.identity import AuthorityDecision
from osdcheck.core.report import ExpressionNode, Source
from osdcheck.render import Format, Judged, Tally, layout
from osdcheck.render.licenses import LicenseRow, ListFormat, list_licenses
from tests.snapshots.samples import CLOSED, OPEN, TOOL

APPROVED = AuthorityDecision("OSI", "approved", None, "the OSI's list", "popular-strong-community")
RULED = replace(OPEN, authorities=(APPROVED,), agreement="agree", text_overall="open")
TREE = ExpressionNode(
    "OR",
    "MIT OR Llama-2 AND Foo+",
    "open",
    (
        ExpressionNode(None, "MIT", "open", (), RULED, True, ("SPDX writes it MIT.",)),
        ExpressionNode(
            "AND",
            "Llama-2 AND Foo+",
            "not-open",
            (
                ExpressionNode(None, "Llama-2", "not-open", (), CLOSED),
                ExpressionNode(None, "Foo+", "review", (), OPEN, False, ("\x1b[2JNo later *version*.",)),
            ),
        ),
    ),
)
REPORT = replace(
    CLOSED,
    source=Source("mit OR llama-2 AND foo+", "0" * 64, 23),
    findings=tuple(replace(one, details=replace(one.details, license="Llama-2")) for one in CLOSED.findings),
    expression=TREE,
)
ROWS = (
    LicenseRow(
        "MIT", "mit", "MIT License", "software", "MIT", None, "Permissive", ("Expat",), False, "open", "open",
        (), (), (APPROVED,),
    ),
    LicenseRow(
        "APSL-1.0", "apsl-1.0", "Apple | Public", "software", "APSL", "1.0", "Copyleft", (), False, "open",
        "not-open", (5, 6), (7,), (APPROVED,),
    ),
    LicenseRow(
        "LicenseRef-x", "x", "A name\x1b[2J\nof two lines", "ai-model", "x", None, "Free", (), True, None,
        None, (), (), (),
    ),
)  # fmt: skip


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_expression(snapshot: SnapshotAssertion, form: Format) -> None:
    pieces = layout(form, count=1)
    assert pieces.entry(Judged(REPORT)) + pieces.closing(Tally(open=1)) == snapshot


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "json"])
def test_licenses(snapshot: SnapshotAssertion, form: ListFormat) -> None:
    assert list_licenses(ROWS, TOOL, form) == snapshot


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_list_ends_with_the_notice(form: ListFormat) -> None:
    text = list_licenses((), TOOL, form)
    assert "0 licenses." in text
    assert "not legal advice" in text.rstrip("\n").rsplit("\n", 1)[-1]
    assert "\x1b" not in list_licenses(ROWS, TOOL, form)
