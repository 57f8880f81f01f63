"""Copies of known texts as they are found in the wild, and changed copies, made from a seed."""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass

HOLDERS = (
    "Ada Lovelace",
    "Initech GmbH",
    "The Fooproject Authors",
    "Zhang Wei and contributors",
    "Acme, Inc.",
)
_NOTICE = re.compile(r"^\W*(?:copyright\s*(?:\(c\)|©|\d{4})|\(c\)\s*\d{4}|©).*$", re.I | re.M)


def wrapped_copy(text: str, rng: random.Random) -> str:
    """The text hard-wrapped at another width, in another letter case, with other quotes and holder."""
    blocks = re.split(r"\n[^\S\n]*\n", text)
    width = rng.choice((50, 64, 72, 79, 100))
    filled = [
        textwrap.fill(" ".join(b.split()), width, break_on_hyphens=False, break_long_words=False)
        for b in blocks
    ]
    copy = "\n\n".join(one for one in filled if one)
    copy = rng.choice((str.upper, str.lower, str.title, str))(copy)
    copy = requoted(copy, rng)
    notice = f"Copyright (c) {rng.randint(1995, 2026)} {rng.choice(HOLDERS)}"
    return f"{notice}\n\n{copy}\n"


def requoted(text: str, rng: random.Random) -> str:
    """The text with quotes and dashes of another style."""
    style = rng.choice(("curly", "straight", "single"))
    if style == "straight":
        return text.translate(str.maketrans("“”‘’–—", "\"\"''--"))
    if style == "single":
        return text.replace('"', "'").replace("“", "‘").replace("”", "’")
    text = re.sub(r'"(?=\w)', "“", text).replace('"', "”")
    return text.replace("'", "’").replace(" - ", " – ")
