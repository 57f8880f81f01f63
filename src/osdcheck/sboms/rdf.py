"""SPDX 2 as RDF/XML, with the element parsers of spdx-tools over an rdflib graph."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from osdcheck.core.sbom import SbomError
from osdcheck.errors import InvalidSbom, UnsupportedSbom
from osdcheck.sboms.inventory import Entry, Inventory, Note, Statement, spdx_statement
from osdcheck.sboms.library import attempt, refused
from osdcheck.sboms.marks import TOOL, annotation, annotation_date
from osdcheck.sboms.spdx_fields import spdx2_version

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

MOST_MEMBERS = 1_000
"""Licenses that one license set may stand for: sets may share members, and the library expands them."""


def read_rdf(data: bytes, source: str) -> Inventory:
    """The inventory of an RDF/XML document that has passed :func:`~osdcheck.sboms.bounds.load_xml`.

    Raises :class:`~osdcheck.errors.InvalidSbom` for a graph without an SPDX document.
    """
    from spdx_tools.spdx.parser.rdf.creation_info_parser import parse_creation_info
    from spdx_tools.spdx.rdfschema.namespace import SPDX_NAMESPACE

    graph = _graph(data, source)
    errors: list[SbomError] = []
    documents = list(graph.subjects(_type(), SPDX_NAMESPACE.SpdxDocument))
    # The library ends the process for other numbers, and for an address it cannot take apart.
    if len(documents) != 1 or not re.fullmatch(r"[^#]+#.+", str(documents[0])):
        raise InvalidSbom(source, "RDF without one SPDX document of its own", "Give an SPDX 2 document")
    parsed, message = attempt(parse_creation_info, graph)
    if message is not None:
        raise InvalidSbom(source, f"no creation info ({message})", "Correct the file")
    creation = parsed[0]
    name, namespace = creation.name, creation.document_namespace
    kinds = (("package", SPDX_NAMESPACE.Package), ("file", SPDX_NAMESPACE.File))
    nodes = {kind: sorted(graph.subjects(_type(), sort), key=str) for kind, sort in kinds}
    kind = "package" if nodes["package"] else "file"
    read = _package if kind == "package" else _file
    entries = tuple(read(graph, one, namespace, errors) for one in nodes[kind])
    return Inventory(
        "spdx-rdf",
        spdx2_version(creation.spdx_version, source),
        name,
        entries,
        partial(_annotated, graph, nodes[kind], source),
        _texts(graph, namespace, errors),
        tuple(errors),
    )


def _graph(data: bytes, source: str) -> Graph:
    from xml.sax import SAXException

    from rdflib import Graph
    from rdflib.exceptions import Error

    graph = Graph(bind_namespaces="none")
    try:
        # It warns of values that are none of their type, and shows them whole.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            graph.parse(data=data, format="xml")
    except (SAXException, Error, ValueError, LookupError, TypeError) as error:
        said = str(error).strip().split("\n")[0][:200]
        raise InvalidSbom(source, f"not readable as RDF ({said})", "Correct the file") from error
    return graph


def _type() -> Node:
    from rdflib import RDF

    return RDF.type


def _package(graph: Graph, node: Node, namespace: str, errors: list[SbomError]) -> Entry:
    from spdx_tools.spdx.parser.rdf.package_parser import parse_package

    package = _parsed(parse_package, graph, node, namespace, errors)
    if package is None:
        return Entry(str(node), "", None, None, "package", None, None, broken=True)
    purl = next((one.locator for one in package.external_references if one.reference_type == "purl"), None)
    concluded, declared = package.license_concluded, package.license_declared
    return Entry(
        package.spdx_id, package.name, package.version, purl, "package", _stated(concluded), _stated(declared)
    )


def _file(graph: Graph, node: Node, namespace: str, errors: list[SbomError]) -> Entry:
    from spdx_tools.spdx.parser.rdf.file_parser import parse_file

    file = _parsed(parse_file, graph, node, namespace, errors)
    if file is None:
        return Entry(str(node), "", None, None, "file", None, None, broken=True)
    found = [_stated(one) for one in file.license_info_in_file]
    terms = tuple(dict.fromkeys(term for one in found if one for term in one))
    declared = terms or (() if () in found else None)
    return Entry(file.spdx_id, file.name, None, None, "file", _stated(file.license_concluded), declared)


def _stated(value: Any) -> Statement | None:
    return None if value is None else spdx_statement(str(value))


def _parsed(parse: Any, graph: Graph, node: Node, namespace: str, errors: list[SbomError]) -> Any:
    place = str(node).rpartition("#")[2] or str(node)
    if not _small(graph, node):
        errors.append(refused(place, f"license sets of more than {MOST_MEMBERS:,} members, or of themselves"))
        return None
    element, message = attempt(parse, node, graph, namespace)
    if message is not None:
        errors.append(refused(place, message))
    return element


def _small(graph: Graph, node: Node) -> bool:
    """Whether the license sets of an element, written out as the library does, stay small."""
    from spdx_tools.spdx.rdfschema.namespace import SPDX_NAMESPACE

    fields = ("licenseConcluded", "licenseDeclared", "licenseInfoFromFiles", "licenseInfoInFile")
    level = [value for field in fields for value in graph.objects(node, SPDX_NAMESPACE[field])]
    seen = 0
    while level:
        seen += len(level)
        if seen > MOST_MEMBERS:
            return False
        level = [member for one in level for member in graph.objects(one, SPDX_NAMESPACE.member)]
    return True


def _texts(graph: Graph, namespace: str, errors: list[SbomError]) -> Mapping[str, str]:
    from spdx_tools.spdx.parser.rdf.extracted_licensing_info_parser import parse_extracted_licensing_info
    from spdx_tools.spdx.rdfschema.namespace import SPDX_NAMESPACE

    texts = {}
    for node in graph.objects(None, SPDX_NAMESPACE.hasExtractedLicensingInfo):
        info, message = attempt(parse_extracted_licensing_info, node, graph, namespace)
        if message is not None:
            errors.append(refused(str(node), message))
        elif info.license_id and info.extracted_text:
            texts[info.license_id] = info.extracted_text
    return texts


def _annotated(graph: Graph, nodes: Sequence[Node], source: str, notes: Sequence[Note]) -> bytes:
    from rdflib import RDF, RDFS, BNode, Literal
    from spdx_tools.spdx.rdfschema.namespace import SPDX_NAMESPACE

    spdx, date = SPDX_NAMESPACE, annotation_date()
    for node, note in zip(nodes, notes, strict=True):
        for earlier in list(graph.objects(node, spdx.annotation)):
            if str(graph.value(earlier, spdx.annotator)).startswith(TOOL):
                graph.remove((earlier, None, None))
                graph.remove((node, spdx.annotation, earlier))
        mark, said = BNode(), annotation(note, date)
        graph.add((node, spdx.annotation, mark))
        graph.add((mark, RDF.type, spdx.Annotation))
        graph.add((mark, spdx.annotationType, spdx.annotationType_other))
        graph.add((mark, spdx.annotator, Literal(said["annotator"])))
        graph.add((mark, spdx.annotationDate, Literal(said["annotationDate"])))
        graph.add((mark, RDFS.comment, Literal(said["comment"])))
    graph.bind("spdx", spdx)
    try:
        return bytes(graph.serialize(format="xml", encoding="utf-8"))
    except ValueError as error:
        # Names that RDF/XML can be read with and has no words for.
        why = str(error).strip().split("\n")[0][:200]
        raise UnsupportedSbom(source, f"not to be written as RDF ({why})", "Correct the file") from error
