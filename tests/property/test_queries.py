"""Looking queries up by what a fact shows leaves out none that matches."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osdcheck.analysis import read
from osdcheck.core.fact import Act, Atom, Fact
from osdcheck.core.unit import Piece, Unit
from osdcheck.judgment.marks import Sieve
from osdcheck.judgment.query import Query, compile_query
from osdcheck.judgment.signs import whole_fact
from osdcheck.resources import data_folder
from osdcheck.tables import load_kinds, load_net, load_supplement, load_void

UNIT = Unit(0, "x", (Piece(0, 1, 0),), 0, "operative", "")


@cache
def queries() -> tuple[Query, ...]:
    kinds = [row for kind in load_kinds() for case in kind.cases for row in (*case.when, *case.unless)]
    more = [row for kind in load_kinds() for row in (*kind.unless, *kind.signs)]
    net = load_net()
    harmless = [row for reading in net.harmless for row in (*reading.when, *reading.unless)]
    rows = (*kinds, *more, *load_void(), *load_supplement(), *net.legal, *net.suspicious, *harmless)
    return tuple(compile_query(row) for row in rows)


@cache
def sieve() -> Sieve[int]:
    return Sieve((query, number) for number, query in enumerate(queries()))


def matching(fact: Fact, unit: Unit) -> set[int]:
    return {number for number, query in enumerate(queries()) if query.matches(fact, unit)}


@pytest.mark.parametrize(
    "name", ["Apache-2.0", "llama-4", "bigscience-openrail-m", "SSPL-1.0", "exaone-1.1-nc"]
)
def test_a_sieve_finds_the_queries_that_match_a_license(name: str) -> None:
    text = (data_folder("license_texts") / f"{name}.txt").read_text(encoding="utf-8")
    matched: set[int] = set()
    facts = 0
    for parse in read(text).parses:
        for fact in (*parse.facts, *([whole_fact(parse.facts)] if parse.facts else [])):
            found = matching(fact, parse.unit)
            assert sieve().owners(fact, parse.unit) == found
            matched |= found
            facts += 1
    assert facts > 50
    assert len(matched) > 10


@cache
def values(key: str) -> list[str]:
    """Values that the tables ask for, and one more below each."""
    rows = [query.row for query in queries()]
    found = {
        str(value)
        for row in rows
        for name, listed in row.items()
        if name.removeprefix("not_").rpartition("_")[2] == key
        for value in (listed if isinstance(listed, list) else [listed])
    }
    return sorted(found | {f"{value}/more" for value in found})


SORTS = ("field", "party", "object", "feature", "doc", "tech", "product", "bearer", "no", "place", "act")
ATOMS = st.sampled_from(SORTS).flatmap(
    lambda sort: st.builds(
        lambda value, prep: Atom(sort, value.rpartition(":")[2], prep),
        st.sampled_from(values(sort)),
        st.sampled_from(["", "to", "for", "by"]),
    )
)
SLOTS = st.frozensets(ATOMS, max_size=4)
ACTS = st.builds(Act, st.sampled_from(values("act")), st.sampled_from(["", *values("object")]), st.booleans())


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_sieve_finds_the_queries_that_match_any_fact(data: st.DataObject) -> None:
    fact = Fact(
        data.draw(st.sampled_from(["grant", "prohibition", "duty", "condition", "statement", "none"])),  # type: ignore[arg-type]
        "licensee",
        data.draw(st.sampled_from(["active", "passive", "denial", ""])),
        tuple(data.draw(st.lists(ACTS, max_size=3))),
        *(data.draw(SLOTS) for _ in range(5)),
        (),
        False,
        0,
        1,
    )
    assert sieve().owners(fact, UNIT) == matching(fact, UNIT)


@pytest.mark.parametrize("key", ["modalities", "any_colour", "not_scope", "sometimes_field", ""])
def test_an_unknown_condition_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="unknown condition"):
        compile_query({"modality": "grant", key: ["x"]})
