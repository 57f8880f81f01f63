"""Writes ``grammars/tables.json``: the tables of the Lark grammars, so that no check has to compute them.

To be run when a ``.lark`` file has changed; until then its tables are computed at each start.
"""

from __future__ import annotations

import json
from pathlib import Path

from osdcheck.grammar.load import WRITTEN, written_form

FOLDER = Path(__file__).resolve().parents[1] / "grammars"


def main() -> None:
    """Write the file."""
    forms = {path.name: written_form(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.lark"))}
    rows = [f"{json.dumps(name)}:{json.dumps(form, separators=(',', ':'))}" for name, form in forms.items()]
    (FOLDER / WRITTEN).write_text("{" + ",\n".join(rows) + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
