from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from osdcheck.identity.records import find_record, records, text_of
from osdcheck.resources import data_folder

FOLDER = Path(__file__).resolve().parents[2] / "license_texts"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("MIT", "MIT"),
        ("mit", "MIT"),
        ("GPL-2.0", "GPL-2.0-only"),
        ("GPL-2.0+", "GPL-2.0-or-later"),
        ("bsl-1.0", "BSL-1.0"),
        ("bsl-1.1", "BUSL-1.1"),
        ("LicenseRef-scancode-mit", "MIT"),
        ("licenseref-SCANCODE-gemma-tou-2024-04-01", "LicenseRef-scancode-gemma-tou-2024-04-01"),
        ("Llama-3.1", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("hunyuan-video", "LicenseRef-osdcheck-hunyuan-video"),
    ],
)
def test_a_record_is_found_by_id_other_id_and_key(name: str, found: str) -> None:
    record = find_record(name)
    assert record is not None
    assert record.id == found


@pytest.mark.parametrize("name", ["", "no-such-license", "LicenseRef-scancode-"])
def test_what_nobody_knows_is_not_found(name: str) -> None:
    assert find_record(name) is None


def test_ids_and_keys_are_unique_and_sorted() -> None:
    ids = [record.id.lower() for record in records()]
    assert len(ids) > 2600
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids) == len({record.key.lower() for record in records()})


def test_every_record_finds_itself_and_is_of_a_kind() -> None:
    kinds = set()
    for record in records():
        assert find_record(record.id) is record
        kinds.add(record.kind)
    assert kinds == {"software", "content", "ai-model", "dataset", "policy", "exception"}


def test_plain_files_are_the_texts_of_their_records() -> None:
    rows = tomllib.loads((FOLDER / "records.toml").read_text(encoding="utf-8"))["license"]
    for row in rows:
        record = find_record(row["id"])
        assert record is not None, row["id"]
        digest = hashlib.sha256(text_of(record).encode()).hexdigest()
        assert digest == row["sha256"], row["id"]


def test_texts_of_the_archive_are_whole() -> None:
    gpl, zlib = find_record("GPL-2.0-only"), find_record("Zlib")
    assert gpl is not None
    assert zlib is not None
    assert text_of(gpl).lstrip().startswith("GNU GENERAL PUBLIC LICENSE")
    assert "END OF TERMS AND CONDITIONS" in text_of(gpl)
    assert text_of(zlib).rstrip().endswith("distribution.")


def test_the_data_of_the_wheel_stay_small() -> None:
    folder = data_folder("license_texts")
    assert sum(len(path.read_bytes()) for path in folder.iterdir() if path.is_file()) < 8_000_000
