"""Licenses that a README or a license file names in a sentence instead of giving their text."""

from __future__ import annotations

import pytest

import osdcheck
from osdcheck.evidence.statements import stated
from tests.audit.conftest import Repository, text

MIT, APACHE, JSON, ELASTIC = text("MIT"), text("Apache-2.0"), text("JSON"), text("Elastic-2.0")


def readme(words: str) -> str:
    return f"# Foo\n\nFoo is a program.\n\n## License\n\n{words}\n"


@pytest.mark.parametrize(
    ("words", "expression"),
    [
        ("MIT", "MIT"),
        ("MIT License", "MIT"),
        ("[MIT](https://opensource.org/licenses/MIT)", "MIT"),
        ("**MIT** © Jane Doe", "MIT"),
        ("This project is licensed under the MIT License.", "MIT"),
        ("Licensed under the terms of the Apache License, Version 2.0.", "Apache-2.0"),
        ("Copyright 2020 Foo.\n\nFoo is released under the [ISC license](https://example.org).", "ISC"),
        ("BSD-2-Clause", "BSD-2-Clause"),
        ("Apache License 2.0, see [LICENSE](LICENSE).", "Apache-2.0"),
        ("[![MIT](x.svg)](LICENSE)\n\nMIT", "MIT"),
        ("Distributed under the terms of the `MIT`_ license, Foo is free and open source software.", "MIT"),
        ("The MIT License (MIT)\n\nCopyright (c) 2015 Jane Doe", "MIT"),
        ("Distributed under the MIT License. See `LICENSE` for more information.", "MIT"),
        ("This is licensed under the MIT License - see the [LICENSE](LICENSE.md) file for details.", "MIT"),
        ("Dual-licensed under MIT or Apache-2.0.", "MIT OR Apache-2.0"),
        ("Licensed under either MIT or Apache-2.0 at your option.", "MIT OR Apache-2.0"),
        (
            "Licensed under MIT, Apache-2.0 or BSD-3-Clause at your option.",
            "MIT OR Apache-2.0 OR BSD-3-Clause",
        ),
        (
            "Licensed under the [Apache License, Version 2.0](A), the MIT license, or the ISC license.",
            "Apache-2.0 OR MIT OR ISC",
        ),
        (
            "Foo is licensed under your choice of the MIT license, the Zlib license, or ISC.",
            "MIT OR Zlib OR ISC",
        ),
        ("Licensed under MIT and ISC, at your option.", "MIT OR ISC"),
        (
            "Foo is dual-licensed under the terms of the [MIT License](A) and the [ISC License](B), you can"
            " choose which you prefer.\n\nChanges to the Bar source are licensed under the Zlib License.",
            "MIT OR ISC",
        ),
        ("Licensed under MIT, ISC and Zlib.", "MIT AND ISC AND Zlib"),
        ("Licensed under one of the following licenses:\n\n- MIT\n- ISC", "MIT OR ISC"),
        (
            "Licensed under either of\n\n * Apache License, Version 2.0, ([LICENSE-APACHE](A) or\n"
            "   <http://www.apache.org/licenses/LICENSE-2.0>)\n * MIT license ([LICENSE-MIT](M))\n\n"
            "at your option.\n\n### Contribution\n\nUnless you explicitly state otherwise, any contribution"
            " submitted shall be dual licensed as above, without any additional terms or conditions.",
            "Apache-2.0 OR MIT",
        ),
    ],
)
def test_a_readme_that_names_a_known_license_declares_it(
    repository: Repository, words: str, expression: str
) -> None:
    report = osdcheck.audit(repository({"README.md": readme(words)}))
    assert (report.overall, report.expression) == ("open", expression)
    assert [declared.field for declared in report.declared] == ["license section"]
    assert report.declared[0].line_start > 6


@pytest.mark.parametrize(
    "words",
    [
        "Licensed under either of:\n\n- MIT (code)\n- CC-BY-NC-4.0 (weights)",
        "Licensed under MIT, CC-BY-NC-4.0 and Apache-2.0, or at your option any later version.",
    ],
)
def test_licenses_of_parts_and_later_versions_are_no_choice(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"README.md": readme(words)}))
    assert report.overall != "open"
    assert " OR " not in (report.expression or "")


@pytest.mark.parametrize("words", ["Elastic License 2.0", "It is licensed under the Elastic License 2.0."])
def test_the_name_of_a_restrictive_license_is_judged_by_its_text(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"README.md": readme(words)}))
    failing = [clause.number for clause in report.clauses if clause.verdict == "fail"]
    assert (report.overall, failing) == ("not-open", [3, 6])


