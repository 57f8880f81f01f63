"""What is written fits the published JSON Schema, and the schema says no to what does not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from osdcheck.core.finding import Details, Finding, Threshold
from osdcheck.core.report import ClauseVerdict, Report, Source, Tool
from osdcheck.render.entry import ExplainedUnit, Judged
from osdcheck.render.json_report import entry_dict, report_schema
from tests.snapshots.samples import CLOSED, ENTRIES, MISSING, UNITS


def closed(schema: Any) -> Any:
    """The same schema, refusing properties that it does not describe."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(value) for key, value in schema.items()}
    if result.get("type") == "object":
        result["additionalProperties"] = False
    return result


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(report_schema())


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_entry_fits_and_is_described_in_full(entry: Any) -> None:
    record = json.loads(json.dumps(entry_dict(entry)))
    Draft202012Validator(closed(report_schema())).validate(record)


def test_an_array_of_entries_fits() -> None:
    Draft202012Validator(report_schema()).validate([entry_dict(entry) for entry in ENTRIES])


@pytest.mark.parametrize(
    ("definition", "record", "added"),
    [
        ("report", Report, {"schema", "explain"}),
        ("clause", ClauseVerdict, set()),
        ("finding", Finding, set()),
        ("details", Details, set()),
        ("threshold", Threshold, set()),
        ("source", Source, set()),
        ("tool", Tool, set()),
        ("unit", ExplainedUnit, set()),
    ],
)
def test_the_schema_names_every_field(definition: str, record: Any, added: set[str]) -> None:
    described = set(report_schema()["$defs"][definition]["properties"])
    assert described == set(record.__dataclass_fields__) | added


def _drop_clause(record: dict[str, Any]) -> None:
    record["clauses"].pop()


def _rename_overall(record: dict[str, Any]) -> None:
    record["overall"] = "maybe"


def _unplace_quote(record: dict[str, Any]) -> None:
    record["findings"][0]["start"] = None


def _place_absence(record: dict[str, Any]) -> None:
    next(item for item in record["findings"] if item["quote"] is None)["start"] = 3


def _shout_kind(record: dict[str, Any]) -> None:
    record["findings"][0]["kind"] = "User_Cap"


@pytest.mark.parametrize(
    "spoil",
    [_drop_clause, _rename_overall, _unplace_quote, _place_absence, _shout_kind],
    ids=lambda f: f.__name__,
)
def test_the_schema_refuses(spoil: Callable[[dict[str, Any]], None]) -> None:
    record = copy.deepcopy(entry_dict(Judged(CLOSED, UNITS)))
    validator = Draft202012Validator(report_schema())
    assert validator.is_valid(record)
    spoil(record)
    assert not validator.is_valid(record)


def test_an_error_needs_a_message() -> None:
    record = entry_dict(MISSING)
    del record["error"]["message"]
    assert not Draft202012Validator(report_schema()).is_valid(record)
