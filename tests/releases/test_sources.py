"""Sources of releases: checkouts, index entries, hand-written descriptions, weights files."""

from __future__ import annotations

import json
import os
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osdcheck import InputError, MalformedRelease, MetadataError, UnreadableInput, check_model
from osdcheck.core.release import ModelReport
from osdcheck.releases.reading import read_source
from osdcheck.resources import data_folder
from tests.releases.conftest import EXAMPLES, LISTS, Write


def license_text(name: str) -> str:
    return (data_folder("license_texts") / f"{name}.txt").read_text(encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Any:
    """Writes a checkout: file names with their content."""

    def write(**files: str) -> Path:
        folder = tmp_path / "some-model"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return folder

    return write


def card(*lines: str) -> str:
    return "\n".join(("---", *lines, "---", "# A model", ""))


def part(report: ModelReport, name: str) -> Any:
    return report.release.component(name)


def test_a_checkout_shows_its_parts_and_their_terms(checkout: Any) -> None:
    folder = checkout(
        **{
            "README.md": card("license: mit", "datasets:", "- some/data"),
            "LICENSE": license_text("MIT"),
            "config.json": "{}",
            "model.safetensors.index.json": "{}",
            "train.py": "",
            "scripts/preprocess_data.py": "",
            "generate.py": "",
            "modeling_some.py": "",
            "eval/run.py": "",
            "DATA_CARD.md": "# Data",
        }
    )
    report = check_model(folder)
    present = {one.id: one.presence for one in report.components if one.presence != "unknown"}
    assert present == {
        "data-information": "partial",
        "model-parameters-final": "yes",
        "model-architecture": "yes",
        "training-code": "yes",
        "data-preprocessing-code": "yes",
        "inference-code": "yes",
        "evaluation-code": "yes",
        "model-card": "yes",
        "data-card": "yes",
    }
    assert part(report, "training-code").terms.osi_approved is True
    assert part(report, "model-parameters-final").evidence[0].source == "model.safetensors.index.json"
    assert report.release_class_range == ("shared-weights", "open-source")
    assert report.name == "some-model"


def test_what_a_checkout_does_not_hold_is_unknown(checkout: Any) -> None:
    report = check_model(checkout(**{"README.md": card("license: apache-2.0"), "model.safetensors": ""}))
    assert part(report, "training-code").presence == "unknown"
    assert part(report, "model-parameters-final").terms.license == "apache-2.0"
    assert report.release_class_range == ("shared-weights", "open-source")


def test_restricted_weights_settle_the_class_of_a_checkout(checkout: Any) -> None:
    folder = checkout(
        **{
            "README.md": card("license: other", "license_name: llama3", "license_link: LICENSE"),
            "LICENSE": license_text("llama-3"),
            "model.safetensors": "",
        }
    )
    report = check_model(folder)
    weights = part(report, "model-parameters-final")
    assert weights.terms.verdict == "not-open"
    assert {5, 6} <= set(weights.terms.clauses)
    assert any(one.source == "LICENSE" and one.line for one in weights.terms.evidence)
    assert report.release_class_range == ("shared-weights",)


def test_a_tag_and_a_text_that_differ_are_a_conflict_and_both_apply(checkout: Any) -> None:
    folder = checkout(
        **{
            "README.md": card("license: mit"),
            "LICENSE": license_text("llama-3"),
            "model.safetensors": "",
        }
    )
    report = check_model(folder)
    assert [one.kind for one in report.findings] == ["license-conflict"]
    assert part(report, "model-parameters-final").terms.verdict == "not-open"
    assert report.release_class_range == ("shared-weights",)


def test_a_model_of_a_known_library_can_be_run_by_it(checkout: Any) -> None:
    config = '{"architectures": ["MistralForCausalLM"], "transformers_version": "4.34.0"}'
    files = {"README.md": card("license: apache-2.0"), "config.json": config, "model.safetensors": ""}
    report = check_model(checkout(**files))
    assert part(report, "inference-code").presence == "partial"
    assert report.g7.level == "open_weights_ai"
    assert report.mof.mof_class == "none"
    assert "inference-code" in report.mof.missing


@pytest.mark.parametrize("config", ["", "[", "[]", '{"architectures": 3, "transformers_version": "4"}'])
def test_settings_that_say_nothing_say_nothing(checkout: Any, config: str) -> None:
    report = check_model(checkout(**{"config.json": config, "model.safetensors": ""}))
    assert part(report, "inference-code").presence == "unknown"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_checkout_is_left_alone(checkout: Any) -> None:
    folder = checkout(**{"model.safetensors": ""})
    os.mkfifo(folder / "README.md")
    os.mkfifo(folder / "LICENSE")
    assert check_model(folder).release_class == "shared-weights"


def test_licenses_for_code_and_weights_are_kept_apart(checkout: Any) -> None:
    folder = checkout(
        **{
            "LICENSE-CODE": license_text("MIT"),
            "LICENSE-MODEL": license_text("bigscience-rail-1.0"),
            "model.safetensors": "",
            "generate.py": "",
        }
    )
    report = check_model(folder)
    assert part(report, "inference-code").terms.verdict == "open"
    assert part(report, "model-parameters-final").terms.verdict == "not-open"
    assert report.g7.level == "weights_available_ai"


SECTION = (
    "# Foo\n\n## License\n\nThe code is licensed under MIT, Apache-2.0 or ISC at your option.\n\n"
    "The model weights are licensed under the {}.\n"
)


def test_a_license_section_speaks_where_no_file_and_no_tag_does(checkout: Any) -> None:
    files = {"README.md": SECTION.format("Elastic License 2.0"), "generate.py": "", "model.safetensors": ""}
    report = check_model(checkout(**files))
    code, weights = part(report, "inference-code").terms, part(report, "model-parameters-final").terms
    assert (code.license, code.verdict) == ("MIT OR Apache-2.0 OR ISC", "open")
    assert (weights.verdict, weights.clauses) == ("not-open", (3, 6))
    assert {one.line for one in weights.evidence if one.source == "README.md"} == {7}


@pytest.mark.parametrize("words", ["MIT license, for research only", "license of Foo"])
def test_a_license_section_that_takes_something_away_names_no_terms(checkout: Any, words: str) -> None:
    report = check_model(checkout(**{"README.md": SECTION.format(words), "model.safetensors": ""}))
    assert part(report, "model-parameters-final").terms.verdict == "unknown"


def test_a_license_file_goes_before_what_a_section_says(checkout: Any) -> None:
    files = {"README.md": SECTION.format("MIT license"), "LICENSE": license_text("Elastic-2.0")}
    report = check_model(checkout(**files, **{"model.safetensors": ""}))
    assert part(report, "model-parameters-final").terms.verdict == "not-open"


def test_gates_are_facts_beside_the_license(checkout: Any) -> None:
    folder = checkout(
        **{
            "README.md": card(
                "license: mit", "extra_gated_prompt: Please fill in.", "extra_gated_eu_disallowed: true"
            ),
            "model.safetensors": "",
        }
    )
    report = check_model(folder)
    assert part(report, "model-parameters-final").access == "gated-auto"
    assert part(report, "model-card").access == "public"
    assert {one.field for one in report.release.gate} == {"extra_gated_prompt", "extra_gated_eu_disallowed"}
    assert "territorial-gate" in {one.kind for one in report.findings}
    assert part(report, "model-parameters-final").terms.verdict == "open"


def test_a_gate_with_an_approval_is_another_one(checkout: Any) -> None:
    prompt = "extra_gated_prompt: Your access request will be reviewed by the team."
    folder = checkout(**{"README.md": card("license: mit", prompt), "model.safetensors": ""})
    assert part(check_model(folder), "model-parameters-final").access == "gated-manual"


def test_a_claim_is_weighed_against_the_verdict(checkout: Any) -> None:
    folder = checkout(
        **{
            "README.md": card("license: llama2") + "\nsome-model is an open source language model.\n",
            "model.safetensors": "",
        }
    )
    report = check_model(folder)
    asserted = [one for one in report.claims if one.stance == "asserted"]
    assert [one.verdict for one in asserted] == ["contradicted"]
    assert report.headline.startswith("Calls itself open source; the license of the weights (llama2) fails")
    assert report.headline.endswith(": Shared Weights.")


def test_a_checkout_may_carry_a_list_of_its_components(checkout: Any) -> None:
    mof = "release:\n  name: X\n  license: {}\n  components:\n  - name: Datasets\n    license: CC-BY-4.0\n"
    report = check_model(checkout(**{"README.md": card("license: mit"), "mof.yml": mof}))
    assert part(report, "datasets").presence == "yes"
    assert part(report, "datasets").terms.license == "CC-BY-4.0"


@pytest.mark.parametrize(
    ("base", "kind", "verdict"),
    [
        ("meta-llama/Meta-Llama-3-8B", "inherited-terms", "not-open"),
        ("google/gemma-7b", "inherited-terms", "not-open"),
        ("somebody/a-model-nobody-knows", "unknown-base", "unknown"),
        ("mistralai/Mistral-7B-v0.1", None, "open"),
    ],
)
def test_terms_of_a_base_model_travel(checkout: Any, base: str, kind: str | None, verdict: str) -> None:
    folder = checkout(**{"README.md": card("license: mit", f"base_model: {base}"), "model.safetensors": ""})
    report = check_model(folder)
    assert part(report, "model-parameters-final").terms.verdict == verdict
    assert [one.kind for one in report.findings] == ([kind] if kind else [])
    if kind:
        assert report.findings[0].chain == ("some-model", base)
        assert base in report.findings[0].reason


def test_a_chain_of_bases_is_followed_to_its_end(release_file: Write) -> None:
    path = release_file(
        {"model-parameters-final": {"presence": "yes", "access": "public", "license": "MIT"}},
        more=(
            '[[base_model]]\nname = "a/tune"\nrelation = "merge"\nlicense = "Apache-2.0"\n'
            '[[base_model]]\nname = "meta-llama/Llama-2-7b"\n'
        ),
    )
    report = check_model(path)
    assert report.findings[0].chain == ("Test", "a/tune", "meta-llama/Llama-2-7b")
    assert {5, 6} <= set(part(report, "model-parameters-final").terms.clauses)
    assert "inherited from meta-llama/Llama-2-7b" in report.headline


def test_a_base_that_is_checked_out_beside_it_is_read_and_followed(checkout: Any) -> None:
    folder = checkout(**{"README.md": card("license: mit", "base_model: some/tune"), "model.safetensors": ""})
    for name, content in (
        ("tune", card("license: apache-2.0", "base_model: some/root")),
        ("root", card("license: other", "license_name: its own")),
    ):
        (folder.parent / name).mkdir()
        (folder.parent / name / "README.md").write_text(content, encoding="utf-8")
    (folder.parent / "root" / "LICENSE").write_text(license_text("llama-2"), encoding="utf-8")
    report = check_model(folder)
    assert report.findings[0].kind == "inherited-terms"
    assert report.findings[0].chain == ("some-model", "some/tune", "some/root")
    assert report.findings[0].evidence[0].source == "tune/README.md"
    assert part(report, "model-parameters-final").terms.verdict == "not-open"


@pytest.mark.parametrize("base", ["..", "a/..", ".", "some-model", "a/", "'a\\0b'"])
def test_names_of_bases_lead_nowhere_else(checkout: Any, base: str) -> None:
    folder = checkout(**{"README.md": card("license: mit", f"base_model: {base}"), "model.safetensors": ""})
    assert check_model(folder).release_class == "shared-weights"


def test_a_use_policy_beside_an_open_license_needs_a_person(checkout: Any) -> None:
    policy = (EXAMPLES / "llama-3" / "USE_POLICY.md").read_text(encoding="utf-8")
    files = {"README.md": card("license: apache-2.0"), "model.safetensors": "", "USE_POLICY.md": policy}
    report = check_model(checkout(**files))
    assert [one.kind for one in report.findings] == ["use-policy"]
    assert any(one.quote for one in report.findings[0].evidence)
    assert part(report, "model-parameters-final").terms.verdict == "review"
    assert report.osaid.verdict == "unknown"


def gguf(**fields: str) -> bytes:
    body = b"".join(
        struct.pack("<Q", len(key)) + key.encode() + struct.pack("<IQ", 8, len(value)) + value.encode()
        for key, value in fields.items()
    )
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(fields)) + body


