"""Badges count where a reader sees them, however they are written."""

from __future__ import annotations

import time

import pytest

from osdcheck.evidence.badges import find_badges, license_badges

URL = "https://img.shields.io/badge/license-GPL--3.0-blue.svg"
OPEN = "https://img.shields.io/badge/Open%20Source-Yes-green"
SEEN = [
    ("a.md", "![License]({})"),
    ("a.md", "| License |\n|---|\n| ![License]({}) |"),
    ("a.md", "| [![License]({})](LICENSE) | fast |\n|---|---|"),
    ("a.md", "[![License][lic]](LICENSE)\n\n[lic]: {}"),
    ("a.md", "![License][The  Badge]\n\n[the badge]: <{}> 'License'"),
    ("a.md", "![lic][]\n\n[lic]: {}\n"),
    ("a.md", "![lic]\n\n[LIC]: {}\n"),
    ("a.md", "> ![License]({})"),
    ("a.md", "- first\n\n    ![License]({})"),
    ("a.md", '<p align="center">\n    <img alt="License" src="{}">\n</p>'),
    ("a.md", "<p>\n  <img\n    src='{}'\n    alt='License'\n  />\n</p>"),
    ("a.md", "<!-- badges: start -->\n![License]({})\n<!-- badges: end -->"),
    ("a.md", "```\nx\n```\n![License]({})"),
    ("a.md", "Use `<!--` to hide.\n\n![License]({})\n\n-->"),
    ("a.rst", ".. image:: {}\n   :alt: License\n"),
    ("a.rst", ".. |lic| image:: {}\n"),
    ("a.rst", "Text\n\n.. figure:: {}\n   :alt: License\n"),
    ("a.rst", ".. only:: html\n\n   .. image:: {}\n"),
    ("a.rst", ".. raw:: html\n\n   <img src='{}'>\n"),
    ("a.rst", "Run::\n\n    make\n\n.. image:: {}\n"),
    ("a.adoc", "image:{}[License]"),
    ("a.adoc", "image::{}[License, link=LICENSE]"),
    ("a.adoc", "== Title\n\n----\nmake\n----\n\nimage:{}[]"),
    ("a.adoc", "++++\n<img src='{}'>\n++++"),
    ("a.html", "<p><img src={} alt=License></p>"),
    ("README", "![License]({})"),
]
HIDDEN = [
    ("a.md", "```md\n![License]({})\n```"),
    ("a.md", "~~~\n![License]({})\n~~~"),
    ("a.md", "1. Put it there:\n\n   ```\n   ![License]({})\n   ```"),
    ("a.md", "> ```\n> ![License]({})\n> ```"),
    ("a.md", "Copy this:\n\n    [![License]({})](LICENSE)\n"),
    ("a.md", "Copy this:\n\n\t<img src='{}'>\n"),
    ("a.md", "Write `![License]({})` into it."),
    ("a.md", "<!-- ![License]({}) -->"),
    ("a.md", "<!--\n<img src='{}'>\n-->"),
    ("a.md", "<pre>\n![License]({})\n</pre>"),
    ("a.md", "<pre><code>&lt;img><img src='{}'></code></pre>"),
    ("a.md", "```\n[![License][lic]](LICENSE)\n```\n\n[lic]: {}"),
    ("a.md", "![License][lic]\n\n```\n[lic]: {}\n```"),
    ("a.md", "[License][lic]\n\n[lic]: {}"),
    ("a.rst", ".. code-block:: rst\n\n   .. image:: {}\n"),
    ("a.rst", "Put this::\n\n  .. image:: {}\n     :alt: x\n"),
    ("a.rst", ".. ::\n\n   .. image:: {}\n"),
    ("a.rst", "Write ``.. image:: {}`` into it."),
    ("a.adoc", "[source,asciidoc]\n----\nimage:{}[License]\n----"),
    ("a.adoc", "////\nimage:{}[License]\n////"),
    ("a.adoc", "// image:{}[License]"),
    ("a.adoc", "....\nimage:{}[License]\n...."),
    ("a.html", "<!-- <img src='{}'> -->"),
    ("a.html", "<script>x = \"<img src='{}'>\"</script>"),
]


def _ids(rows: list[tuple[str, str]]) -> list[str]:
    return [f"{number}-{path}" for number, (path, _) in enumerate(rows)]


@pytest.mark.parametrize(("path", "markup"), SEEN, ids=_ids(SEEN))
def test_a_badge_that_is_seen_counts(path: str, markup: str) -> None:
    text = "Foo\n\n" + markup.replace("{}", URL) + "\n"
    assert [name for _, name in license_badges(text, path)] == ["GPL-3.0"]
    text = "Foo\n\n" + markup.replace("{}", OPEN) + "\n"
    (badge,) = find_badges(text, path)
    assert 5 <= badge.start < badge.end <= len(text)
    assert badge.stance == "asserted"


@pytest.mark.parametrize(("path", "markup"), HIDDEN, ids=_ids(HIDDEN))
def test_one_in_code_or_in_a_comment_does_not(path: str, markup: str) -> None:
    text = "Foo\n\n" + markup.replace("{}", URL) + "\n"
    assert list(license_badges(text, path)) == []
    assert find_badges("Foo\n\n" + markup.replace("{}", OPEN) + "\n", path) == ()


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ('<img alt="license: MIT" src="https://img.shields.io/github/license/foo/bar">', ["MIT"]),
        ("![License: Apache 2.0](https://img.shields.io/github/license/foo/bar)", ["Apache 2.0"]),
        ("![License - MIT](https://badgen.net/github/license/a/b)", ["MIT"]),
        ("![License](https://img.shields.io/github/license/foo/bar)", []),
        ('<img alt="license: MIT" src="photo.png">', []),
        ('<img alt="license: GPL" src="https://img.shields.io/badge/license-MIT-blue">', ["MIT"]),
        ("![license: see file](https://img.shields.io/github/license/foo/bar)", ["see file"]),
    ],
)
def test_a_license_is_named_on_it_or_in_its_words(markup: str, names: list[str]) -> None:
    assert [name for _, name in license_badges(markup, "README.md")] == names


ENDLESS = [
    "![", "![a](", "<!--", "`", "    ![a](b)\n", "[a]: b\n", "> ", "- ", "<img ", "image:", "::\n\n   x\n",
    "![a][b]\n", "![[", "[", ".. ", "----\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", ENDLESS)
@pytest.mark.parametrize("path", ["a.md", "a.rst", "a.adoc"])
def test_badges_without_end_are_no_hang(piece: str, path: str) -> None:
    begun = time.perf_counter()
    text = piece * (300_000 // len(piece)) + f"\n\n    ![a]({OPEN})\n"
    find_badges(text, path)
    assert time.perf_counter() - begun < 10
