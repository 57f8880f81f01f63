from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osdcheck.core.evidence import Claim, Declared
from osdcheck.evidence.claims import declared_claims, find_claims, weigh_claims
from osdcheck.evidence.hosts import name_in


def stances(text: str, *, subject: str | None = "Acme", path: str = "README.md") -> list[str]:
    return [claim.stance for claim in find_claims(text, path=path, subject=subject)]


@pytest.mark.parametrize(
    "text",
    [
        "Acme is an open-source observability platform.",
        "Acme is 100% open source, licensed under the Acme Community License.",
        "Acme is free and open-source software.",
        "Acme is libre software.",
        "Acme is FOSS.",
        "This repository is open source under the Business Source License.",
        "We are open source!",
        "We have open-sourced our language model.",
        "Today, we are open-sourcing Acme-7B.",
        "The Acme team has open sourced Acme.",
        "Acme was open-sourced in 2021 by Foo Inc.",
        "Acme will always be open source.",
        "The open source Firebase alternative",
        "# Acme: the open source CRM",
        "- 🔓 **Fully open source** – audit every line",
        "Acme-7B is a fully open language model.",
        "Licensed under the OSI approved MIT license.",
        "As an open source project, we welcome contributions.",
        "Because Acme is open source, you can inspect the code.",
        "Acme, an open source scheduler, runs jobs.",
        "We introduce Acme, an open-source multimodal model.",
        "It's free, fast, and open source.",
        "This program is free software: you can redistribute it and/or modify it under the terms of the GPL.",
        "Acme is not only open source but also easy to use.",
        "This work is open source and can be used for research purposes only.",
        "Acme became open source in 2020.",
        "* Free software: BSD license",
        "All of our code is open source.",
        "<p>Acme is <b>open\nsource</b>.</p>",
        "<!-- Acme is an open source tool -->",
        "Acme is free of charge for personal use and fully open source.",
        "Acme is open source, so if you like it, tell others.",
        "As always it's an open source project.",
        "Acme is an open source licensing and billing API.",
        "We're building Acme as open source.",
        "Acme is one of the few truly open source CRMs.",
        "In this work we release Acme, an open-source toolkit for speech.",
        "Acme is dual-licensed under an open source license and a commercial license.",
        "Customer engagement suite, an open source alternative to Zephyrus",
        "A clean, open source note taking app.",
        "Acme is an OSS tool.",
        "Acme is the largest and fastest growing open source chat.",
        "# Acme\n\n* **Freedom to build what you want**  Acme is an open-source modeler",
        "- Runs offline, for free, and is open source",
        "Acme is the easy, open source way to ask questions.",
        "Acme is open source software, built upon Zephyrus.",
        "# Acme\n\nOpen-source assistant-style language models that run on your machine",
        "Acme draws maps. It works on GNU/Linux and Windows. It is free/libre software.",
        "## Open source!",
        "When you deploy this open source project, keep its license in mind.",
        "We decided to make this project open source.",
        "Acme is free/open software, provided under the BSD license.",
        "Both the client and the server of Acme are open source.",
        "Acme is free to use and open source.",
        "Easy to use, open source ledger",
        "No ads, no tracking, open source.",
        "Yet another open source ledger",
        "Acme has open-sourced a model for bookkeeping.",
        "Help us keep Acme free and open source.",
        "We made the source code entirely open source so that all can build on it.",
        "That's why we open-sourced it.",
        "We believe in transparency, that's why Acme is open source.",
        "You can use Acme for free, as it is open source.",
        "Contributions are welcome as this is an open source project.",
        "Acme is covered by two open source licenses.",
        "Acme is under an open source license.",
        "Acme uses an open source license.",
        "Acme has grown into an open source platform.",
        "This is the repository of the open-source project Acme.",
        "Acme is an open source initiative.",
        "If you like Acme, which is free and open source, give it a star.",
        "- [05/01] The training code of Acme has been open-sourced.",
        "Acme serves as an open source ledger for schools.",
        "Acme gives you an open source platform.",
        "Acme is a new kind of open source ledger.",
        "- **License:** Apache 2.0 (open source)",
        "- :heavy_check_mark: open-source",
        '<h1 align="center">Open-source scheduling infrastructure</h1>',
    ],
)
def test_the_project_called_open_source_is_a_claim(text: str) -> None:
    assert stances(text) == ["asserted"]
    assert next(one.quote for one in find_claims(text, path="README.md", subject="Acme")) in text


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Acme is not open source.", "negated"),
        ("Acme isn't (yet) open source.", "negated"),
        ("Acme is source-available, not open source.", "negated"),
        ("Acme used to be open source.", "negated"),
        ("THIS PROGRAM IS NOT FREE SOFTWARE.", "negated"),
        ("Acme will be open-sourced in Q3.", "plan"),
        ("We plan to open-source Acme.", "plan"),
        ("Acme becomes open source after four years.", "plan"),
        ("Each release becomes open source four years after publication.", "plan"),
        ("If Acme were open source, you could read it.", "plan"),
        ("Coming soon: open source release.", "plan"),
        ("Is Acme open source?", "question"),
        ("### Is the server open source? Yes, fully.", "question"),
        ("You may copy it as long as what you make from it is open source.", "plan"),
        ("We are seeking approval to open source Acme.", "plan"),
        ("Acme ships Zephyrus as an open-source fallback.", "other-project"),
        ("**Enterprise and open source**", "mention"),
        ("The business model is open source plus paid support.", "mention"),
        ("Most open-source reimplementations try to match it.", "mention"),
        ("Author: Acme Open Source Project", "mention"),
        ("source for the `-lfoo' free software library", "mention"),
        ("# Grafana\n\nGrafana is an open source dashboard. Acme uses it.", "other-project"),
        ("Kubernetes is open source, and Acme runs on it.", "other-project"),
        ("Acme uses Redis, an open source database.", "other-project"),
        ("We chose PostgreSQL since it's open source.", "other-project"),
        ("Acme is built on top of open source software.", "mention"),
        ("Acme is free for open source projects.", "mention"),
        ("Thanks to the open source community.", "mention"),
        ("Acme outperforms open-source models.", "mention"),
        ("Acme is a proprietary alternative to open-source CRMs.", "mention"),
        ("Acme is a scanner for open source licenses.", "mention"),
        ("Open source matters.", "mention"),
        ("Derivative works must be open source.", "plan"),
        ("Some people say Acme is open source.", "mention"),
        ('Acme is "open source" in name only.', "mention"),
        ("Acme was open source until version 3.", "mention"),
        ("## Open Source Licenses", "mention"),
        ("Third-party plugins are open source.", "mention"),
        ("Zephyrus was open-sourced by Umbra in 2018.", "other-project"),
        ("We chose Zephyrus because it is open source.", "other-project"),
        ("Libraries used by Acme are open source.", "mention"),
        ("Your projects are open source by default.", "mention"),
        ("Acme is the company behind the open source project Zephyrus.", "mention"),
        ("Acme uses Zephyrus (open source) for rendering.", "other-project"),
        ("Many people ask whether Acme is open source.", "mention"),
        ("Acme is no open source project.", "negated"),
        ("Acme, formerly open source, is now a paid product.", "negated"),
        ("Our values are part of our open source culture.", "mention"),
        ("Our dream is a fully open source phone.", "plan"),
        ("This knowledge grows and will be open-sourced.", "plan"),
        ("- [ ] Open-source release", "plan"),
        ("Open source release planned for Q3.", "plan"),
        ("Open source isn’t a marketing checkbox.", "mention"),
        ("Open source reinforces our position.", "mention"),
        ("A genuinely open source model would ship its data.", "mention"),
        ("Open source software (OSS) has become common.", "mention"),
        ("An open source license lets anyone use the code.", "mention"),
        ("Open-source or proprietary: you choose.", "mention"),
        ("This is a table listing open source alternatives.", "mention"),
        ("Acme is where the core of a product is open source.", "mention"),
        ("Built with Zephyrus - the open source framework", "mention"),
        ("Acme: an open source toolbox, Journal of Methods 134:9-21, 2004.", "mention"),
        ("Acme was built with Zephyrus, a free and open-source engine.", "other-project"),
        ('"An open-source alternative to Zephyrus" is fine in prose.', "mention"),
        ('"I run this open source project alone," she says."', "mention"),
        ("An open source toolkit (small, though) exists that mixes.", "mention"),
        ("For this we chose the Zephyrus project. It is an open source tool.", "other-project"),
        ("The open-source-portal shows organizations.", "mention"),
        ("Open Source Risk Engine (ORE) provides analytics.", "mention"),
        ("Free software: The software may be used by all.", "mention"),
        ("Linux was made as an open source system.", "other-project"),
        ("This repository is public as part of our open-source initiative.", "mention"),
        ("Our values shape our open source belief system.", "mention"),
        ("In 2012 Umbra Inc. open sourced Zephyrus.", "mention"),
        ("# Umbra University - Linux and Open Source Platform", "mention"),
        ("This file is part of POSIT, Portable Open Source Information Tool.", "mention"),
        ("The best open source tools for teams.", "mention"),
        ("Read on about the FLOSS exception.", "mention"),
        ("A curated list of open source Acme tools.", "mention"),
        ("The store will be PostgreSQL, which is an open source database.", "other-project"),
        ("Such tools are free of charge, and free software may cost money.", "mention"),
        ("org.umbra.acme.util.Zephyrus is an open source clock.", "other-project"),
    ],
)
def test_everything_else_is_none(text: str, stance: str) -> None:
    assert stances(text) == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "Copyright (C) 2020 Free Software Foundation, Inc.",
        "See the Open Source Definition of the Open Source Initiative.",
        "Acme is an open source intelligence (OSINT) feed.",
        "```\nAcme is open source\n```",
        "---\ntags: [open source]\n---\n# Acme",
        "[license](https://opensource.org/licenses/MIT)",
        "![build](https://github.com/open-source-parsers/x/badge.svg)",
    ],
)
def test_names_code_front_matter_and_addresses_say_nothing(text: str) -> None:
    assert stances(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The core is open source.",
        "Our SDK is open-sourced.",
        "Acme Core is open source under Apache 2.0.",
        "- **Client**: open source (MIT)",
        "We open-source the weights.",
    ],
)
def test_a_claim_about_a_part_says_so_and_is_never_contradicted(text: str) -> None:
    claims = find_claims(text, path="README.md", subject="Acme")
    assert [(one.stance, one.scope) for one in claims] == [("asserted", "part")]
    assert [one.verdict for one in weigh_claims(claims, "not-open")] == ["unsupported"]


