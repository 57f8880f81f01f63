"""HTML and Markdown: the words stay, the marks go, the places are kept."""

from __future__ import annotations

import pytest

from osdcheck.core.document import Document
from osdcheck.document import line_of, read_document
from osdcheck.document.hypertext import parsable

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Foo</title><style>p { color: red }</style>
<script>if (a < b) { alert("<p>not a license</p>"); }</script></head>
<body class=x><!-- hidden -->
<h1>Example   License&nbsp;1.0</h1>
<p>You may use, copy
   and <b>modify</b> the Software&mdash;but <em>not</em> sell&#32;it, &ldquo;as is&rdquo;.</p>
<ol type="a">
 <li><p>Keep the notice;</p></li>
 <li>No <i>military</i> use &lt;ever&gt;.</li>
</ol><ul><li>one<li>two</ul>
<table><tr><td>Cap</td><td>700 million</td></tr></table>
<pre>
Copyright (c) 2020 Foo
All rights reserved.
</pre></body></html>
"""
NOTES = r"""# The Example License 1.0

Copyright © 2024 **Foo Corp.** [site](https://foo.example/a_(b) "Title")

## 1\. Grant ##
You may *use* and __copy__ the
"Software" (see [Notices](#notices)) for `any_purpose`.

* not for **military
  use**
* not for _surveillance_

> you must not
> sell it.

Restrictions &amp; Duties
-------------------------

| Who | What |
|-----|------|
| Companies | must pay |

```
THE SOFTWARE IS PROVIDED "AS IS" **x**
```
snake_case_name and 2 * 3 * 4 <year> <br>\*literal\* <https://a.example/c> [name]
"""


def quote(document: Document, words: str) -> tuple[str, int]:
    start = document.clean.index(words)
    span = document.offsets.span(start, start + len(words))
    return document.original[span.start : span.end], line_of(document.original).line(span.start)


def test_a_page_is_read_without_its_tags() -> None:
    assert read_document(PAGE).clean.split("\n\n") == [
        "Example License 1.0",
        'You may use, copy and modify the Software--but not sell it, "as is".',
        "a. Keep the notice;",
        "b. No military use <ever>.",
        "- one\n- two",
        "Cap 700 million",
        "Copyright (c) 2020 Foo\nAll rights reserved.",
    ]


@pytest.mark.parametrize(
    ("words", "expected", "line"),
    [
        ("modify the Software", "modify</b> the Software", 7),
        ('"as is"', "&ldquo;as is&rdquo;", 7),
        ("copy and modify", "copy\n   and <b>modify", 6),
        ("No military use", "No <i>military</i> use", 10),
        ("<ever>", "&lt;ever&gt;", 10),
        ("Keep the notice", "Keep the notice", 9),
        ("All rights reserved.", "All rights reserved.", 15),
    ],
)
def test_a_quote_from_a_page_is_its_source(words: str, expected: str, line: int) -> None:
    assert quote(read_document(PAGE), words) == (expected, line)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_line_ends_change_no_word_of_a_page(newline: str) -> None:
    document = read_document(PAGE.replace("\n", newline))
    assert document.clean == read_document(PAGE).clean
    assert quote(document, "No military use") == ("No <i>military</i> use", 10)


def test_lists_are_numbered_as_a_browser_does() -> None:
    page = "<html><ol start=3><li>x<li>y</ol><ol type=I><li>x<li>y</ol><ol type=A><li>z</ol></html>"
    assert read_document(page).clean.split() == ["3.", "x", "4.", "y", "I.", "x", "II.", "y", "A.", "z"]


def test_placeholders_make_no_page() -> None:
    text = "Copyright (c) <year> <name of author>\n<p> is the program.\nYou may use <program>."
    assert "<year> <name of author>" in read_document(text).clean


def test_markdown_is_read_without_its_marks() -> None:
    assert read_document(NOTES).clean.split("\n\n") == [
        "The Example License 1.0",
        "Copyright © 2024 Foo Corp. site",
        "1. Grant",
        'You may use and copy the "Software" (see Notices) for any_purpose.',
        "* not for military use\n* not for surveillance",
        "you must not sell it.",
        "Restrictions & Duties",
        "Who What",
        "Companies must pay",
        'THE SOFTWARE IS PROVIDED "AS IS" **x**',
        "snake_case_name and 2 * 3 * 4 <year> *literal* https://a.example/c [name]",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_quote_from_markdown_is_its_source(newline: str) -> None:
    document = read_document(NOTES.replace("\n", newline))
    assert quote(document, "not for military use") == (f"not for **military{newline}  use", 9)
    assert quote(document, "must not sell") == (f"must not{newline}> sell", 13)
    assert quote(document, "Restrictions & Duties") == ("Restrictions &amp; Duties", 16)
    assert quote(document, "(see Notices)") == ("(see [Notices](#notices))", 7)


def test_the_name_tells_markdown() -> None:
    text = "You may *use* the Software."
    assert read_document(text).clean == text
    assert read_document(text, name="LICENSE.md").clean == "You may use the Software."


def test_lines_behind_number_signs_are_a_comment() -> None:
    text = "# You may use the Software for\n# any purpose, and\n# sell it."
    assert (
        read_document(text, name="LICENSE.md").clean
        == "You may use the Software for any purpose, and sell it."
    )


def test_single_headings_are_no_comment() -> None:
    text = "# Purpose\n\nYou may use it.\n\n# Patent\n\nNo patent is granted.\n\n# Excuse\n\nNone."
    assert read_document(text).clean.split("\n\n")[::2] == ["Purpose", "Patent", "Excuse"]


def test_front_matter_goes() -> None:
    text = "---\nlicense: other\npermissions:\n  - commercial-use\n---\n\nYou may use it."
    document = read_document(text)
    assert document.clean == "You may use it."
    assert quote(document, "You may") == ("You may", 7)


def test_a_rule_on_top_is_no_front_matter() -> None:
    assert read_document("---\nMy License\n---\nYou may use it.").clean == "My License\n\nYou may use it."


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<html>You may use <b it.", "You may use <b it."),
        ("<html>You may use it.<![foo[ no ]]> Freely.", "You may use it. Freely."),
        ("<html>You may use it. <!-- and so on", "You may use it. <!-- and so on"),
        ("<html>a < b and c > d", "a < b and c > d"),
        ("<html><script>if (a<b) {</script>You may use it.", "You may use it."),
        ("<html>R&D by AT&T &amp; &#x41; &nosuch; &", "R&D by AT&T & A &nosuch; &"),
    ],
)
def test_broken_pages_keep_their_words(page: str, expected: str) -> None:
    assert read_document(page).clean == expected


@pytest.mark.parametrize("hostile", ["<b", "<!--", "<![x", "<?x", "</b", "<!x"])
def test_the_parser_sees_no_bracket_that_never_closes(hostile: str) -> None:
    # For each of them it searches the rest of the page again: minutes for a megabyte.
    page = "<p>x</p>" + hostile * 50
    assert parsable(page) == "<p>x</p>" + parsable(page)[8:].replace("<", "")
    assert len(parsable(page)) == len(page)
