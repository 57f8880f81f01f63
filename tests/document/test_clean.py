"""Layout undone: typography, comment leaders, furniture, wraps; and what has to survive."""

from __future__ import annotations

import pytest

from osdcheck.core.document import Document
from osdcheck.document import read_document

BSD = (
    "Redistribution and use in source and binary forms, with or without",
    "modification, are permitted provided that the following conditions",
    "are met:",
    "1. Redistributions of source code must retain the above copyright",
    "   notice, this list of conditions and the following disclaimer.",
    "2. Redistributions in binary form must reproduce the above copyright",
    "   notice in the documentation.",
    "",
    "THIS SOFTWARE IS PROVIDED ``AS IS'' AND ANY WARRANTIES ARE DISCLAIMED.",
)
BSD_CLEAN = (
    "Redistribution and use in source and binary forms, with or without modification, are permitted "
    "provided that the following conditions are met:\n"
    "1. Redistributions of source code must retain the above copyright notice, this list of conditions "
    "and the following disclaimer.\n"
    "2. Redistributions in binary form must reproduce the above copyright notice in the documentation.\n\n"
    'THIS SOFTWARE IS PROVIDED "AS IS" AND ANY WARRANTIES ARE DISCLAIMED.'
)


def clean(text: str) -> str:
    return read_document(text).clean


def quote(document: Document, words: str) -> str:
    start = document.clean.index(words)
    span = document.offsets.span(start, start + len(words))
    return document.original[span.start : span.end]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("before", "leader", "after"),
    [
        ("", "", ""),
        ("", "# ", ""),
        ("", "// ", ""),
        ("", "dnl ", ""),
        ("", "> ", ""),
        ("", ";; ", ""),
        ("", "REM ", ""),
        ("", "-- ", ""),
        ("", "% ", ""),
        ("", "* ", ""),
        ("/*", " * ", " */"),
        ("/**", " * ", " **/"),
        ("/*", "", "*/"),
        ("<!--", "    ", "-->"),
        ("", '" ', ""),
        ("", "# * ", ""),
    ],
)
def test_a_wrapped_license_in_comments(before: str, leader: str, after: str, newline: str) -> None:
    lines = [
        line
        for line in (before, *(f"{leader}{line}".rstrip() for line in BSD), after)
        if line or not leader.strip()
    ]
    assert clean(newline.join(lines)) == BSD_CLEAN


def test_a_quote_holds_leaders_and_line_ends() -> None:
    document = read_document("\r\n".join(f"# {line}" for line in BSD))
    assert quote(document, "without modification") == "without\r\n# modification"
    assert quote(document, "modification") == "modification"
    assert quote(document, '"AS IS"') == "``AS IS''"


def test_a_box_of_stars_goes() -> None:
    lines = [
        "/****************************",
        " * You may use this program *",
        " * for any purpose but war. *",
        " *                          *",
        " * No warranty is given.    *",
        " ****************************/",
    ]
    assert (
        clean("\n".join(lines))
        == "You may use this program for any purpose but war.\n\nNo warranty is given."
    )


def test_a_list_with_stars_stays() -> None:
    text = "You may not use the Model:\n* for surveillance\n* for military use\n* for spam"
    assert clean(text) == text


def test_a_list_with_dashes_stays() -> None:
    text = "You may not use the Model:\n\n- for surveillance;\n- for military use;\n- for spam."
    assert clean(text) == text


def test_definitions_keep_their_quotes() -> None:
    text = '"Work" means a thing.\n"You" means you.\n"Use" means to run it.'
    assert clean(text) == text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("\u201cAS IS\u201d, \u2018you\u2019", "\"AS IS\", 'you'"),
        ("``AS IS''", '"AS IS"'),
        ("use\u2014or not", "use--or not"),
        ("5\u20136 users", "5-6 users"),
        ("o\ufb03ce of \ufb01les", "office of files"),
        ("you\u00a0may\tuse\u3000it", "you may use it"),
        ("mod\u00adify and so on\u2026", "modify and so on..."),
        ("free\u200b of\ufeff cost\x00", "free of cost"),
        ("use\uff08it\uff09\uff0c please", "use(it), please"),
        ("\u25cf one may use it", "\u2022 one may use it"),
        ("two  blanks   here", "two blanks here"),
        ("mod\u00ad\n   ify it at will", "modify it at will"),
    ],
)
def test_typography_becomes_ascii(given: str, expected: str) -> None:
    assert clean(given) == expected


def test_a_quote_keeps_typography() -> None:
    document = read_document("The \u201cO\ufb03ce\u201d\u2026 may not be used.")
    assert quote(document, '"Office"...') == "\u201cO\ufb03ce\u201d\u2026"