@pytest.mark.parametrize(
    ("markup", "stance"),
    [
        ("[![Open Source](https://img.shields.io/badge/Open%20Source-Yes-green)](#)", "asserted"),
        ("![](https://img.shields.io/badge/open_source-%E2%9D%A4-red)", "asserted"),
        ('<img src="https://img.shields.io/badge/FOSS-100%25-blue" alt="x">', "asserted"),
        ("![Open Source Love](https://badges.frapsoft.com/os/v1/open-source.svg?v=103)", "asserted"),
        (".. image:: https://img.shields.io/badge/x-y\n   :alt: Open Source\n", "asserted"),
        ("![Open Source](https://img.shields.io/badge/Open%20Source-no-red)", "negated"),
        ("![Open Source](https://img.shields.io/badge/Open%20Source-soon-red)", "plan"),
    ],
)
def test_badges_are_claims(markup: str, stance: str) -> None:
    text = f"# Acme\n\n{markup}\n"
    claims = find_claims(text, path="README.md")
    assert [(one.stance, one.line_start) for one in claims] == [(stance, 3)]
    assert claims[0].form.startswith("badge: ")
    assert text[claims[0].start : claims[0].end] == claims[0].quote


@pytest.mark.parametrize(
    "markup",
    [
        "[![Help Contribute to Open Source](https://codetriage.com/a/b/badges/users.svg)](https://codetriage.com/a/b)",
        "![License](https://img.shields.io/badge/license-MIT-blue)",
        "[![Open Source Helpers](https://www.codetriage.com/x/badges/users.svg)](https://x)",
        "![our open source office](photos/office.jpg)",
    ],
)
def test_other_pictures_are_not(markup: str) -> None:
    assert stances(markup) == []


