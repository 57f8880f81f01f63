"""Composes labeled sentences from frames and fillers, to train the net that stands below the grammar."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from osdcheck.grammar.leanings import HARMLESS

FRAMES = Path(__file__).parent / "training" / "frames.toml"

_BANS = {
    "verbs": ("ban_verb", "ban_gerund"),
    "nouns": ("ban_noun",),
    "parties": ("exclude_party",),
    "only": ("only_party",),
    "fields": ("ban_purpose",),
    "only_fields": ("only_purpose",),
    "places": ("ban_place",),
    "only_places": ("only_place",),
}
_LEAVE = {
    "verbs": "allow_verb",
    "parties": "allow_party",
    "only": "allow_party",
    "fields": "allow_purpose",
    "only_fields": "allow_purpose",
    "places": "allow_place",
    "only_places": "allow_place",
}
_SLOTS = {
    "nouns": "N",
    "parties": "P",
    "only": "P",
    "fields": "F",
    "only_fields": "F",
    "places": "L",
    "only_places": "L",
}
_DOUBLED = frozenset({"put", "let", "run", "cut", "set", "ship", "get", "hand in", "strip", "swap", "distil"})


@dataclass(frozen=True, slots=True)
class Labeled:
    """A sentence with the kind it states (``"harmless"`` for none); ``source`` names its maker."""

    sentence: str
    kind: str
    source: str


def gerund(phrase: str) -> str:
    """The ``-ing`` form of a phrase that begins with a verb in its base form."""
    verb, _, rest = phrase.partition(" ")
    if verb in _DOUBLED and verb != "distil":
        form = verb + verb[-1] + "ing"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        form = verb[:-1] + "ing"
    else:
        form = verb + "ing"
    return f"{form} {rest}".strip()


def compose(per_kind: int, harmless: int, seed: int) -> Iterator[Labeled]:
    """``per_kind`` sentences of every kind and ``harmless`` others, the same for the same seed."""
    data = tomllib.loads(FRAMES.read_text(encoding="utf-8"))
    chance = random.Random(seed)
    makers = _Maker(data, chance)
    for kind, entry in data["kinds"].items():
        for _ in range(per_kind):
            yield Labeled(makers.restriction(entry), kind, "frames")
    kinds = list(data["kinds"].values())
    for _ in range(harmless):
        yield Labeled(makers.harmless(chance.choice(kinds)), HARMLESS, "frames")


class _Maker:
    def __init__(self, data: dict[str, Any], chance: random.Random) -> None:
        self._words = data["words"]
        self._frames = {name: frame["list"] for name, frame in data["frames"].items()}
        self._plain = data["harmless"]["sentences"]
        self._chance = chance

    def restriction(self, entry: dict[str, Any]) -> str:
        """One sentence that states the kind of the entry."""
        fillers = [name for name in _BANS if name in entry]
        weights = [len(entry[name]) for name in fillers]
        if "sentences" in entry:
            fillers, weights = [*fillers, "sentences"], [*weights, len(entry["sentences"]) * 1.5]
        chosen = self._chance.choices(fillers, weights)[0]
        if chosen == "sentences":
            return self._finished(self._chance.choice(entry["sentences"]), {})
        frame = self._chance.choice(self._frames[self._chance.choice(_BANS[chosen])])
        return self._finished(frame, self._filled(chosen, self._chance.choice(entry[chosen])))

    def harmless(self, entry: dict[str, Any]) -> str:
        """One sentence that restricts nobody, in the vocabulary of the entry."""
        fillers = [name for name in _LEAVE if name in entry]
        if not fillers or self._chance.random() < 0.35:
            return self._finished(self._chance.choice(self._plain), {})
        chosen = self._chance.choice(fillers)
        frame = self._chance.choice(self._frames[_LEAVE[chosen]])
        return self._finished(frame, self._filled(chosen, self._chance.choice(entry[chosen])))

    def _filled(self, sort: str, filler: str) -> dict[str, str]:
        if sort == "verbs":
            return {"V": filler, "G": gerund(filler)}
        return {_SLOTS[sort]: filler}

    def _finished(self, frame: str, fillers: dict[str, str]) -> str:
        work = self._chance.choice(self._words["w"])
        text = frame
        for name, filler in fillers.items():
            text = text.replace("{" + name + "}", filler)
        values = {
            "w": work,
            "W": work[0].upper() + work[1:],
            "me": self._chance.choice(self._words["me"]),
            "you": self._chance.choice(self._words["you"]),
            "this": self._chance.choice(self._words["this"]),
        }
        for name, filler in values.items():
            text = text.replace("{" + name + "}", filler)
        return text[0].upper() + text[1:]