@pytest.mark.parametrize("line", ["Page 3 of 9", "page 3", "- 3 -", "3", "[Page 3]", "\x0c3 / 9", "Page iii"])
def test_a_page_line_goes_and_its_sentence_goes_on(line: str) -> None:
    text = f"You may distribute copies of the work to\n\n{line}\n\nanyone you like."
    assert clean(text) == "You may distribute copies of the work to anyone you like."


def test_a_number_of_a_sentence_is_no_page() -> None:
    text = "This applies to products with more than\n700\nusers of the service in a month."
    assert clean(text) == "This applies to products with more than 700 users of the service in a month."


@pytest.mark.parametrize(
    "rule", ["=====", "-----", "*****", "_ _ _ _", "+---+---+", "\u2014\u2014\u2014", "~~~~"]
)
def test_a_rule_is_a_blank_line(rule: str) -> None:
    assert clean(f"{rule}\nThe License\n{rule}\nYou may use it.") == "The License\n\nYou may use it."


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("for commer-\ncial use", "for commercial use"),
        ("a non-\nexclusive right", "a non-exclusive right"),
        ("a royalty-\nfree right", "a royalty-free right"),
        ("the re-export\nand then the re-\nexport of it", "the re-export and then the re-export of it"),
        ("copy and/\nor modify", "copy and/or modify"),
        ("Info-\nZIP is free", "Info-ZIP is free"),
        ("the and-so-\non clause", "the and-so-on clause"),
    ],
)
def test_a_word_runs_over_a_line_end(given: str, expected: str) -> None:
    assert clean(given) == expected


def test_a_rejoined_word_is_quoted_as_it_stands() -> None:
    document = read_document("# not for commer-\n#   cial use, nor for any\n# other gain")
    assert quote(document, "commercial") == "commer-\n#   cial"


def test_paragraphs_of_one_long_line_survive() -> None:
    long = "You may use, copy and distribute the Software as long as each copy carries this notice. " * 4
    text = f"1. Grant\n{long.strip()}\n2. Limits\n{long.strip()}\n\n{long.strip()}"
    assert clean(text) == text


def test_headings_inside_a_block_keep_their_line() -> None:
    text = (
        "PREAMBLE\nThe goals of this license are to stimulate the development of fonts and\n"
        'to support the efforts of all.\nDEFINITIONS\n"Font" refers to the set of files.'
    )
    assert clean(text) == (
        "PREAMBLE\nThe goals of this license are to stimulate the development of fonts and to support "
        'the efforts of all.\nDEFINITIONS\n"Font" refers to the set of files.'
    )


@pytest.mark.parametrize(
    "reference",
    [
        "the right that was granted to you in Section\n2. The right ends with it and cannot come back.",
        "the restrictions that are set forth in paragraph\n(a) above and the ones that follow from it.",
        "any version of the Apache License from version\n2.0 on, as published by the foundation itself.",
        "in accordance with the terms and conditions that are laid out in\n- and only in - the annex to it.",
    ],
)
def test_a_reference_at_a_line_start_is_no_item(reference: str) -> None:
    assert clean(reference) == reference.replace("\n", " ")


def test_items_of_every_kind_start_a_line() -> None:
    items = [
        "(a) copy the work;",
        "(b) change it; and",
        "(iv) sell it.",
        "1.2 Give it away.",
        "o keep it.",
        "\u00a7 5 End.",
    ]
    text = "Subject to the terms of this license, you may do all that stands below:\n" + "\n".join(items)
    assert clean(text).split("\n")[1:] == items


def test_items_count_on_however_full_their_lines_are() -> None:
    text = (
        "You may NOT:\n"
        "   a) Print the plans for people of another town\n"
        "   b) Lend the plans to a builder who did not pay\n"
        "      for them\n"
        "   c) Build from the plans after the end of the year"
    )
    joined = text.replace("pay\n      for", "pay for")
    assert clean(text) == "\n".join(line.strip() for line in joined.splitlines())


def test_a_disclaimer_in_capitals_is_no_heading() -> None:
    text = "IN NO EVENT SHALL THE\nCOPYRIGHT HOLDERS OR ANYONE DISTRIBUTING THE WORK BE LIABLE\nFOR DAMAGES"
    assert "\n" not in clean(text)


def test_copyright_lines_stay_apart() -> None:
    text = "Copyright (c) 2020 Jane Doe\nCopyright (c) 2021 John Doe\nAll rights reserved."
    assert clean(text) == text


def test_a_double_spaced_text_is_read_as_paragraphs() -> None:
    lines = [
        "you may use the Software in any way you please, and",
        "nobody will ask you for a fee or for a reason at",
    ]
    text = "\n\n".join([*lines * 8, "all."])
    assert "\n" not in clean(text)


def test_a_centered_title_keeps_its_lines() -> None:
    text = f"{'THE FREE LICENSE':>46}\n{'Version 3, 29 June 2007':>50}\n\n{'You may use the work. ' * 3}"
    assert clean(text).startswith("THE FREE LICENSE\nVersion 3, 29 June 2007\n\nYou")