def test_a_page_is_read_by_its_tags() -> None:
    page = """<!doctype html><html><head><title>Acme - the open source CRM</title>
<script>var x = "Acme is open source";</script></head><body>
<nav><a href="/oss">Open Source</a></nav><h1>Acme</h1><p>Acme is <em>open-source</em> and free.</p>
<ul><li>Open source</li><li>Works with open source tools</li></ul>
<table><tr><th>Open source</th></tr></table>
<footer>Acme Cloud is not open source.<img src="https://img.shields.io/badge/open%20source-yes-green"></footer>
"""
    found = find_claims(page, path="index.html")
    assert [(one.line_start, one.stance) for one in found] == [
        (1, "asserted"),
        (3, "mention"),
        (3, "asserted"),
        (4, "asserted"),
        (4, "mention"),
        (5, "mention"),
        (6, "negated"),
        (6, "asserted"),
    ]


def test_a_heading_underlined_with_waves_opens_no_code() -> None:
    text = "Foo\n===\n\nMaps\n~~~~\n\nFoo is open source.\n"
    assert [claim.quote for claim in find_claims(text, path="README.rst")] == ["Foo is open source."]
    assert find_claims("# Foo\n\n~~~\nFoo is open source.\n~~~\n", path="README.md") == ()


def test_a_name_that_is_not_the_projects_is_told_by_title_subject_and_topic() -> None:
    sentence = "Zephyrus is an open source scheduler."
    assert stances(f"# Zephyrus\n\n{sentence}", subject=None) == ["asserted"]
    assert stances(f"# Acme\n\n{sentence}", subject=None) == ["other-project"]
    assert stances(f"Acme compares schedulers.\n\n{sentence}", subject="Acme") == ["other-project"]
    assert stances(sentence, subject="tmp-folder-17") == ["asserted"]


