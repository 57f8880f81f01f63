from __future__ import annotations

import json
import struct
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osdcheck.errors import MetadataError
from osdcheck.evidence.metadata import declared_licenses, is_metadata

PYPROJECT = """\
[project]
name = "x"
license = "MIT AND BSD-3-Clause"
license-files = ["LICEN[CS]E*", "vendored/LICENSE"]
classifiers = ["License :: OSI Approved :: MIT License", "Topic :: Software Development"]
"""
LEGACY = """\
[project]
license = {file = "LICENSE.txt"}
[tool.poetry]
license = "Proprietary"
"""
SETUP_CFG = """\
[metadata]
name = x
license = BSD 3-Clause
license_files =
    LICENSE
    NOTICE
classifiers =
    License :: OSI Approved :: BSD License
    Programming Language :: Python
"""
SETUP_PY = """\
from setuptools import setup
setup(name="x", version=open("V").read(), license="MIT",
      classifiers=["License :: OSI Approved :: MIT License", "Topic :: Utilities"])
"""
PKG_INFO = """\
Metadata-Version: 2.4
Name: x
License-Expression: Apache-2.0
License-File: LICENSE
Classifier: License :: OSI Approved :: Apache Software License
Classifier: Topic :: Utilities

License: this is the description, not a field
"""
POM = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <licenses>
    <license><name>Apache License, Version 2.0</name><url>https://example.org</url></license>
    <license><url>https://example.org/eula</url></license>
  </licenses>
</project>
"""
GEMSPEC = """\
Gem::Specification.new do |spec|
  spec.name = "x"
  spec.license = 'MIT'
end
"""
CITATION = (
    "cff-version: 1.2.0\ntitle: X\nlicense:\n  - MIT\n  - Apache-2.0\nlicense-url: https://example.org\n"
)
DEP5 = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: x

Files: docs/* img/*
Copyright: 2020 A
License: CC-BY-4.0

Files: *
Copyright: 2020 A
License: EUPL-1.2
"""
REUSE = """\
version = 1
[[annotations]]
path = ["po/**", "img/**"]
SPDX-FileCopyrightText = "2024 A"
SPDX-License-Identifier = "CC0-1.0"
"""
MOF = """\
framework: {name: Model Openness Framework, version: '1.0'}
release:
  name: X
  license:
    distribution: {name: Apache-2.0, path: LICENSE}
    code: {name: MIT}
  components:
    - name: Training code
      license: MIT
    - name: Datasets
"""


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "pyproject.toml",
            PYPROJECT,
            [
                ("project.license", "MIT AND BSD-3-Clause", 3),
                ("project.license-files", "LICEN[CS]E*", 4),
                ("project.license-files", "vendored/LICENSE", 4),
                ("project.classifiers", "License :: OSI Approved :: MIT License", 5),
            ],
        ),
        (
            "pyproject.toml",
            LEGACY,
            [("project.license.file", "LICENSE.txt", 2), ("tool.poetry.license", "Proprietary", 4)],
        ),
        (
            "setup.cfg",
            SETUP_CFG,
            [
                ("metadata.license", "BSD 3-Clause", 3),
                ("metadata.license_files", "LICENSE", 5),
                ("metadata.license_files", "NOTICE", 6),
                ("metadata.classifiers", "License :: OSI Approved :: BSD License", 8),
            ],
        ),
        (
            "setup.py",
            SETUP_PY,
            [("setup.license", "MIT", 2), ("setup.classifiers", "License :: OSI Approved :: MIT License", 3)],
        ),
        (
            "x-1.0/PKG-INFO",
            PKG_INFO,
            [
                ("License-Expression", "Apache-2.0", 3),
                ("License-File", "LICENSE", 4),
                ("Classifier", "License :: OSI Approved :: Apache Software License", 5),
            ],
        ),
        (
            "package.json",
            '{\n "name": "x",\n "license": "SEE LICENSE IN EULA.md"\n}',
            [("license", "SEE LICENSE IN EULA.md", 3)],
        ),
        ("package.json", '{"license": {"type": "ISC", "url": "u"}}', [("license", "ISC", 1)]),
        (
            "package.json",
            '{"licenses": [{"type": "MIT"}, {"type": "GPL-2.0"}]}',
            [("licenses", "MIT OR GPL-2.0", 1)],
        ),
        (
            "composer.json",
            '{"license": ["LGPL-2.1-only", "A AND B"]}',
            [("license", "LGPL-2.1-only OR (A AND B)", 1)],
        ),
        (
            "Cargo.toml",
            '[package]\nlicense = "MIT/Apache-2.0"\nlicense-file = "L"\n',
            [("package.license", "MIT/Apache-2.0", 2), ("package.license-file", "L", 3)],
        ),
        ("Cargo.toml", "[package]\nlicense.workspace = true\n", []),
        (
            "codemeta.json",
            '{"license": "https://spdx.org/licenses/GPL-3.0-only.html"}',
            [("license", "GPL-3.0-only", 1)],
        ),
        (
            "codemeta.json",
            '{"license": [{"@id": "https://example.org/l"}]}',
            [("license", "https://example.org/l", 1)],
        ),
        (
            "pom.xml",
            POM,
            [
                ("project.licenses.license", "Apache License, Version 2.0 OR https://example.org/eula", 3),
            ],
        ),
        ("x.gemspec", GEMSPEC, [("license", "MIT", 3)]),
        ("x.gemspec", "s.licenses = %w(MIT Ruby)", [("licenses", "MIT OR Ruby", 1)]),
        (
            "CITATION.cff",
            CITATION,
            [("license", "MIT OR Apache-2.0", 3), ("license-url", "https://example.org", 6)],
        ),
        (
            ".reuse/dep5",
            DEP5,
            [("Files[docs/* img/*].License", "CC-BY-4.0", 6), ("Files[*].License", "EUPL-1.2", 10)],
        ),
        ("REUSE.toml", REUSE, [("annotations[po/** img/**].SPDX-License-Identifier", "CC0-1.0", 5)]),
        (
            "mof.yml",
            MOF,
            [
                ("release.license.distribution", "Apache-2.0", 5),
                ("release.license.code", "MIT", 6),
                ("release.components[Training code].license", "MIT", 9),
            ],
        ),
        (
            "README.md",
            "---\nlicense: other\nlicense_name: llama3\n---\n# X\n",
            [("license", "other", 2), ("license_name", "llama3", 3)],
        ),
    ],
)
def test_every_format_gives_field_value_and_line(
    path: str, text: str, expected: list[tuple[str, str, int]]
) -> None:
    found = declared_licenses(path, text.encode())
    assert [(one.field, one.expression, one.line_start) for one in found] == expected
    assert all(one.path == path and one.quote for one in found)


