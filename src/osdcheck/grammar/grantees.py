"""Who is permitted, where no phrase knows: the unknown words that a right is given to."""

from __future__ import annotations

from osdcheck.grammar.conditions import provided
from osdcheck.grammar.groups import called, doers, group, receivers
from osdcheck.grammar.lexicon import FunctionWords
from osdcheck.grammar.match import Match
from osdcheck.grammar.receivers import given
from osdcheck.grammar.relatives import told
from osdcheck.grammar.subjects import acts_next, addressed, beside_you, described, doer, excepted, subject
from osdcheck.grammar.words import Words

_TAKEN = frozenset(
    {
        ("BEARER", "licensee"),
        ("PARTY", "others"),
        *(("MEASURE", value) for value in ("users/any", "seats", "organizations", "employees")),
    }
)
"""What unknown words may have in them."""
_ORDER = {"PREP": 0, "UNKNOWN": 1}
"""Of what begins at one word, these come first."""


def read_grantees(
    source: Words, found: list[Match], small: FunctionWords, water: frozenset[int]
) -> list[Match]:
    """Adds an ``UNKNOWN`` noun where unknown words say who may ("Beekeepers may copy it").

    Of persons who may be anybody, what is told of them may be unknown ("anyone who teaches yoga may"): it has
    the preposition ``who``, and a condition on them ``if`` ("if you are nice"). What they want, how they came
    by the work (``coming``) or what of it they have or use (``having``) tells nobody from others. ``water``
    are the places of words that a phrase without meaning takes: nothing in them is unknown.
    """
    words = source.words
    added: list[Match] = []
    for index, match in enumerate(found):
        if match.terminal == "PERMIT" and acts_next(found, index):
            added += (
                subject(source, found, index, small)
                or described(source, found, index, small)
                or group(source, found, index, small)
            )
        elif match.terminal == "PERMIT":
            added += given(source, found, index, small) or receivers(source, found, index, small)
            added += [] if added else doers(source, found, index, small)
        elif match.terminal in {"IF", "PROVISO", "EXCEPT"}:
            added += provided(words, found, index, small, water)
            if match.terminal == "EXCEPT":
                added += excepted(source, found, index, small)
        elif match.terminal == "BEARER" and match.value == "licensee":
            added += told(source, found, index, small) or beside_you(source, found, index, small)
        elif match.terminal == "PREP" and match.value == "by" and index:
            added += doer(source, found, index, small)
        elif not index and match.terminal in {"COMMA", "STOP"}:
            added += addressed(source, found, small)
    added += called(source, found, small)
    if not added:
        return found
    taken = {at for one in added if one.terminal == "UNKNOWN" for at in range(one.first, one.last)}
    found = [
        one for one in found if one[:2] not in _TAKEN or not taken.issuperset(range(one.first, one.last))
    ]
    return sorted((*found, *added), key=lambda one: (one.first, _ORDER.get(one.terminal, len(_ORDER))))