def test_without_a_name_of_its_own_a_longer_text_claims_nothing_for_the_names_in_it() -> None:
    sentence = "Zephyrus is an open source scheduler."
    filler = "Jobs run at night.\n\nThey end by morning.\n\nNobody sees them run.\n\n"
    assert stances(sentence, subject=None) == ["asserted"]
    assert stances(filler + sentence.replace("Zephyrus", "the Zephyrus"), subject=None) == ["other-project"]
    linked = "[Zephyrus](https://zephyrus.example.org) is an open source scheduler."
    assert stances(linked, subject=None) == ["other-project"]
    assert stances(linked, subject="Zephyrus") == ["asserted"]


@pytest.mark.parametrize(
    "opening",
    [
        "# Zephyrus\n\n",
        "[![build](https://github.com/acme/zephyrus/actions/workflows/ci.yml/badge.svg)](#)\n\n",
        "Run `git clone https://github.com/acme/zephyrus.git` first.\n\n",
        "Zephyrus Job Runner is fast.\n\n```\npip install zephyrus\n```\n\n",
    ],
)
def test_title_badges_clone_and_package_tell_whose_text_it_is(opening: str) -> None:
    certain = find_claims(opening + "Zephyrus is an open source scheduler.", path="README.md")
    assert [(one.stance, one.certain) for one in certain] == [("asserted", True)]
    others = find_claims(opening + "And Umbra is an open source database.", path="README.md")
    assert [one.stance for one in others] == ["other-project"]


