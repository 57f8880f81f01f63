"""Facts as keys: what is kept of facts is found by their hash."""

from __future__ import annotations

from osdcheck.analysis import read


def test_sentences_that_differ_in_one_word_have_facts_told_apart() -> None:
    # A table of ten thousand alike sentences made every look-up a search through all facts kept.
    text = "\n\n".join(f"You may not sell the charts of ship {number}." for number in range(100, 300))
    facts = {fact for parse in read(text).parses for fact in parse.facts}
    assert len(facts) > 100
    assert len({hash(fact) for fact in facts}) > len(facts) / 2
