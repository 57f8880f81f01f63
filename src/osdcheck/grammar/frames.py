"""Heads of a unit with what stands around them, read off the parse tree."""

from __future__ import annotations

from dataclasses import dataclass, field

from osdcheck.core.fact import Atom
from osdcheck.grammar.lalr import Token, Tree

_PAPERS = frozenset({"patent", "license", "name", "notice", "right", "project"})
"""Objects that are not the work: what is said of them goes on being said of them."""
_BEHIND = "behind"
"""What is an exception and stands before the word that says so ("insurers excepted")."""
_NOBODY = Atom("no", "no")
"""The subject of "nobody is to touch it", whatever was spoken of before."""
_TRAILING = frozenset({"field", "party", "place", "product", "feature", "tech", "unknown", "bearer"})
"""Sorts that a trailing *only* can limit ("for research purposes only")."""


@dataclass(slots=True)
class Slot:
    """An atom with its place in the unit."""

    atom: Atom
    start: int
    end: int
    passive: bool = False


@dataclass(slots=True)
class Frame:
    """A head under construction, with what stands around it; ``cut``: where the last stop before it ends."""

    head: Token | None
    proviso: bool = False
    lead: list[Slot] = field(default_factory=list)
    body: list[Slot] = field(default_factory=list)
    limit: list[Slot] = field(default_factory=list)
    exceptions: list[Slot] = field(default_factory=list)
    conditions: list[Slot] = field(default_factory=list)
    bare_limit: bool = False
    echo: bool = False
    negated: bool = False
    unbound: bool = False
    wished: bool = False
    cut: int = 0
    start: int = 1 << 30
    end: int = 0

    def touch(self, token: Token) -> None:
        """Stretch the frame over a token."""
        # Asked for every token: comparing takes a third of the time of min and max.
        if token.start < self.start:
            self.start = token.start
        if token.end > self.end:
            self.end = token.end


def read_frames(tree: Tree) -> list[Frame]:
    """Frames of one unit, in the order of their heads."""
    return _Walk().frames(tree)