def test_a_name_that_nothing_ties_to_the_project_is_never_contradicted() -> None:
    bare = find_claims("Zephyrus is an open source scheduler.", path="README.md")
    assert [(one.stance, one.certain) for one in bare] == [("asserted", False)]
    assert [one.verdict for one in weigh_claims(bare, "not-open")] == ["unsupported"]
    assert [one.verdict for one in weigh_claims(bare, "open")] == ["supported"]
    for text in ("This project is open source.", "Our platform is open source."):
        spoken = find_claims(text, path="README.md")
        assert [one.verdict for one in weigh_claims(spoken, "not-open")] == ["contradicted"]


def test_a_project_may_have_several_names_and_a_short_one() -> None:
    text = "# Zephyrus Job Runner (ZJR)\n\nZJR is open source. Acme is open source. Umbra is open source."
    found = find_claims(text, path="README.md", subject=("acme-scheduler", "@corp/acme"))
    assert [one.stance for one in found] == ["asserted", "asserted", "other-project"]


def test_an_adapter_is_not_what_it_adapts() -> None:
    text = "# Laravel Redis\n\nRedis is an open source store. Laravel Redis is open source."
    assert stances(text, subject="laravel-redis") == ["other-project", "asserted"]
    assert stances("# Apache Kafka\n\nKafka is open source.", subject=None) == ["asserted"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docker-zephyrus", "# docker-zephyrus\n\nDocker image for Zephyrus, an open source scheduler."),
        ("ansible-role-zephyrus", "# ansible-role-zephyrus\n\nZephyrus is an open source scheduler."),
        ("acme", "# Acme plugin for Zephyrus\n\nZephyrus is an open source scheduler."),
    ],
)
def test_what_a_project_only_serves_may_be_anothers_and_is_never_contradicted(name: str, text: str) -> None:
    found = weigh_claims(find_claims(text, path="README.md", subject=name), "not-open")
    assert "contradicted" not in {one.verdict for one in found}
    linked = text.replace("Zephyrus is", "[Zephyrus](https://zephyrus.example.org) is")
    assert linked == text or stances(linked, subject=name) == ["other-project"]


def test_the_project_that_serves_another_is_held_to_its_own_name() -> None:
    text = "# Zephyrus client\n\nThe Zephyrus client is an open source library."
    found = find_claims(text, path="README.md", subject="zephyrus-client")
    assert [one.verdict for one in weigh_claims(found, "not-open") if one.scope == "whole"] in (
        ["contradicted"],
        [],
    )
    own = find_claims("# Zephyrus\n\nZephyrus is open source.", path="README.md", subject="zephyrus-docker")
    assert [one.verdict for one in weigh_claims(own, "not-open")] == ["contradicted"]


def test_a_heading_that_names_nothing_leaves_the_name_to_the_text() -> None:
    text = "### What is this repository for? ###\n\nZephyrus is an open source player.\n\nIt plays.\n\nYes.\n"
    assert stances(text, subject=None) == ["asserted"]


def test_lists_of_services_and_plans_are_no_claims() -> None:
    assert stances("# Home\n\n## Services\n\n### Zephyrus\n\nAn open source scheduler.") == ["mention"]
    assert stances("# Acme\n\n## Roadmap\n\n- Open source release\n") == ["plan"]
    link = "### 4. [Acme reads: an open-source paper](https://arxiv.example.org/1) and more"
    assert stances("# Zephyrus\n\n" + link.replace("Acme", "Umbra"), subject="Zephyrus") == ["mention"]


def test_the_title_of_another_page_is_what_that_page_is_about() -> None:
    text = "# Zephyrus\n\nZephyrus is an open source scheduler."
    assert stances(text, subject="acme", path="docs/zephyrus.md") == ["other-project"]
    assert stances(text, subject="acme", path="README.md") == ["asserted"]