def test_a_gguf_file_tells_its_name_and_license(tmp_path: Path) -> None:
    path = tmp_path / "some.gguf"
    path.write_bytes(
        gguf(
            **{
                "general.name": "Some Model",
                "general.license": "apache-2.0",
                "general.base_model.0.name": "Llama 3 8B",
            }
        )
    )
    report = check_model(path)
    assert report.name == "Some Model"
    assert [one.id for one in report.components if one.presence == "yes"] == ["model-parameters-final"]
    assert part(report, "model-parameters-final").terms.verdict == "not-open"
    assert report.findings[0].kind == "inherited-terms"
    assert report.release_class_range == ("shared-weights",)


def test_a_safetensors_file_is_read_by_its_header(tmp_path: Path) -> None:
    header = json.dumps({"__metadata__": {"license": "mit", "format": "pt"}}).encode()
    path = tmp_path / "some.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header)
    report = check_model(path)
    assert part(report, "model-parameters-final").terms.license == "mit"
    assert report.release_class_range == ("shared-weights", "open-source")


@pytest.mark.parametrize(
    ("entry", "expected", "possible"),
    [
        ("osai/OLMo.yaml", "open-source", ("open-source",)),
        ("osai/Gemma.yaml", "shared-weights", ("shared-weights",)),
        ("osai/Falcon.yaml", "shared-weights", ("shared-weights",)),
        ("osai/T5.yaml", "shared-weights", ("shared-weights", "open-source")),
        ("ouc/bloomz.yaml", "shared-weights", ("shared-weights", "open-source")),
        ("ouc/chatgpt.yaml", "closed-source", ("closed-source",)),
        ("ouc/llama-3-instruct.yaml", "shared-weights", ("shared-weights",)),
        ("mot/Amber.yml", "open-source", ("open-source",)),
        ("mot/GPT-4.yml", "closed-source", ("closed-source",)),
        ("mot/T5.yml", "unknown", ("closed-source", "shared-weights", "open-source")),
        ("mot/Llama-3-8B.yml", "shared-weights", ("shared-weights",)),
    ],
)
def test_entries_of_lists(entry: str, expected: str, possible: tuple[str, ...]) -> None:
    report = check_model(LISTS / entry)
    assert report.release_class == expected
    assert report.release_class_range == possible


