"""Trains the net of leanings and writes ``grammars/en/leanings.bin``.

Needs scikit-learn, and for the table of word likeness sentence vectors of single words
(``--vectors FILE.npz`` with ``words`` and ``vectors``; made by ``word_vectors.py``).
Reads what may be read: composed and written sentences (``benchmarks/training/``), the read slipped and
harmless sentences, quotes of the folds that are open, and the units of texts that are called free. The closed
fold, texts that share a name with one of it, and the holdout sentences stay out.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
from composing import HARMLESS, Labeled, compose
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
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from osdcheck.analysis import read
from osdcheck.grammar.leanings import is_weighable, traits_of, write_net
from osdcheck.grammar.traits import stem
from osdcheck.grammar.words import split_words
from osdcheck.judgment.kinds import find_hits, set_aside
from osdcheck.resources import data_folder

TRAINING = Path(__file__).parent / "training"
PER_KIND, HARMLESS_COMPOSED, SEED = 220, 5000, 7
LEAST_COUNT = 3
STRENGTH = 30.0
REAL_WEIGHT = 6.0
"""What a unit of a real license counts beside a written sentence."""
_OF_WORDS = {"w ": 1, "b ": 1, "q ": 2, "r ": 2}
"""Sorts of traits that hold words, and where in their names the words begin."""
DOUBTFUL = 0.85
"""A unit of a text that nobody but a collection calls free is not learned from when it scores this much."""
STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True)
class Example:
    """Traits and the kind they stand for; a real unit has its license (``text``) and may be understood."""

    traits: tuple[str, ...]
    kind: str
    source: str
    text: str = ""
    typed: bool = False


def sentences() -> Iterator[Labeled]:
    """Every sentence that may be trained on, with its kind."""
    yield from compose(PER_KIND, HARMLESS_COMPOSED, SEED)
    for path in sorted(TRAINING.glob("*.jsonl")):
        for row in json_lines(path):
            yield Labeled(row["sentence"], row.get("kind", HARMLESS), path.stem)
    for row in json_lines(DATA / "slipped_dev.jsonl"):
        yield Labeled(row["sentence"], row["kind"], "dev")
    for row in json_lines(DATA / "harmless_dev.jsonl"):
        yield Labeled(row["sentence"], HARMLESS, "dev")
    for row in gold_rows():
        for finding in row["findings"] if row["fold"] != CLOSED_FOLD else ():
            if finding.get("quote") and finding["kind"] not in {"missing-grant", "vague"}:
                yield Labeled(finding["quote"], finding["kind"], "gold")


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


def sentence_example(row: Labeled) -> Example:
    """Example of one sentence."""
    return Example(traits_of(row.sentence), row.kind, row.source)


def unit_examples(task: tuple[str, str]) -> list[Example]:
    """Units of a free text ``(key, source)`` in which the grammar finds no restriction."""
    key, source = task
    parses = read(license_text(key)).parses
    hits = find_hits(set_aside(parses))
    restricting = {hit.unit.index for hit in hits if hit.effect == "restriction"}
    typed = {hit.unit.index for hit in hits}
    return [
        Example(traits_of(parse.unit.text), HARMLESS, source, key, parse.unit.index in typed)
        for parse in parses
        if parse.unit.index not in restricting and is_weighable(parse.unit)
    ]


class Space:
    """Numbers of the traits, and examples as rows of a matrix."""

    def __init__(self, examples: list[Example], vectors: dict[str, Any]) -> None:
        counts = Counter(name for one in examples for name in one.traits if not name.startswith("e "))
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
            values += [len(plain) ** -0.5] * len(plain)
            words = [
                self._vectors[name[2:]]
                for name in one.traits
                if name[:2] == "e " and name[2:] in self._vectors
            ]
            if words:
                columns += range(len(self.names), len(self.names) + self._size)
                values += (sum(words) / len(words) ** 0.5).tolist()
            ends.append(len(columns))
        return csr_matrix((values, columns, ends), shape=(len(examples), len(self.names) + self._size))

    def weights(self, coefficients: Any) -> dict[str, Any]:
        """Weights by trait; those of the vectors are folded into one row for every word."""
        plain = dict(zip(self.names, coefficients[:, : len(self.names)].T, strict=True))
        dense = coefficients[:, len(self.names) :]
        return plain | {f"e {word}": dense @ vector for word, vector in self._vectors.items()}


@dataclass(frozen=True, slots=True)
class Net:
    """Two fitted models over one space: does it restrict at all, and which kind is it."""

    space: Space
    restricts: Any
    kind: Any

    def scores(self, examples: list[Example]) -> Any:
        """Likelihood that each example restricts."""
        return self.restricts.predict_proba(self.space.matrix(examples))[:, 1]

    def kinds(self, examples: list[Example]) -> list[str]:
        """Likeliest kind of each example."""
        return list(self.kind.predict(self.space.matrix(examples)))


def fit(examples: list[Example], vectors: dict[str, Any], *, kinds: bool = True) -> Net:
    """Both models; the second sees restrictions alone."""
    space = Space(examples, vectors)
    model = LogisticRegression(C=STRENGTH, max_iter=120, tol=1e-3)
    weights = [REAL_WEIGHT if one.text else 1.0 for one in examples]
    model.fit(space.matrix(examples), [one.kind != HARMLESS for one in examples], sample_weight=weights)
    restricting = [one for one in examples if one.kind != HARMLESS] if kinds else []
    which = LogisticRegression(C=STRENGTH, max_iter=60, tol=5e-3)
    if kinds:
        which.fit(space.matrix(restricting), [one.kind for one in restricting])
    return Net(space, model, which)


def out_of_fold(
    trained: list[Example], free: list[Example], vectors: dict[str, Any]
) -> list[tuple[Example, float]]:
    """Score of each free unit by a net that saw no text of the family."""
    scored: list[tuple[Example, float]] = []
    side = [zlib.crc32(one.text.split("-")[0].encode()) % 2 for one in free]
    for fold in (0, 1):
        others = [one for one, at in zip(free, side, strict=True) if at != fold]
        net = fit([*trained, *others], vectors, kinds=False)
        held = [one for one, at in zip(free, side, strict=True) if at == fold]
        scored += zip(held, map(float, net.scores(held)), strict=True)
    return scored


def highest_scores(scored: list[tuple[Example, float]]) -> dict[str, float]:
    """Highest score among the units of each free text that the grammar does not understand."""
    highest: dict[str, float] = {}
    for one, score in scored:
        if one.source == "free" and not one.typed:
            highest[one.text] = max(highest.get(one.text, 0.0), score)
    return highest


def report(net: Net, highest: dict[str, float]) -> None:
    """Print what thresholds do on texts and sentences that were not trained on."""
    slipped = [Labeled(r["sentence"], r["kind"], "") for r in json_lines(DATA / "slipped_holdout.jsonl")]
    harmless = [Labeled(r["sentence"], HARMLESS, "") for r in json_lines(DATA / "harmless_holdout.jsonl")]
    rows = [sentence_example(row) for row in slipped]
    scores, kinds = net.scores(rows), net.kinds(rows)
    right = numpy.array([kind == one.kind for kind, one in zip(kinds, rows, strict=True)])
    calm = net.scores([sentence_example(row) for row in harmless])
    print("from   free texts touched  holdout seen  right kind  harmless touched")
    for at in STEPS:
        touched = sum(score >= at for score in highest.values())
        seen, named = numpy.mean(scores >= at), numpy.mean((scores >= at) & right)
        print(
            f"{at:.2f}  {touched:6d} of {len(highest):4d}  {seen:15.3f}  {named:10.3f}"
            f"  {numpy.mean(calm >= at):16.3f}"
        )
    print(f"holdout kind alone: {right.mean():.3f}")


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
    free = [
        one for one, score in out_of_fold(trained, free, vectors) if one.source == "free" or score < DOUBTFUL
    ]
    highest = highest_scores(out_of_fold(trained, free, vectors))
    net = fit([*trained, *free], vectors)
    print(f"{len(trained)} sentences, {len(free)} units, {len(net.space.names)} traits, {len(vectors)} words")
    report(net, highest)
    coefficients = numpy.vstack([net.restricts.coef_, net.kind.coef_])
    write_net(
        Path(str(data_folder("grammars"))) / "en" / "leanings.bin",
        kinds=[str(kind) for kind in net.kind.classes_],
        biases=[float(net.restricts.intercept_[0]), *map(float, net.kind.intercept_)],
        weights=without_names(net.space.weights(coefficients), vectors),
    )


if __name__ == "__main__":
    main()
