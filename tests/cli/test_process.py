"""The command as a process: encodings, pipes, and what a cold start loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def run(*args: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "osdcheck", *args],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_a_missing_file_ends_with_3(tmp_path: Path) -> None:
    done = run("check", "missing", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr == b"osdcheck: missing: no such file. Check the spelling of the path\n"


def test_usage_ends_with_64(tmp_path: Path) -> None:
    assert run("check", "--bogus", cwd=tmp_path).returncode == 64


def test_output_is_utf8_whatever_the_locale_says(tmp_path: Path) -> None:
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = run("check", "gone-é", "--format", "jsonl", cwd=tmp_path, **environment)
    assert done.returncode == 3
    text = run("check", "missing", cwd=tmp_path, **environment)
    assert (text.returncode, text.stdout.decode("utf-8").splitlines()[0]) == (3, "missing")


@pytest.mark.skipif(os.name != "posix", reason="closes a pipe early")
@pytest.mark.parametrize(("command", "code"), [("check a b c d", 3), ("--help", 0)])
def test_a_reader_that_leaves_changes_no_exit_code(tmp_path: Path, command: str, code: int) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    process = subprocess.Popen(
        [sys.executable, "-m", "osdcheck", *command.split()],
        cwd=tmp_path,
        stdout=write_end,
        stderr=subprocess.PIPE,
    )
    os.close(write_end)
    error = process.communicate(timeout=60)[1].decode()
    assert process.returncode == code
    assert "Traceback" not in error
    assert "BrokenPipe" not in error


def loaded_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = loaded_after("import osdcheck")
    assert not loaded & {
        "lark",
        "rich",
        "click",
        "jinja2",
        "licensedcode",
        "spdx_tools",
        "importlib.metadata",
    }
    assert {name for name in loaded if name.startswith("osdcheck")} == {"osdcheck"}


def test_json_is_drawn_without_rich() -> None:
    loaded = loaded_after(
        "import contextlib, io, osdcheck.cli\n"
        "with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):\n"
        "    osdcheck.cli.main(['check', 'missing', '--format', 'json'])"
    )
    assert "osdcheck.render.json_report" in loaded
    assert not loaded & {"rich", "licensedcode", "spdx_tools"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_progress_is_for_many_inputs_on_a_terminal_and_leaves_messages_whole(tmp_path: Path) -> None:
    shown = on_a_terminal("stderr", "check", *["missing"] * 8, "--format", "json", cwd=tmp_path)
    assert "7/8" in shown
    assert "osdcheck: missing: no such file. Check the spelling of the path\r\n" in shown
    assert "7/8" not in on_a_terminal("stderr", "check", *["missing"] * 7, "--format", "json", cwd=tmp_path)
    assert "7/8" not in run("check", *["missing"] * 8, cwd=tmp_path).stderr.decode()


def on_a_terminal(stream: str, *args: str, cwd: Path, **variables: str) -> str:
    """What a process writes to ``stream`` when that is a terminal of 200 columns."""
    import pty

    main, terminal = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    other = {"stdout": "stderr", "stderr": "stdout"}[stream]
    with subprocess.Popen(
        [sys.executable, "-m", "osdcheck", *args],
        cwd=cwd,
        env={**environment, "TERM": "xterm", "COLUMNS": "200", **variables},
        **{stream: terminal, other: subprocess.DEVNULL},  # type: ignore[call-overload]  # streams by name
    ):
        os.close(terminal)
        shown = b""
        try:
            while block := os.read(main, 65536):
                shown += block
        except OSError:
            pass  # Linux reports the end of a pseudo-terminal as an error.
    os.close(main)
    return shown.decode("utf-8")
