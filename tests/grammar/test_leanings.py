from __future__ import annotations

import math
from pathlib import Path

import pytest

import osdcheck
from osdcheck.analysis import read
from osdcheck.core.parse import Leaning
from osdcheck.core.unit import Piece, Unit
from osdcheck.grammar.layers import read_layers, write_layers
from osdcheck.grammar.leanings import HARMLESS, JOINT, is_restricting, is_weighable, leaning_of, traits_of
from osdcheck.judgment.granting import needed_grants
from osdcheck.judgment.kinds import find_hits
from osdcheck.judgment.net import UNCLASSIFIED, can_be_overruled, overrule
from osdcheck.judgment.signs import find_leaning
from osdcheck.resources import data_folder
from osdcheck.tables import load_kinds, load_net

NET = data_folder("grammars") / "en" / "leanings.bin"
MIT = (data_folder("license_texts") / "MIT.txt").read_text(encoding="utf-8")

SENTENCES = (
    "By altering the files a person forfeits the right to circulate them.",
    "You may not use the Software in hospitals.",
    "Before you pass a copy to anyone, ask us in writing and wait for our consent.",
)


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


@pytest.mark.parametrize(
    ("zone", "weighable"), [("disclaimer", True), ("definition", True), ("preamble", False)]
)
def test_what_can_bind_is_weighed(zone: str, weighable: bool) -> None:
    text = "The authors shall look elsewhere for any warranty of it."
    assert is_weighable(unit(text, zone=zone)) is weighable


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


def test_every_output_of_the_net_is_a_restriction_of_the_table_or_grants() -> None:
    known = {kind.id for kind in load_kinds() if kind.effect == "restriction"}
    outputs = set(read_layers(NET.read_bytes()).outputs)
    assert {name for name in outputs if is_restricting(name)} <= known
    assert {name for name in outputs if not is_restricting(name)} == {
        HARMLESS,
        *needed_grants(),
        JOINT.join(sorted(needed_grants())),
    }


def test_a_restriction_in_words_no_frame_knows_is_seen() -> None:
    sentence = "Undertakings that live on the casino trade shall have no right to work with the program."
    report = osdcheck.check_license(f"{MIT}\n\n{sentence}\n", identify=False)
    assert report.overall != "open"
    assert any(finding.quote == sentence for finding in report.findings)


def test_a_harmless_sentence_in_the_same_words_does_not_lean() -> None:
    assert leaning_of(unit("The casino trade is as welcome to these terms as any other.")).score < 0.5


def test_a_written_net_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "net.bin"
    weights = {"w a": [1.27, -2.54], "w b": [0.001, 0.0], "w ü": [9.0, 9.0], "e c": [0.0, 1.27]}
    outward = [[0.0, 1.0, 0.0], [0.5, 0.0, 1.0]]
    write_layers(path, outputs=["one", "other"], weights=weights, biases=[0.0, 1.0], outward=outward)
    net = read_layers(path.read_bytes())
    assert set(net.rows) == {"w a", "e c"}
    hidden = (1.27, 0.0)
    sums = (hidden[0], 0.5 + hidden[1])
    share = 1 / (1 + math.exp(sums[1] - sums[0]))
    assert net.likelihoods({"w": {"a", "b", "unknown"}}) == pytest.approx({"one": share, "other": 1 - share})
    assert net.likelihoods({"e": {"c"}})["other"] == pytest.approx(
        1 / (1 + math.exp(0.0 - 0.5 - 2.27)), abs=0.01
    )


def test_the_more_sentences_are_weighed_the_more_has_one_to_lean() -> None:
    levels = load_net().leaning
    assert levels.enough(1) == levels.least
    assert levels.least < levels.enough(4) < levels.enough(8) <= levels.most
    assert levels.enough(10_000) == levels.most


def test_no_name_of_a_license_or_vendor_has_a_weight() -> None:
    words = {word for name in read_layers(NET.read_bytes()).rows for word in name.split()}
    assert words.isdisjoint({"llama", "gemma", "hunyuan", "tencent", "polyform", "openrail", "mongodb"})


