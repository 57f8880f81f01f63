"""Work grows about linearly with the text: no pattern may lose itself in odd lines.

Sizes are compared with each other, never with a clock's figure: four times the text may take at
most nine times as long, where a quadratic step takes sixteen times and a nested repetition never ends.
"""

from __future__ import annotations

import time

import pytest

from osdcheck.structure import find_units
from osdcheck.structure.zones import is_definition
from tests.structure.cases import clean_document

SIZE = 8_000
FACTOR = 4
MOST = 9.0
LEADS = ("", 'You may not use "x" or ')
REPEATED = (
    '"a" ',
    '"a", ',
    '"a" or "b" and/or ',
    "'a', ",
    '"a" (b) ',
    "A ",
    "A-a ",
    "(",
    "((( ",
    ") ",
    "1. ",
    "1.1.",
    "(a) ",
    "(a) x ",
    "x (a) y; (b) z ",
    "a,(i) ",
    "1)\n",
    "- ",
    "?",
    ". ",
    '."',
    "a. b ",
    "a\n",
    "A\n\n",
    "x\n\n",
    "x:\n\n",
    "x;\n",
    "You shall not:\n\n",
    "you agree\n",
    "1. a;\n\nb;\n\n",
    "attach following ",
    "[year ",
    "based on ",
    "therefore parties ",
    "prohibited following ",
    "the that who must ",
    "not liable ",
    "no warranty ",
    "use is ",
    "\xa0",
    "- a\n  - ",
)


def seconds(text: str) -> float:
    document = clean_document(text)
    begun = time.thread_time()
    find_units(document)
    return time.thread_time() - begun


def growth(lead: str, repeated: str) -> float:
    """How many times as long :data:`FACTOR` times the text takes."""
    # The lead comes again and again, so that it bears on long texts as much as on short ones.
    part = lead + (repeated * SIZE)[: SIZE // 4]
    short, long = part * 4, part * 4 * FACTOR
    return min(seconds(long) for _ in range(2)) / max(min(seconds(short) for _ in range(3)), 1e-9)


@pytest.mark.parametrize("repeated", REPEATED, ids=ascii)
def test_four_times_the_text_takes_about_four_times_as_long(repeated: str) -> None:
    for lead in LEADS:
        tries = (growth(lead, repeated) for _ in range(4))
        assert any(found < MOST for found in tries), (lead, repeated)


@pytest.mark.parametrize("term", ['"a" ', "'a', ", '"a"/', '"a" (b) ', "“a” or ", 'the "a" and/or '])
def test_quoted_words_in_a_row_are_read_in_one_way(term: str) -> None:
    """Each of these took longer than the age of the world with thirty terms and a nested repetition."""
    assert not is_definition(term * 3000)
    assert not is_definition(term * 29 + "zz")
    assert is_definition(term * 5 + '"Work" means the files')
