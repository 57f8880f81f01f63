"""How the original was laid out: indents, and line breaks that unwrapping took away."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from osdcheck.core.document import Document
from osdcheck.core.rows import CELLS, is_labeled
from osdcheck.patterns import lazily
from osdcheck.structure.stems import is_telling

_ENTRY_ENDS = lazily(r";(?<=[^\sA-Z];)(?:\s(?:and|or|and/or))? (?=[\"“]?[A-Z][a-z])")
_CAPITAL = lazily(r"(?<=\S) (?=[\"“]?[A-Z])")
_NUMBERED = lazily(
    r"(?:^|(?P<blank> )(?<=\w\w[.;] |\w[.;)][)\"”] ))(\d{1,2})\.(\d{1,2})\.?[ \n](?=[\"“]?[A-Z])",
    re.MULTILINE,
)
_MAY_BE_NUMBERED = lazily(r"\d\.\d{1,2}\.?[ \n][\"“]?[A-Z]")
"""What stands in every text with such a number; quick to look for, and most have none."""
_BEGINS = lazily(r"^(?=\S)|(?<=\S) (?=[A-Z][^\n:]{0,80}: )", re.MULTILINE)
"""Where a line begins, or may have begun with a label."""
_OPENED = lazily(r":\n+(?=\S)")
_MARKUP = lazily(r"<(?:html|body|div|br|p|li|table|span)\b", re.IGNORECASE)
_BEFORE_WORDS = lazily(r"[^\w<]*")
_BAR = lazily(r"(?<=\S) \| (?=\S)")
_BLANK = lazily(r"(?<=\S) (?=\S)")
_WIDEST_CELLS = 400
"""Characters of two cells at most, the last of a row and the first of the next."""
_LOOK_BACK = 300
_NARROW = 50
_WIDE = 110
"""Lines between these widths may end where they do because they were full."""


class Layout(NamedTuple):
    """A clean text with some of its blanks turned back to line ends, and its indents.

    ``text`` is as long as the clean text: all offsets hold in both.
    """

    text: str
    document: Document
    indented: bool

    def indent(self, offset: int) -> int:
        """Columns before the clean character ``offset`` on its original line (0 behind markup)."""
        if not self.indented:
            return 0
        original = self.document.original
        start = self.document.offsets.start_of(offset)
        low = _line_start(original, start)
        before = original[low:start]
        return len(before.expandtabs(4)) if _BEFORE_WORDS.fullmatch(before) else 0


def lay_out(document: Document) -> Layout:
    """The clean text of a document with the line ends that separate list entries.

    Unwrapping joins entries whose lines look full: a semicolon at the end of an original line
    before a capital ends an entry, and so does any line that was not full under words that open
    an indented list. Paragraphs that were numbered (1.4, 1.5) and run on in one are paragraphs again.
    """
    clean = str(document.clean)
    indented = _MARKUP.search(document.original) is None
    layout = Layout(clean, document, indented)
    cuts = [match.end() - 1 for match in _ENTRY_ENDS.finditer(clean) if _broken(document, match.end() - 1)]
    cuts.extend(_lines_under_stems(layout) if indented else ())
    cuts.extend(_before_numbers(clean))
    cuts.extend(_before_labels(clean, document))
    cuts.extend(_before_rows(clean, document))
    if not cuts:
        return layout
    characters = list(clean)
    for cut in cuts:
        characters[cut] = "\n"
    return Layout("".join(characters), document, indented)


def _before_numbers(clean: str) -> list[int]:
    """Blanks behind a sentence before the number of a paragraph, where its neighbor in the count is there."""
    if _MAY_BE_NUMBERED.search(clean) is None:
        return []
    found = [(int(one[2]), int(one[3]), one.start("blank")) for one in _NUMBERED.finditer(clean)]
    counted = {(section, number) for section, number, _ in found}
    return [
        blank
        for section, number, blank in found
        if blank >= 0 and (section, number - 1 if number > 1 else 2) in counted
    ]


def _before_labels(clean: str, document: Document) -> list[int]:
    """Blanks before a line that is a label with its value, where the line before it is one as well."""
    cuts: list[int] = []
    labeled = False
    for found in _BEGINS.finditer(clean):
        if found.start() == found.end():
            labeled = is_labeled(clean, found.start())
        elif labeled and is_labeled(clean, found.end()) and _broken(document, found.start()):
            cuts.append(found.start())
    return cuts


def _before_rows(clean: str, document: Document) -> list[int]:
    """Blanks before the rows of a table, which stand between the bars of two rows."""
    bars = [match.start() for match in _BAR.finditer(clean)]
    return [
        blank.start()
        for bar, following in pairwise(bars)
        if following - bar < _WIDEST_CELLS
        for blank in _BLANK.finditer(clean, bar + len(CELLS), following)
        if _broken(document, blank.start())
    ]


def _lines_under_stems(layout: Layout) -> list[int]:
    clean, document = layout.text, layout.document
    cuts: list[int] = []
    done = 0
    for opened in _OPENED.finditer(clean):
        if opened.start() < done:
            continue
        low = clean.rfind("\n", 0, opened.start()) + 1
        if not is_telling(clean[max(low, opened.start() - _LOOK_BACK) : opened.start() + 1]):
            continue
        outside = layout.indent(low)
        start = opened.end()
        while start < len(clean):
            end = clean.find("\n", start)
            end = len(clean) if end < 0 else end
            if end > start and layout.indent(start) <= outside + 1:
                break
            cuts.extend(
                match.start()
                for match in _CAPITAL.finditer(clean, start, end)
                if _broken(document, match.start(), by_choice=True)
            )
            start = end + 1
        done = start
    return cuts


def _broken(document: Document, blank: int, *, by_choice: bool = False) -> bool:
    """Whether a line of the original ends at this blank (and not because the line was full)."""
    low = document.offsets.end_of(blank - 1)
    high = document.offsets.start_of(blank + 1)
    between = document.original[low:high]
    if "\n" not in between and "\r" not in between:
        return False
    width = low - _line_start(document.original, low)
    return not by_choice or not _NARROW < width < _WIDE


def _line_start(original: str, offset: int) -> int:
    low = max(0, offset - _LOOK_BACK)
    return max(low, original.rfind("\n", low, offset) + 1, original.rfind("\r", low, offset) + 1)
