"""What holds for every text: pieces lead back to the clean text, and no word is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osdcheck.core.document import Document
from osdcheck.core.unit import Unit
from osdcheck.document import read_document
from osdcheck.structure import find_units
from tests.structure.cases import clean_document

KEYS = """
addthis-mobile-sdk-1.0 afpl-8.0 apache-2.0 arachni-psl-1.0 arm-cortex-mx artistic-2.0
atmel-microcontroller beegfs-eula-2024 beerware bigscience-rail-1.0 binary-linux-firmware bpmn-io
bsd-4-clause-shortened bsd-new cc-by-nc-4.0 cockroachdb-2024-10-01 commons-clause cve-tou
diffgram-dlv2 eclipse-sua-2010 elastic-license-v2 fsf-unlimited-no-warranty fsl-1.0-apache-2.0
gpl-3.0 hippocratic-1.0 hippocratic-3.0 iozone jprs-oscl-1.1 jpython-1.1 json llama-2-license-2023
llama-3.1-license-2024 logica-1.0 mdl-2021 melange microchip-enc28j60-2009
microsoft-enterprise-library-eula mpeg-7 mpl-2.0 ms-pl netronome-firmware notre-dame
openai-tou-20230314 s-lab-1.0 semgrep-registry service-comp-arch shavlik-eula sleepycat
stability-ai-community-2024 tencent-hunyuan-3d-2.0-cla thomas-bandt trainy-1.0 windriver-commercial
xfree86-1.1
""".split()  # noqa: SIM905 -- a list of fifty literals reads worse

ENUMERATOR = re.compile(
    r"\W*(?:(?:section|article|clause|part)\W+)?(?:\d+(?:\.\d+)*|[a-z]|[ivx]{2,5})?[\W_]*", re.IGNORECASE
)
FRAGMENTS = (
    "You may not:",
    "you agree that you will not",
    "(a) sell copies;",
    "b) rent it",
    "1. Grant. You may copy.",
    "2.1",
    "(ii) lend;",
    "iv.",
    "- for war",
    "* Use is prohibited.",
    '"Work" means the files',
    "Prohibited Uses",
    "If you",
    "END OF TERMS AND CONDITIONS",
    "Section 3: Duties",
    "AS IS, WITHOUT WARRANTY",
    "e.g. this",
    "(c) 2004",
    "o",
    'Inc. "All rights reserved."',
    "§ 4.",
    "provided that",
    ";",
    "-----",
    "\u2028",
    "ſ",
    "İ",
    "\x1f",
    "\xa0",
)
BLANKS = (" ", "  ", "\n", "\n\n", "\n  ", "\t", "")


def folded(text: str) -> str:
    return " ".join(text.split())


def check_pieces(document: Document, unit: Unit) -> None:
    assert unit.text == folded(unit.text) != ""
    assert unit.pieces
    assert 0 <= unit.stem_length < len(unit.text)
    for piece in unit.pieces:
        assert folded(unit.text[piece.start : piece.end]) == unit.text[piece.start : piece.end] != ""
        for start, end in (
            (piece.start, piece.end),
            (piece.start + (piece.end - piece.start) // 3, piece.end - 1),
        ):
            if start >= end:
                continue
            low, high = unit.clean_range(start, end)
            assert high - low == end - start
            assert folded(document.clean[low:high]) == folded(unit.text[start:end])


def lost_words(document: Document, units: tuple[Unit, ...]) -> list[str]:
    """Stretches of clean text that stand in no unit, enumerators and drawn lines left out."""
    covered = bytearray(len(document.clean))
    for unit in units:
        for piece in unit.pieces:
            length = piece.end - piece.start
            covered[piece.clean_start : piece.clean_start + length] = b"\1" * length
    lost: list[str] = []
    for gap in re.finditer(rb"\0+", bytes(covered)):
        for line in document.clean[gap.start() : gap.end()].splitlines():
            if ENUMERATOR.fullmatch(line) is None:
                lost.append(line)
    return lost


@pytest.mark.parametrize("key", KEYS)
def test_nothing_is_lost_in_a_real_license(key: str) -> None:
    licensedcode = pytest.importorskip("licensedcode")
    path = Path(licensedcode.__file__).parent / "data" / "licenses" / f"{key}.LICENSE"
    document = read_document(path.read_text(encoding="utf-8").split("\n---\n", 1)[-1])
    units = find_units(document)
    assert lost_words(document, units) == []
    assert [unit.index for unit in units] == list(range(len(units)))
    for unit in units:
        check_pieces(document, unit)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(BLANKS)), max_size=25))
def test_fragments_in_any_order(parts: list[tuple[str, str]]) -> None:
    document = clean_document("".join(word + blank for word, blank in parts))
    units = find_units(document)
    assert lost_words(document, units) == []
    for unit in units:
        check_pieces(document, unit)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_characters(text: str) -> None:
    document = clean_document(text)
    for unit in find_units(document):
        check_pieces(document, unit)
