"""Two judged licenses side by side: what only one of them says, what changed inside, one sentence."""

from osdcheck.comparison.changes import Rules, Side
from osdcheck.comparison.compare import compare_sides

__all__ = ["Rules", "Side", "compare_sides"]
