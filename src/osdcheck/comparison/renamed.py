"""Terms that two licenses define alike and call otherwise: "Program" here is "Covered Code" there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from osdcheck.comparison.words import Vocabulary, folded, words_of
from osdcheck.core.comparison import WordRun

_DEFINITION = re.compile(
    r"[\"“](?P<term>[^\"“”\n]{1,60})[\"”]\s+(?:shall\s+mean|means?|refers?\s+to|shall\s+refer\s+to|denotes?)\s+"
    r"(?P<body>(?:[^.;\n]|\.(?=\w)|\n(?!\s*\n)){3,600})"
)
_ROUNDS = 3
"""How often definitions are compared that use terms found before."""
_MOST = 200
"""Definitions of a text beyond which none are compared."""
_AROUND = 2
"""Words around what differs that may be spelled together with it."""
_LARGEST = 200_000
"""Characters of a text beyond which no definitions are looked for."""


def renamed_terms(a: str, b: str) -> frozenset[tuple[str, str]]:
    """Pairs of terms (as folded words with blanks between) with the same meaning, and the words in which they
    differ; a term that both texts define is none."""
    if max(len(a), len(b)) > _LARGEST:
        return frozenset()
    ours, theirs = (dict(_definitions(text)) for text in (a, b))
    if max(len(ours), len(theirs)) > _MOST:
        return frozenset()
    shared = ours.keys() & theirs.keys()
    found: dict[str, str] = {}
    for _ in range(_ROUNDS):
        before = len(found)
        # By meaning, in which the terms that are known already are those of the other text.
        meant = _by_meaning(
            {term: _in_terms(body, found) for term, body in ours.items()}, shared | found.keys()
        )
        known = shared | frozenset(found.values())
        for meaning, term in _by_meaning(theirs, known).items():
            if meaning in meant:
                found[meant[meaning]] = term
        if len(found) == before:
            break
    pairs = set(found.items())
    return frozenset(pairs | {_apart(*pair) for pair in pairs})


def renamed_work(a: str, b: str, works: AbstractSet[str]) -> frozenset[tuple[str, str]]:
    """The word for the work that only ``a`` writes like a name, and the one that only ``b`` does.

    None where there are several, which may be several things. ``works``: such words.
    """
    if max(len(a), len(b)) > _LARGEST:
        return frozenset()
    ours, theirs = (
        {word.casefold() for word in words_of(text) if word[0].isupper() and word.casefold() in works}
        for text in (a, b)
    )
    pairs = [(one, other) for one in ours - theirs for other in theirs - ours]
    return frozenset(pairs) if len(pairs) == 1 else frozenset()


def _definitions(text: str) -> Iterable[tuple[str, str]]:
    for match in _DEFINITION.finditer(text):
        term, body = (" ".join(folded(match[name])) for name in ("term", "body"))
        if term and body:
            yield term, body


def _by_meaning(definitions: Mapping[str, str], known: Iterable[str]) -> dict[str, str]:
    """The terms by their meaning, without those that are known and those that mean what another does."""
    terms: dict[str, list[str]] = {}
    for term, body in definitions.items():
        terms.setdefault(body, []).append(term)
    left = set(known)
    return {body: named[0] for body, named in terms.items() if len(named) == 1 and named[0] not in left}


def _in_terms(body: str, found: Mapping[str, str]) -> str:
    said = f" {body} "
    for term, other in found.items():
        said = said.replace(f" {term} ", f" {other} ")
    return said.strip()


def _apart(ours: str, theirs: str) -> tuple[str, str]:
    """The words in which two terms differ: "licensed software", "licensed material"."""
    a, b = ours.split(), theirs.split()
    while len(a) > 1 and len(b) > 1 and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while len(a) > 1 and len(b) > 1 and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return " ".join(a), " ".join(b)


def without_renamed(runs: Sequence[WordRun], known: Vocabulary) -> tuple[WordRun, ...]:
    """The runs, in which another word for the same term counts as equal."""
    if not known.renamed:
        return tuple(runs)
    return tuple(
        run._replace(operation="equal") if run.operation == "replace" and _is_renamed(run, known) else run
        for run in runs
    )


def without_spelled(runs: Sequence[WordRun], plain: Callable[[str], str]) -> tuple[WordRun, ...]:
    """The runs, in which another spelling of the same counts as equal, with few words around.

    ``plain``: how a text is written whatever its spelling.
    """
    found = list(runs)
    for first, run in enumerate(runs):
        if run.operation == "equal" or found[first].operation == "equal":
            continue
        for last in _near(runs, first):
            if is_spelled(runs, first, last, plain):
                found[first : last + 1] = [one._replace(operation="equal") for one in runs[first : last + 1]]
                break
    return tuple(found)


def _near(runs: Sequence[WordRun], first: int) -> Iterable[int]:
    """The run itself, and further ones that differ with few words between."""
    for last in range(first, min(first + 2 * _AROUND + 1, len(runs))):
        if runs[last].operation != "equal":
            yield last
        elif len(runs[last].a.split()) > _AROUND:
            return


def is_spelled(runs: Sequence[WordRun], first: int, last: int, plain: Callable[[str], str]) -> bool:
    """Whether the runs from the first to the last say the same, whatever its spelling."""
    sides = []
    for side in ("a", "b"):
        words = [getattr(run, side).split() for run in runs[max(0, first - 1) : last + 2]]
        if first:
            words[0] = words[0][-_AROUND:]
        if last + 1 < len(runs):
            words[-1] = words[-1][:_AROUND]
        sides.append(folded(plain(" ".join(word for part in words for word in part))))
    return sides[0] == sides[1]


def _is_renamed(run: WordRun, known: Vocabulary) -> bool:
    ours, theirs = (
        " ".join(word for word in folded(side) if word not in known.idle) for side in (run.a, run.b)
    )
    singular = ours.removesuffix("s"), theirs.removesuffix("s")
    return bool(ours and theirs) and ((ours, theirs) in known.renamed or singular in known.renamed)