@pytest.mark.parametrize(
    ("line", "expression"),
    [
        ("// SPDX-License-Identifier: MIT", "MIT"),
        (
            "/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */",
            "GPL-2.0-only WITH Linux-syscall-note",
        ),
        ("<!-- SPDX-License-Identifier: (MIT OR Apache-2.0) -->", "(MIT OR Apache-2.0)"),
        ("REM SPDX-License-Identifier: BSD-2-Clause", "BSD-2-Clause"),
        ('" SPDX-License-Identifier: Vim', "Vim"),
        (" * SPDX-License-Identifier: LicenseRef-Acme-EULA", "LicenseRef-Acme-EULA"),
        ("{# SPDX-License-Identifier: MIT #}", "MIT"),
        ("# SPDX-License-Identifier: PSF-2.0 AND (MIT OR Apache-2.0)", "PSF-2.0 AND (MIT OR Apache-2.0)"),
        ("(* SPDX-License-Identifier: (MIT OR ISC) *)", "(MIT OR ISC)"),
        ("{{!-- SPDX-License-Identifier: MIT --}}", "MIT"),
        ("--[[ SPDX-License-Identifier: MIT --]]", "MIT"),
        ("C SPDX-License-Identifier: MIT", "MIT"),
    ],
)
def test_spdx_headers_are_read_behind_any_comment_leader(line: str, expression: str) -> None:
    found = declared_licenses("src/file.x", f"first\n{line}\nrest\n".encode())
    assert [(one.expression, one.line_start) for one in found] == [(expression, 2)]


