from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from osdcheck import ExpressionNode, Report, check_expression
from osdcheck.analysis import analyze
from osdcheck.identity.records import find_record, records, text_of
from osdcheck.render.json_report import report_schema


def tree(node: ExpressionNode) -> str:
    """The tree on one line: operators before their operands, the chosen one starred."""
    star = "*" if node.chosen else ""
    if node.operator is None:
        return star + node.text
    return f"{star}{node.operator}({', '.join(tree(operand) for operand in node.operands)})"


def failed(report: Report) -> list[int]:
    return [clause.number for clause in report.clauses if clause.verdict == "fail"]


def shape(expression: str) -> tuple[str, str]:
    report = check_expression(expression)
    assert report.expression is not None
    return report.overall, tree(report.expression)


@pytest.mark.parametrize(
    ("expression", "overall", "nodes"),
    [
        ("MIT", "open", "MIT"),
        ("MIT AND ISC", "open", "AND(MIT, ISC)"),
        ("MIT AND JSON", "not-open", "AND(MIT, JSON)"),
        ("JSON OR MIT", "open", "OR(JSON, *MIT)"),
        ("JSON OR SSPL-1.0", "not-open", "OR(JSON, SSPL-1.0)"),
        (
            "GPL-2.0-only WITH Classpath-exception-2.0 OR MIT",
            "open",
            "OR(*WITH(GPL-2.0-only, Classpath-exception-2.0), MIT)",
        ),
        ("MIT OR ISC AND JSON", "open", "OR(*MIT, AND(ISC, JSON))"),
        ("(MIT OR ISC) AND JSON", "not-open", "AND(OR(*MIT, ISC), JSON)"),
        ("mit and (json or isc)", "open", "AND(MIT, OR(JSON, *ISC))"),
        ("Apache-1.0+", "open", "OR(*Apache-1.0, Apache-1.1, Apache-2.0)"),
        ("MIT+", "open", "MIT+"),
        ("GPL-2.0+", "open", "GPL-2.0-or-later"),
        ("eCos-2.0", "open", "WITH(GPL-2.0-or-later, eCos-exception-2.0)"),
        (
            "LicenseRef-scancode-dual-bsd-gpl",
            "open",
            "OR(*BSD-3-Clause, GPL-2.0-only)",
        ),
    ],
)
def test_the_tree_and_the_choice(expression: str, overall: str, nodes: str) -> None:
    assert shape(expression) == (overall, nodes)


def test_all_of_an_and_fail_together() -> None:
    report = check_expression("JSON AND LicenseRef-scancode-llama-3.1-license-2024", identify=False)
    parts = [check_expression(one, identify=False) for one in ("JSON", "llama3.1")]
    assert failed(report) == sorted({number for part in parts for number in failed(part)})
    assert len(report.findings) == sum(len(part.findings) for part in parts)
    keys = [finding.id for finding in report.findings]
    assert keys == [f"f{number}" for number in range(1, len(keys) + 1)]
    for clause in report.clauses:
        deciding = [one for one in report.findings if one.id in clause.findings]
        assert len(deciding) == len(clause.findings)
        assert all(clause.number in one.clauses for one in deciding)
    assert {one.details.license for one in report.findings} == {
        "JSON",
        "LicenseRef-scancode-llama-3.1-license-2024",
    }


def test_the_chosen_license_gives_clauses_and_findings() -> None:
    report = check_expression("JSON OR MIT", identify=False)
    assert {one.details.license for one in report.findings} == {"MIT"}
    assert failed(report) == []


def test_every_quote_is_a_slice_of_the_license_it_names() -> None:
    report = check_expression("GPL-2.0-only WITH freertos-exception-2.0 AND gemma")
    assert len({one.details.license for one in report.findings}) == 3
    for finding in report.findings:
        record = find_record(finding.details.license or "")
        if finding.quote is not None and record is not None:
            assert finding.start is not None
            assert text_of(record)[finding.start : finding.end] == finding.quote


@pytest.mark.parametrize(
    "exception",
    [
        "Classpath-exception-2.0",
        "GCC-exception-3.1",
        "Linux-syscall-note",
        "LLVM-exception",
        "Autoconf-exception-3.0",
        "Bison-exception-2.2",
        "Font-exception-2.0",
        "OpenJDK-assembly-exception-1.0",
        "Qt-GPL-exception-1.0",
        "Universal-FOSS-exception-1.0",
        "u-boot-exception-2.0",
        "WxWindows-exception-3.1",
    ],
)
def test_an_exception_that_adds_permission_leaves_the_license_open(exception: str) -> None:
    assert check_expression(f"GPL-2.0-or-later WITH {exception}").overall == "open"


