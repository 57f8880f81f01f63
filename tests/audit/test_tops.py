"""Comments at the top of source files, in the marks of their language."""

from __future__ import annotations

import codecs
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osdcheck
from osdcheck.auditing.roles import is_source, rules
from osdcheck.auditing.tree import bytes_wanted
from osdcheck.evidence.comments import read_comments
from osdcheck.identity.records import find_record, text_of
from osdcheck.tables.comments import load_comments
from tests.audit.conftest import Repository

ONE, TWO = "Copyright (c) 2020 Jane Doe.", "For non-commercial use only."


def mit() -> str:
    record = find_record("MIT")
    assert record is not None
    return text_of(record)


def lines(mark: str) -> str:
    return f"{mark} {ONE}\n{mark}\n{mark} {TWO}\n"


def block(opened: str, closed: str) -> str:
    return f"{opened}\n{ONE}\n\n{TWO}\n{closed}\n"


def starred(opened: str, closed: str, mark: str = " *") -> str:
    said = [ONE, "", "This file may be used for", "non-commercial purposes only."]
    return "\n".join([opened, *(f"{mark} {one}".rstrip() for one in said), closed, ""])


COMMENTS = [
    ("a.lua", lines("--")),
    ("a.lua", block("--[[", "]]")),
    ("a.lua", block("--[==[", "]==]")),
    ("a.hs", lines("--")),
    ("a.hs", "{-# LANGUAGE CPP #-}\n" + block("{-|", "-}") + "module A where\n"),
    ("a.elm", block("{-", "-}")),
    ("a.adb", lines("--")),
    ("a.vhd", lines("--")),
    ("a.pas", block("{", "}")),
    ("a.pas", starred("(*", " *)")),
    ("a.dpr", lines("//")),
    ("a.ml", starred("(*", " *)")),
    ("a.mli", starred("(***********", " ***********)", "(*")),
    ("a.v", block("(*", "*)")),
    ("a.v", lines("//")),
    ("a.fs", block("(*", "*)")),
    ("a.sml", block("(*", "*)")),
    ("a.f90", lines("!")),
    ("a.f90", lines("!>")),
    ("a.f", lines("C")),
    ("a.f", lines("c    ")),
    ("a.for", lines("*")),
    ("a.cob", lines("      *")),
    ("a.vb", lines("'")),
    ("a.bas", lines("REM")),
    ("a.sql", lines("--")),
    ("a.sql", starred("/*", " */")),
    ("a.lisp", lines(";;;;")),
    ("a.lisp", block("#|", "|#")),
    ("a.clj", lines(";;")),
    ("a.scm", lines(";")),
    ("a.rkt", "#lang racket\n" + lines(";;")),
    ("a.el", lines(";;")),
    ("a.tex", lines("%%")),
    ("a.sty", lines("%")),
    ("a.erl", lines("%%%")),
    ("a.m", lines("%")),
    ("a.abap", lines("*")),
    ("a.abap", lines('"')),
    ("a.do", lines("*")),
    ("a.do", "version 14\n" + lines("//")),
    ("a.do", starred("/*", " */")),
    ("a.Rmd", "---\ntitle: A\n---\n\n" + block("<!--", "-->")),
    ("a.qmd", block("<!--", "-->")),
    ("a.m", block("%{", "%}")),
    ("a.m", "function [a, b] = f(x, ...\n    y)\n" + lines("%")),
    ("a.m", lines("% %")),
    ("a.py", lines("## #")),
    ("a.m", starred("/*", " */")),
    ("a.pl", lines("%")),
    ("a.pl", "#!/usr/bin/perl\n" + lines("#")),
    ("a.pm", f"=head1 COPYRIGHT\n\n{ONE}\n\n{TWO}\n\n=cut\n\npackage A;\n"),
    ("a.rb", block("=begin", "=end")),
    ("a.bat", "@echo off\n" + lines("REM")),
    ("a.bat", lines("::")),
    ("a.cmd", lines("@rem")),
    ("a.vim", lines('"')),
    ("a.asm", lines(";")),
    ("a.s", lines("#")),
    ("a.s", lines("@")),
    ("a.j2", block("{#", "#}")),
    ("a.html.jinja", block("{#-", "-#}")),
    ("a.twig", block("{#", "#}")),
    ("a.hbs", block("{{!--", "--}}")),
    ("a.erb", block("<%#", "%>")),
    ("a.jsp", block("<%--", "--%>")),
    ("a.html", "<!DOCTYPE html>\n<html lang=en>\n" + block("<!--", "-->") + "<p>Hello</p>\n"),
    ("a.xml", '<?xml version="1.0"?>\n' + block("<!--", "-->")),
    ("a.vue", block("<!--", "-->")),
    ("a.vue", "<script setup>\n" + starred("/*", " */")),
    ("a.svelte", block("<!--", "-->")),
    ("a.ps1", starred("<#", "#>", "   ")),
    ("a.nim", block("#[", "]#")),
    ("a.nim", lines("#")),
    ("a.jl", block("#=", "=#")),
    ("a.jl", block('"""', '"""')),
    ("a.r", lines("#'")),
    ("a.R", lines("#")),
    ("a.ex", lines("#")),
    ("a.d", block("/+", "+/")),
    ("a.rs", lines("//!")),
    ("a.rs", lines("///")),
    ("a.h", "#pragma once\n\n" + starred("/**", " */")),
    ("a.h", "#ifndef A_H\n#define A_H\n" + starred("/*!", " */")),
    ("a.js", '"use strict";\n' + starred("/*", " */")),
    ("a.py", f'# -*- coding: utf-8 -*-\nr"""Does things.\n\n{ONE}\n\n{TWO}\n"""\nx = 1\n'),
    ("a.cmake", block("#[[", "]]")),
    ("a.coffee", block("###", "###")),
    ("a.lean", block("/-", "-/")),
    ("a.wat", block("(;", ";)")),
    ("a.st", block('"', '"')),
    ("a.nb.wl", block("(*", "*)")),
    ("a.ahk", lines(";")),
    ("a.gd", lines("#")),
    ("a.graphql", lines("#")),
    ("a.tf", lines("#")),
    ("a.nix", lines("#")),
    ("a.ftl", block("<#--", "-->")),
    ("Makefile", lines("#")),
    ("a.c", "/************************************\n"
     f" * {ONE}           *\n"
     " * This file may be used for        *\n"
     " * non-commercial purposes only.    *\n"
     " ************************************/\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "words"), COMMENTS, ids=[f"{n}-{one[0]}" for n, one in enumerate(COMMENTS)])
def test_it_narrows_the_license_in_any_language(repository: Repository, name: str, words: str) -> None:
    path = f"src/{name}"
    report = osdcheck.audit(repository({"LICENSE": mit(), path: words + "\nx\n"}))
    assert {one.kind for one in report.conflicts} == {"narrowed"}
    assert report.overall == "not-open"
    (place, _) = report.conflicts[0].locations
    assert (place.path, place.quote in words) == (path, True)


SECRETS = [
    ("a.hs", block("{-", "-}")),
    ("a.f", lines("C")),
    ("a.vb", lines("'")),
    ("a.vim", lines('"')),
    ("a.ml", block("(*", "*)")),
    ("a.bat", lines("::")),
    ("a.c", "#include <x.h>\n" + starred("/*", " */")),
]


@pytest.mark.parametrize(("name", "words"), SECRETS, ids=[f"{n}-{one[0]}" for n, one in enumerate(SECRETS)])
@pytest.mark.parametrize(
    "said", ["Proprietary and confidential.", "Unauthorized copying of this file is prohibited."]
)
def test_it_reserves_the_file_in_any_language(
    repository: Repository, name: str, words: str, said: str
) -> None:
    words = words.replace(TWO, said).replace(" This file may be used for\n", f" {said}\n")
    report = osdcheck.audit(repository({"LICENSE": mit(), f"src/{name}": words + "\nx\n"}))
    assert [one.kind for one in report.conflicts] == ["header-differs"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.xyz", lines("#")),  # a language that nobody knows
        ("a.py", lines("//")),  # marks of another language
        ("a.py", lines(";")),
        ("a.c", lines("#")),
        ("a.hs", lines("#")),
        ("a.lua", "x = 1\n" + lines("--")),
        ("a.f90", "C = 1\n" + lines("C")),
        ("a.c", "c For non-commercial use only.\n"),
        ("a.bat", "remove For non-commercial use only.\n"),
    ],
)
def test_what_is_no_comment_of_the_language_is_left_alone(
    repository: Repository, name: str, words: str
) -> None:
    report = osdcheck.audit(repository({"LICENSE": mit(), f"src/{name}": words}))
    assert (report.overall, report.conflicts) == ("open", ())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (b"", "utf-16-le")],
)
@pytest.mark.parametrize("said", [TWO, "Proprietary and confidential."])
def test_wide_characters_are_read(repository: Repository, mark: bytes, encoding: str, said: str) -> None:
    words = lines("//").replace(TWO, said) + "int x;\n" * 2_000
    report = osdcheck.audit(repository({"LICENSE": mit(), "a.cs": mark + words.encode(encoding)}))
    (conflict,) = report.conflicts
    assert conflict.kind == ("narrowed" if said == TWO else "header-differs")
    assert conflict.locations[0].line_start == 3