@pytest.mark.parametrize(
    ("path", "data", "name"),
    [
        ("pyproject.toml", b'[project]\nname = "acme-runner"\n', "acme-runner"),
        ("Cargo.toml", b"[package]\nname = 'acme'\n", "acme"),
        ("setup.cfg", b"[metadata]\nname = acme\n", "acme"),
        ("web/package.json", b'{\n  "private": true,\n  "name": "@acme/web"\n}', "@acme/web"),
        ("PKG-INFO", b"Metadata-Version: 2.1\nName: acme\n", "acme"),
        ("go.mod", b"module github.com/corp/acme/v2\n", "acme"),
        ("CITATION.cff", b"title: Acme Runner\n", "Acme Runner"),
        ("config", b'[remote "origin"]\n\turl = git@github.com:corp/acme.git\n', "acme"),
        ("package.json", b"\xff{", None),
        ("README.md", b"name = x", None),
    ],
)
def test_metadata_tell_the_name(path: str, data: bytes, name: str | None) -> None:
    assert name_in(path, data) == name


def test_a_lesson_on_a_known_project_is_not_the_projects_own() -> None:
    sentence = "Grafana is an open source platform."
    assert stances(f"# Grafana: a guide\n\n{sentence}", subject=None) == ["other-project"]
    assert stances(f"# Prometheus and Grafana\n\n{sentence}", subject=None) == ["other-project"]
    assert stances(f"# Grafana\n\n{sentence}", subject=None) == ["asserted"]


def test_headings_above_and_the_lead_of_a_list_say_whose_work_it_is() -> None:
    nested = "# Acme\n\n## Alternatives\n\n### Video\n\n- fully open source\n"
    assert stances(nested) == ["mention"]
    led = "# Acme\n\nZephyrus has the following features:\n\n- fully open source\n"
    assert stances(led) == ["other-project"]
    counted = "# Acme\n\n## 1. Zephyrus\n\n- open source: yes\n"
    assert stances(counted) == ["mention"]


def test_lists_of_others_work_are_not_the_projects_own() -> None:
    others = "# Acme\n\n## Built with\n\n- Zephyrus - open source scheduler\n- fast and open source\n"
    text = others + "\n## Features\n\n- Open source\n"
    assert stances(text) == ["mention", "mention", "asserted"]


def test_lines_and_offsets_are_those_of_the_file() -> None:
    text = "---\nlicense: x\n---\n# Acme\n\nAcme is\n**open\nsource**.\n\nNext.\n"
    (claim,) = find_claims(text, path="README.md")
    assert (claim.line_start, claim.line_end) == (6, 8)
    assert text[claim.start : claim.end] == claim.quote == "Acme is\n**open\nsource**."


def claim(**changes: object) -> Claim:
    fields = {
        "path": "p",
        "line_start": 1,
        "line_end": 1,
        "start": 0,
        "end": 1,
        "quote": "q",
        "form": "open source",
    }
    return Claim(**{**fields, "scope": "whole", "stance": "asserted", **changes})  # type: ignore[arg-type]


def test_only_asserted_claims_get_a_verdict() -> None:
    stances = ("negated", "plan", "question", "other-project", "mention")
    others = [claim(stance=stance) for stance in stances]
    assert {one.verdict for one in weigh_claims(others, "not-open")} == {None}
    whole = [claim()]
    assert weigh_claims(whole, "open")[0].verdict == "supported"
    assert weigh_claims(whole, "not-open")[0].verdict == "contradicted"
    assert weigh_claims(whole, "review")[0].verdict == "unsupported"
    assert weigh_claims(whole, None)[0].verdict == "unsupported"
    assert weigh_claims(whole, "open", released_source=False)[0].verdict == "unsupported"
    assert weigh_claims(whole, "open", released_source=True)[0].verdict == "supported"


def test_classifiers_that_say_osi_approved_are_claims() -> None:
    declared = [
        Declared(
            "setup.cfg", "metadata.classifiers", "License :: OSI Approved :: MIT License", 7, "License :: ..."
        ),
        Declared("setup.cfg", "metadata.license", "MIT", 3, "license = MIT"),
        Declared(
            "setup.cfg", "metadata.classifiers", "License :: Other/Proprietary License", 8, "License :: ..."
        ),
    ]
    assert [(one.path, one.line_start, one.stance) for one in declared_claims(declared)] == [
        ("setup.cfg", 7, "asserted")
    ]


