"""Manifests of many ecosystems: what their fields say, in the words of SPDX."""

from __future__ import annotations

import time

import pytest

from osdcheck.evidence.metadata import declared_licenses

R = "Package: foo\nVersion: 1.0\nLicense: {}\nImports: methods\n"
CONDA = "package:\n  name: foo\nabout:\n  home: https://foo.example\n\n  # terms\n  license: {}\n"
NUGET = '<package><metadata><license type="{}">{}</license></metadata></package>'
PERL = "Artistic-1.0-Perl OR GPL-1.0-or-later"
SAID = [
    ("DESCRIPTION", R.format("MIT + file LICENSE"), "MIT"),
    ("DESCRIPTION", R.format("GPL (>= 2)"), "GPL-2.0-or-later"),
    ("DESCRIPTION", R.format("GPL-2 | GPL-3"), "GPL-2.0-only OR GPL-3.0-only"),
    ("DESCRIPTION", R.format("BSD_3_clause + file LICENCE"), "BSD-3-Clause"),
    ("DESCRIPTION", R.format("file LICENSE"), "SEE LICENSE IN LICENSE"),
    ("r/DESCRIPTION", R.format("LGPL (>= 2.1) |\n    MPL (== 2.0)"), "LGPL-2.1-or-later OR MPL-2.0"),
    ("foo.cabal", "name: foo\nlicense:      BSD3\n", "BSD-3-Clause"),
    ("foo.cabal", "name: foo\nlicense: AllRightsReserved\n", "proprietary"),
    ("package.yaml", "name: foo\nlicense: BSD-3-Clause # text\ndependencies:\n- base\n", "BSD-3-Clause"),
    ("recipe/meta.yaml", CONDA.format("Apache-2.0"), "Apache-2.0"),
    ("Dockerfile", 'LABEL org.opencontainers.image.licenses="Apache-2.0 AND MIT"\n', "Apache-2.0 AND MIT"),
    ("Dockerfile.prod", "LABEL a=b \\\n  org.opencontainers.image.licenses=MIT\n", "MIT"),
    ("foo.nuspec", NUGET.format("expression", "MIT"), "MIT"),
    ("foo.nuspec", NUGET.format("file", "terms.txt"), "terms.txt"),
    ("Foo.csproj", "<PackageLicenseExpression>MIT</PackageLicenseExpression>", "MIT"),
    ("Foo.podspec", "s.license = { :type => 'MIT', :file => 'LICENSE' }\n", "MIT"),
    ("Foo.podspec", "s.license = 'Apache-2.0'\n", "Apache-2.0"),
    ("Project.toml", 'name = "Foo"\nlicense = "MIT"\n', "MIT"),
    ("gleam.toml", 'licences = ["Apache-2.0"]\n', "Apache-2.0"),
    ("mix.exs", 'licenses: ["MIT", "ISC"]\n', "(MIT) AND (ISC)"),
    ("foo-1.rockspec", 'description = {\n  license = "MIT"\n}\n', "MIT"),
    ("foo.opam", 'license: "ISC"\n', "ISC"),
    ("dune-project", "(lang dune 3.0)\n(license MIT)\n", "MIT"),
    ("elm.json", '{\n    "license": "BSD-3-Clause"\n}\n', "BSD-3-Clause"),
    ("datapackage.json", '{"licenses": [{"name": "CC-BY-4.0", "path": "x"}]}', "CC-BY-4.0"),
    ("meson.build", "project('foo', 'c',\n  license : ['MIT'],\n)\n", "MIT"),
    ("snapcraft.yaml", "name: foo\nlicense: GPL-3.0\n", "GPL-3.0"),
    ("Chart.yaml", "annotations:\n  artifacthub.io/license: Apache-2.0\n", "Apache-2.0"),
    ("PKGBUILD", "pkgname=foo\nlicense=('MIT')\n", "MIT"),
    ("foo.spec", "Name: foo\nLicense: GPLv2+\n", "GPLv2+"),
    ("META.json", '{"name": "Foo", "license": ["perl_5"], "version": "1"}', PERL),
    ("META.yml", "abstract: x\nlicense: perl\n", PERL),
    ("META.yml", "abstract: x\nlicense: gpl_3\n", "GPL-3.0-only"),
    ("meta/main.yml", "galaxy_info:\n  license: BUSL-1.1\n", "BUSL-1.1"),
    ("galaxy.yml", "namespace: x\nlicense:\n- MIT\n- ISC\n", "(MIT) AND (ISC)"),
    ("galaxy.yml", "namespace: x\nlicense: MIT\n", "MIT"),
    ("build.gradle", "pom { licenses { license { name = 'MIT' } } }\n", "MIT"),
    ("build.gradle.kts", 'licenses {\n  license {\n    name.set("MIT")\n  }\n}\n', "MIT"),
    ("build.sbt", 'licenses += ("MIT", url("https://x"))\n', "MIT"),
    ("project.clj", '(defproject foo "1"\n  :license {:name "EPL-2.0"\n :url "x"})\n', "EPL-2.0"),
    ("foo.asd", '(defsystem "foo" :license "MIT")\n', "MIT"),
    ("package.xml", "<package><license>BSD-3-Clause</license></package>", "BSD-3-Clause"),
    ("vcpkg.json", '{"name": "x", "license": "MIT"}', "MIT"),
    ("xmake.lua", 'set_license("MIT")\n', "MIT"),
    ("foo.metainfo.xml", "<component><project_license>MIT</project_license></component>", "MIT"),
]


@pytest.mark.parametrize(("path", "words", "expression"), SAID)
def test_a_field_names_the_license(path: str, words: str, expression: str) -> None:
    (one,) = declared_licenses(path, words.encode())
    assert one.expression == expression
    assert one.quote in words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("DESCRIPTION", "A description of it.\nLicense: to kill\n"),
        ("meta.yaml", "license: MIT\n"),
        ("foo.spec", "# a program of PyInstaller\nLicense = 'MIT'\n"),
        ("Dockerfile", "FROM scratch\n"),
        ("Project.toml", 'license_note = "MIT"\n'),
        ("main.yml", "- hosts: all\n  license: MIT\n"),
        ("meta.json", '{"license": "MIT"}'),
        ("foo.cabal", b"\x00\x01\xff".decode("latin-1")),
    ],
)
def test_another_file_of_that_name_says_nothing(path: str, words: str) -> None:
    assert declared_licenses(path, words.encode()) == ()


@pytest.mark.parametrize(
    ("path", "piece"),
    [
        ("meta.yaml", "about:\n \n"),
        ("meta.yaml", "about:\n" + "  \n" * 20),
        ("datapackage.json", '"licenses":[{'),
        ("Foo.podspec", "s.license={"),
        ("foo.nuspec", '<license type="file" '),
        ("mix.exs", "licenses: ["),
        ("PKGBUILD", "license=(\n"),
        ("DESCRIPTION", "Package:\nLicense: \n "),
        ("META.yml", "name: x\nlicense: [\n"),
        ("galaxy.yml", "namespace:\nlicense:\n- \n"),
        ("project.clj", ":license {"),
        ("build.gradle", "license { "),
        ("Dockerfile", "org.opencontainers.image.licenses = "),
    ],
)
def test_a_manifest_without_end_is_no_hang(path: str, piece: str) -> None:
    started = time.perf_counter()
    declared_licenses(path, (piece * 200_000).encode())
    assert time.perf_counter() - started < 10
