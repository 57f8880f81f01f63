"""Terms of well-known models that others are made from."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from osdcheck.tables.releases import read_table


def license_of_base(name: str) -> str | None:
    """Name of the license that a base model is known to be under; ``None`` for one that is not known.

    The rows stand in ``tables/base_models.toml``, each from the publisher's own card.

    >>> license_of_base("meta-llama/Llama-3.1-8B")
    'Llama 3.1 Community License'
    """
    wanted = name.casefold()
    return next((spelling for pattern, spelling in _rows() if pattern.fullmatch(wanted)), None)


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = read_table(files("osdcheck.tables") / "base_models.toml")["base"]
    return tuple(
        (re.compile("|".join(re.escape(one).replace(r"\*", ".*") for one in row["patterns"])), row["license"])
        for row in rows
    )
