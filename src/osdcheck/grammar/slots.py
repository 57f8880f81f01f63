"""What stands around a head, and how the parts of a tree fill it."""

from __future__ import annotations

from functools import partial

from osdcheck.core.fact import Atom
from osdcheck.grammar.lalr import Token, Tree

_atom = partial(tuple.__new__, Atom)
"""Makes an atom in half the time of a call of the class: every noun becomes one."""
_BEHIND = "behind"
"""What is an exception and stands before the word that says so ("insurers excepted")."""
_TRAILING = frozenset({"field", "party", "place", "product", "feature", "tech", "unknown", "bearer"})
"""Sorts that a trailing *only* can limit ("for research purposes only")."""


class Slot:
    """An atom with its place in the unit."""

    __slots__ = ("atom", "end", "passive", "start")

    def __init__(self, atom: Atom, start: int, end: int, passive: bool = False) -> None:
        self.atom = atom
        self.start = start
        self.end = end
        self.passive = passive


class Frame:
    """A head under construction, with what stands around it; ``cut``: where the last stop before it ends."""

    __slots__ = (
        "bare_limit", "body", "conditions", "cut", "echo", "end", "exceptions", "head", "lead", "limit",
        "negated", "proviso", "start", "unbound", "wished",
    )  # fmt: skip

    def __init__(self, head: Token | None) -> None:
        self.head = head
        self.proviso = False
        self.lead: list[Slot] = []
        self.body: list[Slot] = []
        self.limit: list[Slot] = []
        self.exceptions: list[Slot] = []
        self.conditions: list[Slot] = []
        self.bare_limit = self.echo = self.negated = self.unbound = self.wished = False
        self.cut = 0
        self.start, self.end = 1 << 30, 0

    def touch(self, token: Token) -> None:
        """Stretch the frame over a token."""
        # Asked for every token: comparing takes a third of the time of min and max.
        if token.start < self.start:
            self.start = token.start
        if token.end > self.end:
            self.end = token.end


def fill(frame: Frame, part: Tree, place: str) -> None:
    """Puts the slots and scopes of a part into a frame; ``place`` is where its own slots go."""
    slots: list[Slot] = getattr(frame, place)
    for child in part.children:
        assert isinstance(child, Tree)
        if child.data == "slot":
            slots.extend(_slots(child, frame))
            continue
        opener = child.children[0]
        assert isinstance(opener, Token)
        frame.touch(opener)
        inner = [slot for one in child.children[1:] if isinstance(one, Tree) for slot in _slots(one, frame)]
        if child.data == "only":
            if inner:
                _limit(frame, inner, slots)
            else:
                frame.bare_limit = not slots
                trailing(slots, frame.limit)
        elif child.data == "except_":
            if opener.value == _BEHIND and slots and not inner:
                inner.append(slots.pop())
            frame.exceptions.extend(inner)
        else:
            frame.conditions.extend(inner)


def _limit(frame: Frame, inner: list[Slot], slots: list[Slot]) -> None:
    """What follows *only* is its scope; the first acts there are the acts of the frame itself."""
    has_act = any(slot.atom.sort == "act" for slot in slots)
    for slot in inner:
        if slot.atom.sort in {"act", "object", "bearer"} and not has_act:
            slots.append(slot)
        frame.limit.append(slot)


def trailing(slots: list[Slot], limit: list[Slot]) -> None:
    """Moves what a trailing *only* limits under it; what an act bears on stays.

    "Pass on the engine in binary form only" limits the form, and not the engine.
    """
    while slots and slots[-1].atom.sort in _TRAILING:
        if limit and slots[-1].atom.sort == "product" and not slots[-1].atom.prep:
            break
        limit.append(slots.pop())


def _slots(tree: Tree, frame: Frame) -> list[Slot]:
    # Asked for every noun.
    children = tree.children
    token: Tree | Token = children[-1]
    prep = ""
    if len(children) == 2:
        first = children[0]
        assert isinstance(first, Token)
        prep = first.value
        frame.touch(first)
    if isinstance(token, Tree):
        token = token.children[-1]
    assert isinstance(token, Token)
    terminal, value, start, end, _ = token
    if start < frame.start:
        frame.start = start
    if end > frame.end:
        frame.end = end
    if terminal == "TERM":
        meanings = [part.partition("/") for part in value.split(";")]
        return [
            Slot(Atom(name, meant, "to" if name == "act" else prep), start, end)
            for name, _, meant in meanings
        ]
    passive = terminal == "ACTED"
    return [Slot(_atom(("act" if passive else terminal.lower(), value, prep)), start, end, passive)]
