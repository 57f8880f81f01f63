"""Two reports side by side: which findings say the same, what changed inside them, and one sentence."""

from osdcheck.comparison.changes import Rules
from osdcheck.comparison.compare import compare_reports

__all__ = ["Rules", "compare_reports"]
