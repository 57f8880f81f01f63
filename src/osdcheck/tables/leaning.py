"""What likelihoods of the net below the grammar are enough for."""

from __future__ import annotations

from math import log2
from typing import NamedTuple


class LeaningLevels(NamedTuple):
    """Likelihoods, 0 to 1, that a sentence restricts.

    From ``least`` a sentence fails the clauses of its likeliest kind, where it is the only one of its text
    in which the grammar found no restriction; each doubling of their number asks for ``doubling`` more, up
    to ``most``. From ``beside`` a kind counts beside restrictions of other kinds, and from ``zoned`` in a
    definition or disclaimer; one that the grammar understands as harmless needs ``understood`` at least,
    and one of which it is certain ``certain``. Below ``support`` neither signs nor a prohibition without a
    kind count; below ``overruled`` a kind that the grammar found in an operative sentence of at most
    ``longest`` words does not; one that it finds in a sentence joined to others, where that is read by
    itself, counts from ``joined``. A second kind counts beside the likeliest one where it is ``rival`` times
    as likely or more. Where nothing settles ``among`` sentences or more, the only one by which a text
    restricts fails a clause from ``lone``; below, a person has to see. From ``granted`` a sentence may give a
    grant that the grammar found nowhere.
    """

    least: float
    doubling: float
    most: float
    beside: float
    understood: float
    certain: float
    zoned: float
    rival: float
    overruled: float
    joined: float
    granted: float
    lone: float
    among: int
    longest: int
    support: float

    def enough(self, sentences: int) -> float:
        """The likelihood that is enough in a text with so many sentences (one or more) to weigh."""
        return min(self.most, self.least + self.doubling * log2(max(1, sentences)))
