"""The tree of an SPDX expression as lines of words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osdcheck.core.report import ExpressionNode, Overall
from osdcheck.render.known import authority_sentence
from osdcheck.render.words import overall_label, visible


class TreeLine(NamedTuple):
    """One node: how deep it stands, its expression, its verdict, and what to say of it."""

    depth: int
    text: str
    overall: Overall
    label: str
    remarks: tuple[str, ...]


def tree_lines(root: ExpressionNode) -> tuple[TreeLine, ...]:
    """A line for every node, each operand under its operator."""
    return tuple(_lines(root, 0))


def _lines(node: ExpressionNode, depth: int) -> Iterator[TreeLine]:
    remarks = [_rule(node), *node.notes]
    if node.report is not None:
        remarks.append(authority_sentence(node.report))
    if node.chosen:
        remarks.insert(0, "This choice passes.")
    label = overall_label(node.overall).lower()
    yield TreeLine(
        depth, visible(node.text), node.overall, label, tuple(visible(words) for words in remarks if words)
    )
    for operand in node.operands:
        yield from _lines(operand, depth + 1)


def _rule(node: ExpressionNode) -> str:
    match node.operator:
        case "AND":
            return "All of these hold together."
        case "OR" if not any(operand.chosen for operand in node.operands):
            return "One of these may be chosen; none is open."
        case "OR":
            return "One of these may be chosen."
        case _:
            return ""
