"""Marks that say yes or no to what stands behind them, at the start of a line."""

YES = "✅✔☑✓"
NO = "❌✖✗✘❎🚫⛔"
TICKS = frozenset(YES + NO)