@pytest.mark.parametrize(
    "text",
    [
        'TAG = "SPDX-License-Identifier: MIT"',
        "Put an SPDX-License-Identifier: MIT line into every file.",
        "# REUSE-IgnoreStart\n# SPDX-License-Identifier: MIT\n# REUSE-IgnoreEnd",
        "Valid-License-Identifier: GPL-2.0\n\n  SPDX-License-Identifier: GPL-2.0",
        "# SPDX-License-Identifier: ${license}",
    ],
)
def test_what_only_speaks_of_headers_declares_nothing(text: str) -> None:
    assert declared_licenses("doc.txt", text.encode()) == ()


def gguf(*pairs: tuple[str, str]) -> bytes:
    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value)) + value.encode()

    body = text("tokenizer.ggml.tokens") + struct.pack("<IIQ", 9, 8, 2) + text("a") + text("b")
    body += b"".join(text(key) + struct.pack("<I", 8) + text(value) for key, value in pairs)
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(pairs) + 1) + body


def test_model_headers_name_their_license() -> None:
    data = gguf(("general.name", "X"), ("general.license", "llama3.1"), ("general.license.link", "https://l"))
    found = declared_licenses("x.gguf", data)
    assert [(one.field, one.expression, one.line_start) for one in found] == [
        ("general.license", "llama3.1", 0),
        ("general.license.link", "https://l", 0),
    ]
    assert declared_licenses("x.gguf", data[:-4])[0].expression == "llama3.1"
    header = json.dumps({"__metadata__": {"license": "mit", "format": "pt"}, "w": {}}).encode()
    tensors = struct.pack("<Q", len(header)) + header + b"\0" * 8
    assert [one.expression for one in declared_licenses("x.safetensors", tensors)] == ["mit"]


BOMB = "a: &a [x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 8)}]\n" for n in range(12)
)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("package.json", b"{"),
        ("package.json", b"[1]"),
        ("package.json", b"[" * 100_000),
        ("pyproject.toml", b"= ="),
        ("pyproject.toml", b"a=" + b"[" * 100_000),
        ("setup.cfg", b"no section"),
        ("setup.py", b"def ("),
        ("PKG-INFO", b"nothing here"),
        ("pom.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("pom.xml", b"<a>" * 50_000),
        ("CITATION.cff", b"a: [b"),
        ("CITATION.cff", b"[" * 100_000),
        ("CITATION.cff", BOMB.encode()),
        ("CITATION.cff", b"a: &a [*a]"),
        ("mof.yml", b"a: 1"),
        ("README.md", b"---\nlicense: [\n---\n"),
        ("x.gguf", b"GGML"),
        ("x.gguf", b"GGUF" + struct.pack("<IQQ", 3, 0, 2**60)),
        ("x.safetensors", struct.pack("<Q", 2**60) + b"{}"),
        ("package.json", b"\xff\xfe\x00\x01" * 50),
    ],
)
def test_what_cannot_be_read_is_an_error_that_names_the_file(path: str, data: bytes) -> None:
    with pytest.raises(MetadataError, match=f"^{path}: .+") as caught:
        declared_licenses(path, data)
    assert caught.value.source == path
    assert caught.value.hint


@pytest.mark.parametrize(
    "path", ["pyproject.toml", "a/setup.cfg", "x.dist-info/METADATA", ".reuse/dep5", "m.gguf"]
)
def test_metadata_files_are_known_by_name(path: str) -> None:
    assert is_metadata(path)


@pytest.mark.parametrize("path", ["METADATA", "dep5", "main.c", "LICENSE", "package.json.bak"])
def test_other_files_are_not(path: str) -> None:
    assert not is_metadata(path)


PATHS = [
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "PKG-INFO",
    "package.json",
    "pom.xml",
    "x.gemspec",
    "CITATION.cff",
    "mof.yml",
    "REUSE.toml",
    ".reuse/dep5",
    "x.gguf",
    "x.safetensors",
    "README.md",
    "main.c",
]


@given(
    st.sampled_from(PATHS),
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
)
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_declarations_or_one_of_our_errors(path: str, data: bytes) -> None:
    for prefix in (b"", b"GGUF\x03\x00\x00\x00", b"---\nlicense: "):
        with suppress(MetadataError):
            found = declared_licenses(path, prefix + data)
            assert all(one.expression and one.line_start >= 0 for one in found)