@pytest.mark.parametrize(
    "words",
    [
        "All rights reserved.",
        "This is not licensed under the MIT License.",
        "The fonts are licensed under the MIT License.",
        "It was formerly released under the MIT License.",
        "Licensed under the Foo Inc. Commercial License.",
        "It uses libbar, which is licensed under the GPL-3.0-only.",
        "The dataset is licensed under CC-BY-NC-4.0.",
        "The weights are licensed under CC-BY-NC-4.0.",
        "TBD",
    ],
)
def test_other_sentences_declare_nothing(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"README.md": readme(words)}))
    assert [one for one in report.declared if one.field != "license words"] == []
    assert report.overall != "open"


def test_a_readme_against_the_license_file_is_a_conflict_and_the_file_decides(repository: Repository) -> None:
    report = osdcheck.audit(
        repository({"LICENSE": ELASTIC, "README.md": readme("Licensed under the MIT License.")})
    )
    assert (report.overall, report.expression) == ("not-open", "Elastic-2.0")
    assert [conflict.kind for conflict in report.conflicts] == ["declared-differs"]


@pytest.mark.parametrize("title", ["Licenses of dependencies", "Dataset License", "License for data"])
def test_a_section_about_other_works_declares_nothing(repository: Repository, title: str) -> None:
    report = osdcheck.audit(repository({"README.md": f"# Foo\n\n## {title}\n\nMIT\n"}))
    assert (report.overall, report.declared) == ("not-open", ())


def test_terms_of_weights_hold_where_there_are_weights(repository: Repository) -> None:
    words = "The code is licensed under Apache-2.0. The model weights are released under CC-BY-NC-4.0."
    code = osdcheck.audit(repository({"LICENSE": APACHE, "README.md": readme(words), "run.py": ""}))
    assert (code.overall, code.expression) == ("open", "Apache-2.0")
    assert [conflict.kind for conflict in code.conflicts] == ["narrowed"]
    both = osdcheck.audit(repository({"model.ckpt": b""}))
    assert both.overall == "not-open"
    assert {1, 6} <= {clause.number for clause in both.clauses if clause.verdict == "fail"}
    assert [conflict.kind for conflict in both.conflicts] == ["header-differs"]
    assert "README.md (license section (weights)) says CC-BY-NC-4.0" in both.conflicts[0].message


def test_metadata_is_more_exact_than_a_readme(repository: Repository) -> None:
    files: dict[str, str | bytes] = {
        "package.json": '{"license": "MIT OR JSON"}',
        "README.md": readme("JSON"),
        "LICENSE-MIT": MIT,
        "LICENSE-JSON": JSON,
    }
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.expression, report.conflicts) == ("open", "MIT OR JSON", ())


def test_a_readme_of_an_example_does_not_speak_for_the_project(repository: Repository) -> None:
    files: dict[str, str | bytes] = {"LICENSE": APACHE, "examples/a/README.md": readme("MIT"), "a.py": ""}
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.conflicts, report.projects) == ("open", (), ())


def test_a_license_file_that_only_names_a_license_is_judged_by_its_text(repository: Repository) -> None:
    alone = osdcheck.audit(repository({"LICENSE": "MIT License\n"}))
    assert (alone.overall, alone.expression) == ("open", "MIT")
    beside = osdcheck.audit(
        repository({"LICENSE": APACHE, "MODEL_LICENSE": "Weights are released under CC-BY-NC-4.0.\n"})
    )
    assert beside.overall == "not-open"
    assert {1, 6} <= {clause.number for clause in beside.clauses if clause.verdict == "fail"}
    assert "MODEL_LICENSE refers to CC-BY-NC-4.0." in beside.basis


@pytest.mark.parametrize("name", ["MODEL_LICENSE", "LICENSE-WEIGHTS.md", "EULA.txt"])
def test_a_line_that_restricts_counts_in_a_license_file_too_short_to_be_one(
    repository: Repository, name: str
) -> None:
    report = osdcheck.audit(repository({"LICENSE": APACHE, name: "Research use only.\n"}))
    assert report.overall == "not-open"
    assert {finding.path for finding in report.clauses[5].findings} == {name}