def test_hardly_any_exception_of_spdx_takes_something_away() -> None:
    listed = [
        record for record in records() if record.is_exception and record.spdx and not record.is_deprecated
    ]
    assert len(listed) > 60
    closed = {
        record.id
        for record in listed
        if check_expression(f"GPL-2.0-or-later WITH {record.id}").overall == "not-open"
    }
    # FreeRTOS forbids comparisons without permission; a definition of the LLGPL is misread, and that a
    # condition "does not apply all the way down a chain of software" is taken for a bar.
    assert closed <= {"freertos-exception-2.0", "LLGPL", "PCRE2-exception"}


def test_a_rider_closes_an_open_license() -> None:
    for expression in ("Apache-2.0 WITH commons-clause", "Apache-2.0 AND Commons-Clause"):
        report = check_expression(expression)
        assert report.overall == "not-open"
        assert report.overall_basis == "text"
        assert {1, 6} <= set(failed(report))


@pytest.mark.parametrize(
    ("rider", "clauses"),
    [
        ("You may not use the software for military purposes.", [6]),
        ("The license above is granted for non-commercial use only.", [1, 6]),
        ("Companies with more than 100 employees are excluded from this license.", [5]),
        ("As a special exception, you may link this library with OpenSSL.", []),
        ("You may distribute it in object form, provided that you do not remove this notice.", []),
    ],
)
def test_a_text_given_for_the_right_side_of_with_counts_by_what_it_takes(
    rider: str, clauses: list[int]
) -> None:
    report = check_expression("MIT WITH LicenseRef-rider", texts={"LicenseRef-rider": rider})
    assert failed(report) == clauses
    assert report.overall == ("not-open" if clauses else "open")


def test_a_text_given_for_a_reference_is_judged() -> None:
    text = "You may use, copy, modify, sell and distribute this software for any purpose."
    for reference in ("LicenseRef-mine", "DocumentRef-other:LicenseRef-mine"):
        report = check_expression(f"MIT AND {reference}", texts={reference: text})
        assert report.overall == "open"
        assert any(one.details.license == reference for one in report.findings)


def test_a_text_given_for_a_reference_is_recognized() -> None:
    record = find_record("BSD-3-Clause")
    assert record is not None
    texts = {"LicenseRef-theirs": text_of(record)}
    report = check_expression("LicenseRef-theirs OR JSON", texts=texts)
    assert report.expression is not None
    leaf = report.expression.operands[0].report
    assert leaf is not None
    assert leaf.license is not None
    assert (leaf.license.expression, leaf.overall_basis) == ("BSD-3-Clause", "authority")
    alone = check_expression("LicenseRef-theirs OR JSON", texts=texts, identify=False)
    assert alone.text_overall is None
    assert "license" not in alone.to_dict()


def test_a_license_known_by_name_only_needs_a_person() -> None:
    report = check_expression("LicenseRef-scancode-public-domain")
    assert (report.overall, report.review_reasons) == ("review", ("no-text",))
    assert {clause.verdict for clause in report.clauses} == {"unclear"}


def test_the_approval_of_the_osi_opens_and_the_text_is_shown_beside_it() -> None:
    closed = [
        record
        for record in records()
        if record.id in ("APSL-1.0", "Watcom-1.0") and analyze(text_of(record)).report.overall != "open"
    ]
    assert closed
    for record in closed:
        report = check_expression(record.id)
        assert (report.overall, report.overall_basis, report.agreement) == ("open", "authority", "disagree")
        assert report.text_overall == "not-open"
        assert failed(report)
        assert any(one.authority == "OSI" for one in report.authorities)
        alone = check_expression(record.id, identify=False)
        assert (alone.overall, alone.authorities, alone.license) == ("not-open", (), None)
        assert alone.overall_basis == "text"


def test_the_report_of_one_license_is_the_analysis_of_its_text() -> None:
    record = find_record("Elastic-2.0")
    assert record is not None
    report = check_expression("elastic-2.0", identify=False)
    alone = analyze(text_of(record)).report
    assert report.clauses == alone.clauses
    assert [(one.kind, one.start, one.end) for one in report.findings] == [
        (one.kind, one.start, one.end) for one in alone.findings
    ]


def test_json_holds_the_tree_with_a_report_for_each_license() -> None:
    report = check_expression("GPL-2.0-only WITH Classpath-exception-2.0 OR JSON")
    data = json.loads(report.to_json())
    Draft202012Validator(report_schema()).validate(data)
    tree_ = data["expression"]
    assert (tree_["operator"], tree_["overall"], data["overall"]) == ("OR", "open", "open")
    chosen, other = tree_["operands"]
    assert chosen["chosen"] is True
    assert "chosen" not in other
    assert [leaf["report"]["source"]["name"] for leaf in chosen["operands"]] == [
        "GPL-2.0-only",
        "Classpath-exception-2.0",
    ]
    assert data["source"]["name"] == "GPL-2.0-only WITH Classpath-exception-2.0 OR JSON"