def test_an_index_entry_inherits_the_terms_of_its_base() -> None:
    report = check_model(LISTS / "osai" / "ChatMusician.yaml")
    assert report.findings[0].chain == ("ChatMusician", "Llama-2-7B")
    assert part(report, "model-parameters-final").terms.license == "MIT"
    assert {5, 6} <= set(part(report, "model-parameters-final").terms.clauses)


def test_an_index_entry_points_to_its_fields() -> None:
    report = check_model(LISTS / "osai" / "Gemma.yaml")
    weights = part(report, "model-parameters-final")
    assert weights.presence == "partial"
    assert weights.access == "gated-auto"
    assert weights.evidence[0].field == "weights_endmodel"
    lines = (LISTS / "osai" / "Gemma.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[(weights.evidence[0].line or 0) - 1].startswith("weights_endmodel")
    assert "Gated" in (report.release.gate[0].quote or "")


def test_entries_of_the_indexes_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from osdcheck.core.release import Terms
    from osdcheck.releases import indexes

    monkeypatch.setattr(indexes, "terms_of_name", lambda name, *, evidence=(): Terms(name))
    paths = sorted([*(LISTS / "osai").iterdir(), *(LISTS / "ouc").iterdir()])
    assert len(paths) == 242
    # A sample; benchmarks/models.py reads them all.
    for path in paths[::5]:
        release = read_source(path)
        assert release.name
        assert release.component("model-parameters-final").presence in {"yes", "partial", "no", "unknown"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "release is no mapping"),
        ("[release]\n", "release.name is missing"),
        ('[release]\nname = "X"\ncolor = "red"', "unknown keys"),
        ('[release]\nname = "X"\n[other]\n', "unknown tables"),
        ('[release]\nname = "X"\n[[component]]\nid = "engine"', "unknown component"),
        ('[release]\nname = "X"\n[[component]]\nid = "datasets"\npresence = "maybe"', "not one of"),
        (
            '[release]\nname = "X"\n[[component]]\nid = "datasets"\npresence = "no"\naccess = "public"',
            "not there",
        ),
        ('[release]\nname = "X"\n[[component]]\nid = "datasets"\n[[component]]\nid = "datasets"', "twice"),
        ('[release]\nname = "X"\n[[component]]\nid = "datasets"\nlicense_file = "no.txt"', "no file no.txt"),
        ('[release]\nname = "X"\n[[component]]\nid = "datasets"\nlicense_file = "../x"', "outside"),
        ('[release]\nname = "X"\nclaims = ["README.md"]', "no file README.md"),
        ('[release]\nname = "X"\n[[statement]]\nby = "Y"', "needs by, says and source"),
        ('[release]\nname = "X"\n[[base_model]]\nlicense = "MIT"', "without a name"),
        ('[release]\nname = "X"\ncomponent = 3', "unknown keys"),
        ("name = ", "TOML"),
        ("x = " + "[" * 5000, "TOML"),
    ],
)
def test_a_faulty_description_is_refused_with_what_is_wrong(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "release.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MalformedRelease, match=problem):
        check_model(path)


def test_a_quote_has_to_stand_where_it_is_quoted_from(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# X\n\nThe training   code\nis here.\n", encoding="utf-8")
    path = tmp_path / "release.toml"
    row = '[release]\nname = "X"\n[[component]]\nid = "training-code"\npresence = "yes"\naccess = "public"\n'
    path.write_text(
        row + 'evidence = [{ source = "README.md", quote = "training code is here" }]', encoding="utf-8"
    )
    assert part(check_model(path), "training-code").evidence[0].line == 3
    path.write_text(row + 'evidence = [{ source = "README.md", quote = "no such words" }]', encoding="utf-8")
    with pytest.raises(MalformedRelease, match="does not hold the words 'no such words'"):
        check_model(path)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("x.yml", "just: words\n", MalformedRelease),
        ("x.yml", "- a\n- b\n", MalformedRelease),
        ("x.yml", "a: [\n", MetadataError),
        ("x.yml", "release: 3\n", MalformedRelease),
        ("x.yml", "release:\n  name: X\n  components: 3\n", MalformedRelease),
        ("x.yml", "release:\n  name: X\n  components: [3]\n", MalformedRelease),
        ("x.yml", "release:\n  name: X\n  components: [{license: MIT}]\n", MalformedRelease),
        ("x.yml", "release:\n  name: X\n  license: 3\n", MalformedRelease),
        ("x.yml", "release: {components: []}\n", MalformedRelease),
        ("x.yml", "system: 3\nweights_endmodel: {}\n", MalformedRelease),
        ("x.gguf", "no gguf", MetadataError),
        ("x.safetensors", "no", MetadataError),
        ("x.txt", "words", MalformedRelease),
    ],
)
def test_faulty_files_are_refused(tmp_path: Path, name: str, content: str, error: type[InputError]) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(error):
        check_model(path)


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput):
        check_model(tmp_path / "nothing")
    with pytest.raises(UnreadableInput):
        check_model("a\0b")


