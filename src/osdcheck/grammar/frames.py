"""Heads of a unit with what stands around them, read off the parse tree."""

from __future__ import annotations

from osdcheck.core.fact import Atom
from osdcheck.grammar.lalr import Token, Tree
from osdcheck.grammar.persons import THAT
from osdcheck.grammar.slots import Frame, Slot, fill, trailing

_PAPERS = frozenset({"patent", "license", "name", "notice", "right", "project"})
"""Objects that are not the work: what is said of them goes on being said of them."""
_LICENSOR = Atom("bearer", "licensor")
_GIVERS = frozenset({_LICENSOR, Atom("bearer", "contributor")})
_RIGHT = Atom("object", "right")
_EXCLUDING = frozenset({"purpose", "contrast"})
"""Heads that take something out of what the head before them gives."""
NOBODY = Atom("no", "no")
"""The subject of "nobody is to touch it", whatever was spoken of before."""


def read_frames(tree: Tree) -> list[Frame]:
    """Frames of one unit, in the order of their heads."""
    return _Walk().frames(tree)


class _Walk:
    """One pass over the clauses of a unit, attaching headless parts to the frame they belong to."""

    def __init__(self) -> None:
        self.done: list[Frame] = []
        self.pending = Frame(None)
        self.proviso = False
        self.proviso_at = 0
        self.open_condition = False
        self.closed_at = -1
        self.opened_at = 0
        self.anew = False
        self.cut = 0

    def frames(self, tree: Tree) -> list[Frame]:
        clauses = [child for child in tree.children if isinstance(child, Tree)]
        heads = [_has_head(child) for child in clauses]
        last_head = max((index for index, headed in enumerate(heads) if headed), default=-1)
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
                    self.proviso_at = edge.end
                    self.pending.touch(edge)
            else:
                self.closed_at = _opening(clauses[index + 1]) if index + 1 < len(clauses) else -1
                if self.proviso and heads[index] and self._is_main(child):
                    self._flush_pending_into_last()
                    self.proviso = False
                if contrasted and index < last_head and _names_right(child):
                    # "..., but permission to sell it, changed or not, is denied": of the head behind
                    self._subject(child)
                else:
                    self._clause(child)
        if self.pending.lead or self.pending.limit or self.pending.exceptions or self.pending.conditions:
            if self.done and not self.proviso:
                self._merge(self.done[-1], self.pending)
            else:
                self.pending.proviso = self.proviso
                self.done.append(self.pending)
        return self.done

    def _opens_proviso(self, part: Tree) -> bool:
        """Whether a part without a head begins another proviso, and is not of a ban in the last one."""
        if not self.proviso:
            return False
        head = self.done[-1].head if self.done[-1].proviso else None
        return head is None or head.type != "FORBID" or _tells_deed(part)

    def _is_main(self, clause: Tree) -> bool:
        """Whether a proviso goes before this clause ("provided that you keep it, you may copy it")."""
        first = next(child for child in clause.children if isinstance(child, Tree) and child.data == "frame")
        if _head(first).type != "PERMIT" or self.opened_at <= self.proviso_at:
            return False
        return all(frame.proviso or frame.head is None for frame in self.done)

    def _flush_pending_into_last(self) -> None:
        if self.proviso and (self.pending.lead or self.pending.limit):
            # "provided that the notices stay, and provided that ...": the first proviso stands for itself.
            self.pending.proviso = True
            self.done.append(self.pending)
            self.pending = Frame(None)
            return
        if not self.done and _announces(self.pending.lead):
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
            if self.done and len(children) == 1 and not self._opens_proviso(children[0]) and not self.anew:
                addition = Frame(None)
                fill(addition, children[0], "lead")
                if self.open_condition and any(slot.atom.sort == "bearer" for slot in addition.lead):
                    self.done[-1].conditions.extend(addition.lead)
                    addition.lead.clear()
                if not self.done[-1].body and addition.lead and addition.lead[0].atom.sort == "no":
                    # "is allowed, and no fee is owed for it": another thing is denied
                    self.done.append(addition)
                    return
                self._merge(self.done[-1], addition)
                return
            if self.done and not self.proviso and _ends_in_scoped_subject(children[0]):
                addition = Frame(None)
                fill(addition, children[0], "lead")
                self._merge(self.done[-1], addition)
                under = "if_"
            else:
                fill(self.pending, children[0], "lead")
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

    def _subject(self, clause: Tree) -> None:
        part = clause.children[0]
        assert isinstance(part, Tree)
        fill(self.pending, part, "lead")

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
            fill(previous, part, "body")
        return True

    def _condition(self, clause: Tree) -> None:
        """A clause under *if* that has a head of its own states no norm: it conditions what follows."""
        for child in clause.children:
            assert isinstance(child, Tree)
            part = child if child.data == "part" else child.children[-1]
            if isinstance(part, Tree) and part.data == "part":
                aside = Frame(None)
                fill(aside, part, "lead")
                self.pending.conditions.extend(aside.lead + aside.limit + aside.exceptions + aside.conditions)
                self.pending.start = min(self.pending.start, aside.start)
                self.pending.end = max(self.pending.end, aside.end)

    def _subordinate(self, tree: Tree, scope: str) -> None:
        """A head that follows *if* or *unless* in its own clause only fills that scope."""
        target = self.done[-1]
        part = tree.children[-1]
        if isinstance(part, Tree) and part.data == "part":
            aside = Frame(None)
            fill(aside, part, "lead")
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
        frame.negated = head.type == "OBLIGE" and bool(frame.lead) and frame.lead[-1].atom == NOBODY
        frame.unbound = head.type == "FORBID" and self._denies(frame.lead)
        if not frame.lead and self.done and not frame.proviso:
            self._inherit(frame)
        if len(tree.children) > 1:
            part = tree.children[1]
            assert isinstance(part, Tree)
            fill(frame, part, "body")
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
        if previous.body and previous.body[-1].atom.prep == THAT:
            frame.lead.append(previous.body.pop())
            return
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
        excluded = _grants(previous) and frame.head is not None and frame.head.value in _EXCLUDING
        # "we grant you a license to use it, but not to sell it": those who grant are not who may not
        givers = _GIVERS if excluded else frozenset[Atom]()
        frame.lead.extend(
            slot for slot in previous.lead if slot.atom.sort in {"bearer", "no"} and slot.atom not in givers
        )
        if not _grants(previous):
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
            trailing(target.body or target.lead, target.limit)
        added = addition.lead + addition.body
        if target.head is not None and target.head.type == "FORBID" and target.head.value == "passive":
            # "..., and are not covered by this license, and convey it": the later verb is not forbidden.
            added = [slot for slot in added if slot.atom.sort != "act"]
        target.body.extend(added)
        for name in ("limit", "exceptions", "conditions"):
            getattr(target, name).extend(getattr(addition, name))
        target.start = min(target.start, addition.start)
        target.end = max(target.end, addition.end)


