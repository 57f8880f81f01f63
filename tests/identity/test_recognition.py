from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from jsonschema import Draft202012Validator

import osdcheck
from osdcheck.render.json_report import report_schema

Text = Callable[[str], str]
RIDER = "The Software may not be used for military purposes."
CAP = (
    "If your products or services have more than 100 million monthly active users, you must request a license"
    " from the Licensor before using the Work."
)


def kinds_of(report: osdcheck.Report, change: osdcheck.Change) -> list[str]:
    kinds = {finding.id: finding.kind for finding in report.findings}
    return [kinds[key] for key in change.findings]


RIDERS = (
    RIDER,
    "The Software shall be used for research purposes only.",
    "The Software shall not be used for commercial purposes without written permission of the author.",
)


@pytest.mark.parametrize("rider", RIDERS)
@pytest.mark.parametrize("inside", [False, True])
def test_the_base_is_the_text_that_is_there_in_full(text: Text, rider: str, inside: bool) -> None:
    paragraphs = text("MIT").split("\n\n")
    for at in range(1, len(paragraphs)):
        before, after = paragraphs[:at], paragraphs[at:]
        joint = " " if inside else "\n\n"
        report = osdcheck.check_license("\n\n".join(before) + joint + "\n\n".join([rider, *after]))
        assert report.license is not None
        assert report.license.expression == "MIT"
        (change,) = report.changes
        assert (change.base, change.effect, change.before, change.after) == ("MIT", "substantive", "", rider)


@pytest.mark.parametrize("place", ["end", "middle"])
def test_mit_with_a_field_of_use_sentence_is_exactly_that(text: Text, place: str) -> None:
    mit = text("MIT")
    start = mit.index("The above copyright notice")
    file = f"{mit}\n{RIDER}\n" if place == "end" else f"{mit[:start]}{RIDER}\n\n{mit[start:]}"
    report = osdcheck.check_license(file)
    assert (report.overall, report.overall_basis) == ("not-open", "text")
    assert report.license is not None
    assert [(one.id, one.exact, one.coverage) for one in report.license.matches] == [("MIT", False, 100.0)]
    (change,) = report.changes
    assert (change.base, change.effect, change.before, change.after) == ("MIT", "substantive", "", RIDER)
    assert file[change.start : change.end] == RIDER
    assert kinds_of(report, change) == ["field-ban"]
    assert (change.removed, change.clauses) == ((), (6,))


def test_apache_with_a_user_cap_is_exactly_that(text: Text) -> None:
    report = osdcheck.check_license(f"{text('Apache-2.0')}\n\n{CAP}\n")
    assert report.license is not None
    assert report.license.expression == "Apache-2.0"
    (change,) = report.changes
    assert (change.base, change.effect, change.after, change.clauses) == (
        "Apache-2.0",
        "substantive",
        CAP,
        (5,),
    )
    assert kinds_of(report, change) == ["user-cap"]


def test_another_number_is_a_change_of_its_own(text: Text) -> None:
    base = text("hunyuan-3d-2.0")
    report = osdcheck.check_license(base.replace("1 million", "90 million"))
    assert report.license is not None
    assert not report.license.matches[0].exact
    (change,) = report.changes
    assert (change.before, change.after, change.effect) == ("1 million", "90 million", "substantive")
    assert (kinds_of(report, change), change.removed) == (["user-cap"], ("user-cap",))


