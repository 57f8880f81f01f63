"""Writes ``src/osdcheck/tables/authorities/decisions.csv``: ``python benchmarks/build_authorities.py``.

Reads ``authority.csv``, ``osi_decisions.csv`` and ``osi_categories.csv`` in ``benchmarks/data`` (their
origins stand in ``SOURCES.md`` there). One row is one decision of one authority on one license; a license
nobody ruled on has none. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from license_data import DATA, authority_rows

TABLE = Path(__file__).parents[1] / "src" / "osdcheck" / "tables" / "authorities" / "decisions.csv"
COLUMNS = ("key", "spdx", "authority", "decision", "date", "category", "source", "entry", "note")

Row = dict[str, str]

DEBIAN = {
    "dfsg": ("free", ""),
    "nondfsg": ("nonfree", ""),
    "nondfsg-unless-no-invariants": ("nonfree", "free where it has no invariant sections (GR 2006-001)"),
    "unsettled": ("unsettled", ""),
}
OSI = {
    "rejected": "rejected",
    "rejected_non_osd": "not-approved",
    "withdrawn": "withdrawn",
    "deferred": "deferred",
}
NON_OSD_GROUND = "turned down on a ground outside the Open Source Definition"


def main() -> None:
    """Write the table, or with ``--check`` say whether it is what the data give."""
    parser = argparse.ArgumentParser(description="Build the table of authorities.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the table differs")
    if parser.parse_args().check:
        raise SystemExit(
            0 if TABLE.read_text(encoding="utf-8") == table() else f"{TABLE.name} is out of date"
        )
    TABLE.write_text(table(), encoding="utf-8")


def table() -> str:
    """The whole table as CSV, sorted by key and authority."""
    rows = [decision for row in authority_rows() for decision in decisions(row)]
    rows.sort(key=lambda row: (row["key"], row["authority"]))
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def decisions(row: Row) -> Iterator[Row]:
    """Every decision that one row of ``authority.csv`` holds."""
    head = {"key": row["key"], "spdx": row["spdx_id"]}
    for authority, found in (
        ("OSI", osi(row)),
        ("FSF", fsf(row)),
        ("Fedora", fedora(row)),
        ("Debian", debian(row)),
        ("Blue Oak", blue_oak(row)),
    ):
        if found:
            yield head | {"authority": authority} | found


def osi(row: Row) -> Row | None:
    """Approval with the OSI's own category, or the decision against."""
    known = categories().get(listed_id(row), {})
    if row["osi_approved"] == "yes" or known:
        found = {"decision": "approved", "category": known.get("category", ""), "date": known.get("date", "")}
        if "isOsiApproved" in evidence(row, "osi"):
            return found | {"source": "spdx-osi", "entry": row["spdx_id"]}
        if known:
            return found | {"source": "osi-list", "entry": known["spdx_id"]}
        return found | {"source": "metaeffekt", "note": "not in the SPDX list as approved"}
    against = osi_decisions().get(row["key"])
    if against is None:
        return None
    reason = re.sub(r"\s+", " ", against["reason_quote"]).strip()
    if against["status"] == "rejected_non_osd":
        reason = f"{NON_OSD_GROUND}: {reason}"
    return {
        "decision": OSI[against["status"]],
        "date": against["date"],
        "source": "osi",
        "entry": against["source"],
        "note": reason,
    }


def fsf(row: Row) -> Row | None:
    """Free or nonfree."""
    if not row["fsf"]:
        return None
    entry, note = named(evidence(row, "fsf"))
    source = "fsf-spdx" if entry.startswith("SPDX") else "fsf-name" if " " in entry else "fsf"
    return {"decision": row["fsf"], "source": source, "entry": entry, "note": note}


def fedora(row: Row) -> Row | None:
    """Allowed (for what), or not."""
    if not row["fedora"]:
        return None
    entry, family = named(evidence(row, "fedora"))
    source = {"fedora-license-data 2023-04": "fedora", "rpminspect 2022-05": "fedora-2022"}.get(entry)
    note = re.sub(r"\s+", " ", row["fedora_note"]).strip().strip('"')
    return {
        "decision": row["fedora"],
        "source": source or "fedora-name",
        "entry": row["spdx_id"] if source else entry,
        "note": "; ".join(part for part in (family, note) if part),
    }


def debian(row: Row) -> Row | None:
    """Free, nonfree or unsettled by the Debian Free Software Guidelines."""
    if not row["debian"]:
        return None
    entry, family = named(evidence(row, "debian"))
    decision, note = DEBIAN[row["debian"]]
    return {"decision": decision, "source": "debian", "entry": entry, "note": family or note}


def blue_oak(row: Row) -> Row | None:
    """The rating of a permissive license."""
    if not row["blueoak"]:
        return None
    return {"decision": row["blueoak"].lower(), "source": "blueoak", "entry": row["spdx_id"]}


def evidence(row: Row, authority: str) -> str:
    """What stands in brackets behind the last vote of the authority."""
    found: list[str] = re.findall(rf"(?:^|\| ){authority}=[^\[|]*\[(.*?)\](?= \||$)", row["evidence"])
    return found[-1] if found else ""


def named(entry: str) -> tuple[str, str]:
    """The entry, and a note where the authority ruled on a family of licenses."""
    name, mark, _ = entry.partition("; family")
    return name, "ruled on the family of this license" if mark else ""


def listed_id(row: Row) -> str:
    """The id under which the OSI lists a license: one page for ``-only`` and ``-or-later``."""
    name = re.sub(r"-(only|or-later)$", "", row["spdx_id"])
    # The OSI's page names both forms of the Artistic License; LicenseDB has no SPDX id for WordNet's.
    return (
        {"Artistic-1.0-cl8": "Artistic-1.0"}.get(name) or name or {"wordnet": "WordNet"}.get(row["key"], "")
    )


def categories() -> dict[str, Row]:
    """Rows of the OSI's list by SPDX id."""
    return {row["spdx_id"]: row for row in read("osi_categories.csv")}


def osi_decisions() -> dict[str, Row]:
    """Decisions against a license by key; those on texts nobody has a key for are left out."""
    return {row["key"]: row for row in read("osi_decisions.csv") if row["key"]}


def read(name: str) -> list[Row]:
    """Rows of one file of the benchmark data."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