WORDS = st.sampled_from(
    [
        *(
            "open",
            "source",
            "Acme",
            "is",
            "not",
            "an",
            "free",
            "software",
            "will",
            "we",
            "as",
            "under",
            "the",
        ),
        *(
            "license",
            "by",
            "it's",
            "é",
            "İ",
            "(",
            ")",
            ",",
            ".",
            ":",
            "—",
            "?",
            "|",
            "`",
            "```",
            "<b>",
            "![",
            "](",
        ),
        *("\n", "\n\n", "- ", "# ", "\ufeff", "---", "\x1d"),
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join), st.sampled_from(["README.md", "x.txt", "x.html"]))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_claims_that_stand_in_it(text: str, path: str) -> None:
    for found in find_claims(text, path=path, subject="Acme"):
        assert text[found.start : found.end] == found.quote
        assert 1 <= found.line_start <= found.line_end <= text.count("\n") + 1


@pytest.mark.parametrize(
    "unit", ["open source ", "![open source](", "[", "<a ", "* ", "|open source", "```\n", "_", '"']
)
def test_time_grows_with_the_length(unit: str) -> None:
    def seconds(size: int) -> float:
        text = "open source " + unit * (size // len(unit))
        begun = time.process_time()
        find_claims(text, path="README.md")
        return time.process_time() - begun

    seconds(1_000)
    assert seconds(24_000) < 40 * max(seconds(3_000), 0.005)


def test_a_comma_behind_a_bracket_opens_nothing() -> None:
    text = "Its code is open under the GNU GPL, version 3.0 (GPL-3.0), an OSI Approved License."
    assert stances(text) == ["asserted"]


@pytest.mark.parametrize(
    "text",
    [
        # A remark in brackets ends before the next clause.
        "Free and open source (GPL) - each part of it runs on your own desk.",
        "## Why this is an open source tool",
        "## Why is Acme open source?",
        "At present it can serve as an open source stand-in for the old pump firmware.",
        "- An open source ledger under version 3 of the GPL or later",
        "Run your harvest with Acme, your open source planner for orchards.",
        "This is a fully tested, open source planner for orchards.",
        "We don't know every school that runs our open source planner.",
        "We want to spend the winter improving our open source planner.",
        "We hope to keep improving the open source Acme planner.",
        "Write your own screens with the help of our open source kit if you like.",
        "An open source version of Acme is released each spring.",
        "The files here are of the open source edition of Acme.",
        "The method is put to work in a small open source planner called Acme.",
        "It is distributed under the MIT license (an OSI approved license).",
        "Licensed under the MIT license ([an OSI approved license](x)).",
        "Acme is released under the MIT license, one of the shortest open source licenses.",
        "Acme is provided under an open source agreement.",
        "Acme is a collection of open source tools for orchards.",
        "Acme is free forever as open source under the MIT license.",
        "Acme Open Source Orchard Planner",
        "Open source software based on the MIT license, so read all of it.",
        "We provide Acme as open source software.",
        "Acme began life as an open source pastime.",
        "Our pump uses Zephyrus 7. This project is open source.",
    ],
)
def test_what_is_said_in_passing_is_a_claim_all_the_same(text: str) -> None:
    assert stances(text) == ["asserted"]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The guests of this Libre Software Meeting were kind.", "mention"),
        ("Our pump runs on a pre-existing open source firmware.", "mention"),
        ("Have a look at our open source page.", "mention"),
        ("What is the difference between the open source version of Acme and the paid one?", "question"),
        ("There is no difference between the open source version of Acme and the paid one.", "mention"),
        ('Zephyrus says it "will keep supporting our open source tools for years.', "mention"),
        ("- **Open Source**: built with open source libraries", "mention"),
        ("We chose Zephyrus since this model is open source.", "other-project"),
        ("Its maps come from Zephyrus, licensed under MIT, an OSI approved license.", "other-project"),
        ("The bundled fonts are licensed under the OFL (an OSI approved license).", "mention"),
        ("Our drawings use Zephyrus 7. This model is open source.", "other-project"),
        ("The server of Zephyrus is open source.", "other-project"),
        ("Acme's competitors are open source.", "mention"),
        ("Our favorite editor is open source.", "mention"),
        ("Thanks to our open source sponsors.", "mention"),
        ("Our open source heroes are many.", "mention"),
        ("Why isn't Acme open source?", "question"),
        ("Why is Zephyrus open source?", "question"),
        ("We hope to release our open source planner in spring.", "plan"),
        ("It works as Zephyrus does, which is under the MIT license (an OSI approved license).", "mention"),
        ("Awesome Acme is a collection of open source tools for orchards.", "mention"),
    ],
)
def test_what_others_do_and_what_is_due_stays_none(text: str, stance: str) -> None:
    assert stances(text) == [stance]