@pytest.mark.parametrize("said", ["SPDX-License-Identifier: GPL-3.0-only", "Proprietary and confidential."])
def test_a_conflict_quotes_the_words_of_a_notebook(repository: Repository, said: str) -> None:
    words = notebook(("code", f"# {said}\nimport x\n"))
    report = osdcheck.audit(repository({"LICENSE": mit(), "a.ipynb": words}))
    (conflict,) = report.conflicts
    assert (conflict.kind, conflict.locations[0].quote) == ("header-differs", f"# {said}")


def notebook(*cells: tuple[str, str], old: bool = False, joined: bool = False) -> str:
    def cell(kind: str, words: str) -> dict[str, object]:
        source = words if joined else words.splitlines(keepends=True)
        made: dict[str, object] = {"cell_type": kind, "metadata": {"source": ["x"]}}
        if kind == "code":
            made |= {"outputs": [{"text": ["x" * 3_000]}], "execution_count": None}
        made["input" if old and kind == "code" else "source"] = source
        return made

    made = [cell(*one) for one in cells]
    body: dict[str, object] = {"worksheets": [{"cells": made}]} if old else {"cells": made}
    return json.dumps({**body, "metadata": {}, "nbformat": 4}, indent=1, sort_keys=True)


CODE = ("code", "import x\n")
NOTEBOOKS = [
    notebook(("markdown", f"# Title\n\n{ONE}\n\n{TWO}\n"), CODE),
    notebook(("markdown", f'# "Title"\n\n{ONE} é\n\n{TWO}\n'), CODE, joined=True),
    notebook(("code", f"# {ONE}\n# {TWO}\nimport x\n"), CODE),
    notebook(("markdown", "# Title\n"), ("code", f"%%capture\n# {ONE}\n# {TWO}\nimport x\n")),
    notebook(("markdown", "# Title\n"), ("code", f"# {ONE}\n# {TWO}\nimport x\n"), CODE, old=True),
    notebook(CODE, ("markdown", f"{ONE}\n\n{TWO}\n")),
]