def test_another_amount_counts_where_no_finding_names_it(text: Text) -> None:
    report = osdcheck.check_license(text("llama-3.1").replace("July 23", "July 24"))
    assert [change.effect for change in report.changes] == ["cosmetic"]
    report = osdcheck.check_license(text("minimax-m2").replace("30 million US", "20 million US"))
    (change,) = report.changes
    assert (change.before, change.after, change.effect) == ("30 million", "20 million", "substantive")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("llama-3.1", "700 million", "seven hundred million"),
        ("llama-3.1", "700 million", "700,000,000"),
        ("llama-3.1", "700 million", "0.7 billion"),
        ("hunyuan-3d-2.0", "1 million", "a million"),
        ("minimax-m2", "30 million US", "thirty million US"),
        ("MPL-2.0", "60 days", "sixty days"),
        ("GPL-3.0-only", "three years", "3 years"),
    ],
)
def test_the_same_number_in_other_words_is_no_other_number(text: Text, name: str, old: str, new: str) -> None:
    assert old in text(name)
    report = osdcheck.check_license(text(name).replace(old, new))
    (change,) = report.changes
    assert (change.effect, change.removed, change.findings) == ("cosmetic", (), ())
    assert change.change.startswith("the same number written otherwise")
    assert report.license is not None
    assert not report.license.matches[0].exact


def test_a_number_said_twice_changes_nothing_that_is_found(text: Text) -> None:
    report = osdcheck.check_license(text("llama-3.1").replace("700 million", "seven hundred (700) million"))
    assert [(change.effect, change.after) for change in report.changes] == [("cosmetic", "seven hundred")]


@pytest.mark.parametrize(
    ("name", "old", "new", "kind"),
    [
        ("llama-3.1", "700 million", "nine hundred million", "user-cap"),
        ("llama-3.1", "700 million", "seven million", "user-cap"),
        ("GPL-3.0-only", "three years", "two years", "source-offer"),
    ],
)
def test_another_number_in_words_is_one(text: Text, name: str, old: str, new: str, kind: str) -> None:
    report = osdcheck.check_license(text(name).replace(old, new))
    (change,) = report.changes
    assert (change.before, change.after, change.effect) == (old, new, "substantive")
    assert change.change.startswith("number changed")
    assert kind in kinds_of(report, change)


def test_a_dropped_permission_takes_grants_away(text: Text) -> None:
    words = " ".join(text("ISC").split())
    changed = words.replace("use, copy, modify, and/or distribute", "use")
    assert changed != words
    report = osdcheck.check_license(changed)
    assert report.overall != "open"
    assert {"grant-modify", "grant-redistribute"} <= {kind for one in report.changes for kind in one.removed}


@pytest.mark.parametrize(
    ("old", "new"), [("merge,", "merge"), ("tort or otherwise", "tort or something else"), ("SHALL", "WILL")]
)
def test_other_words_with_the_same_findings_are_cosmetic(text: Text, old: str, new: str) -> None:
    original = text("MIT")
    changed = original.replace(old, new) if old in original else original.replace(old.upper(), new.upper())
    assert changed != original
    report = osdcheck.check_license(changed)
    assert report.changes
    assert {change.effect for change in report.changes} == {"cosmetic"}
    assert (report.overall, report.overall_basis, report.agreement) == ("open", "text", "agree")


def test_a_word_turned_around_is_a_change_of_what_is_found(text: Text) -> None:
    report = osdcheck.check_license(text("MIT").replace("without restriction", "with restriction"))
    (change,) = report.changes
    assert (change.before, change.after, change.effect) == ("without", "with", "substantive")
    assert "grant-redistribute" in kinds_of(report, change)
    assert report.authorities == ()


def test_other_words_in_a_restriction_are_a_change_of_it(text: Text) -> None:
    report = osdcheck.check_license(text("JSON").replace("Good, not Evil", "peace, not Evil"))
    (change,) = report.changes
    assert (change.before, change.after, change.effect) == ("Good", "peace", "substantive")
    assert kinds_of(report, change) == ["behavioral-use"]


def test_a_clause_left_out_is_told_from_its_first_word(text: Text) -> None:
    paragraphs = text("BSD-3-Clause").split("\n\n")
    report = osdcheck.check_license("\n\n".join([paragraphs[0], *paragraphs[2:]]))
    (change,) = report.changes
    assert (change.effect, change.removed) == ("substantive", ("attribution", "include-license"))
    assert change.before == " ".join(paragraphs[1].split()).rstrip(".")