def _heads_before_stop(clauses: list[Tree], heads: list[bool], index: int) -> bool:
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


def _grants(frame: Frame) -> bool:
    """Whether a head gives something: a license is what is given, and not what is acted upon."""
    return frame.head is not None and (frame.head.type, frame.head.value) == ("PERMIT", "grant")


def _wishes(frame: Frame) -> bool:
    return frame.wished or (frame.head is not None and frame.head.value == "hope")


def _announces(lead: list[Slot]) -> bool:
    """Whether "we make it available" stands there, whose subject is not that of the proviso behind it."""
    return bool(lead) and lead[0].atom == _LICENSOR and any(slot.atom.sort == "act" for slot in lead)


def _opening(edge: Tree) -> int:
    """Place in the unit where the token of an edge begins."""
    token = edge.children[0]
    return token.start if isinstance(token, Token) else -1


def _has_head(clause: Tree) -> bool:
    for child in clause.children:  # noqa: SIM110 - asked for every clause; any() takes twice as long here
        if isinstance(child, Tree) and child.data == "frame":
            return True
    return False


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


def _tells_deed(tree: Tree) -> bool:
    """Whether a part says what is done ("the notice kept")."""
    return any(
        _tells_deed(child) if isinstance(child, Tree) else child.type == "ACTED" for child in tree.children
    )


def _names_right(clause: Tree) -> bool:
    """Whether a clause without a head opens with a right, as the subject of what comes."""
    part = clause.children[0]
    if len(clause.children) != 1 or not isinstance(part, Tree) or part.data != "part":
        return False
    aside = Frame(None)
    fill(aside, part, "lead")
    return bool(aside.lead) and aside.lead[0].atom == _RIGHT


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
