"""Runs the tables of an LALR grammar over tokens that are already made, and makes the tree.

Lark reads the grammars and computes their tables (:mod:`osdcheck.grammar.build`); to run them takes a few
lines, and no check pays for loading Lark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple


class Token(NamedTuple):
    """A terminal with its value, the characters ``[start, end)`` it stands at, and how many words it has."""

    type: str
    value: str
    start: int = 0
    end: int = 0
    words: int = 1

    def __str__(self) -> str:
        return self.value


_END = Token("$END", "")


class Tree:
    """The name of a rule, with the tokens and trees that it was found to stand for, in order."""

    __slots__ = ("children", "data")

    def __init__(self, data: str, children: list[Tree | Token]) -> None:
        self.data = data
        self.children = children


class ParseError(ValueError):
    """The tokens are no sentence of the grammar."""


class Rule(NamedTuple):
    """How ``size`` symbols become one node.

    ``spliced``: places of repetitions among them, whose members are taken one by one; ``repeats``: whether
    the rule is such a repetition itself; ``single``: whether an only child stands for the node.
    """

    name: str
    size: int
    spliced: Sequence[int]
    repeats: bool
    single: bool


class Tables(NamedTuple):
    """A grammar as its parser runs it, from the first of ``states``.

    ``states``: for each state the action by symbol: from 0 on the state that follows, below 0 the rule to
    apply (``~action``); ``accepted``: the state in which the tokens are a whole sentence.
    """

    rules: tuple[Rule, ...]
    states: tuple[Mapping[str, int], ...]
    accepted: int


class Parser:
    """Parses sequences of tokens; ``make`` gets the name of a rule with its children, and makes the node."""

    def __init__(self, tables: Tables, make: Callable[[str, list[Any]], Any] = Tree) -> None:
        tables = _shortened(tables)
        # Tuples without names: Python takes one apart in a fraction of the time.
        self._rules = tuple(
            (one.name, one.size, one.spliced, one.repeats, one.single, _renames(one), _grows(one))
            for one in tables.rules
        )
        self._states, self._accepted = tables.states, tables.accepted
        self._make = make

    def parse(self, tokens: Iterable[Token]) -> Any:
        """The node of all tokens; raises :class:`ParseError` when they are no sentence."""
        rules, states, accepted = self._rules, self._states, self._accepted
        make = self._make
        path = [0]
        nodes: list[Any] = []
        actions = states[0]
        for token in chain(tokens, (_END,)):
            terminal = token.type
            while True:
                action = actions.get(terminal)
                if action is None:
                    raise ParseError(f"{terminal} at {token.start} is out of place")
                if action >= 0:
                    break
                name, size, spliced, repeats, single, renames, grows = rules[~action]
                if renames:
                    del path[-1]
                elif grows:
                    del path[-2:]
                    last = nodes.pop()
                    nodes[-1].append(last)
                else:
                    at = len(nodes) - size
                    children = nodes[at:]
                    del nodes[at:], path[at + 1 :]
                    if spliced:
                        children = _spliced(children, spliced)
                    if not repeats:
                        children = children[0] if single and len(children) == 1 else make(name, children)
                    nodes.append(children)
                state = states[path[-1]][name]
                if state == accepted and token is _END:
                    return nodes[0]
                path.append(state)
                actions = states[state]
            path.append(action)
            nodes.append(token)
            actions = states[action]
        raise ParseError("the tokens break off")


def _renames(rule: Rule) -> bool:
    """Whether a rule stands for one node: it stays, under another name."""
    return rule.size == 1 and rule.single and not rule.repeats and not rule.spliced


def _grows(rule: Rule) -> bool:
    """Whether a rule is one more of a repetition, which belongs to one node only: its list grows."""
    return rule.repeats and rule.size == 2 and list(rule.spliced) == [0]


def _shortened(tables: Tables) -> Tables:
    """The tables without the steps that give a node another name, whatever follows.

    They were most of all steps: a noun is nothing but one of sixteen tokens.
    """
    rules, states, accepted = tables
    renamed: dict[int, str] = {}
    for state, actions in enumerate(states):
        steps = set(actions.values())
        rule = rules[~steps.pop()] if len(steps) == 1 and min(steps) < 0 else None
        if rule and _renames(rule):
            renamed[state] = rule.name

    def end(actions: Mapping[str, int], state: int) -> int:
        while state in renamed and state != accepted:
            state = actions[renamed[state]]
        return state

    short = [{symbol: end(actions, state) for symbol, state in actions.items()} for actions in states]
    return Tables(rules, tuple(short), accepted)


def _spliced(nodes: Sequence[Any], places: Sequence[int]) -> list[Any]:
    """The nodes with the members of each repetition in its place."""
    # A repetition grows at its end and belongs to one node only: the list of the first is taken over.
    children: list[Any] = nodes[0] if places[0] == 0 else [nodes[0]]
    for at, node in enumerate(nodes[1:], 1):
        if at in places:
            children.extend(node)
        else:
            children.append(node)
    return children