@pytest.mark.parametrize("ids", [("Apache-2.0", "SSPL-1.0"), ("MIT", "Apache-2.0", "SSPL-1.0")])
def test_whole_texts_go_before_a_text_that_was_put_together_of_their_like(
    text: Text, ids: tuple[str, ...]
) -> None:
    identity = osdcheck.identify_license("\n\n".join(text(one) for one in ids))
    assert identity.expression == " AND ".join(ids)
    assert {(one.score, one.coverage) for one in identity.matches} == {(100.0, 100.0)}
    changed = osdcheck.identify_license("\n\n".join(text(one).replace("means", "is") for one in ids))
    assert changed.expression == " AND ".join(ids)


OFFERS = {
    "This project is dual licensed under MIT or SSPL, at your option.": True,
    "You may choose either of the following licenses.": True,
    "Distributed under the terms of either the MIT License or the Server Side Public License.": True,
    "Both the conditions of the first and those of the second apply under this dual license.": False,
    "Parts of this software are under the first, other parts under the second license.": False,
}


@pytest.mark.parametrize(("offer", "choice"), OFFERS.items())
def test_licenses_offered_in_words_are_a_choice(text: Text, offer: str, choice: bool) -> None:
    file = f"{offer}\n\n{text('MIT')}\n\n{text('SSPL-1.0')}"
    report = osdcheck.check_license(file)
    assert report.license is not None
    assert report.license == osdcheck.identify_license(file)
    assert report.license.expression == f"MIT {'OR' if choice else 'AND'} SSPL-1.0"
    assert (report.overall, report.text_overall) == ("open" if choice else "not-open", "not-open")
    assert all(file[one.start : one.end] == one.quote for one in report.findings if one.start is not None)


def test_of_three_licenses_those_that_an_offer_names_are_a_choice(text: Text) -> None:
    offer = "The core is licensed under MIT or Apache-2.0, at your option.\n\nThe tests are under ISC."
    file = "\n\n".join([offer, text("MIT"), text("Apache-2.0"), text("ISC")])
    assert osdcheck.identify_license(file).expression == "(MIT OR Apache-2.0) AND ISC"


def test_offers_about_different_parts_make_no_choice_among_all_that_they_name(text: Text) -> None:
    parser = "The parser is dual licensed under Zlib or BSD-3-Clause, at your option."
    server = "The server is dual licensed under SSPL-1.0 or ISC, at your option."
    texts = [text(one) for one in ("Zlib", "BSD-3-Clause", "SSPL-1.0", "ISC")]
    report = osdcheck.check_license("\n\n".join([parser, *texts[:2], server, *texts[2:]]))
    assert report.license is not None
    assert report.license.expression == "Zlib AND BSD-3-Clause AND SSPL-1.0 AND ISC"
    assert report.overall == "not-open"


@pytest.mark.parametrize("other", ["the Zlib license", "a commercial license"])
def test_an_offer_of_another_license_is_no_choice_of_the_text_beside(text: Text, other: str) -> None:
    offer = f"The icons are dual licensed under the MIT license or {other}, at your option."
    file = "\n\n".join([offer, text("MIT"), "Everything else:", text("SSPL-1.0")])
    report = osdcheck.check_license(file)
    assert report.license is not None
    assert (report.license.expression, report.overall) == ("MIT AND SSPL-1.0", "not-open")


def test_a_later_version_at_your_option_is_no_choice_among_licenses(text: Text) -> None:
    notice = "You can redistribute it under version 2 of the GPL, or (at your option) any later version."
    file = f"{notice}\n\n{text('GPL-2.0-only')}\n\n{text('MIT')}"
    assert osdcheck.identify_license(file).expression == "GPL-2.0-only AND MIT"


