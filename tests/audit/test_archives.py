"""Archives are read in memory, and no name or size in them is trusted."""

from __future__ import annotations

import contextlib
import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import osdcheck
from osdcheck.auditing import archives
from osdcheck.auditing.archives import list_archive
from tests.audit.conftest import text

MIT, SSPL = text("MIT").encode(), text("SSPL-1.0").encode()
FILES = {"x-1.0/LICENSE": MIT, "x-1.0/setup.py": b"from setuptools import setup\n"}


def make_zip(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def make_tar(path: Path, files: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]  # the mode is no literal
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


@pytest.mark.parametrize(
    ("name", "mode"), [("a.tar", "w"), ("a.tgz", "w:gz"), ("a.tar.bz2", "w:bz2"), ("a.tar.xz", "w:xz")]
)
def test_tars_are_audited_like_directories(tmp_path: Path, name: str, mode: str) -> None:
    report = osdcheck.audit(make_tar(tmp_path / name, FILES, mode))
    assert (report.overall, report.expression) == ("open", "MIT")
    assert [file.path for file in report.files] == ["LICENSE"]
    assert report.source_code.verdict == "present"


def test_zips_are_audited_like_directories(tmp_path: Path) -> None:
    report = osdcheck.audit(make_zip(tmp_path / "a.zip", FILES))
    assert (report.overall, [file.path for file in report.files]) == ("open", ["LICENSE"])


def test_names_that_lead_out_are_not_read(tmp_path: Path) -> None:
    names = ["../LICENSE", "/LICENSE", "a/../../LICENSE", "C:/LICENSE", "a//LICENSE"]
    for path in (
        make_zip(tmp_path / "a.zip", {**dict.fromkeys(names, MIT), "LICENSE": MIT}),
        make_tar(tmp_path / "a.tar", {**dict.fromkeys(names, MIT), "LICENSE": MIT}, "w"),
    ):
        report = osdcheck.audit(path)
        assert [file.path for file in report.files] == ["LICENSE"]
        assert {error.type for error in report.errors} == {"ArchiveError"}
        assert len(report.errors) == len(names)


def test_links_and_devices_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind, target in (
            ("LICENSE", tarfile.SYMTYPE, "/etc/passwd"),
            ("COPYING", tarfile.LNKTYPE, "x"),
            ("NOTICE", tarfile.CHRTYPE, ""),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, target
            archive.addfile(member)
        member = tarfile.TarInfo("main.py")
        archive.addfile(member, io.BytesIO(b""))
    report = osdcheck.audit(path)
    assert {file.counted for file in report.files} <= {"unread"}
    assert report.overall == ("review" if report.files else "not-open")
    assert all("link" in error.message for error in report.errors)
    zipped = tmp_path / "a.zip"
    with zipfile.ZipFile(zipped, "w") as archive_:
        link = zipfile.ZipInfo("LICENSE")
        link.external_attr = 0o120777 << 16
        archive_.writestr(link, "/etc/passwd")
    assert [file.counted for file in osdcheck.audit(zipped).files] == ["unread"]


@pytest.mark.parametrize("sort", ["zip", "symlink", "hard link"])
def test_a_link_to_a_file_of_the_archive_is_that_file(tmp_path: Path, sort: str) -> None:
    path = tmp_path / "a"
    if sort == "zip":
        with zipfile.ZipFile(path, "w") as zipped:
            link = zipfile.ZipInfo("a-1/LICENSE")
            link.external_attr = 0o120777 << 16
            zipped.writestr(link, "docs/../docs/COPYING")
            zipped.writestr("a-1/docs/COPYING", SSPL)
    else:
        with tarfile.open(path, "w") as tarred:
            member = tarfile.TarInfo("a-1/LICENSE")
            symbolic = sort == "symlink"
            member.type = tarfile.SYMTYPE if symbolic else tarfile.LNKTYPE
            member.linkname = "docs/COPYING" if symbolic else "a-1/docs/COPYING"
            tarred.addfile(member)
            member = tarfile.TarInfo("a-1/docs/COPYING")
            member.size = len(SSPL)
            tarred.addfile(member, io.BytesIO(SSPL))
    report = osdcheck.audit(path)
    assert [(one.path, one.license) for one in report.files] == [
        ("LICENSE", "SSPL-1.0"),
        ("docs/COPYING", "SSPL-1.0"),
    ]
    assert (report.overall, report.errors) == ("not-open", ())


def test_links_in_a_circle_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name, target in (("LICENSE", "COPYING"), ("COPYING", "LICENSE")):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    report = osdcheck.audit(path)
    assert ([file.counted for file in report.files], report.overall) == (["unread", "unread"], "review")


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = {"LICENSE": b"a" * 30_000_000}
    report = osdcheck.audit(make_zip(tmp_path / "a.zip", bomb))
    assert [error.type for error in report.errors] == ["InputTooLarge"]
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(osdcheck.ArchiveError, match="unpacks to more than"):
        osdcheck.audit(make_tar(tmp_path / "a.tgz", bomb))


def test_too_many_and_too_much_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_tar(tmp_path / "a.tar", {f"{n}/LICENSE": MIT for n in range(20)}, "w")
    monkeypatch.setattr(archives, "MOST_KEPT", 5 * len(MIT))
    assert len(list_archive(path).entries) == 20
    assert len(list_archive(path).errors) == 15
    monkeypatch.setattr(archives, "MOST_ENTRIES", 10)
    with pytest.raises(osdcheck.ArchiveError, match="more than"):
        list_archive(path)


def test_an_encrypted_member_is_an_error_of_its_own(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"LICENSE": MIT, "x.py": b""})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)
    report = osdcheck.audit(path)
    assert [error.path for error in report.errors] == ["LICENSE"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cut=st.integers(0, 600),
    flips=st.lists(st.tuples(st.integers(0, 600), st.integers(0, 255)), max_size=4),
    zipped=st.booleans(),
)
def test_a_damaged_archive_is_read_or_refused(
    tmp_path: Path, cut: int, flips: list[tuple[int, int]], zipped: bool
) -> None:
    small = {"LICENSE": b"You may use it.", "a/b.py": b"x"}
    path = make_zip(tmp_path / "a", small) if zipped else make_tar(tmp_path / "a", small)
    data = bytearray(path.read_bytes())
    for place, value in flips:
        data[place % len(data)] = value
    path.write_bytes(data[: max(1, len(data) - cut)] if cut < len(data) else data)
    tree = None
    with contextlib.suppress(osdcheck.ArchiveError):
        tree = list_archive(path)
    assert tree is None or all(".." not in entry.path.split("/") for entry in tree.entries)


def test_a_license_file_that_cannot_be_read_is_not_taken_for_none(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("LICENSE", MIT)
        archive.writestr("main.py", "")
    data = bytearray(path.read_bytes())
    central = data.find(b"PK\x01\x02")
    # The method of compression, in both headers: one that nobody has.
    data[8:10] = data[central + 10 : central + 12] = (99).to_bytes(2, "little")
    path.write_bytes(data)
    report = osdcheck.audit(path)
    assert report.overall == "review"
    assert [(file.path, file.counted) for file in report.files] == [("LICENSE", "unread")]
    assert [error.path for error in report.errors] == ["LICENSE"]
