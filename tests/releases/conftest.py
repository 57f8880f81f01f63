from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parent / "examples"
LISTS = Path(__file__).resolve().parents[2] / "benchmarks" / "data" / "models"

Write = Callable[..., Path]


@pytest.fixture
def mof_file(tmp_path: Path) -> Write:
    """Writes a Model Openness Tool file: components as name -> license (``None``: none of its own)."""

    def write(components: dict[str, str | None], name: str = "Test", **shared: str) -> Path:
        lines = ["release:", f"  name: {name}", "  producer: Nobody", "  license:"]
        lines += [f"    {scope}: {{ name: '{words}', path: '' }}" for scope, words in shared.items()]
        lines[3] = "  license:" if shared else "  license: {  }"
        lines.append("  components:")
        for title, words in components.items():
            lines += ["    -", f"      name: '{title}'"]
            if words is not None:
                lines.append(f"      license: '{words}'")
        path = tmp_path / "mof.yml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def release_file(tmp_path: Path) -> Write:
    """Writes ``release.toml`` with the given parts as id -> fields, and further text at its end."""

    def write(parts: dict[str, dict[str, Any]], more: str = "", name: str = "Test") -> Path:
        lines = ["[release]", f'name = "{name}"', ""]
        for part, fields in parts.items():
            lines += ["[[component]]", f'id = "{part}"']
            lines += [f'{key} = "{value}"' for key, value in fields.items()]
        path = tmp_path / "release.toml"
        path.write_text("\n".join(lines) + "\n" + more, encoding="utf-8")
        return path

    return write
