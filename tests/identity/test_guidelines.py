"""What the SPDX matching guidelines tell to ignore leaves any known text what it is."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable

import pytest

from osdcheck.identity.lookup import identify_license
from osdcheck.identity.records import LicenseRecord, records, text_of

Change = Callable[[str], str]
KNOWN = [
    one
    for one in records()
    if one.is_standalone and one.language == "en" and not one.is_generic and not one.is_unknown
]
DRAWN = random.Random(1126).sample(KNOWN, 150)
EQUAL = {
    "license": "licence",
    "License": "Licence",
    "LICENSE": "LICENCE",
    "copyright holder": "copyright owner",
    "COPYRIGHT HOLDER": "COPYRIGHT OWNER",
    "acknowledgment": "acknowledgement",
    "organization": "organisation",
    "sublicense": "sub-license",
    "while": "whilst",
    "percent": "per cent",
    "noncommercial": "non-commercial",
}
_LISTED = re.compile(r"^([^\S\n]*)(?:\(?\d{1,2}[.)]|[-*•])[^\S\n]+(?=\S)", re.MULTILINE)
_BLANK = re.compile(r"\n[^\S\n]*\n")


def leader(mark: str) -> Change:
    return lambda text: "\n".join(f"{mark} {line}".rstrip() for line in text.split("\n"))


def rewrapped(text: str) -> str:
    blocks = [" ".join(block.split()) for block in _BLANK.split(text)]
    return "\n\n".join(
        textwrap.fill(one, 66, break_on_hyphens=False, break_long_words=False) for one in blocks
    )


def framed(text: str) -> str:
    return "/*\n" + leader(" *")(text) + "\n */\n"


def equal_words(text: str) -> str:
    for word, other in EQUAL.items():
        text = re.sub(rf"\b{word}\b", other, text)
    return text.replace("http:", "https:")


CHANGES: dict[str, Change] = {
    "percent leaders": leader("%"),
    "percent leaders, rewrapped": lambda text: leader("%%")(rewrapped(text)),
    "hash leaders": leader("#"),
    "slash leaders, rewrapped": lambda text: leader("//")(rewrapped(text)),
    "semicolon leaders": leader(";;"),
    "word leaders": leader("dnl"),
    "block comment": framed,
    "markup comment": lambda text: f"<!--\n{text}\n-->\n",
    "list markers": lambda text: _LISTED.sub(r"\1* ", text),
    "copyright sign": lambda text: re.sub(r"\([cC]\)(?=\s*(?:\d|C))", "©", text),
    "equal words and https": equal_words,
    "separators": lambda text: (
        "=" * 60 + "\n" + _BLANK.sub("\n\n" + "-" * 40 + "\n\n", text) + "\n" + "*" * 60
    ),
    "hyphens": lambda text: text.replace("--", "—").replace("-", "\u2011"),
    "quotes": lambda text: text.replace('"', "''").replace("“", "``").replace("”", "''"),
    "blanks": lambda text: " ".join(text.split()).replace(" ", "\u00a0"),
    "letter case": str.upper,
}
PAIRS = [(record, name) for at, record in enumerate(DRAWN) for name in list(CHANGES)[at % 4 :: 4]]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_the_guidelines_allow_leaves_a_text_exact(change: str) -> None:
    lost = []
    for record in [one for one, name in PAIRS if name == change]:
        text = text_of(record)
        own, found = identify_license(text), identify_license(CHANGES[change](text))
        if found.expression != own.expression or [one.exact for one in found.matches] != [
            one.exact for one in own.matches
        ]:
            lost.append(record.id)
    assert lost == []


@pytest.mark.parametrize("record", DRAWN[::10], ids=lambda one: one.key)
def test_the_name_of_the_license_may_stand_above_it(record: LicenseRecord) -> None:
    text = text_of(record)
    found = identify_license(f"{record.name}\n\n{text}")
    assert (found.expression, found.matches[0].exact) == (record.id, True) or found.expression == (
        identify_license(text).expression
    )


def test_the_project_license_of_latex_is_known_behind_its_leaders() -> None:
    record = next(one for one in KNOWN if one.id == "LPPL-1.3c")
    for mark in ("%", "%%", "% "):
        (match,) = identify_license(leader(mark)(rewrapped(text_of(record)))).matches
        assert (match.id, match.exact) == ("LPPL-1.3c", True)
