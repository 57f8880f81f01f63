from __future__ import annotations

import pytest

from osdcheck.errors import MetadataError
from osdcheck.evidence.cards import read_card

LLAMA = """\
---
language: [en, de]
license: other
license_name: llama3.1
license_link: LICENSE
base_model:
- meta-llama/Llama-3.1-8B
base_model_relation: finetune
pipeline_tag: text-generation
tags:
- llama
extra_gated_prompt: >-
  ### LLAMA 3.1 COMMUNITY LICENSE AGREEMENT
extra_gated_fields:
  First Name: text
  Job title:
    type: select
    options: [Student, Other]
extra_gated_button_content: Submit
datasets: allenai/dolma
---
# Llama
"""


def test_a_card_gives_its_fields_with_their_lines() -> None:
    card = read_card(LLAMA, "README.md")
    assert card is not None
    assert card.license == ("other",)
    assert (card.license_name, card.license_link) == ("llama3.1", "LICENSE")
    assert card.base_model == ("meta-llama/Llama-3.1-8B",)
    assert card.base_model_relation == "finetune"
    assert card.language == ("en", "de")
    assert card.datasets == ("allenai/dolma",)
    assert card.tags == ("llama",)
    assert card.pipeline_tag == "text-generation"
    assert dict(card.extra_gated)["extra_gated_fields.First Name"] == "text"
    assert ("extra_gated_fields.Job title.options", "Student") in card.extra_gated
    assert (card.line_of("license"), card.line_of("base_model"), card.line_of("absent")) == (3, 6, 0)


def test_line_ends_and_byte_order_marks_make_no_difference() -> None:
    card = read_card("\ufeff" + LLAMA.replace("\n", "\r\n"), "README.md")
    assert card is not None
    assert card.license == ("other",)
    assert card.line_of("license") == 3


@pytest.mark.parametrize("text", ["# Title\n", "---\ntitle: a blog post\n---\n", "---\nlicense: mit\n", ""])
def test_a_text_without_card_fields_is_no_card(text: str) -> None:
    assert read_card(text, "README.md") is None


def test_lists_of_licenses_are_kept_in_order() -> None:
    card = read_card("---\nlicense:\n- mit\n- apache-2.0\n---\n", "README.md")
    assert card is not None
    assert card.license == ("mit", "apache-2.0")


@pytest.mark.parametrize("front", ["license: [a", "- license: b", "license: &a [*a]"])
def test_broken_front_matter_is_an_error(front: str) -> None:
    with pytest.raises(MetadataError, match=r"^README\.md: "):
        read_card(
            f"---\nlicense: x\n{front}\n---\n" if front.startswith("-") else f"---\n{front}\n---\n",
            "README.md",
        )