@pytest.mark.parametrize("words", NOTEBOOKS, ids=range(len(NOTEBOOKS)))
def test_the_first_cells_of_a_notebook_and_all_words_are_its_top(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": mit(), "a.ipynb": words}))
    (conflict,) = report.conflicts
    assert (conflict.kind, report.overall) == ("narrowed", "not-open")
    place = conflict.locations[0]
    line = next(n for n, one in enumerate(words.split("\n"), 1) if "non-commercial" in one)
    assert (place.line_start, place.quote) == (line, TWO)


@pytest.mark.parametrize(
    "words",
    [
        notebook(("raw", f"{ONE}\n\n{TWO}\n"), CODE),
        notebook(("code", f"x = '''{ONE}\n{TWO}\n'''\n")),
        "[" * 100_000 + TWO,
        '{"cells": ' + "[" * 100_000 + TWO,
        '{"cells": [{"cell_type": "markdown", "source": ' + "[" * 100_000 + f'"{ONE}", "{TWO}"',
        '{"cells": [{"cell_type": 1, "source": {"a": ["' + TWO + '"]}}, 1, null, []]}',
        '{"cells": {"source": "' + TWO + '"}}',
        f'{{"cells": [{{"cell_type": "markdown", "source": ["{ONE}", "{TWO}"',
        f"# {ONE}\n# {TWO}\n",
    ],
    ids=range(9),
)
def test_what_a_notebook_does_not_begin_with_is_left_alone(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": mit(), "a.ipynb": words}))
    assert (report.overall, report.conflicts) == ("open", ())


def test_a_notebook_is_reserved(repository: Repository) -> None:
    said = f"# {ONE}\n# Proprietary and confidential.\nimport x\n"
    words = notebook(("markdown", "# Title\n"), ("code", said))
    report = osdcheck.audit(repository({"LICENSE": mit(), "a.ipynb": words}))
    (conflict,) = report.conflicts
    line = next(n for n, one in enumerate(words.split("\n"), 1) if "Proprietary" in one)
    assert (conflict.kind, conflict.locations[0].line_start) == ("header-differs", line)


def test_a_notebook_carries_a_header(repository: Repository) -> None:
    words = notebook(("code", "# SPDX-License-Identifier: GPL-3.0-only\nimport x\n"))
    report = osdcheck.audit(repository({"LICENSE": mit(), "a.ipynb": words}))
    (conflict,) = report.conflicts
    line = next(n for n, one in enumerate(words.split("\n"), 1) if "SPDX" in one)
    assert (conflict.kind, conflict.locations[0].line_start) == ("header-differs", line)


PIECES = [
    "/*",
    "*/",
    "#",
    "//",
    "--[[",
    "]]",
    "{-",
    "-}",
    '"',
    '"""',
    "<!--",
    "-->",
    "\n",
    " ",
    "\r\n",
    "%{",
    "%",
    "C ",
    "x",
]
PIECES += [
    "=begin",
    "=end",
    "(*",
    "*)",
    "REM ",
    "\ufeff",
    "#!",
    "Not commercial. ",
    "copyright",
    "{%",
    "\\begin{comment}",
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.sampled_from(sorted(load_comments().suffixes)),
    st.booleans(),
)
def test_words_stay_at_their_places(text: str, suffix: str, whole: bool) -> None:
    comments = read_comments(text, f"a.{suffix}", whole=whole)
    assert comments is not None
    pairs = list(zip(comments.plain, text, strict=False))
    assert len(pairs) == len(comments.plain)
    assert all(plain in {" ", written} for plain, written in pairs)
    assert comments.plain.count("\n") == text[: len(pairs)].count("\n")


@given(
    st.lists(st.tuples(st.sampled_from(["markdown", "code", "raw"]), st.text()), max_size=5), st.booleans()
)
def test_cells_stay_at_their_places(made: list[tuple[str, str]], joined: bool) -> None:
    text = notebook(*made, joined=joined)
    comments = read_comments(text, "a.ipynb")
    assert comments is not None
    assert len(comments.plain) <= len(comments.written) <= len(text)
    comments.written.encode("utf-8")


def test_no_language_has_the_suffix_of_data() -> None:
    known = load_comments()
    table = rules()
    assert not known.suffixes.keys() & (table.weights | table.binary | table.data)
    assert all(one == one.lower() for one in (*known.suffixes, *known.names))


def test_what_has_code_in_it_alone_is_source() -> None:
    names = ("a.lua", "a.vue", "Makefile", "a.ipynb", "a.html", "a.tex", "a.min.js", "a.txt")
    assert [is_source(one) for one in names] == [True] * 4 + [False] * 4
    assert [bytes_wanted(one) > 0 for one in names] == [True] * 6 + [False] * 2


@pytest.mark.parametrize(
    "piece", ["/* ", "(* ", "{", "# ", '"""\n', "<!-- ", "\n", " ", "=begin\n", "C ", "* "]
)
@pytest.mark.parametrize("suffix", ["c", "py", "ml", "html", "f", "rb", "ipynb", "v"])
def test_a_comment_without_end_is_no_hang(repository: Repository, piece: str, suffix: str) -> None:
    words = piece * (8_000 // len(piece)) + ONE + TWO
    assert osdcheck.audit(repository({"LICENSE": mit(), f"a.{suffix}": piece + ONE + TWO + words})).files


@pytest.mark.parametrize(
    "said",
    [
        "This file is not under the GPL, see LICENSE-COMMERCIAL.",
        "The GPL does not cover this module. It is under a commercial license.",
        "Available under the Foo commercial license only.",
    ],
)
def test_a_file_under_another_license_for_money_is_not_open(repository: Repository, said: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": mit(), "a.c": f"/*\n * {said}\n */\nint a;\n"}))
    (conflict,) = report.conflicts
    assert (report.overall, conflict.kind, conflict.locations[0].line_start) == ("not-open", "narrowed", 2)


@pytest.mark.parametrize(
    "said",
    [
        "This file is not under the GPL but under the MIT license.",
        "Licensed under the GPL or a commercial license.",
        "Proprietary formats are not read by this module, see the GPL.",
    ],
)
def test_other_words_about_licenses_put_no_file_under_one(repository: Repository, said: str) -> None:
    report = osdcheck.audit(repository({"LICENSE": mit(), "a.c": f"/* {said} */\nint a;\n"}))
    assert (report.overall, report.conflicts) == ("open", ())


NOTICES = [
    (
        'Licensed under the Apache License, Version 2.0 (the "License");\n'
        "you may not use this file except in compliance with the License.",
        "open",
    ),
    (
        "This program is free software; you can redistribute it and/or modify it\n"
        "under the terms of the GNU General Public License as published by the\n"
        "Free Software Foundation; either version 2, or (at your option) any later version.",
        "open",
    ),
    ("This file is licensed under the Elastic License 2.0.", "not-open"),
    ("Licensed under the Server Side Public License.", "not-open"),
]


@pytest.mark.parametrize(("words", "overall"), NOTICES)
@pytest.mark.parametrize(("name", "mark"), [("a.py", "# "), ("a.go", "// ")])
def test_a_license_that_a_file_names_in_words_is_its_header(
    repository: Repository, name: str, mark: str, words: str, overall: str
) -> None:
    top = "".join(f"{mark}{line}\n" for line in ("Copyright 2020 Acme.", *words.split("\n")))
    report = osdcheck.audit(repository({"LICENSE": mit(), name: f"{top}x\n"}))
    assert (report.overall, [one.kind for one in report.conflicts]) == (overall, ["header-differs"])


@pytest.mark.parametrize(
    "words",
    [
        "Licensed under the MIT license. See LICENSE for terms.",
        "Use of this source code is governed by an MIT-style license that can be found in the LICENSE file.",
        "Checks files licensed under the Elastic License 2.0.",
        "Dual-licensed under the Apache License and MIT.",
        "Licensed under the same terms as Perl itself.",
        "Licensed under the GPL version 2. Alternatively, MIT.",
        "Part of Foo, licensed under the GPL. This file is also available under a commercial license.",
        "Based on code released under the Apache License.",
    ],
)
def test_other_words_about_licenses_are_no_header(repository: Repository, words: str) -> None:
    report = osdcheck.audit(
        repository({"LICENSE": mit(), "a.py": f"# Copyright 2020 Acme.\n# {words}\nx = 1\n"})
    )
    assert (report.overall, report.conflicts) == ("open", ())


@pytest.mark.parametrize(
    ("words", "overall"),
    [
        ("Free for non-commercial use.", "not-open"),
        ("Redistribution of this file is prohibited.", "not-open"),
        ("This file may not be redistributed.", "not-open"),
        ("Free for personal use.", "review"),
    ],
)
def test_a_file_is_narrowed_in_words_of_no_license(repository: Repository, words: str, overall: str) -> None:
    report = osdcheck.audit(
        repository({"LICENSE": mit(), "a.py": f"# Copyright 2020 Acme.\n# {words}\nx = 1\n"})
    )
    assert (report.overall, [one.kind for one in report.conflicts]) == (overall, ["narrowed"])
