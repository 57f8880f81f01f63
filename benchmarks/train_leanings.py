"""Trains the net of leanings and writes ``grammars/en/leanings.bin``.

Needs scikit-learn, and for the table of word likeness sentence vectors of single words
(``--vectors FILE.npz`` with ``words`` and ``vectors``; made by ``word_vectors.py``). As the tests' corpus
is read as well, run it as ``PYTHONPATH=. python benchmarks/train_leanings.py``.

Reads what may be read: composed and written sentences (``benchmarks/training/``), the corpus cases of the
kinds, the read slipped and harmless sentences, quotes of the folds that are open, the units of texts that are
called free, and of texts that are not open those that labels quote, each with its kind, and those which bear
on clauses that pass. The closed folds, texts
that share a name with one of theirs, and the ``holdout``, ``blind``, ``sealed`` and ``unseen`` sentences stay
out.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy
from composing import Labeled, compose
from license_data import (
    CLOSED_FOLD,
    DATA,
    LEAST_CHARACTERS,
    authority_lists,
    closed_keys,
    gold_rows,
    json_lines,
    license_text,
    standalone_rows,
)
from net_report import report
from scipy.sparse import csr_matrix
from scoring import UNSCORED_GOLD_KINDS
from sklearn.neural_network import MLPClassifier

from osdcheck.analysis import read
from osdcheck.document import read_document
from osdcheck.grammar.layers import LIKENED, write_layers
from osdcheck.grammar.leanings import HARMLESS, JOINT, is_restricting, is_weighable, traits_of
from osdcheck.grammar.traits import stem
from osdcheck.grammar.words import split_words
from osdcheck.judgment.granting import needed_grants
from osdcheck.judgment.kinds import Hit, find_hits, set_aside
from osdcheck.resources import data_folder
from osdcheck.structure import find_units
from osdcheck.tables import load_kinds
from tests.corpus.cases import load_folder, read_findings

TRAINING = Path(__file__).parent / "training"
PER_KIND, HARMLESS_COMPOSED, SEED = 220, 5000, 7
LEAST_COUNT = 3
HIDDEN, DECAY, RATE, BATCH, PORTION = 48, 1e-3, 3e-3, 512, 4096
ROUNDS, FEW_ROUNDS = 10, 4
REAL_TIMES, QUOTED_TIMES = 5, 2
"""How often a unit of a real license that restricts nobody, and one that a label quotes, is seen for
each time that a written sentence is."""
_OF_WORDS = {"w ": 1, "b ": 1, "q ": 2, "r ": 2}
"""Sorts of traits that hold words, and where in their names the words begin."""
_ALIKE = f"{LIKENED} "
"""How traits begin that stand for the likeness of a word."""
SHORTEST_QUOTE = 25
"""Characters of a quote that tell which unit it is from."""
DOUBTFUL = 0.85
"""A unit of a text that nobody but a collection calls free is not learned from when it scores this much."""
UNTOLD = "untold"
"""Kind of a sentence of which is only known that it does not grant: it may restrict."""
CALM = 0.3
"""Below this score such a sentence is learned from as a harmless one."""


@dataclass(frozen=True, slots=True)
class Example:
    """Traits and the kind they stand for; a real unit has its license (``text``)."""

    traits: tuple[str, ...]
    kind: str
    source: str
    text: str = ""


def sentences() -> Iterator[Labeled]:
    """Every sentence that may be trained on, with its kind."""
    yield from compose(PER_KIND, HARMLESS_COMPOSED, SEED)
    for path in sorted(TRAINING.glob("written_*.jsonl")):
        for row in json_lines(path):
            yield Labeled(row["sentence"], row.get("kind", HARMLESS), path.stem)
    for path in sorted(TRAINING.glob("granted_*.jsonl")):
        for row in json_lines(path):
            yield Labeled(row["sentence"], JOINT.join(sorted(row["grants"])) or UNTOLD, path.stem)
    for part in ("dev", "later", "plain"):
        for row in json_lines(DATA / f"slipped_{part}.jsonl"):
            yield Labeled(row["sentence"], row["kind"], part)
        for row in json_lines(DATA / f"harmless_{part}.jsonl"):
            yield Labeled(row["sentence"], HARMLESS, part)
    for labeled in corpus_sentences():
        yield from [labeled] * REAL_TIMES
    for row in gold_rows():
        for finding in row["findings"] if row["fold"] != CLOSED_FOLD else ():
            if finding.get("quote") and finding["kind"] not in {"missing-grant", "vague"}:
                yield Labeled(finding["quote"], finding["kind"], "gold")


def corpus_sentences() -> Iterator[Labeled]:
    """Sentences of the corpus cases of the kinds: what they quote, and cases in which nothing restricts."""
    kinds = {kind.id for kind in load_kinds()}
    for case in load_folder("kinds"):
        restrictions = [one for one in read_findings(case) if one.effect == "restriction"]
        for one in restrictions:
            if one.kind in kinds:
                yield Labeled(one.quote, one.kind, "corpus")
        if not restrictions and not case.values("latent"):
            for unit in find_units(read_document(case.text, name=case.title)):
                yield Labeled(unit.text, HARMLESS, "corpus")


def free_keys() -> list[str]:
    """Texts that an authority, several voices or a label of an open fold call open."""
    gold = {row["key"]: row for row in gold_rows()}
    lists = authority_lists()
    labeled = [key for key, row in gold.items() if row["overall"] == "open"]
    keys = dict.fromkeys([*lists["approved"], *lists["called-free"], *labeled])
    return _outside_closed_families(keys)


def _outside_closed_families(keys: Iterable[str]) -> list[str]:
    closed = {key.split("-")[0] for key in closed_keys()}
    return [key for key in keys if key.split("-")[0] not in closed]


def weak_keys() -> list[str]:
    """Texts of which a collection says that they are free, and nobody else says anything."""
    known = {row["key"] for row in gold_rows()} | set(free_keys())
    rows = standalone_rows(least_characters=LEAST_CHARACTERS)
    likely = [row["key"] for row in rows if row["weak_label"].startswith("likely_open")]
    return _outside_closed_families(key for key in likely if key not in known)


@cache
def strict_rows() -> dict[str, dict[str, Any]]:
    """Labels of texts that may be read and are not open, by key."""
    rows = {row["key"]: row for row in gold_rows() if row["overall"] != "open"}
    return {key: rows[key] for key in _outside_closed_families(rows)}


def calm_units(net: Net, units: list[Example], rows: dict[str, dict[str, Any]]) -> list[Example]:
    """Units of texts that are not open which restrict nothing: all clauses of their likeliest kind pass."""
    clauses = {kind.id: {clause for case in kind.cases for clause in case.clauses} for kind in load_kinds()}
    return [
        one
        for one, kind in zip(units, net.kinds(units), strict=True)
        if all(rows[one.text]["verdicts"][str(clause)] == "pass" for clause in clauses[kind])
    ]


def quoted_examples(key: str) -> list[Example]:
    """Units of a labeled text that its label quotes, each with the kind it is quoted for."""
    units = [parse.unit for parse in read(license_text(key)).parses if is_weighable(parse.unit)]
    found: dict[tuple[int, str], Example] = {}
    for finding in strict_rows()[key]["findings"]:
        quote = _plain(finding.get("quote") or "")
        if len(quote) < SHORTEST_QUOTE or finding["kind"] in UNSCORED_GOLD_KINDS:
            continue
        half = max(SHORTEST_QUOTE, len(quote) // 2)
        for unit in units:
            if quote[:half] in _plain(unit.text) or quote[-half:] in _plain(unit.text):
                example = Example(traits_of(unit.text), finding["kind"], "quoted", key)
                found[unit.index, finding["kind"]] = example
                break
    return list(found.values())


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def sentence_example(row: Labeled) -> Example:
    """Example of one sentence; a harmless one stands for what it grants, as the grammar reads it."""
    kind = row.kind
    if kind == HARMLESS:
        kind = granting(find_hits(set_aside(read(row.sentence).parses)))
    return Example(traits_of(row.sentence), kind, row.source)


def granting(hits: Iterable[Hit]) -> str:
    """Output of the net for a sentence that restricts nobody and in which the grammar finds these grants."""
    return JOINT.join(sorted({hit.kind for hit in hits if hit.kind in needed_grants()})) or HARMLESS


def unit_examples(task: tuple[str, str]) -> list[Example]:
    """Units of a text ``(key, source)`` in which the grammar finds no restriction."""
    key, source = task
    parses = read(license_text(key)).parses
    hits = find_hits(set_aside(parses))
    restricting = {hit.unit.index for hit in hits if hit.effect == "restriction"}
    given: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        given[hit.unit.index].append(hit)
    return [
        Example(traits_of(parse.unit.text), granting(given[parse.unit.index]), source, key)
        for parse in parses
        if parse.unit.index not in restricting and is_weighable(parse.unit)
    ]


class Space:
    """Numbers of the traits, and examples as rows of a matrix."""

    def __init__(self, examples: list[Example], vectors: dict[str, Any]) -> None:
        counts = Counter(name for one in examples for name in one.traits if not name.startswith(_ALIKE))
        self.names = sorted(name for name, count in counts.items() if count >= LEAST_COUNT)
        self._at = {name: index for index, name in enumerate(self.names)}
        self._vectors = vectors
        self._size = len(next(iter(vectors.values()))) if vectors else 0

    def matrix(self, examples: list[Example]) -> csr_matrix:
        """One row an example: plain traits by the root of their count, then the mean of the word vectors."""
        ends, columns, values = [0], [], []
        for one in examples:
            plain = [self._at[name] for name in one.traits if name in self._at]
            columns += plain
            values += [max(1, len(plain)) ** -0.5] * len(plain)
            words = [
                self._vectors[name.removeprefix(_ALIKE)]
                for name in one.traits
                if name.startswith(_ALIKE) and name.removeprefix(_ALIKE) in self._vectors
            ]
            if words:
                columns += range(len(self.names), len(self.names) + self._size)
                values += (sum(words) / len(words) ** 0.5).tolist()
            ends.append(len(columns))
        shape = (len(examples), len(self.names) + self._size)
        return csr_matrix((numpy.array(values, dtype=numpy.float32), columns, ends), shape=shape)

    def weights(self, inward: Any) -> dict[str, Any]:
        """Weights by trait; those of the vectors are folded into one row for every word."""
        plain = dict(zip(self.names, inward[: len(self.names)], strict=True))
        dense = inward[len(self.names) :]
        return plain | {f"{_ALIKE}{word}": vector @ dense for word, vector in self._vectors.items()}


@dataclass(frozen=True, slots=True)
class Net:
    """A fitted model over a space: one hidden layer, an output for each kind and one for what is harmless."""

    space: Space
    model: MLPClassifier

    def likelihoods(self, examples: list[Example]) -> Any:
        """One row an example, one column an output."""
        return self.model.predict_proba(self.space.matrix(examples))

    def scores(self, examples: list[Example]) -> Any:
        """Likelihood that each example restricts."""
        return 1.0 - self.likelihoods(examples)[:, self._calm].sum(axis=1)

    def kinds(self, examples: list[Example]) -> list[str]:
        """Likeliest kind of each example, if it restricts."""
        table = self.likelihoods(examples)
        table[:, self._calm] = 0.0
        return [str(self.model.classes_[at]) for at in table.argmax(1)]

    @property
    def _calm(self) -> list[int]:
        return [at for at, name in enumerate(self.model.classes_) if not is_restricting(name)]


def fit(examples: list[Example], vectors: dict[str, Any], *, rounds: int) -> Net:
    """A net that saw each example so many times, in an order drawn anew; units of licenses more often."""
    space = Space(examples, vectors)
    matrix = space.matrix(examples)
    kinds = numpy.array([one.kind for one in examples])
    order = numpy.repeat(numpy.arange(len(examples)), [_times(one) for one in examples])
    chance = numpy.random.default_rng(SEED)
    model = MLPClassifier(
        (HIDDEN,), alpha=DECAY, batch_size=BATCH, learning_rate_init=RATE, random_state=SEED
    )
    for _ in range(rounds):
        chance.shuffle(order)
        for part in numpy.array_split(order, len(order) // PORTION + 1):
            model.partial_fit(matrix[part], kinds[part], classes=numpy.unique(kinds))
    return Net(space, model)


def _times(one: Example) -> int:
    if one.source == "quoted":
        return QUOTED_TIMES
    return REAL_TIMES if one.text else 1


def out_of_fold(
    trained: list[Example], free: list[Example], vectors: dict[str, Any]
) -> list[tuple[Example, float]]:
    """Score of each free unit by a net that saw no text of the family."""
    scored: list[tuple[Example, float]] = []
    side = [zlib.crc32(one.text.split("-")[0].encode()) % 2 for one in free]
    for fold in (0, 1):
        others = [one for one, at in zip(free, side, strict=True) if at != fold]
        net = fit([*trained, *others], vectors, rounds=FEW_ROUNDS)
        held = [one for one, at in zip(free, side, strict=True) if at == fold]
        scored += zip(held, map(float, net.scores(held)), strict=True)
    return scored


def scores_by_text(scored: list[tuple[Example, float]]) -> list[list[float]]:
    """Scores of the units of each free text in which the grammar finds no restriction."""
    scores: dict[str, list[float]] = {}
    for one, score in scored:
        if one.source == "free":
            scores.setdefault(one.text, []).append(score)
    return list(scores.values())


def held_out(sort: str) -> list[Example]:
    """Sentences of a sort that are not trained on."""
    rows = json_lines(DATA / f"{sort}_holdout.jsonl")
    return [Example(traits_of(row["sentence"]), row.get("kind", HARMLESS), sort) for row in rows]


def without_names(weights: dict[str, Any], vectors: dict[str, Any]) -> dict[str, Any]:
    """The weights of traits whose words are common ones or stand in sentences written for the net.

    What is left out are mostly the names of vendors and licenses: a name must not decide.
    """
    known = {stem(word) for word in vectors} | {"<num>", "<s>", "</s>", "<url>"}
    for row in sentences():
        if row.source != "gold":
            known.update(map(stem, split_words(row.sentence).words))
    return {
        name: row
        for name, row in weights.items()
        if name[:2] not in _OF_WORDS or known.issuperset(name.split(" ")[_OF_WORDS[name[:2]] :])
    }


def main() -> None:
    """Train, report on what was held out, write the net."""
    parser = argparse.ArgumentParser(description="Train the net of leanings.")
    parser.add_argument("--vectors", type=Path, required=True, help="word vectors (.npz)")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    arguments = parser.parse_args()
    stored = numpy.load(arguments.vectors)
    vectors = dict(zip(stored["words"].tolist(), stored["vectors"], strict=True))
    with ProcessPoolExecutor(arguments.jobs) as pool:
        trained = list(pool.map(sentence_example, sentences(), chunksize=200))
        tasks = [*((key, "free") for key in free_keys()), *((key, "weak") for key in weak_keys())]
        free = [one for many in pool.map(unit_examples, tasks, chunksize=8) for one in many]
        strict = strict_rows()
        tasks = [(key, "labeled") for key in strict]
        labeled = [one for many in pool.map(unit_examples, tasks, chunksize=8) for one in many]
        quoted = [one for many in pool.map(quoted_examples, strict, chunksize=8) for one in many]
    trained += quoted
    untold = [one for one in trained if one.kind == UNTOLD]
    trained = [one for one in trained if one.kind != UNTOLD]
    told = {(one.text, one.traits) for one in quoted}
    labeled = [one for one in labeled if (one.text, one.traits) not in told]
    scored = out_of_fold(trained, free, vectors)
    free = [one for one, score in scored if one.source == "free" or score < DOUBTFUL]
    first = fit([*trained, *free], vectors, rounds=FEW_ROUNDS)
    free += calm_units(first, labeled, strict)
    trained += [
        replace(one, kind=HARMLESS)
        for one, score in zip(untold, first.scores(untold), strict=True)
        if score < CALM
    ]
    net = fit([*trained, *free], vectors, rounds=ROUNDS)
    print(f"{len(trained)} sentences, {len(free)} units, {len(net.space.names)} traits, {len(vectors)} words")
    held = {sort: held_out(sort) for sort in ("slipped", "harmless")}
    report(net, scores_by_text(scored), held["slipped"], held["harmless"])
    inward, outward = net.model.coefs_
    hidden, last = net.model.intercepts_
    write_layers(
        Path(str(data_folder("grammars"))) / "en" / "leanings.bin",
        outputs=[str(name) for name in net.model.classes_],
        weights=without_names(net.space.weights(inward), vectors),
        biases=hidden.tolist(),
        outward=numpy.column_stack([last, outward.T]).tolist(),
    )


if __name__ == "__main__":
    main()