def test_a_verbatim_approved_text_is_open_and_a_disagreement_is_shown(text: Text) -> None:
    fair = text("Fair")
    report = osdcheck.check_license(fair + "\n\n")
    alone = osdcheck.check_license(fair + "\n\n", identify=False)
    assert (report.overall, report.overall_basis) == ("open", "authority")
    assert report.text_overall == alone.overall
    assert report.clauses == alone.clauses
    assert report.agreement == ("agree" if alone.overall == "open" else "disagree")
    assert any(one.authority == "OSI" and one.decision == "approved" for one in report.authorities)


def test_nobody_ruled_on_a_changed_text(text: Text) -> None:
    report = osdcheck.check_license(f"{text('MIT')}\n{RIDER}\n")
    assert (report.authorities, report.agreement) == ((), "none")


@pytest.mark.parametrize(
    ("words", "taken", "overall"),
    [
        (
            "This license incorporates the terms and conditions of version 3 of the GNU General Public"
            " License, supplemented by the permissions below.\n\nYou may link it with any program.",
            "GPL-3.0-only",
            "open",
        ),
        (
            f"It is licensed under the Apache License 2.0 with the following additional terms:\n\n{CAP}",
            "Apache-2.0",
            "not-open",
        ),
    ],
)
def test_a_text_taken_in_by_name_is_judged_with_it(words: str, taken: str, overall: str) -> None:
    report = osdcheck.check_license(words)
    assert (report.overall, report.overall_basis, report.incorporated) == (
        overall,
        "text+incorporated",
        (taken,),
    )
    quoted = [finding for finding in report.findings if finding.details.license == taken]
    assert {"grant-modify", "grant-redistribute"} <= {finding.kind for finding in quoted}
    assert len({finding.id for finding in report.findings}) == len(report.findings)
    alone = osdcheck.check_license(words, identify=False)
    assert (alone.incorporated, alone.overall_basis) == ((), "text")
    assert alone.overall == report.text_overall != "open"
    assert {one.number for one in alone.clauses if one.verdict == "unclear"} >= {1, 3, 4, 7}


@pytest.mark.parametrize(
    ("words", "taken", "overall"),
    [
        ("Licensed under either of Apache License, Version 2.0 or MIT license.", ("Apache-2.0",), "open"),
        ("It is available under the SSPL-1.0 or the MIT License, at your option.", ("MIT",), "open"),
        ("Released under GPLv3 or a commercial license.", ("GPL-3.0-only",), "open"),
        ("It is dual licensed under the Elastic License 2.0 and the ISC License.", ("ISC",), "open"),
        ("The code is under the MIT license. It is covered by the MIT License.", ("MIT",), "open"),
        (
            "Licensed under the terms of any of the following licenses at your choice:\n\n"
            ' - GNU General Public License Version 2 or later (the "GPL")\n'
            ' - Mozilla Public License Version 1.1 or later (the "MPL")\n'
            " - the Foo License, for paying customers",
            ("GPL-2.0-or-later",),
            "open",
        ),
        ("This software is also available under the terms of the GPLv3.", ("GPL-3.0-only",), "open"),
        ("Licensed under GPL-2.0-only WITH Classpath-exception-2.0.", ("GPL-2.0-only",), "open"),
        (
            "Foo.js is free software: you can redistribute it and/or modify it under the terms of the GNU"
            " Lesser General Public License as published by the Free Software Foundation, either version 3"
            " of the License, or (at your option) any later version.\n\nYou should have received a copy of"
            " the GNU Lesser General Public License along with this Module; if not, write to the Free"
            " Software Foundation, Inc., 51 Franklin St, Fifth Floor, Boston, MA  02110-1301  USA",
            ("LGPL-3.0-only",),
            "open",
        ),
        (
            "It is licensed under the MIT License and the Server Side Public License, version 1.",
            ("MIT", "SSPL-1.0"),
            "not-open",
        ),
        ("It is licensed under the MIT license or as otherwise noted in the files.", (), "review"),
        ("It is variously licensed under the MIT License or the Elastic License 2.0.", (), "review"),
    ],
)
def test_several_texts_named_are_a_choice_or_hold_together(
    words: str, taken: tuple[str, ...], overall: str
) -> None:
    report = osdcheck.check_license(words.encode())
    assert (report.incorporated, report.overall) == (taken, overall)