@pytest.mark.parametrize(("score", "kinds"), [(0.0, []), (0.05, []), (0.07, ["no-sale"]), (0.5, ["no-sale"])])
def test_a_kind_whose_words_hardly_restrict_is_dropped(score: float, kinds: list[str]) -> None:
    hits = find_hits(read("You may use the Software. You may not sell the Software.").parses)
    left = overrule(hits, {hit.unit.index: score for hit in hits})
    assert [hit.kind for hit in left if hit.effect == "restriction"] == kinds
    assert [hit.kind for hit in left if hit.effect == "grant"] == ["grant-use"]


def test_a_privilege_of_the_licensor_is_not_dismissed() -> None:
    own = "any code which Acme otherwise would have a right to license"
    words = f"prohibit Acme from licensing under different terms than this License {own}"
    hits = find_hits(read(f"You may use it. Nothing in this License shall be interpreted to {words}.").parses)
    assert "licensor-privilege" in {hit.kind for hit in hits}
    left = overrule(hits, {hit.unit.index: 0.0 for hit in hits})
    assert [hit.kind for hit in left if hit.effect == "restriction"] == [UNCLASSIFIED]


def test_what_is_unclear_anyway_is_not_overruled() -> None:
    hits = find_hits(read("You may use it under the terms of the GNU General Public License.").parses)
    assert overrule(hits, {hit.unit.index: 0.0 for hit in hits}) == hits
    assert "vague" in {hit.kind for hit in hits}


def test_only_short_operative_sentences_can_be_overruled() -> None:
    sentence = "You may not sell the Software."
    assert can_be_overruled(unit(sentence))
    assert not can_be_overruled(unit(sentence, zone="definition"))
    assert not can_be_overruled(unit(" ".join([sentence] * 10)))
    assert not can_be_overruled(unit("The authors warrant nothing; you may not sell the Software."))
    assert not can_be_overruled(unit("You don't need to tell us, but you may not host it for others."))


def test_kinds_that_fit_nearly_alike_count_both() -> None:
    rival = load_net().leaning.rival
    assert 0 < rival < 1
    counts = {len(leaning_of(unit(text)).kinds) for text in SENTENCES}
    assert counts == {1, 2}


ODD = (
    "Cloned panels need a different brand.",
    "The knobs turn to the right.",
    "Solder with care and good light.",
    "Varnish dries overnight in a warm shop.",
)


@pytest.mark.parametrize(("sentences", "verdict"), [(1, "fail"), (2, "fail"), (3, "unclear"), (4, "unclear")])
def test_one_odd_sentence_of_many_is_for_a_person_to_see(sentences: int, verdict: str) -> None:
    grant = "You may use, copy, modify and distribute the panels, with or without changes, for any purpose."
    text = "\n\n".join((grant, *ODD[:sentences]))
    report = osdcheck.check_license(text, identify=False)
    assert {clause.verdict for clause in report.clauses} == {"pass", verdict}
    assert {found.quote for found in report.findings if found.effect == "restriction"} == {ODD[0]}


@pytest.mark.parametrize(("kind", "verdict"), [("no-patent-license", "unclear"), ("field-ban", "fail")])
def test_a_sentence_that_leans_to_what_never_decides_does_not_decide(kind: str, verdict: str) -> None:
    parses = read(MIT + "\n\nNow and then a brand of that sort is not for the taking.\n").parses
    leanings = {parses[-1].unit.index: Leaning(1.0, (kind,), 1.0)}
    assert [(hit.kind, hit.verdict) for hit in find_leaning(parses, (), leanings)] == [(kind, verdict)]


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        ("You may not use the Software for illegal purposes.", "unclear"),
        ("You may not:\n- use the Software for illegal purposes;\n- rent out the Software.", "fail"),
    ],
)
def test_a_ban_on_unlawful_use_decides_among_other_bans(rule: str, verdict: str) -> None:
    report = osdcheck.check_license(f"{MIT}\n\n{rule}\n", identify=False)
    assert {clause.number: clause.verdict for clause in report.clauses}[6] == verdict
