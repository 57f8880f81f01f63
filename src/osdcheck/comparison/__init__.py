"""Two judged licenses side by side: which findings say the same, what changed inside them, and one sentence."""

from osdcheck.comparison.changes import Rules, Side
from osdcheck.comparison.compare import compare_sides

__all__ = ["Rules", "Side", "compare_sides"]