@pytest.mark.parametrize(
    "words",
    [
        "Released under the MIT License until 2025.",
        "Licensed under the MIT license to Foo members.",
        "Licensed under MIT (see the license), with the Commons Clause.",
        "Licensed under Apache 2.0 + Commons Clause",
        "This repository is released under the MIT license with additional terms in TERMS.pdf.",
        "Licensed under the MIT license, except for commercial users, who need a license from us.",
        "Licensed under MIT (students).",
        "Licensed under MIT, a copy of which may not be used commercially.",
        "Licensed under MIT. Commercial use requires a paid license.",
        "Licensed under MIT, or a commercial license is required for companies with ten employees.",
        "For non-commercial use, this software is licensed under the GPLv3.",
        "This software is available to paying customers under the MIT License.",
        "After three years this software is made available under the Apache License 2.0.",
        "All rights reserved. jQuery is licensed under the MIT License.",
        "It is wrong that this software is licensed under the MIT License.",
        "This option pack is licensed under the MIT License and CC-BY-NC-4.0.",
        "Licensed under MIT. Licensed under ISC. Licensed under Zlib. Licensed under CC-BY-NC-4.0.",
        "MIT licensed for personal use.",
        "MIT License, but not for companies.",
        "MIT licensed, see EULA.txt for further limits.",
        "We release this software under the MIT License to our customers.",
        "You may use it under the MIT License if you are a member.",
        "The evaluation copy is licensed under MIT.",
        "Licensed under MIT. TERMS.pdf applies in addition.",
        "Licensed under Apache-2.0 WITH Commons-Clause",
        "Licensed under all of the following licenses:\n\n - MIT License\n - Elastic License 2.0",
        "Licensed under any of the following licenses:\n\n - MIT License, but not for commercial use",
    ],
)
def test_a_text_that_is_taken_in_and_narrowed_is_not_open(words: str) -> None:
    assert osdcheck.check_license(words.encode()).overall != "open"


@pytest.mark.parametrize(
    "words",
    [
        'Licensed under the MIT License (the "License"); see the file LICENSE for details.',
        "It is distributed under the GNU General Public License as published by the Free Software Foundation;"
        " either version 2 of the License, or (at your option) any later version.",
        "This library is distributed under the MIT license by John Smith.",
        "This project is licensed under the terms of the MIT license.",
        "License: MIT",
        "Licensed under either of Apache License, Version 2.0 (LICENSE-APACHE) or MIT license (LICENSE-MIT)"
        " at your option.",
        "It is licensed under the Apache License, Version 2.0, which can be found at"
        " https://www.apache.org/licenses/LICENSE-2.0.",
        "MIT License.",
        "This project is MIT licensed.",
        "Copyright 2020 Foo, licensed under MIT.",
        "This package uses the MIT license.",
        "Code is MIT. See LICENSE.",
        "Dual-licensed under MIT/Apache-2.0.",
        "NumPy is licensed under BSD-3-Clause.",
        "This library is free software under the zlib license.",
        "The authors make this software available under the terms of the MIT license.",
        "You may use this software under the terms of the GNU General Public License, version 2 or later.",
        "You can redistribute it and/or modify it under the terms of the GNU Lesser General Public License as"
        " published by the Free Software Foundation; either version 2.1 of the License, or (at your option)"
        " any later version.",
        "This software may be used under your choice of the MIT License or the GPLv3.",
        "This software is subject to the terms of the Mozilla Public License, v. 2.0.",
    ],
)
def test_what_says_where_the_text_stands_takes_nothing_away(words: str) -> None:
    report = osdcheck.check_license(words.encode())
    assert (report.overall, report.overall_basis) == ("open", "text+incorporated")


