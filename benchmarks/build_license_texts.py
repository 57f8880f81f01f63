"""Builds ``license_texts/index.json`` and ``license_texts/texts.xz`` from the installed scancode-toolkit.

``python benchmarks/build_license_texts.py`` (needs the extra ``scancode``). The plain files beside them and
their ``records.toml`` are kept by hand: each text is stored once, there or in the archive. Running it
again gives the same bytes.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import saneyaml

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT / "benchmarks"))

from license_data import license_folder, license_text  # noqa: E402

from osdcheck.identity.allowances import may_be_left_out  # noqa: E402
from osdcheck.identity.fingerprints import cuts, packed, shingles, winnowed  # noqa: E402
from osdcheck.identity.known import tail_of  # noqa: E402
from osdcheck.identity.normalize import words_of  # noqa: E402
from osdcheck.identity.records import LicenseRecord, records, text_of  # noqa: E402
from osdcheck.identity.tokens import tokens_of  # noqa: E402

FOLDER = CHECKOUT / "license_texts"
CLASSES = tomllib.loads((Path(__file__).parent / "license_classes.toml").read_text(encoding="utf-8"))
LEAST_WORDS = 5
"""Words of the shortest text that is recognized."""
BLOCK = 80_000
"""Bytes of text after which a block is closed: one block is unpacked to read one text."""
VERSION = re.compile(r"v?(\d+(?:\.\d+)*[a-z]?)")
FLAGS = ("is_exception", "is_deprecated", "is_generic", "is_unknown")
FIELDS = (
    "id",
    "key",
    "spdx",
    "name",
    "short_name",
    "aliases",
    "family",
    "version",
    "kind",
    "category",
    "language",
    *FLAGS,
    "replaced_by",
    "place",
)


@dataclass(frozen=True, slots=True)
class Source:
    """Front matter and text of one license."""

    key: str
    data: dict[str, Any]
    text: str


def main() -> None:
    """Write index and archive, and print their sizes."""
    plain = tomllib.loads((FOLDER / "records.toml").read_text(encoding="utf-8"))["license"]
    by_key = {key: row for row in plain if (key := key_of(row))}
    sources = [source(path.stem) for path in sorted(license_folder().glob("*.LICENSE"))]
    places, archive, blocks = pack([one for one in sources if one.key not in by_key])
    rows = [row_of(one, by_key.get(one.key), places.get(one.key)) for one in sources]
    rows += [plain_row(row) for row in plain if not key_of(row)]
    rows.sort(key=lambda row: str(row[0]).lower())
    (FOLDER / "texts.xz").write_bytes(archive)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    head = {"source": f"scancode-toolkit {version('scancode-toolkit')}", "fields": FIELDS, "blocks": blocks}
    opening = json.dumps(head, separators=(",", ":"))[:-1]
    (FOLDER / "index.json").write_text(f'{opening},"records":[\n{lines}\n]}}\n', encoding="utf-8")
    (FOLDER / "fingerprints.bin").write_bytes(fingerprints())
    print(f"{len(rows)} records, {len(places)} texts in {len(blocks)} blocks")
    for name in ("index.json", "texts.xz", "fingerprints.bin"):
        print(f"{name}: {(FOLDER / name).stat().st_size:,} bytes")


def fingerprints() -> bytes:
    """The index of all texts that were just written."""
    keys: list[tuple[int, int]] = []
    prints = []
    for number, record in enumerate(records()):
        text = "" if record.is_generic or record.is_unknown else text_of(record)
        words = words_of(text)
        if len(words) >= LEAST_WORDS:
            keys += [(key, number) for key in keys_of(text, record)]
        prints.append(winnowed(shingles(words.words)))
    return packed(keys, prints)


def keys_of(text: str, record: LicenseRecord) -> set[int]:
    """Keys of a text with and without its list numbers, its title, and what explains how to apply it."""
    words = words_of(text)
    tail = tail_of(words.words)
    ends = {len(text)} | ({words.starts[tail]} if 0 < tail < len(words) else set())
    keys = set()
    for end in ends:
        for reading in ({}, {"notices": True}, {"list_numbers": False}):
            for cut in cuts(tokens_of(text[:end]), **reading):
                if may_be_left_out(record, cut.title, closed=cut.closed):
                    keys.add(cut.key)
    return keys


def key_of(row: dict[str, Any]) -> str | None:
    """ScanCode key of a plain file that comes from there."""
    found = re.search(r"licensedcode/data/licenses/(.+)\.LICENSE$", row["origin"])
    return found[1] if found else None


def source(key: str) -> Source:
    """Front matter and text; blank lines before the text are no part of it."""
    lines = (license_folder() / f"{key}.LICENSE").read_text(encoding="utf-8").split("\n")
    data = saneyaml.load("\n".join(lines[1 : lines.index("---", 1)]))
    return Source(key, data, license_text(key).lstrip("\n"))


def pack(sources: list[Source]) -> tuple[dict[str, list[int]], bytes, list[list[int]]]:
    """Places by key (block, start, bytes), the archive (a chain of xz streams), offsets of its blocks."""
    places: dict[str, list[int]] = {}
    archive, block = bytearray(), bytearray()
    blocks: list[list[int]] = []
    for number, one in enumerate(sources, 1):
        data = one.text.encode()
        places[one.key] = [len(blocks), len(block), len(data)]
        block += data
        if len(block) >= BLOCK or number == len(sources):
            packed = lzma.compress(bytes(block), check=lzma.CHECK_CRC32, preset=9 | lzma.PRESET_EXTREME)
            blocks.append([len(archive), len(packed)])
            archive += packed
            block.clear()
    return places, bytes(archive), blocks


def row_of(one: Source, plain: dict[str, Any] | None, place: list[int] | None) -> list[Any]:
    """One record in the order of ``FIELDS``."""
    data = one.data
    spdx_key = data.get("spdx_license_key") or ""
    spdx = None if spdx_key.startswith("LicenseRef-") or not spdx_key else spdx_key
    identifier = spdx_key or f"LicenseRef-scancode-{one.key}"
    aliases = list(data.get("other_spdx_license_keys") or ())
    if plain and plain["id"] not in (identifier, one.key):
        aliases.append(plain["id"])
    family, number = class_of(one.key, spdx)
    return [
        identifier,
        one.key,
        spdx,
        data["name"],
        data["short_name"],
        aliases,
        plain["family"] if plain else family,
        plain.get("version") if plain else number,
        "exception" if data.get("is_exception") else kind_of(one.key, data["name"]),
        data["category"],
        data.get("language") or "en",
        *(1 if data.get(flag) else 0 for flag in FLAGS),
        list(data.get("replaced_by") or ()),
        f"{plain['id']}.txt" if plain else place,
    ]


def plain_row(row: dict[str, Any]) -> list[Any]:
    """Record of a text that ScanCode does not have."""
    key = row["id"]
    return [
        f"LicenseRef-osdcheck-{key}",
        key,
        None,
        row["name"],
        row["name"],
        row.get("aliases", []),
        row["family"],
        row.get("version"),
        row.get("kind") or kind_of(key, row["name"]),
        row["category"],
        "en",
        *(0 for _ in FLAGS),
        [],
        f"{key}.txt",
    ]


def kind_of(key: str, name: str) -> str:
    """What a license is for."""
    words = f"{key} {name}".lower()
    return next((row["kind"] for row in CLASSES["kind"] if re.search(row["pattern"], words)), "software")


def class_of(key: str, spdx: str | None) -> tuple[str, str | None]:
    """Family and version, read off the identifiers."""
    parts = (spdx or key).split("-")
    number = None
    stem = parts
    for at, part in enumerate(parts[1:], 1):
        counted = at + 1 < len(parts) and parts[at + 1].lower() in ("clause", "paragraph", "line")
        if not counted and (found := VERSION.fullmatch(part)):
            number, stem = found[1], parts[:at]
            break
    known = [prefix for prefix in CLASSES["family"] if key.startswith(prefix)]
    return CLASSES["family"][max(known, key=len)] if known else "-".join(stem), number


if __name__ == "__main__":
    main()
