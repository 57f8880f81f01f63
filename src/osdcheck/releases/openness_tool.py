"""Model files of the Model Openness Tool (``mof.yml``), which list components with their licenses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from osdcheck.core.release import BaseModel, Component, Evidence, Release, ReleaseFinding, Terms
from osdcheck.errors import MalformedRelease
from osdcheck.releases.assemble import complete, mapping, text
from osdcheck.releases.spellings import wording
from osdcheck.releases.terms import terms_of_name
from osdcheck.tables.releases import part, part_names

_HINT = "Write it as the Model Openness Tool exports it"


def read_mof(value: object, content: str, source: str) -> Release:
    """Release that a parsed model file describes; ``content`` is its text, for lines.

    A component that is not listed is unknown: such lists are kept by hand. A license that says the
    part is not there ("Undisclosed", "Component not included") makes it absent; ``unlicensed`` is a
    part without a license; a part without a license of its own has that of its content type, else
    that of the whole distribution. Raises :class:`~osdcheck.errors.MalformedRelease`.
    """
    release = mapping(mapping(value, source, "the file").get("release"), source, "release")
    name = text(release.get("name"))
    if name is None:
        raise MalformedRelease(source, "release.name is missing", _HINT)
    shared = _shared(release.get("license"), source)
    rows = release.get("components") or []
    if not isinstance(rows, list):
        raise MalformedRelease(source, "release.components is no list", _HINT)
    found: dict[str, Component] = {}
    strangers: list[str] = []
    for number, row in enumerate(rows):
        fields = mapping(row, source, f"release.components[{number}]")
        title = text(fields.get("name"))
        if title is None:
            raise MalformedRelease(source, f"release.components[{number}] has no name", _HINT)
        known = part_names().get(title.casefold())
        if known is None:
            strangers.append(title)
        else:
            found[known] = _component(known, fields, shared, content, source)
    return Release(
        name=name,
        kind="mof",
        source=source,
        components=complete(found),
        producer=text(release.get("producer")),
        version=text(release.get("version")),
        base_models=_origin(name, text(release.get("origin")), source),
        remarks=tuple(
            ReleaseFinding(
                "unknown-component", f"{one!r} is no component of the framework; it is not counted."
            )
            for one in strangers
        ),
    )


def _shared(value: object, source: str) -> dict[str, str]:
    """Licenses of the whole by scope: ``distribution``, ``code``, ``data``, ``document``."""
    if value is None or value == []:
        return {}
    if isinstance(value, str):
        return {"distribution": value}
    shared: dict[str, str] = {}
    for scope, entry in mapping(value, source, "release.license").items():
        name = text(entry.get("name")) if isinstance(entry, dict) else text(entry)
        if name is not None:
            shared[scope] = name
    return shared


def _component(
    name: str, fields: Mapping[str, object], shared: Mapping[str, str], content: str, source: str
) -> Component:
    own, line = fields.get("license"), _line(str(fields["name"]), content)
    scope = None
    if own is None:
        scope = next((one for one in (part(name).kind, "distribution") if one in shared), None)
    words = shared[scope] if scope is not None else (text(own) or "")
    field = f"release.license.{scope}.name" if scope is not None else "license"
    listed = Evidence("presence", source, line=line, field="release.components", quote=str(fields["name"]))
    if wording(words) == "absent":
        denied = Evidence(
            "presence", source, line=line, field=field, quote=words, note="the part is not there"
        )
        return Component(name, "no", None, Terms(), (listed, denied))
    named = Evidence("license", source, line=line, field=field, quote=words) if words else None
    return Component(name, "yes", "public", _terms(words, named), (listed,))


def _terms(words: str, named: Evidence | None) -> Terms:
    evidence = (named,) if named is not None else ()
    if wording(words) == "none":
        return Terms(None, evidence=evidence)
    terms = terms_of_name(words, evidence=evidence)
    # The framework compares the license letter for letter, so the words as they stand are the id.
    return Terms(words, terms.verdict, words, terms.clauses, terms.osi_approved, terms.reason, terms.evidence)


def _line(title: str, content: str) -> int | None:
    found = re.search(rf"\bname:\s*['\"]?{re.escape(title)}['\"]?\s*$", content, re.M)
    return content.count("\n", 0, found.start()) + 1 if found else None


def _origin(name: str, origin: str | None, source: str) -> tuple[BaseModel, ...]:
    """The model this one was made from; a model of its own names itself or its family there."""
    if origin is None or origin.casefold() in name.casefold() or name.casefold() in origin.casefold():
        return ()
    return (BaseModel(origin, evidence=(Evidence("license", source, field="release.origin", quote=origin),)),)
