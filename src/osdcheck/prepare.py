"""Makes what is kept between runs (:mod:`osdcheck.kept`) ahead of them; the build of the package asks."""

from __future__ import annotations

from osdcheck.grammar.lexicon import load_lexicon, load_topics
from osdcheck.tables import load_kinds


def prepare() -> None:
    """Read everything that is kept; raises :class:`~osdcheck.errors.DataError` for malformed data."""
    load_lexicon()
    load_topics()
    load_kinds()


if __name__ == "__main__":
    prepare()
