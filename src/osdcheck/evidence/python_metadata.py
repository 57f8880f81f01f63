"""Licenses that Python projects declare: pyproject.toml, setup.cfg, setup.py, PKG-INFO and METADATA."""

from __future__ import annotations

import ast
import configparser
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from osdcheck.core.evidence import Declared
from osdcheck.errors import MetadataError
from osdcheck.evidence.places import Source

_CLASSIFIER = "License ::"
_UNKNOWN = frozenset({"", "UNKNOWN", "unknown", "None"})


def read_toml(source: Source) -> dict[str, Any]:
    """The tables of a TOML file; raises :class:`~osdcheck.errors.MetadataError` for what is none."""
    try:
        return tomllib.loads(source.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise MetadataError(source.path, f"not readable as TOML ({error})", "Correct the file") from error


def table(value: Any, *names: str) -> dict[str, Any]:
    """Nested table of a parsed file; empty where there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def texts(value: Any) -> tuple[str, ...]:
    """The strings of a value that is a string or a list of them."""
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, list):
        return tuple(text for item in value for text in texts(item))
    return ()


def read_pyproject(source: Source) -> Iterator[Declared]:
    """``[project]`` by PEP 639 and by the older tables, and ``[tool.poetry]``."""
    value = read_toml(source)
    for name, fields in (
        ("project", table(value, "project")),
        ("tool.poetry", table(value, "tool", "poetry")),
        ("tool.flit.metadata", table(value, "tool", "flit", "metadata")),
    ):
        terms = fields.get("license")
        if isinstance(terms, dict):
            for key in ("text", "file"):
                for text in texts(terms.get(key)):
                    yield source.locate(f"{name}.license.{key}", text, "license")
        for text in texts(terms):
            yield source.locate(f"{name}.license", text, "license")
        files = fields.get("license-files")
        for text in texts(table(fields, "license-files").get("paths") if isinstance(files, dict) else files):
            yield source.locate(f"{name}.license-files", text, "license-files")
        for text in texts(fields.get("classifiers")):
            if text.startswith(_CLASSIFIER):
                yield source.locate(f"{name}.classifiers", text, "classifiers")


def read_setup_cfg(source: Source) -> Iterator[Declared]:
    """``[metadata]`` of a setup.cfg."""
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(source.text, source.path)
    except configparser.Error as error:
        reason = str(error).splitlines()[0]
        raise MetadataError(source.path, f"not readable as setup.cfg ({reason})", "Correct it") from error
    if not parser.has_section("metadata"):
        return
    for name, value in parser.items("metadata"):
        key = name.replace("-", "_")
        if key in {"license", "license_expression", "license_file"} and value.strip() not in _UNKNOWN:
            yield source.locate(f"metadata.{key}", value.strip(), name)
        elif key in {"license_files", "classifiers", "classifier"}:
            for item in re.split(r"\n" if key.startswith("c") else r"[\n,]", value):
                if item.strip() and (key == "license_files" or item.strip().startswith(_CLASSIFIER)):
                    yield source.locate(f"metadata.{key}", item.strip(), name)


def read_setup_py(source: Source) -> Iterator[Declared]:
    """Literal ``license``, ``license_files`` and ``classifiers`` of the ``setup`` call; nothing is run."""
    try:
        tree = ast.parse(source.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise MetadataError(source.path, f"not readable as Python ({error})", "Correct the file") from error
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or _called(node.func) != "setup":
            continue
        for keyword in node.keywords:
            if keyword.arg not in {"license", "license_expression", "license_files", "classifiers"}:
                continue
            for text, line in _literals(keyword.value):
                if keyword.arg != "classifiers" or text.startswith(_CLASSIFIER):
                    yield source.declared(f"setup.{keyword.arg}", text, line=line)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literals(value: ast.expr) -> Iterator[tuple[str, int]]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value.strip():
        yield value.value.strip(), value.lineno
    elif isinstance(value, ast.List | ast.Tuple):
        for item in value.elts:
            yield from _literals(item)


def read_core_metadata(source: Source) -> Iterator[Declared]:
    """Fields of a PKG-INFO or METADATA file (core metadata 2.4)."""
    from email.parser import HeaderParser

    message = HeaderParser().parsestr(source.text)
    if "Metadata-Version" not in message and "Name" not in message:
        raise MetadataError(source.path, "no core metadata: neither Metadata-Version nor Name", "Correct it")
    for name in ("License-Expression", "License", "License-File", "Classifier"):
        for value in message.get_all(name, []):
            text = str(value).strip()
            if text in _UNKNOWN or (name == "Classifier" and not text.startswith(_CLASSIFIER)):
                continue
            yield source.locate(name, text, name)
