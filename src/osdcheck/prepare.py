"""Makes what is kept between runs (:mod:`osdcheck.kept`) ahead of them; the build of the package asks."""

from __future__ import annotations

from importlib import import_module

from osdcheck.grammar.grantors import grantors
from osdcheck.grammar.leanings import preface
from osdcheck.grammar.lexicon import load_lexicon, load_topics
from osdcheck.patterns import compile_all
from osdcheck.tables import load_kinds

_READING = ("osdcheck.analysis", "osdcheck.document.hypertext", "osdcheck.document.markdown")
"""Modules by which all that have patterns are loaded."""


def prepare() -> None:
    """Read everything that is kept; raises :class:`~osdcheck.errors.DataError` for malformed data."""
    load_lexicon()
    load_topics()
    load_kinds()
    for module in _READING:
        import_module(module)
    # What patterns of these are made of stands in tables.
    grantors(())
    preface()
    compile_all()


if __name__ == "__main__":
    prepare()
