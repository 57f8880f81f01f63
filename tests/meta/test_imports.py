from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("lark", "rich", "click", "jinja2", "licensedcode", "spdx_tools", "license_expression", "markdown_it")
CHECK = "import osdcheck; osdcheck.check_license('You may use this work for any purpose.', identify=False)"


def loaded_after(statement: str) -> set[str]:
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True)
    return set(json.loads(done.stdout))


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not loaded_after("import osdcheck; osdcheck.__all__").intersection(HEAVY)


@pytest.mark.parametrize("module", ["rich", "licensedcode", "spdx_tools", "jinja2"])
def test_a_check_loads_neither_detection_nor_drawing(module: str) -> None:
    assert module not in loaded_after(CHECK)