@pytest.mark.parametrize(
    ("words", "overall"),
    [
        ("All remaining files of the project are covered by the Apache license 2.0.", "open"),
        ("Source code is covered by the Elastic License 2.0 where a file header says so.", "review"),
        ("This software is licensed under the Elastic License 2.0.", "not-open"),
    ],
)
def test_a_license_named_beside_an_open_text_counts_where_nothing_else_may_be_meant(
    text: Text, words: str, overall: str
) -> None:
    assert osdcheck.check_license(f"{text('MIT')}\n\n{words}\n".encode()).overall == overall


@pytest.mark.parametrize("filler", [", ", " (a)", "' ", " or MIT", " is licensed under", " by ACME"])
def test_what_stands_behind_a_name_is_read_in_linear_time(filler: str) -> None:
    words = f"This software is licensed under MIT{filler * 5000} x"
    assert osdcheck.check_license(words.encode()).overall == "review"


@pytest.mark.parametrize(
    "words",
    [
        "This product includes components licensed under the Apache License 2.0.\n\nYou may not copy it.",
        "This software is not licensed under the MIT License. You may not copy it.",
        "The documentation is licensed under CC-BY-4.0. You may not copy the software.",
        "It may be combined with other software that is released under the GPLv3. You may not copy it.",
        "It borrows from Foo that is available under the Apache License 2.0. You may not copy it.",
    ],
)
def test_a_license_that_is_merely_named_is_not_taken_in(words: str) -> None:
    report = osdcheck.check_license(words)
    assert (report.incorporated, report.overall_basis) == ((), "text")


def test_without_identification_nothing_is_looked_up(text: Text) -> None:
    report = osdcheck.check_license(text("MIT"), identify=False)
    assert (report.license, report.authorities, report.changes) == (None, (), ())
    assert report.text_overall is None
    assert "license" not in report.to_dict()


@pytest.mark.parametrize("name", ["MIT", "minimax-m2", "GPL-2.0-only"])
def test_reports_fit_the_schema(text: Text, name: str) -> None:
    changed = f"{text(name)}\n\n{RIDER}"
    for file in (text(name), changed):
        record = json.loads(osdcheck.check_license(file).to_json())
        Draft202012Validator(report_schema()).validate(record)
        assert set(record) >= {
            "license",
            "authorities",
            "agreement",
            "changes",
            "overall_basis",
            "text_overall",
        }


@pytest.mark.parametrize(
    "words",
    [
        "Licensed under either of\n\n * Apache License, Version 2.0 (LICENSE-APACHE)\n"
        " * MIT license (LICENSE-MIT)\n\n"
        "at your option.",
        "Copyright 2018 The Foo Authors\nSPDX-License-Identifier: Apache-2.0",
        "SPDX-License-Identifier: (MIT OR Apache-2.0)",
        "Django is licensed under the 3-clause BSD license.",
        "The contents of this file are subject to the Mozilla Public License Version 1.1.",
    ],
)
def test_notices_as_projects_write_them_are_judged_by_the_license(words: str) -> None:
    assert osdcheck.check_license(words.encode()).overall == "open"


@pytest.mark.parametrize(
    "words",
    [
        "Students: This project is MIT licensed.",
        "Foo Demo is licensed under MIT.",
        "MIT WITH Acme-user-limit-exception.",
        "MIT WITH gcc-paying-exception.",
        "Licensed under MIT. This license ends in 2027.",
    ],
)
def test_words_around_a_name_that_narrow_it_keep_a_text_from_being_open(words: str) -> None:
    assert osdcheck.check_license(words.encode()).overall != "open"
