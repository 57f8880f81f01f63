"""Licenses that package manifests declare: JSON, TOML, YAML and XML of several ecosystems."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from osdcheck.core.evidence import Declared
from osdcheck.errors import MetadataError
from osdcheck.evidence.places import Source
from osdcheck.evidence.python_metadata import read_toml, table, texts
from osdcheck.evidence.yamlsafe import load_yaml

_SPDX_ADDRESS = re.compile(r"https?://(?:www\.)?spdx\.org/licenses/([\w.+-]+?)(?:\.html|\.json)?/?")
_RUBY_LICENSE = re.compile(
    r"^[ \t]*\w{1,40}\.licenses?[ \t]*=[ \t]*(%w[^\n]{1,200}|\[[^\]]{0,600}\]|[\"'][^\n]{1,200})", re.M
)
_MODEL_LICENSES = ("distribution", "code", "data", "document", "documentation", "model", "weights")


def read_json(source: Source) -> dict[str, Any]:
    """The object of a JSON file; raises :class:`~osdcheck.errors.MetadataError` for anything else."""
    try:
        value = json.loads(source.text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise MetadataError(source.path, f"not readable as JSON ({error})", "Correct the file") from error
    if not isinstance(value, dict):
        raise MetadataError(source.path, "JSON that is no object", "Correct the file")
    return value


def read_package_json(source: Source) -> Iterator[Declared]:
    """``license`` as expression or as the older object, and the older ``licenses`` (a choice)."""
    value = read_json(source)
    for name in ("license", "licenses"):
        terms = value.get(name)
        entries = terms if isinstance(terms, list) else [terms]
        found = [text for entry in entries if (text := _named(entry, "type", "name", "url"))]
        if found:
            yield source.locate(name, _choice(found), name, found[0])


def read_composer_json(source: Source) -> Iterator[Declared]:
    """``license``: one expression, or a list of which the user may choose."""
    found = texts(read_json(source).get("license"))
    if found:
        yield source.locate("license", _choice(found), "license", found[0])


def read_codemeta(source: Source) -> Iterator[Declared]:
    """``license`` of a codemeta.json: an address, a name or an object; an SPDX address gives its id."""
    terms = read_json(source).get("license")
    for entry in terms if isinstance(terms, list) else [terms]:
        text = _named(entry, "@id", "id", "url", "identifier", "name")
        if text:
            yield source.locate("license", _spdx(text), "license", text)


def read_cargo(source: Source) -> Iterator[Declared]:
    """``[package]`` and ``[workspace.package]`` of a Cargo.toml."""
    value = read_toml(source)
    for name, fields in (
        ("package", table(value, "package")),
        ("workspace.package", table(value, "workspace", "package")),
    ):
        for key in ("license", "license-file"):
            for text in texts(fields.get(key)):
                yield source.locate(f"{name}.{key}", text, key)


def read_citation(source: Source) -> Iterator[Declared]:
    """``license`` (several are a choice) and ``license-url`` of a CITATION.cff."""
    value, lines = load_yaml(source.text, source.path)
    if not isinstance(value, dict):
        raise MetadataError(source.path, "YAML that is no mapping", "Correct the file")
    found = texts(value.get("license"))
    if found:
        yield source.declared("license", _choice(found), line=lines.get("license", 1))
    for text in texts(value.get("license-url")):
        yield source.declared("license-url", text, line=lines.get("license-url", 1))


def read_pom(source: Source) -> Iterator[Declared]:
    """``licenses`` of a Maven pom.xml, of which the user may choose; one without a name gives its address."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(source.text.removeprefix("\ufeff").encode("utf-8", "surrogatepass"))
    except (ParseError, DefusedXmlException, ValueError, RecursionError, LookupError) as error:
        raise MetadataError(source.path, f"not readable as XML ({error!r})", "Correct the file") from error
    for licenses in (child for child in root if _local(child.tag) == "licenses"):
        entries = [{_local(part.tag): (part.text or "").strip() for part in entry} for entry in licenses]
        found = [text for parts in entries if (text := parts.get("name") or parts.get("url"))]
        if found:
            yield source.locate("project.licenses.license", _choice(found), "licenses", found[0])


def read_gemspec(source: Source) -> Iterator[Declared]:
    """Literal ``license`` and ``licenses`` of a gemspec; several are a choice."""
    for match in _RUBY_LICENSE.finditer(source.text):
        value = match.group(1)
        words = re.match(r"%w[\[({<]([^\])}>\n]{1,200})", value)
        found = words.group(1).split() if words else re.findall(r"[\"']([^\"'\n]{1,120})[\"']", value)
        if found:
            line = source.line_at(match.start(1))
            yield source.declared("license" if len(found) == 1 else "licenses", _choice(found), line=line)


def read_mof(source: Source) -> Iterator[Declared]:
    """Licenses of a Model Openness Framework ``mof.yml``: of the release and of its components."""
    value, _ = load_yaml(source.text, source.path)
    release = table(value, "release")
    if not release:
        raise MetadataError(source.path, "no Model Openness Framework release in it", "Correct the file")
    terms = release.get("license")
    for text in texts(terms):
        yield source.locate("release.license", text, "license")
    for part in _MODEL_LICENSES:
        for text in texts(table(terms, part).get("name")):
            yield source.locate(f"release.license.{part}", text, part)
    components = release.get("components")
    for component in components if isinstance(components, list) else []:
        name = str(component.get("name", "")) if isinstance(component, dict) else ""
        for text in texts(table(component).get("license")) if name else ():
            yield source.locate(f"release.components[{name}].license", text, name)


def _named(entry: Any, *keys: str) -> str:
    if isinstance(entry, str):
        return entry.strip()
    if isinstance(entry, dict):
        for key in keys:
            if isinstance(entry.get(key), str) and entry[key].strip():
                return str(entry[key]).strip()
    return ""


def _choice(found: list[str] | tuple[str, ...]) -> str:
    if len(found) == 1:
        return found[0]
    return " OR ".join(f"({text})" if " AND " in text or " OR " in text else text for text in found)


def _spdx(text: str) -> str:
    match = _SPDX_ADDRESS.fullmatch(text)
    return match.group(1) if match else text


def _local(tag: Any) -> str:
    return str(tag).rsplit("}", 1)[-1]
