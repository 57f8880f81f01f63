"""License files that hold several licenses for parts of the work, and say so in words of their own."""

from __future__ import annotations

import osdcheck
from osdcheck.identity.records import find_record, text_of
from tests.audit.conftest import Repository

WORDS = """Foo Licensing

SOFTWARE LICENSING

You are licensed to use compiled versions of the Foo platform produced by Foo, Inc. under an MIT LICENSE

-	See MIT-COMPILED-LICENSE.md included in compiled versions for details

You may be licensed to use source code to create compiled versions not produced by Foo, Inc.
in one of two ways:

1. Under the Free Software Foundation's GNU AGPL v.3.0, subject to the exceptions outlined in this policy; or
2. Under a commercial license available from Foo, Inc. by contacting commercial@foo.example

You are licensed to use the source code in Admin Tools and Configuration Files (templates/, model/ and all
subdirectories thereof) under the Apache License v2.0.

We promise that we will not enforce the copyleft provisions in AGPL v3.0 against you if your application (a)
does not link to the Foo Platform directly, but exclusively uses the Foo Admin Tools and Configuration
Files, and (b) you have not modified, added to or adapted the source code of Foo in a way that results in the
creation of a "modified version" or "work based on" Foo as these terms are defined in the AGPL v3.0 license.

FOO TRADEMARK GUIDELINES

Your use of the mark Foo is subject to Foo, Inc's prior written approval and our organization's Trademark
Standards of Use at https://foo.example/trademark-standards-of-use/. For trademark approval or any questions
you have about using these trademarks, please email trademark@foo.example
"""


def known(name: str) -> str:
    record = find_record(name)
    assert record is not None
    return text_of(record)


def test_a_file_that_holds_several_licenses_says_so(repository: Repository) -> None:
    rule = f"\n\n{'-' * 60}\n\n"
    words = rule.join((WORDS, known("Apache-2.0"), known("AGPL-3.0-only")))
    report = osdcheck.audit(repository({"LICENSE.txt": words, "a.go": "package a\n"}))
    assert (report.overall, report.files[0].license) == ("open", "Apache-2.0 AND AGPL-3.0-only")
    assert report.expression == report.files[0].reference
    assert report.basis == (
        "LICENSE.txt holds Apache-2.0 AND AGPL-3.0-only, with words of its own: judged together.",
    )
