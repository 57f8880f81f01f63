"""How the same is written: numbers, currencies, dates and words with one meaning in one spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

_FIGURE = r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DATE = re.compile(r"\b(?:19|20)\d\d(?:-\d\d){0,2}\b")
_BEFORE = 5
_REACH = 100
"""Words in front of a date that tell what it is, and the characters that they stand in."""
_LONGEST_WORD = 4
"""Letters of a word that is left as it is: "our" has no British ending."""
JOINT = "\ue000"
Rewriting = tuple[re.Pattern[str], Callable[["re.Match[str]"], str]]


@dataclass(frozen=True, slots=True)
class Spelling:
    """Rewritings of a text in their order, and which of its dates are terms.

    ``written``: how a date is written, whatever the form.
    """

    rewritings: tuple[Rewriting, ...] = ()
    leads: tuple[str, ...] = ()
    aside: frozenset[str] = frozenset()
    written: re.Pattern[str] | None = None

    def plain(self, text: str) -> str:
        """The text in small letters with one spelling for all that has several."""
        return _plain(text, self.rewritings)

    def joined(self, text: str) -> str:
        """The text with the words of each date joined by ``JOINT``, so that they are one word."""
        if self.written is None:
            return text
        return self.written.sub(lambda found: JOINT.join(found[0].split()), text)

    def dateless(self, text: str) -> str:
        """The same with one sign for every date."""
        return _DATE.sub("0", self.plain(text))

    def dates(self, text: str) -> tuple[str, ...]:
        """Dates of a text that are terms ("until 2030-01-01"), in one spelling."""
        said = self.plain(text)
        found = []
        for match in _DATE.finditer(said):
            before = re.findall(r"\w+", said[max(0, match.start() - _REACH) : match.start()])[-_BEFORE:]
            led = any(f" {' '.join(before)}".endswith(f" {lead}") for lead in self.leads)
            if led and self.aside.isdisjoint(before):
                found.append(match[0])
        return tuple(found)


@lru_cache(maxsize=4096)
def _plain(text: str, rewritings: tuple[Rewriting, ...]) -> str:
    text = " ".join(text.casefold().replace("’", "'").split())
    for pattern, rewrite in rewritings:
        text = pattern.sub(rewrite, text)
    return text


def spelling(
    *,
    units: Mapping[str, int],
    scales: Mapping[str, int],
    percent: Sequence[str],
    currencies: Mapping[str, Sequence[str]],
    months: Sequence[str],
    limits: Sequence[Sequence[str]],
    same: Sequence[Sequence[str]],
    endings: Mapping[str, str],
    leads: Sequence[str],
    aside: AbstractSet[str],
) -> Spelling:
    """The spelling that tables tell, all in lower case; what each is stands in ``tables/comparison.toml``."""
    rows: list[Rewriting] = [*_dates(months), *_numbers(units, scales)]
    rows.append((re.compile(rf"(\d)\s*(?:{_any(percent)})(?!\w)"), lambda found: f"{found[1]} percent"))
    for code, signs in currencies.items():
        rows += _currency(code, signs)
    number = r"(?=(?:[a-z]{3} )?\d)"
    rows += [_first(group, rf"\s+{number}", " ") for group in limits]
    rows += [_first(group, "", "") for group in same]
    british = "|".join(sorted(endings, key=len, reverse=True))
    rows.append(
        (
            re.compile(rf"\b(\w{{{_LONGEST_WORD - 1},}}?)({british})\b"),
            lambda found: found[1] + endings[found[2]],
        )
    )
    written = re.compile("|".join(_forms(months, named=False)), re.IGNORECASE)
    return Spelling(tuple(rows), tuple(leads), frozenset(aside), written)


def _any(words: Sequence[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in ordered)


def _first(group: Sequence[str], behind: str, kept: str) -> Rewriting:
    pattern = re.compile(rf"(?<![\w-])(?:{_any(group[1:])})(?![\w-]){behind}")
    return pattern, lambda found: group[0] + kept


def _forms(months: Sequence[str], *, named: bool) -> list[str]:
    """ "January 1, 2028", "1st of January 2028", "January 2028": as patterns; ``named``: with groups."""
    names = [name for month in months for name in (month, month[:3])]
    month = rf"({'?P<month>' if named else '?:'}{_any(names)})\.?"
    day = rf"(?<![\d.])({'?P<day>' if named else '?:'}[1-3]?\d)(?:st|nd|rd|th)?"
    year = rf"({'?P<year>' if named else '?:'}(?:19|20)\d\d)"
    forms = (rf"{month}\s+{day},?\s+{year}", rf"{day}(?:\s+of)?\s+{month},?\s+{year}", rf"{month},?\s+{year}")
    return [rf"\b{form}\b" for form in forms]


def _dates(months: Sequence[str]) -> list[Rewriting]:
    """Dates as year, month and day in figures."""
    numbers = {name: at for at, month in enumerate(months, 1) for name in (month, month[:3])}

    def date(found: re.Match[str]) -> str:
        parts = found.groupdict()
        said = f"{parts['year']}-{numbers[parts['month']]:02}"
        return f"{said}-{int(parts['day']):02}" if parts.get("day") else said

    return [(re.compile(form), date) for form in _forms(months, named=True)]


def _numbers(units: Mapping[str, int], scales: Mapping[str, int]) -> list[Rewriting]:
    """Numbers in words, with separators, with a scale, or with the same in figures behind them."""
    word = rf"(?:{_any((*units, *scales))})"

    def value(found: re.Match[str]) -> str:
        total = current = 0
        for one in re.findall(r"[a-z]+", found[0]):
            if one in scales and scales[one] >= 1000:
                total, current = total + (current or 1) * scales[one], 0
            elif one in scales:
                current = (current or 1) * scales[one]
            else:
                current += units.get(one, 0)
        return str(total + current)

    def scaled(found: re.Match[str]) -> str:
        number = float(found[1].replace(",", ".")) * scales[found[2]]
        return f"{number:g}" if not number.is_integer() else str(int(number))

    return [
        (re.compile(rf"\b{_GROUPED.pattern}(?![\d-])"), lambda found: re.sub(r"[.,]", "", found[0])),
        (re.compile(rf"\b(\d+(?:[.,]\d+)?)\s+({_any(tuple(scales))})\b"), scaled),
        (re.compile(rf"\b{word}(?:(?:[\s-]|\sand\s)+{word})*\b"), value),
        (re.compile(r"\b(\d+)\s*\(\s*\1\s*\)"), lambda found: found[1]),
    ]


def _currency(code: str, signs: Sequence[str]) -> list[Rewriting]:
    """The code in front of the number, whatever sign stands before or behind it."""
    sign = rf"(?<![\w$])(?:{_any(signs)})"
    return [
        (re.compile(rf"{sign}\s*(?=\d)"), lambda found: f"{code} "),
        (
            re.compile(rf"(?<![\w.])((?!{code})[^\W\d]*\b)?({_FIGURE})\s*(?:{_any(signs)})(?![\w$])"),
            lambda found: f"{found[1] or ''}{code} {found[2]}",
        ),
    ]