class _Walk:
    """One pass over the clauses of a unit, attaching headless parts to the frame they belong to."""

    def __init__(self) -> None:
        self.done: list[Frame] = []
        self.pending = Frame(None)
        self.proviso = False
        self.open_condition = False
        self.closed_at = -1
        self.opened_at = 0
        self.anew = False
        self.cut = 0

    def frames(self, tree: Tree) -> list[Frame]:
        clauses = [child for child in tree.children if isinstance(child, Tree)]
        heads = [_heads(child) for child in clauses]
        last_head = max((index for index, count in enumerate(heads) if count), default=-1)
        contrasted = False
        for index, child in enumerate(clauses):
            if (heads[index] or contrasted) and index < last_head and _opens_with_condition(child):
                self._condition(child)
            elif child.data == "edge":
                edge = child.children[0]
                assert isinstance(edge, Token)
                self.opened_at = edge.end
                if edge.type == "STOP":
                    self.cut = edge.end
                    self.anew = edge.value == ";" and _heads_before_stop(clauses, heads, index)
                contrasted = edge.type == "CONTRAST"
                if edge.type == "PROVISO":
                    self._flush_pending_into_last()
                    self.proviso = True
                    self.pending.touch(edge)
            else:
                self.closed_at = _opening(clauses[index + 1]) if index + 1 < len(clauses) else -1
                self._clause(child)
        if self.pending.lead or self.pending.limit or self.pending.exceptions or self.pending.conditions:
            if self.done and not self.proviso:
                self._merge(self.done[-1], self.pending)
            else:
                self.pending.proviso = self.proviso
                self.done.append(self.pending)
        return self.done

    def _flush_pending_into_last(self) -> None:
        if self.proviso and (self.pending.lead or self.pending.limit):
            # "provided that the notices stay, and provided that ...": the first proviso stands for itself.
            self.pending.proviso = True
            self.done.append(self.pending)
            self.pending = Frame(None)
            return
        if self.done and (self.pending.lead or self.pending.limit or self.pending.exceptions):
            self._merge(self.done[-1], self.pending)
            self.pending = Frame(None)

    def _clause(self, clause: Tree) -> None:
        children = [child for child in clause.children if isinstance(child, Tree)]
        under = ""
        if children and children[0].data == "part":
            if self.done and len(children) == 1 and not self.proviso and not self.anew:
                addition = Frame(None)
                _fill(addition, children[0], "lead")
                if self.open_condition and any(slot.atom.sort == "bearer" for slot in addition.lead):
                    self.done[-1].conditions.extend(addition.lead)
                    addition.lead.clear()
                self._merge(self.done[-1], addition)
                return
            if self.done and not self.proviso and _ends_in_scoped_subject(children[0]):
                addition = Frame(None)
                _fill(addition, children[0], "lead")
                self._merge(self.done[-1], addition)
                under = "if_"
            else:
                _fill(self.pending, children[0], "lead")
            children = children[1:]
        self.anew = self.anew and not children
        for number, child in enumerate(children):
            if number and self._denied_right(child):
                continue
            if under and self.done:
                self._subordinate(child, under)
            else:
                self._frame(child)
                self.done[-1].wished = number > 0 and _wishes(self.done[-2])
            under = _closing_scope(child) or under
        self.open_condition = under == "if_"

    def _denied_right(self, tree: Tree) -> bool:
        """ "No license to X" and "is granted" are one head; whether they stood so, and were joined."""
        head = _head(tree)
        previous = self.done[-1]
        if head.type != "PERMIT" or head.value != "passive" or previous.head is None:
            return False
        if previous.head.type != "FORBID" or any(slot.atom.sort == "act" for slot in previous.body):
            return False
        previous.touch(head)
        if len(tree.children) > 1:
            part = tree.children[1]
            assert isinstance(part, Tree)
            _fill(previous, part, "body")
        return True

    def _condition(self, clause: Tree) -> None:
        """A clause under *if* that has a head of its own states no norm: it conditions what follows."""
        for child in clause.children:
            assert isinstance(child, Tree)
            part = child if child.data == "part" else child.children[-1]
            if isinstance(part, Tree) and part.data == "part":
                aside = Frame(None)
                _fill(aside, part, "lead")
                self.pending.conditions.extend(aside.lead + aside.limit + aside.exceptions + aside.conditions)
                self.pending.start = min(self.pending.start, aside.start)
                self.pending.end = max(self.pending.end, aside.end)

    def _subordinate(self, tree: Tree, scope: str) -> None:
        """A head that follows *if* or *unless* in its own clause only fills that scope."""
        target = self.done[-1]
        part = tree.children[-1]
        if isinstance(part, Tree) and part.data == "part":
            aside = Frame(None)
            _fill(aside, part, "lead")
            slots = aside.lead + aside.limit + aside.exceptions + aside.conditions
            (target.exceptions if scope == "except_" else target.conditions).extend(slots)
            target.start = min(target.start, aside.start)
            target.end = max(target.end, aside.end)

    def _frame(self, tree: Tree) -> None:
        head = _head(tree)
        frame = self.pending
        self.pending = Frame(None)
        frame.head = head
        frame.cut = self.cut
        frame.proviso = self.proviso
        frame.touch(head)
        frame.negated = head.type == "OBLIGE" and bool(frame.lead) and frame.lead[-1].atom == _NOBODY
        frame.unbound = head.type == "FORBID" and self._denies(frame.lead)
        if not frame.lead and self.done and not frame.proviso:
            self._inherit(frame)
        if len(tree.children) > 1:
            part = tree.children[1]
            assert isinstance(part, Tree)
            _fill(frame, part, "body")
        self._echo(frame)
        self.done.append(frame)

    def _denies(self, lead: list[Slot]) -> bool:
        """Whether a subject since the last mark is negated: "no use is forbidden" forbids none."""
        negated = -1
        for slot in lead:
            if slot.atom.sort == "no" and slot.atom.prep in {"", "by", "in"} and slot.start >= self.opened_at:
                negated = slot.end
            elif slot.atom.sort == "bearer" and not slot.atom.prep and slot.start > negated + 1:
                # "no title is transferred, and you do not": somebody else is the subject since.
                negated = -1
        return negated >= 0

    def _echo(self, frame: Frame) -> None:
        """A denial that ends its clause: "X is permitted; Y is not", "X may be sold, Y may not" (sold)."""
        previous = self.done[-1] if self.done else None
        if previous is None or previous.head is None or previous.head.type != "PERMIT":
            return
        if frame.head is None or frame.head.type != "FORBID" or frame.body or not frame.lead:
            return
        if frame.head.value not in {"active", "bare"} or frame.proviso:
            return
        if not 0 <= self.closed_at - frame.head.end <= 1:
            return
        frame.echo = True
        if not any(slot.atom.sort == "act" for slot in frame.lead):
            around = previous.body + ([] if previous.head.value == "active" else previous.lead)
            frame.body.extend(slot for slot in around if slot.atom.sort == "act")

    def _inherit(self, frame: Frame) -> None:
        """A head without a subject takes the one of the head before it."""
        previous = self.done[-1]
        if (
            previous.body
            and previous.body[-1].atom.sort in {"bearer", "object", "no"}
            and previous.body[-1].atom.prep == ""
        ):
            subject = previous.body[-1]
            passive = frame.head is not None and frame.head.value == "passive"
            if subject.atom.sort != "object" or passive or len(previous.body) == 1:
                frame.lead.append(subject)
                return
        frame.lead.extend(slot for slot in previous.lead if slot.atom.sort in {"bearer", "no"})
        frame.lead.extend(
            slot for slot in previous.lead if slot.atom.sort == "object" and slot.atom.value in _PAPERS
        )
        if frame.head is not None and frame.head.value == "contrast":
            frame.lead.extend(slot for slot in previous.lead if slot.atom.sort == "object")
        if previous.head is not None and previous.head.type == "DESCRIBE":
            frame.conditions.extend(previous.conditions)

    @staticmethod
    def _merge(target: Frame, addition: Frame) -> None:
        if addition.bare_limit and not addition.lead:
            _trailing(target.body or target.lead, target.limit)
        added = addition.lead + addition.body
        if target.head is not None and target.head.type == "FORBID" and target.head.value == "passive":
            # "..., and are not covered by this license, and convey it": the later verb is not forbidden.
            added = [slot for slot in added if slot.atom.sort != "act"]
        target.body.extend(added)
        for name in ("limit", "exceptions", "conditions"):
            getattr(target, name).extend(getattr(addition, name))
        target.start = min(target.start, addition.start)
        target.end = max(target.end, addition.end)


