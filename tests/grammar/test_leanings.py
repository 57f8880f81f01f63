from __future__ import annotations

import json
from pathlib import Path

import pytest

import osdcheck
from osdcheck.core.unit import Piece, Unit
from osdcheck.grammar.leanings import is_weighable, leaning_of, traits_of, write_net
from osdcheck.resources import data_folder
from osdcheck.tables import load_kinds

MIT = (data_folder("license_texts") / "MIT.txt").read_text(encoding="utf-8")


def unit(text: str, *, stem: int = 0, zone: str = "operative") -> Unit:
    return Unit(0, text, (Piece(0, len(text), 0),), stem, zone, "")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "weighable"),
    [
        ("Undertakings of that sort shall look elsewhere for a tool.", True),
        ("Rights granted", False),
        ("This License and the rights granted hereunder will terminate:", False),
        ("Too short a sentence.", False),
    ],
)
def test_whole_sentences_are_weighed(text: str, weighable: bool) -> None:
    assert is_weighable(unit(text)) is weighable


def test_disclaimers_are_not_weighed() -> None:
    text = "The authors shall look elsewhere for any warranty of it."
    assert not is_weighable(unit(text, zone="disclaimer"))


def test_traits_are_words_classes_and_facts() -> None:
    sorts = {name.split(" ")[0] for name in traits_of("You may not use the Software in hospitals.")}
    assert {"w", "b", "c", "d", "m", "a"} <= sorts


def test_a_word_is_weighed_under_the_turn_it_stands_under() -> None:
    banned = traits_of("You may not, in any event, sell the work; copies are yours.")
    allowed = traits_of("You may, in any event, sell the work; copies are yours.")
    assert "q ban sell" in banned
    assert "q ban sell" not in allowed
    assert "q leave sell" in allowed
    assert not any(name.startswith("q") and name.endswith(" your") for name in banned)


def test_every_kind_of_the_net_is_a_restriction_of_the_table() -> None:
    head = (data_folder("grammars") / "en" / "leanings.bin").read_bytes().partition(b"\n")[0]
    known = {kind.id for kind in load_kinds() if kind.effect == "restriction"}
    assert set(json.loads(head)["kinds"]) <= known


def test_a_restriction_in_words_no_frame_knows_is_seen() -> None:
    sentence = "Undertakings that live on the casino trade shall have no right to work with the program."
    report = osdcheck.check_license(f"{MIT}\n\n{sentence}\n", identify=False)
    assert report.overall != "open"
    assert any(finding.quote == sentence for finding in report.findings)


def test_a_harmless_sentence_in_the_same_words_leans_to_nothing() -> None:
    assert leaning_of(unit("The casino trade is as welcome to these terms as any other.")).kind == ""


def test_a_written_net_keeps_names_and_signs(tmp_path: Path) -> None:
    path = tmp_path / "net.bin"
    weights = {"w a": [1.0, -2.0], "w b": [0.001, 0.0], "w ü": [3.0, 3.0]}
    write_net(path, kinds=["field-ban"], biases=[0.0, 0.0], weights=weights)
    head, _, rest = path.read_bytes().partition(b"\n")
    names = rest[: json.loads(head)["names"]]
    assert names == b"w a"
    assert list(memoryview(rest[len(names) :]).cast("b")) == [32, -64]


def test_no_name_of_a_license_or_vendor_has_a_weight() -> None:
    head, _, rest = (data_folder("grammars") / "en" / "leanings.bin").read_bytes().partition(b"\n")
    words = set(rest[: json.loads(head)["names"]].decode("ascii").split())
    assert words.isdisjoint({"llama", "gemma", "hunyuan", "tencent", "polyform", "openrail", "mongodb"})
