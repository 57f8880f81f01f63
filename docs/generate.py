"""Writes the reference pages that follow from the tables: ``python docs/generate.py`` after a row changed.

``docs/reference/kinds.md`` lists every kind with its clauses, its reason, the decisions it rests on
and the corpus cases that show it; ``docs/reference/clauses.md`` the ten clauses;
``docs/reference/readings.md`` what looks like a restriction and is none. A test compares
them with what this script would write.
"""

from __future__ import annotations

from pathlib import Path

from osdcheck.tables import Kind, load_clauses, load_kinds, load_net, load_precedents

CHECKOUT = Path(__file__).resolve().parents[1]
REFERENCE = CHECKOUT / "docs" / "reference"
MADE = "<!-- Written by docs/generate.py from the tables; edit those. -->"


def pages() -> dict[Path, str]:
    """Path and text of every generated page."""
    return {
        REFERENCE / "kinds.md": kinds_page(),
        REFERENCE / "clauses.md": clauses_page(),
        REFERENCE / "readings.md": readings_page(),
    }


def clauses_page() -> str:
    """The ten clauses, and the grants each needs."""
    lines = [MADE, "# Clauses", "", "| number | id | clause | needs |", "|---|---|---|---|"]
    for clause in load_clauses():
        needs = ", ".join(f"`{grant}`" for grant in clause.needs) or "nothing granted"
        lines.append(f"| {clause.number} | `{clause.id}` | **{clause.title}.** {clause.text} | {needs} |")
    return "\n".join(lines) + "\n"


def readings_page() -> str:
    """Every reading that explains why a fact restricts nobody."""
    lines = [MADE, "# Readings", ""]
    lines += [
        "A sentence with *not*, *only* or *provided that* does not always restrict the licensee.",
        "Where no kind fits, and one of these readings does, the sentence is understood and no",
        "`unclassified-restriction` is made of it. The rows stand in `tables/net.toml`, their words in",
        "`grammars/en/topics.toml`. The last row keeps the net silent too, by what the sentence is about;",
        "it does not count as understood.",
        "",
        "| reading | what it says |",
        "|---|---|",
    ]
    lines += [f"| `{reading.id}` | {reading.reason} |" for reading in load_net().harmless]
    return "\n".join(lines) + "\n"


def kinds_page() -> str:
    """Every kind under its effect."""
    lines = [MADE, "# Kinds of findings", ""]
    lines += ["A finding carries one of these kinds; the names are stable identifiers.", ""]
    for effect, title in (("restriction", "Restrictions"), ("duty", "Duties"), ("grant", "Rights granted")):
        lines += [f"## {title}", ""]
        for kind in load_kinds():
            if kind.effect == effect:
                lines += _kind(kind)
    return "\n".join(lines).rstrip() + "\n"


def _kind(kind: Kind) -> list[str]:
    lines = [f"### {kind.id}", "", f"{kind.reason} Since {kind.since}."]
    outcomes = dict.fromkeys((case.verdict, case.clauses) for case in kind.cases if case.clauses)
    for verdict, clauses in outcomes:
        numbers = ", ".join(map(str, clauses))
        lines.append(f"Bears on clause {numbers}: {'fails' if verdict == 'fail' else 'unclear'}.")
    lines.append("")
    for precedent in load_precedents():
        if precedent.id in kind.precedents:
            lines += [f"- {precedent.text} ([source]({precedent.source}))"]
    for sentence in _examples(kind.id)[:3]:
        lines.append(f"- for example: *{sentence}*")
    return [*lines, ""]


def _examples(kind: str) -> list[str]:
    path = CHECKOUT / "tests" / "corpus" / "kinds" / f"{kind}.txt"
    if not path.exists():
        return []
    found: list[str] = []
    blocks = path.read_text(encoding="utf-8").split("====|")
    for head, body in zip(blocks[1::2], blocks[2::2], strict=False):
        if f":kind {kind}" in head:
            found.append(" ".join(body.split("----|")[0].split()))
    return found


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
