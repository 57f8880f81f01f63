"""A comparison as Markdown, for issues, wikis and articles."""

from __future__ import annotations

from osdcheck.core.comparison import Comparison
from osdcheck.core.report import Verdict
from osdcheck.render.compare_words import (
    ASIDE,
    PASSAGES,
    Group,
    Side,
    aside,
    clause_cell,
    groups,
    heading,
    passage_words,
    quote_of,
    side_line,
    slot_words,
    verb,
)
from osdcheck.render.markdown import escape
from osdcheck.render.words import NOTICE, lines, visible

_QUOTE_LIMIT = 300


def comparison_markdown(comparison: Comparison) -> str:
    """The comparison as Markdown; words that only A has are struck through, those of B are bold."""
    names = [
        side_line(report, letter=letter) for letter, report in (("A", comparison.a), ("B", comparison.b))
    ]
    parts = ["## Two licenses compared\n"]
    parts += [
        f"- **{escape(name)}** ({label.capitalize()}: {escape(sentence)})" for name, label, sentence in names
    ]
    parts += ["", escape(visible(comparison.summary)), "", *_table(comparison)]
    restrictions = [one for clause in comparison.clauses for one in clause.changes]
    for title, differences in (
        ("What differs", tuple(dict.fromkeys(restrictions))),
        ("Beyond the Open Source Definition", comparison.beyond_osd),
    ):
        found = groups(differences)
        if found:
            parts += ["", f"### {title}", ""]
            parts += [line for group in found for line in _group(group)]
    listed = [(title, aside(comparison.differences, weight)) for weight, title in ASIDE]
    if any(said for _, said in listed):
        parts += ["", "### Differences of lesser weight", ""]
        parts += [f"- {title}: {escape(said)}" for title, said in listed if said]
    if comparison.passages:
        parts += ["", f"### {PASSAGES}", ""]
        parts += [f"- {passage_words(passage, mark=_mark, plain=escape)}" for passage in comparison.passages]
    return "\n".join(parts) + f"\n\n*{NOTICE}*\n"


def _table(comparison: Comparison) -> list[str]:
    rows = ["| | Clause | A | B | What differs |", "|--:|---|---|---|---|"]
    for clause in comparison.clauses:
        cells = (
            str(clause.number),
            escape(visible(clause.title)),
            _verdict(clause.a),
            _verdict(clause.b),
            escape(clause_cell(comparison, clause)),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def _group(group: Group) -> list[str]:
    one = group.shown
    more = f"; and {len(group.more)} more" if group.more else ""
    result = [f"- **{escape(heading(group))}**: {verb(group)}{more}"]
    result += [f"  - {escape(line)}" for line in slot_words(one)]
    sides: tuple[Side, ...] = ("a", "b")
    for side in sides:
        finding = one.a if side == "a" else one.b
        if finding is not None:
            place = f", {lines(finding)}" if lines(finding) else ""
            quote = quote_of(one, side, mark=_mark, limit=_QUOTE_LIMIT, plain=escape)
            result.append(f"  - {side.upper()}{place}: {quote}")
    return result


def _mark(words: str, side: Side) -> str:
    return f"~~{words}~~" if side == "a" else f"**{words}**"


def _verdict(verdict: Verdict) -> str:
    return verdict if verdict == "pass" else f"**{verdict.upper()}**"
