"""Which declarations of a part speak for it, and what they leave open."""

from __future__ import annotations

from collections.abc import Sequence

from osdcheck.auditing.conclude import Terms, Unknown
from osdcheck.auditing.named_files import is_list
from osdcheck.evidence.license_names import Expression, Named
from osdcheck.evidence.statements import PROSE, may_be_open


def decisive(declared: Sequence[Named]) -> list[Named]:
    """Declarations that speak for the part: classifiers only where nothing more exact is said."""
    speaking = [one for one in declared if one.expression is not None]
    exact = [
        one for one in speaking if not one.declared.field.lower().endswith(("classifiers", "classifier"))
    ]
    # Prose names a license less exactly than a field that is made for it.
    exact = [one for one in exact if one.declared.field not in PROSE] or exact
    precise = [one for one in exact if not one.loose and one.problem is None]
    return different(precise or exact or _as_one(speaking))


def _as_one(classifiers: list[Named]) -> list[Named]:
    # Several license classifiers mean "one of these" in some projects and "all" in others: that is decided
    # where it makes no difference.
    alike = all(one.problem is None and may_be_open(one) for one in classifiers)
    return classifiers if len(classifiers) == 1 or alike else []


def different(declared: Sequence[Named]) -> list[Named]:
    """One declaration for each expression, the first."""
    found: dict[Expression, Named] = {}
    for one in declared:
        if one.expression is not None:
            found.setdefault(one.expression, one)
    return list(found.values())


def named_only(declared: Sequence[Named]) -> Sequence[Terms]:
    """Terms that metadata points to and that are not here: a file that is missing, an address, "other".

    What names them best comes first: classifiers that tell no license do it least.
    """
    pointing = [one for one in declared if one.file is not None and not is_list(one)]
    unclear = [one for one in declared if one.unnamed or one.expression is not None]
    return [
        Unknown(
            one.file or one.written, one.declared.path, one.declared.line_start or None, one.file is not None
        )
        for one in (*pointing, *unclear)
    ][:1]


def said_of(terms: Unknown) -> str:
    """A sentence of a report on terms that nothing names exactly."""
    return f"{terms.path} says “{terms.name}”, which names no license exactly."