def test_a_name_that_is_a_common_word_is_not_heard_in_what_the_project_uses() -> None:
    assert stances("Make a desk that uses open source AI for its drawers.", subject="Lumora AI") == [
        "mention"
    ]


def test_first_letters_stand_for_the_name_they_spell() -> None:
    text = "# CBP\n\n{} is an open source data set."
    assert stances(text.format("Combined Bird Pictures"), subject="CBP") == ["asserted"]
    assert stances(text.format("Wild Bird Pictures"), subject="CBP") == ["other-project"]


def test_a_name_that_is_known_is_not_read_off_the_first_sentence_as_well() -> None:
    text = "Zephyrus 3 was open sourced in 2012.\n\nLumora is a tool for it.\n\nLumora draws.\n"
    assert stances(text, subject="Lumora") == ["other-project"]


@pytest.mark.parametrize(
    ("title", "certain"),
    [("Portable Lumora", False), ("Lumora support", False), ("Lumora: live support for farms", True)],
)
def test_what_only_serves_another_is_told_by_its_name(title: str, certain: bool) -> None:
    claims = find_claims(f"# {title}\n\nLumora is an open source pump.\n", path="README.md")
    assert [(one.stance, one.certain) for one in claims] == [("asserted", certain)]


def test_a_part_that_the_project_is_called_is_the_whole() -> None:
    claims = find_claims(
        "Lumora Client - an open source mail reader.", path="README.md", subject="Lumora Client"
    )
    assert [(one.stance, one.scope) for one in claims] == [("asserted", "whole")]


def test_what_is_opened_for_a_purpose_is_not_a_part_of_it() -> None:
    claims = find_claims("We open source our code to support others.", path="README.md", subject="Acme")
    assert [(one.stance, one.scope) for one in claims] == [("asserted", "whole")]


@pytest.mark.parametrize(
    "text",
    [
        "An open source version of Acme doesn't exist.",
        "The open source version of Acme was never released.",
        "We discontinued the open source version of Acme.",
        "Acme is not licensed under the MIT (an OSI approved license).",
        "Acme was licensed under MIT (an OSI approved license) until 2020.",
    ],
)
def test_what_is_denied_or_over_is_not_taken_for_granted(text: str) -> None:
    assert "asserted" not in stances(text)


@pytest.mark.parametrize(
    ("words", "subject", "certain"),
    [
        ("It is fast. The project is open source.", None, True),
        ("Gurobi is fast. The project is open source.", None, False),
        ("# Riders\n\nThis dataset is open source.", "riders", False),
        ("# Riders\n\nThis dataset is open source.", "riders-data", True),
    ],
)
def test_what_is_said_of_the_project_is_sure_and_of_a_dataset_where_it_is_one(
    words: str, subject: str | None, certain: bool
) -> None:
    (claim,) = find_claims(words, path="README.md", subject=subject)
    assert (claim.stance, claim.certain) == ("asserted", certain)
