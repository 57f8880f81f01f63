"""Licenses that metadata files declare, whatever their format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from osdcheck.core.evidence import Declared
from osdcheck.errors import InputError, MetadataError
from osdcheck.evidence import headers, manifests, python_metadata, weights
from osdcheck.evidence.cards import read_card
from osdcheck.evidence.comments import TAG, TOP, in_utf8
from osdcheck.evidence.fields import has_fields, read_fields
from osdcheck.evidence.notebooks import is_notebook
from osdcheck.evidence.places import Source

LIMIT = 10_000_000
"""Largest metadata file that is read as text, in bytes."""

_MOST_READ = 262_144
"""Characters of a manifest in which fields are looked for by patterns."""
_Reader = Callable[[Source], Iterator[Declared]]
_BY_NAME: dict[str, _Reader] = {
    "pyproject.toml": python_metadata.read_pyproject,
    "setup.cfg": python_metadata.read_setup_cfg,
    "setup.py": python_metadata.read_setup_py,
    "pkg-info": python_metadata.read_core_metadata,
    "metadata": python_metadata.read_core_metadata,
    "package.json": manifests.read_package_json,
    "cargo.toml": manifests.read_cargo,
    "composer.json": manifests.read_composer_json,
    "codemeta.json": manifests.read_codemeta,
    "pom.xml": manifests.read_pom,
    "citation.cff": manifests.read_citation,
    "mof.yml": manifests.read_mof,
    "mof.yaml": manifests.read_mof,
    "reuse.toml": headers.read_reuse_toml,
}
_BY_SUFFIX: dict[str, _Reader] = {".gemspec": manifests.read_gemspec}
_MODEL_FILES = frozenset({".gguf", ".safetensors"})
_CARDS = frozenset({".md", ".markdown"})


def is_metadata(path: str) -> bool:
    """Whether a file of this name declares licenses by its format.

    Any other text may carry SPDX headers, and a Markdown file a card; :func:`declared_licenses` reads
    those as well.
    """
    name = PurePosixPath(path)
    return _reader(path) is not None or name.suffix.lower() in _MODEL_FILES


def declared_licenses(path: str, data: bytes) -> tuple[Declared, ...]:
    """Licenses that a file declares, in its order.

    ``path`` (with forward slashes, relative to what is looked at) tells the format: pyproject.toml,
    setup.cfg, setup.py, PKG-INFO, METADATA, package.json, Cargo.toml, composer.json, codemeta.json,
    pom.xml, ``*.gemspec``, CITATION.cff, mof.yml, REUSE.toml, ``.reuse/dep5``, ``*.gguf`` and
    ``*.safetensors`` (their beginning will do), the front matter of a Markdown card; of every other
    file its SPDX headers, and the fields of ``tables/license_fields.toml``. A list that offers a choice
    becomes one expression with ``OR``. Raises
    :class:`~osdcheck.errors.MetadataError` for a file that cannot be read as its format says.

    >>> declared_licenses("package.json", b'{"license": "MIT"}')[0].expression
    'MIT'
    >>> declared_licenses("package.json", b"{")
    Traceback (most recent call last):
    osdcheck.errors.MetadataError: package.json: not readable as JSON ...
    """
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _MODEL_FILES:
        return tuple(weights.read_model_file(path, data))
    reader = _reader(path)
    if reader is None:
        return (*_fields(path, data), *_headers(path, data))
    if len(data) > LIMIT:
        raise MetadataError(path, f"more than {LIMIT:,} bytes", "Check that it is the file its name tells")
    source = Source(path, _text(path, data))
    return tuple(reader(source))


def _reader(path: str) -> _Reader | None:
    place = PurePosixPath(path)
    name = place.name.lower()
    if name == "dep5" and place.parent.name == ".reuse":
        return headers.read_dep5
    if name == "metadata" and not place.parent.name.endswith((".dist-info", ".egg-info")):
        return None
    return _BY_NAME.get(name) or _BY_SUFFIX.get(place.suffix.lower())


def _fields(path: str, data: bytes) -> tuple[Declared, ...]:
    if not has_fields(path):
        return ()
    try:
        return tuple(read_fields(Source(path, _text(path, data)[:_MOST_READ])))
    except MetadataError:
        # Another file of that name.
        return ()


def _headers(path: str, data: bytes) -> tuple[Declared, ...]:
    data = in_utf8(data[:LIMIT], path)
    card = PurePosixPath(path).suffix.lower() in _CARDS and data.lstrip(b"\xef\xbb\xbf").startswith(b"---")
    head = data[: 4 * headers.HEADER]
    lowered = head.lower()
    reserved = headers.is_secret(lowered if is_notebook(path) else lowered[:TOP])
    if not (card or reserved or TAG.lower().encode() in lowered):
        return ()
    try:
        source = Source(path, _text(path, data))
    except MetadataError:
        # A binary that happens to hold the words: no declaration.
        return ()
    found = list(_card(source)) if card else []
    if reserved:
        found += headers.read_secrecy(source)
    return (*found, *headers.read_headers(source))


def _card(source: Source) -> Iterator[Declared]:
    card = read_card(source.text, source.path)
    if card is None:
        return
    for text in card.license:
        yield source.declared("license", text, line=card.line_of("license") or card.line_of("licenses"))
    for field, value in (("license_name", card.license_name), ("license_link", card.license_link)):
        if value:
            yield source.declared(field, value, line=card.line_of(field))


def _text(path: str, data: bytes) -> str:
    from osdcheck.document.decode import decode

    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return decode(data, path).removeprefix("\ufeff")
        except InputError as error:
            raise MetadataError(path, error.problem, "Save it as UTF-8 text") from error