def test_a_license_file_nobody_can_make_out_needs_review_beside_an_open_one(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": APACHE, "MODEL_LICENSE": "To be decided.\n"}))
    assert (report.overall, report.review_reasons) == ("review", ("not-a-license",))


@pytest.mark.parametrize("file", ["LICENSE", "README.md"])
@pytest.mark.parametrize(
    "words",
    [
        "Licensed under the MIT License, except that you may not use it for commercial purposes.",
        "Licensed under the Apache License 2.0 with one rule: you may not offer it as a hosted service.",
        "MIT License, but commercial use is prohibited.",
        "This project is licensed under the MIT License for non-commercial use. Commercial use costs.",
        "Foo will be released under the Apache-2.0 license once the paper is accepted.",
        "Available under the MIT License to academic users.",
        "Released under the MIT License until 2025.",
        "Licensed under the MIT license to Foo members.",
        "Licensed under MIT (see the license), with the Commons Clause.",
        "Licensed under Apache 2.0 + Commons Clause",
        "This repository is released under the MIT license with additional terms in TERMS.pdf.",
    ],
)
def test_a_license_that_is_named_and_narrowed_is_not_that_license(
    repository: Repository, file: str, words: str
) -> None:
    content = words + "\n" if file == "LICENSE" else readme(words)
    report = osdcheck.audit(repository({file: content, "main.py": ""}))
    assert report.overall != "open"
    assert report.declared == ()


def test_a_license_file_that_names_another_license_for_a_part_is_read_as_a_whole(
    repository: Repository,
) -> None:
    words = "This project is licensed under MIT.\n\nThe files in data/ are licensed under CC-BY-NC-4.0.\n"
    assert osdcheck.audit(repository({"LICENSE": words})).overall != "open"


def test_the_notice_of_the_apache_license_stands_for_it(repository: Repository) -> None:
    notice = (
        'Licensed under the Apache License, Version 2.0 (the "License");\n'
        "you may not use this file except in compliance with the License.\n"
        "You may obtain a copy of the License at\n\n    http://www.apache.org/licenses/LICENSE-2.0\n\n"
        "Unless required by applicable law or agreed to in writing, software\n"
        'distributed under the License is distributed on an "AS IS" BASIS,\n'
        "WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.\n"
        "See the License for the specific language governing permissions and\n"
        "limitations under the License.\n"
    )
    report = osdcheck.audit(repository({"LICENSE": notice}))
    assert (report.overall, report.expression) == ("open", "Apache-2.0")


def test_a_file_that_points_to_another_is_no_cause_for_review(repository: Repository) -> None:
    report = osdcheck.audit(repository({"LICENSE": MIT, "COPYING": "See the file LICENSE.\n"}))
    assert report.overall == "open"


@pytest.mark.parametrize("piece", ["![", "`a <", "(", "licensed under ", "<"])
def test_a_section_without_end_is_no_hang(piece: str) -> None:
    for count in (300_000, 7_900 // len(piece)):
        assert stated(piece * count, path="README.md", field="statement", line=1) is None


BOTH = [
    "License:\n * Code: MIT\n * Weights: CC-BY-NC-4.0",
    "- **Code**: [MIT](LICENSE)\n- **Model weights**: [CC-BY-NC-4.0](https://example.org)",
    "| Part | License |\n|---|---|\n| Code | MIT |\n| Weights | CC-BY-NC-4.0 |",
    "Code: MIT; Weights: CC-BY-NC-4.0",
    "The code is MIT. The model is under the license CC-BY-NC-4.0.\n\n- Model: CC-BY-NC-4.0",
    "The codebase is licensed under MIT. The model weights are licensed under CC-BY-NC.",
    "The code is MIT; the weights are released under the CC-BY-NC-4.0 license.",
    "The code in here is released under the MIT License and the weights are available under CC-BY-NC-4.0.",
    "The code is available under the MIT License, while the checkpoints are licensed under CC-BY-NC-4.0.",
    "- The source code of the model is licensed under MIT\n- The weights are licensed under CC-BY-NC-4.0",
]


@pytest.mark.parametrize("words", BOTH)
def test_a_list_says_of_each_part_what_it_is_under(repository: Repository, words: str) -> None:
    report = osdcheck.audit(repository({"README.md": readme(words), "run.py": ""}))
    assert (report.overall, report.expression) == ("open", "MIT")
    (conflict,) = report.conflicts
    assert (conflict.kind, "CC-BY-NC" in (conflict.locations[0].quote or "")) == ("narrowed", True)
    beside = osdcheck.audit(repository({"model.safetensors": b""}))
    assert (beside.overall, beside.clauses[5].verdict) == ("not-open", "fail")
    assert {one.field for one in beside.declared} == {"license section", "license section (weights)"}


def test_a_label_that_names_another_work_says_nothing_of_the_project(repository: Repository) -> None:
    words = "- Bootstrap: MIT\n- Fonts: OFL-1.1\n- Dataset: CC-BY-4.0"
    assert osdcheck.audit(repository({"README.md": readme(words)})).declared == ()


LEADS = [
    ("Foo does it.\n\nLicense: MIT\n", ["MIT"]),
    ("Foo does it.\n\n**License:** MIT\n\nMore of it.\n", ["MIT"]),
    ("Foo does it.\n\nLicense:\n * Code: MIT\n * Docs: CC-BY-NC-4.0\n\nMore of it.\n", ["MIT"]),
    ("Foo needs these.\n\nBar\nLicense: GPL-2.0-only\n\nBaz\nLicense: MIT\n", []),
    ("Foo needs this.\n\n```\nLicense: MIT\n```\n", []),
]


@pytest.mark.parametrize(("words", "declared"), LEADS)
def test_a_readme_without_headings_says_its_license_on_one_line(
    repository: Repository, words: str, declared: list[str]
) -> None:
    report = osdcheck.audit(repository({"README": words, "a.py": ""}))
    assert [one.expression for one in report.declared] == declared


NARROWING = [
    ("You may use the weights for research only.", {6}),
    ("The model weights are for research use only.", {6}),
    ("Note: the weights may be used for non-commercial purposes only.", {1, 6}),
    ("The weights may not be used commercially.", {1, 6}),
]


@pytest.mark.parametrize("place", ["# Foo\n\n{}\n", "# Foo\n\n> {}\n\nIt is fast.\n", "# License\n\n{}\n"])
@pytest.mark.parametrize(("words", "clauses"), NARROWING)
def test_a_sentence_of_a_readme_narrows_an_open_license(
    repository: Repository, place: str, words: str, clauses: set[int]
) -> None:
    files: dict[str, str | bytes] = {"LICENSE": APACHE, "README.md": place.format(words), "run.py": ""}
    report = osdcheck.audit(repository(files))
    assert (report.overall, [one.kind for one in report.conflicts]) == ("not-open", ["narrowed"])
    assert {one.number for one in report.clauses if one.verdict == "fail"} == clauses
    (finding, *_) = report.clauses[5].findings
    assert (finding.path, finding.quote in words) == ("README.md", True)
    elsewhere = osdcheck.audit(repository({"README.md": "# Foo\n"}))
    assert elsewhere.overall == "open"


def test_the_license_of_weights_holds_where_a_card_says_that_they_are(repository: Repository) -> None:
    words = readme("The code is licensed under Apache-2.0. The weights are released under CC-BY-NC-4.0.")
    card = osdcheck.audit(repository({"LICENSE": APACHE, "README.md": f"---\nlicense: other\n---\n{words}"}))
    assert card.overall == "not-open"


def test_a_license_that_is_named_stays_beside_what_is_taken_from_the_weights(repository: Repository) -> None:
    words = "MIT. Model weights are for research purposes only."
    report = osdcheck.audit(repository({"README.md": readme(words), "model.pt": b""}))
    failing = [one.number for one in report.clauses if one.verdict == "fail"]
    assert (report.overall, failing) == ("not-open", [6])
    assert (report.expression or "").startswith("MIT AND LicenseRef-")


def test_a_restriction_without_a_license_is_shown_beside_the_missing_rights(repository: Repository) -> None:
    report = osdcheck.audit(repository({"README.md": readme("For academic use only."), "a.py": ""}))
    assert {finding.kind for finding in report.clauses[5].findings} == {"purpose-only"}
    assert report.clauses[0].verdict == "fail"


@pytest.mark.parametrize(
    "words",
    [
        "This software is for educational purposes only. Trading involves risk of loss.",
        "This code is intended for research purposes only.",
        "This content is for research purposes only and does not constitute medical advice.",
        "The free tier of the API is licensed for non-commercial use only.",
        "The article may not be used for commercial purposes.",
        "This project should be used for research purposes only.",
        "The original weights are for research use only and are not used here.",
        "Direct access to private members is not allowed.",
        "```\nYou may use this software for research only.\n```",
    ],
)
def test_warnings_and_words_about_other_works_narrow_nothing(repository: Repository, words: str) -> None:
    files: dict[str, str | bytes] = {"LICENSE": MIT, "README.md": f"# Foo\n\n{words}\n", "a.py": ""}
    report = osdcheck.audit(repository(files))
    assert (report.overall, report.conflicts) == ("open", ())
