"""Marks that say yes or no to the words beside them, at the start of a line or its end."""

YES = "✅✔☑✓"
NO = "❌✖✗✘❎🚫⛔"
TICKS = frozenset(YES + NO)
