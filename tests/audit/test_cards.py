"""Model cards: what a model is made from, and what its gate asks for."""

from __future__ import annotations

import pytest

import osdcheck
from tests.audit.conftest import Repository, text

LLAMA = text("llama-3.1")


def card(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "# M", "", "M is open source.", ""])


def kinds(report: osdcheck.AuditReport) -> list[str]:
    return [conflict.kind for conflict in report.conflicts]


def test_a_license_wider_than_that_of_the_base_needs_review(repository: Repository) -> None:
    made = card("license: mit", "base_model:", "- meta-llama/Llama-3.1-8B")
    report = osdcheck.audit(repository({"README.md": made, "run.py": ""}))
    assert (report.overall, report.review_reasons) == ("review", ("base-model",))
    (conflict,) = report.conflicts
    assert conflict.kind == "base-model"
    assert "meta-llama/Llama-3.1-8B" in conflict.message
    assert "fails 5, 6" in conflict.message
    assert [(place.path, place.line_start) for place in conflict.locations] == [("README.md", 3)]
    assert [claim.verdict for claim in report.claims] == ["unsupported"]


@pytest.mark.parametrize(
    "lines",
    [
        ("license: mit", "base_model: EleutherAI/pythia-1b"),
        ("license: mit", "base_model: somebody/unheard-of"),
        ("license: mit", "datasets: meta-llama/Llama-3.1-8B-evals"),
        ("license: mit",),
    ],
)
def test_an_open_or_unknown_base_changes_nothing(repository: Repository, lines: tuple[str, ...]) -> None:
    report = osdcheck.audit(repository({"README.md": card(*lines)}))
    assert (report.overall, kinds(report)) == ("open", [])


def test_a_model_under_the_license_of_its_base_is_in_accord_with_it(repository: Repository) -> None:
    made = card("license: llama3.1", "base_model: meta-llama/Llama-3.1-8B")
    for files in ({"README.md": made}, {"README.md": made, "LICENSE": LLAMA, "USE_POLICY.md": "# Policy\n"}):
        report = osdcheck.audit(repository(dict(files)))
        assert report.overall == "not-open"
        assert "base-model" not in kinds(report)


def test_a_gate_is_named_and_decides_nothing(repository: Repository) -> None:
    made = card(
        "license: mit",
        "extra_gated_prompt: Please tell us who you are.",
        "extra_gated_fields:",
        "  Company: text",
        "  I have read the license: checkbox",
    )
    report = osdcheck.audit(repository({"README.md": made}))
    assert (report.overall, kinds(report)) == ("open", ["gated"])
    assert [(place.path, place.line_start) for place in report.conflicts[0].locations] == [("README.md", 3)]


def test_what_a_checkbox_makes_everybody_promise_counts(repository: Repository) -> None:
    promise = "I agree to use this model for non-commercial use ONLY"
    made = card("license: mit", "extra_gated_fields:", "  Company: text", f"  {promise}: checkbox")
    report = osdcheck.audit(repository({"README.md": made}))
    assert report.overall == "not-open"
    (finding,) = report.clauses[5].findings
    assert (finding.kind, finding.path, finding.quote) == ("noncommercial", "README.md", promise)
    assert finding.line_start == 3


def test_a_gate_that_shuts_out_a_territory_leaves_clause_5_unclear(repository: Repository) -> None:
    made = card("license: mit", "extra_gated_eu_disallowed: true")
    report = osdcheck.audit(repository({"README.md": made}))
    assert (report.overall, report.clauses[4].verdict) == ("review", "unclear")
    (finding,) = report.clauses[4].findings
    assert (finding.kind, finding.path, finding.line_start) == ("territory", "README.md", 3)
    allowed = osdcheck.audit(
        repository({"README.md": card("license: mit", "extra_gated_eu_disallowed: false")})
    )
    assert (allowed.overall, kinds(allowed)) == ("open", [])


def test_a_card_with_a_link_alone_has_terms_that_nobody_can_read_here(repository: Repository) -> None:
    made = card("license: other", "license_link: https://example.com/terms")
    report = osdcheck.audit(repository({"README.md": made}))
    assert (report.overall, report.review_reasons) == ("review", ("unclear",))
    assert report.clauses[0].findings[0].quote == "https://example.com/terms"


def test_several_tags_of_one_card_are_one_statement(repository: Repository) -> None:
    report = osdcheck.audit(repository({"README.md": card("license:", "- mit", "- apache-2.0")}))
    assert (report.overall, report.expression, kinds(report)) == ("open", "MIT AND Apache-2.0", [])
