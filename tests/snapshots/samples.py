"""Reports made by hand: every kind of verdict, finding and detail that a renderer may meet."""

from __future__ import annotations

from dataclasses import replace

from osdcheck.core.finding import Details, Finding, Threshold
from osdcheck.core.report import ClauseVerdict, Report, Source, Tool, Verdict
from osdcheck.render.entry import ExplainedUnit, Failure, Judged, Tally

TITLES = (
    ("free-redistribution", "Free Redistribution"),
    ("source-code", "Source Code"),
    ("derived-works", "Derived Works"),
    ("integrity", "Integrity of The Author's Source Code"),
    ("no-person-discrimination", "No Discrimination Against Persons or Groups"),
    ("no-field-discrimination", "No Discrimination Against Fields of Endeavor"),
    ("distribution-of-license", "Distribution of License"),
    ("not-product-specific", "License Must Not Be Specific to a Product"),
    ("no-other-software", "License Must Not Restrict Other Software"),
    ("technology-neutral", "License Must Be Technology-Neutral"),
)
TOOL = Tool("0.1.0", "2026-01", "0123abcd")

Ruling = tuple[Verdict, str, tuple[str, ...]]


def clauses(rulings: dict[int, Ruling]) -> tuple[ClauseVerdict, ...]:
    calm: Ruling = ("pass", "Nothing in the text offends this clause.", ())
    return tuple(
        ClauseVerdict(number, key, title, *rulings.get(number, calm))
        for number, (key, title) in enumerate(TITLES, start=1)
    )


def finding(key: str, kind: str, quote: str | None, line: int | None = None, **slots: object) -> Finding:
    known = {"effect": "restriction", "clauses": (), "details": Details(), **slots}
    start = None if line is None else line * 60
    end = None if start is None or quote is None else start + len(quote)
    last = None if line is None else line + (quote or "").count("\n")
    return Finding(
        id=key, kind=kind, quote=quote, start=start, end=end, line_start=line, line_end=last, **known
    )  # type: ignore[arg-type]


CAP = finding(
    "f1",
    "user-cap",
    "the monthly active users of the products or services made available by or for Licensee, or\n"
    "Licensee's affiliates, is greater than 700 million monthly active users in the preceding calendar\n"
    "month, you must request a license from Meta",
    82,
    clauses=(5,),
    details=Details(
        threshold=Threshold(
            700_000_000, "monthly-active-users", ">", period="month", as_of="the version release date"
        ),
        exception="a license expressly granted in Meta's sole discretion",
        text="greater than 700 million monthly active users",
    ),
)
MONEY = finding(
    "f2",
    "revenue-cap",
    "total annual revenue of US$ 1M or more",
    90,
    clauses=(5,),
    details=Details(threshold=Threshold(1_000_000, "revenue", ">=", "USD", "year")),
)
TRAINING = finding(
    "f3",
    "model-training-ban",
    "You will not use the Llama Materials or any output or results of the Llama Materials to improve any"
    " other large language model",
    75,
    clauses=(6, 9),
    details=Details(purpose="model-training"),
)
POLICY = finding(
    "f4",
    "use-policy",
    "must adhere to the Acceptable Use Policy",
    78,
    clauses=(6,),
    details=Details(reference="https://example.org/use-policy", stem="Your use of the Materials"),
)
ABSENT = finding(
    "f5",
    "missing-grant",
    None,
    clauses=(3, 4),
    details=Details(grants=("grant-modify", "grant-redistribute")),
)
ODD = finding("f6", "unclassified-restriction", "You may not frown at the Materials", 101)
DUTIES = (
    finding("f7", "naming", "prominently display “Built with Llama”", 60, effect="duty"),
    finding("f8", "attribution", "retain in all copies the following attribution notice", 66, effect="duty"),
    finding("f9", "attribution", "within a “Notice” text file", 68, effect="duty"),
    finding("f10", "jurisdiction", "governed by the laws of the State of California", 120, effect="duty"),
)
GRANTS = (
    finding(
        "f11",
        "grant-use",
        "You are granted a non-exclusive, worldwide, non-transferable and royalty-free limited license",
        40,
        effect="grant",
    ),
)

CLOSED = Report(
    overall="not-open",
    review_reasons=("unclear", "unclassified-restriction"),
    clauses=clauses(
        {
            3: ("fail", "No words grant the right to change the work.", ("f5",)),
            4: ("unclear", "Whether changed copies may be passed on is left open.", ("f5",)),
            5: ("fail", "Users above a size or an income are left out.", ("f1", "f2")),
            6: ("fail", "Some uses are forbidden.", ("f3", "f4")),
            9: ("fail", "Other software may not be made with it.", ("f3",)),
        }
    ),
    findings=(CAP, MONEY, TRAINING, POLICY, ABSENT, ODD, *DUTIES, *GRANTS),
    source=Source("licenses/llama-3.1.txt", "ab" * 32, 7432),
    tool=TOOL,
)
OPEN = replace(
    CLOSED,
    overall="open",
    review_reasons=(),
    clauses=clauses({}),
    findings=(*DUTIES[1:3], *GRANTS),
    source=Source("-", "cd" * 32, 1068),
)
RECIPE = replace(
    CLOSED,
    overall="review",
    review_reasons=("not-a-license",),
    clauses=clauses(dict.fromkeys(range(1, 11), ("unclear", "There is no license to judge.", ()))),
    findings=(),
    source=Source("soup.md", "ef" * 32, 900),
)
HOSTILE_QUOTE = (
    "may not \x1b[2J\x1b]0;pwned\x07 use | `it` *for* <b>war</b>"
    " \u202egnihton\u202c\r\n[x](http://e.example) \x9b31m"
)
HOSTILE = replace(
    CLOSED,
    review_reasons=(),
    clauses=clauses({6: ("fail", "Some uses are | forbidden.\x1b[31m", ("f1",))}),
    findings=(
        finding(
            "f1",
            "field-ban",
            HOSTILE_QUOTE,
            1,
            clauses=(6,),
            details=Details(stem="You | *must* not\x1b[1m:"),
        ),
    ),
    source=Source("evil\x1b[2J\n|na\udcffme.txt", "01" * 32, 100),
)
UNITS = (
    ExplainedUnit(
        3,
        5,
        "operative",
        "1. Grant",
        False,
        "You may use the Materials.",
        ("(grant\n  act: use\n  object: work)",),
        (),
    ),
    ExplainedUnit(
        9,
        9,
        "operative",
        "2. Limits",
        True,
        "You may not: (a) frown at the Materials",
        (),
        ("frown at the Materials",),
    ),
)
MISSING = Failure(
    "missing.txt", "UnreadableInput", "missing.txt: no such file. Check the spelling of the path"
)
CRASH = Failure("odd.txt", "InternalError", "internal error (ValueError: x). Please report it.", defect=True)

ENTRIES = (Judged(CLOSED, UNITS), MISSING, Judged(OPEN), Judged(RECIPE), Judged(HOSTILE), CRASH)
TALLY = Tally(open=1, not_open=2, review=1, unread=1, defects=1)
