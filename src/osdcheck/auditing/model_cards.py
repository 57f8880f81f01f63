"""What the gate of a model card asks of whoever wants the files, and what the model is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from osdcheck.auditing.conclude import Conclusion, Placed, conclude
from osdcheck.auditing.meaning import known_as
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.terms import Builder
from osdcheck.auditing.texts import Judge, Text, placed_at
from osdcheck.core.audit import Conflict, FileRole, Location
from osdcheck.core.evidence import Card, Declared
from osdcheck.core.finding import Details, Finding
from osdcheck.errors import InputError
from osdcheck.evidence.base_models import license_of_base
from osdcheck.evidence.license_names import symbols, understand
from osdcheck.judgment.clauses import Weighed
from osdcheck.tables.audit_words import load_audit_words

BASE_MODEL = "base-model"
_SECTION: FileRole = "readme-section"
_ASKS = ("extra_gated_prompt", "extra_gated_fields")
_SHUT = "extra_gated_eu_disallowed"


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A card with its file; ``quote`` of a field is the line it stands on."""

    path: str
    card: Card
    lines: tuple[str, ...]

    def place(self, field: str) -> Location:
        """Where a field of the card stands."""
        line = self.card.line_of(field) or 1
        quote = self.lines[line - 1].strip()[:200] if line <= len(self.lines) else None
        return Location(self.path, line, line, quote or None)


def gate_papers(found: PlacedCard, judge: Judge) -> Iterator[Paper]:
    """Papers of what the gate makes everybody agree to who asks for access, where it restricts."""
    for name, words in _promises(found.card):
        line = found.card.line_of(name.split(".", 1)[0]) or 1
        spoken = load_audit_words().promise.sub(load_audit_words().spoken, words, count=1)
        try:
            judged = placed_at(judge.judge(spoken.encode("utf-8"), found.path, supplement=True), line)
        except InputError:
            continue
        if judged.restricts:
            judged = judged if spoken == words else _quoting(judged, words)
            yield Paper(found.path, _SECTION, "whole", judged.sha256, judged, line, line, name, judged)


def _promises(card: Card) -> Iterator[tuple[str, str]]:
    for name, value in card.extra_gated:
        if name == _ASKS[0]:
            yield name, value
        elif name.startswith(f"{_ASKS[1]}."):
            label = name.removeprefix(f"{_ASKS[1]}.").removesuffix(".type")
            if "checkbox" in value.lower() and load_audit_words().promise.match(label):
                yield name, label


def _quoting(text: Text, words: str) -> Text:
    return replace(
        text,
        weighed=tuple(one._replace(finding=replace(one.finding, quote=words)) for one in text.weighed),
    )


def shut_out(cards: Sequence[PlacedCard]) -> tuple[Placed, ...]:
    """An unclear finding for each gate that lets nobody of a territory in, whatever the license says."""
    found = []
    for one in cards:
        if not any(name == _SHUT and value.lower() == "true" for name, value in one.card.extra_gated):
            continue
        place = one.place(_SHUT)
        details = Details(territory="European Union")
        finding = Finding(
            "", "territory", "restriction", (5,), place.quote, None, None, place.line_start, place.line_end,
            details,
        )  # fmt: skip
        reason = "The gate of the model gives no access to people in the European Union."
        found.append(Placed(Weighed(finding, "unclear", reason), one.path))
    return tuple(found)


def gate_conflicts(cards: Sequence[PlacedCard]) -> Iterator[Conflict]:
    """A note on each gate: the license does not ask for what the hub asks for."""
    for one in cards:
        asked = [field for field, _ in one.card.lines if field in _ASKS]
        if asked:
            message = (
                f"{one.path} gives access only to those who agree to what its gate asks"
                f" ({', '.join(asked)}); the license has no such condition."
            )
            yield Conflict("gated", message, (one.place(asked[0]),))


def base_conflicts(
    cards: Sequence[PlacedCard], conclusion: Conclusion, builder: Builder
) -> Iterator[Conflict]:
    """A conflict for each base model that is known to be under terms that are not open."""
    counted = {
        name
        for leaf in conclusion.counted
        for name in (leaf.name, *known_as(leaf.text.license or ""))
        if name is not None
    }
    for one in cards:
        for base in one.card.base_model:
            spelling = license_of_base(base)
            terms = _not_open(spelling, builder, counted) if spelling is not None else None
            if spelling is None or terms is None:
                continue
            failing = ", ".join(
                str(verdict.number) for verdict in terms.verdicts if verdict.verdict == "fail"
            )
            message = (
                f"{one.path} names {base} as base model. That is known to be under the {spelling}, which"
                f" fails {failing} and may bind what is made from it; the terms found here say nothing of it."
            )
            yield Conflict("base-model", message, (one.place("base_model"),))


def _not_open(spelling: str, builder: Builder, counted: set[str]) -> Conclusion | None:
    """The conclusion on known terms, where they are not open and are not among those that count."""
    expression = understand(Declared("", "base_model", spelling, 0, spelling)).expression
    if expression is None or any(key in counted for one in symbols(expression) for key in one.ids):
        return None
    leaves = [leaf for one in symbols(expression) if (leaf := builder.known(one)) is not None]
    if not leaves or any(leaf.text.license in counted for leaf in leaves):
        return None
    concluded = conclude(leaves[0])
    return concluded if concluded.overall == "not-open" else None
