"""Two judged licenses side by side: what both say, what only one does, what changed inside, in one sentence."""

from osdcheck.comparison.changes import Rules, Side
from osdcheck.comparison.compare import compare_sides

__all__ = ["Rules", "Side", "compare_sides"]