def _heads_before_stop(clauses: list[Tree], heads: list[int], index: int) -> bool:
    """Whether a head stands behind a mark and more marks, so that what stands between is its subject.

    "You may copy it; its sale, in any form, is forbidden."
    """
    for place in range(index + 1, len(clauses)):
        edge = clauses[place].children[0]
        if clauses[place].data == "edge" and isinstance(edge, Token) and edge.type != "COMMA":
            return False
        if heads[place]:
            return True
    return False


def _head(frame: Tree) -> Token:
    first = frame.children[0]
    head = first.children[0] if isinstance(first, Tree) else first
    assert isinstance(head, Token)
    return head


def _wishes(frame: Frame) -> bool:
    return frame.wished or (frame.head is not None and frame.head.value == "hope")


def _opening(edge: Tree) -> int:
    """Place in the unit where the token of an edge begins."""
    token = edge.children[0]
    return token.start if isinstance(token, Token) else -1


def _heads(clause: Tree) -> int:
    return sum(1 for child in clause.children if isinstance(child, Tree) and child.data == "frame")


def _closing_scope(frame: Tree) -> str:
    """The scope that is still open at the end of a frame: *if*, *except* or none."""
    part = frame.children[-1]
    if not isinstance(part, Tree) or part.data != "part":
        return ""
    last = part.children[-1]
    return str(last.data) if isinstance(last, Tree) and last.data in {"if_", "except_"} else ""


def _opens_with_condition(clause: Tree) -> bool:
    part = clause.children[0] if clause.children else None
    if not isinstance(part, Tree) or part.data != "part" or not part.children:
        return False
    first = part.children[0]
    return isinstance(first, Tree) and first.data == "if_"


def _ends_in_scoped_subject(part: Tree) -> bool:
    """ "... as a service, also where you": the head behind has its subject under *if*."""
    last = part.children[-1]
    if len(part.children) < 2 or not isinstance(last, Tree) or last.data != "if_" or len(last.children) != 2:
        return False
    slot = last.children[1]
    if not isinstance(slot, Tree) or len(slot.children) != 1:
        return False
    noun = slot.children[0]
    return isinstance(noun, Token) and noun.type == "BEARER"


def _fill(frame: Frame, part: Tree, place: str) -> None:
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
                _trailing(slots, frame.limit)
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


def _trailing(slots: list[Slot], limit: list[Slot]) -> None:
    while slots and slots[-1].atom.sort in _TRAILING:
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
    frame.touch(token)
    terminal, value, start, end, _ = token
    if terminal == "TERM":
        meanings = [part.partition("/") for part in value.split(";")]
        return [
            Slot(Atom(name, meant, "to" if name == "act" else prep), start, end)
            for name, _, meant in meanings
        ]
    passive = terminal == "ACTED"
    return [Slot(Atom("act" if passive else terminal.lower(), value, prep), start, end, passive)]