def test_components_that_the_framework_does_not_have_are_named(mof_file: Write) -> None:
    report = check_model(mof_file({"Training dataset": "MIT", "Datasets": "MIT"}))
    assert [one.kind for one in report.findings] == ["unknown-component"]
    assert "Training dataset" in report.findings[0].reason


def test_a_folder_with_a_description_is_read_by_it(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(EXAMPLES / "grok-1", folder)
    assert check_model(folder).release.kind == "release"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
shapes = st.dictionaries(
    st.sampled_from(
        [
            "release",
            "system",
            "project",
            "org",
            "weights_endmodel",
            "llmweights",
            "licenses",
            "license",
            "paper",
        ]
    ),
    values
    | st.dictionaries(
        st.sampled_from(["name", "class", "notes", "components", "license", "origin", "endmodellicense"]),
        values,
        max_size=5,
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shapes)
def test_no_yaml_of_any_shape_makes_a_reader_stumble(tmp_path: Path, value: dict[str, Any]) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(json.dumps(value), encoding="utf-8")
    try:
        report = check_model(path)
    except InputError:
        return
    assert report.to_json()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["x.gguf", "x.safetensors", "x.yml", "x.toml"]), st.binary(max_size=120))
def test_no_bytes_make_a_reader_stumble(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    heads = {"x.gguf": b"GGUF\x03\x00\x00\x00", "x.safetensors": struct.pack("<Q", len(data)) + b"{"}
    path.write_bytes(heads.get(name, b"") + data)
    try:
        check_model(path)
    except InputError:
        return


def test_front_matter_without_an_end_is_read_in_time(checkout: Any) -> None:
    text = "---\r\n" + "key: value\r\n" * 4000
    report = check_model(checkout(**{"LICENSE": text, "model.safetensors": ""}))
    assert report.release_class == "shared-weights"
