"""The tables that turn facts into findings and findings into verdicts; loaded and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

from osdcheck.core.finding import Effect
from osdcheck.errors import DataError
from osdcheck.resources import package_folder, read_large_table, read_table
from osdcheck.tables.comparison import ComparisonRules, spelling_of
from osdcheck.tables.leaning import LeaningLevels

CaseVerdict = Literal["fail", "unclear", "none"]


class Beside(NamedTuple):
    """Clauses of a case where a query of ``when`` matches any fact of the license, one of ``where`` its."""

    clauses: tuple[int, ...]
    when: tuple[dict[str, Any], ...]
    where: tuple[dict[str, Any], ...]


class Case(NamedTuple):
    """Queries of which one must match a fact, with the clauses and the verdict that follow.

    ``unless``: queries; one that matches any fact of the license takes the case out. ``sole``: the case
    counts only where its unit gives a right that nothing else in the license gives. ``beside``: another
    choice of clauses, for where the rest of the license leaves some of what the case takes away.
    """

    when: tuple[dict[str, Any], ...]
    clauses: tuple[int, ...]
    verdict: CaseVerdict
    unless: tuple[dict[str, Any], ...]
    sole: bool = False
    beside: Beside | None = None


class Partly(NamedTuple):
    """Clauses that a sentence fails instead of all of its kind, and the queries that say where.

    ``given``: grants that the license has to have for that.
    """

    clauses: tuple[int, ...]
    when: tuple[dict[str, Any], ...]
    given: frozenset[str]


class Kind(NamedTuple):
    """A row of the kinds tables.

    ``name``: a noun for sentences; where the row has none, the id with blanks.
    ``unless``: queries; one that matches any fact of the license takes the kind out.
    ``unless_kinds``: kinds that, once found, take it out. ``signs``: queries over a whole unit that
    no case understood; ``general``: its signs count only where no other kind shows. ``spared``: queries;
    one that matches any fact of a unit says that the unit permits what the kind would forbid. ``off_topics``:
    a fact about one of them never states the kind. ``zones``: where it is looked for, operative units
    always among them. ``partly``: what is left to fail where signs or leanings find it.
    """

    id: str
    name: str
    effect: Effect
    cases: tuple[Case, ...]
    reason: str
    since: str
    precedents: tuple[str, ...]
    unless: tuple[dict[str, Any], ...]
    unless_kinds: tuple[str, ...]
    zones: tuple[str, ...]
    signs: tuple[dict[str, Any], ...]
    spared: tuple[dict[str, Any], ...]
    off_topics: frozenset[str]
    general: bool
    clauses: tuple[int, ...]
    partly: Partly | None


class Clause(NamedTuple):
    """A clause of the Open Source Definition, and the grants it cannot do without."""

    number: int
    id: str
    title: str
    text: str
    needs: tuple[str, ...]
    passes: str


class Precedent(NamedTuple):
    """A decision by an authority that a row rests on."""

    id: str
    text: str
    source: str


def _load(name: str, *, large: bool = False) -> dict[str, Any]:
    path = package_folder() / "tables"
    for part in name.split("/"):
        path = path / part
    return read_large_table(path) if large else read_table(path)


@cache
def load_clauses() -> tuple[Clause, ...]:
    """The ten clauses, in order."""
    return tuple(
        Clause(
            row["number"],
            row["id"],
            row["title"],
            row["text"],
            tuple(row.get("needs", ())),
            row["passes"],
        )
        for row in _load("osd.toml")["clause"]
    )


@cache
def load_precedents() -> tuple[Precedent, ...]:
    """Decisions that kind rows cite."""
    return tuple(
        Precedent(row["id"], row["text"], row["source"]) for row in _load("precedents.toml")["precedent"]
    )


@cache
def load_kinds() -> tuple[Kind, ...]:
    """All kinds: restrictions, duties, grants.

    Raises :class:`~osdcheck.errors.DataError` for a row with an unknown key, clause, verdict or precedent.
    """
    files: tuple[tuple[str, Effect], ...] = (
        ("kinds/restrictions.toml", "restriction"),
        ("kinds/duties.toml", "duty"),
        ("kinds/grants.toml", "grant"),
    )
    return tuple(
        _kind(row, effect, file) for file, effect in files for row in _load(file, large=True)["kind"]
    )


_KEYS = frozenset(
    {
        "id",
        "name",
        "clauses",
        "verdict",
        "when",
        "case",
        "reason",
        "since",
        "precedents",
        "unless",
        "unless_kinds",
        "zones",
        "signs",
        "spared",
        "off_topics",
        "general",
        "partly",
    }
)


def _beside(row: dict[str, Any], file: str, kind: str) -> Beside:
    if set(row) != set(Beside._fields):
        raise DataError(file, kind, f"`beside` has the keys {', '.join(Beside._fields)}")
    return Beside(*(tuple(row[key]) for key in Beside._fields))


def _partly(row: dict[str, Any]) -> Partly:
    return Partly(tuple(row["clauses"]), tuple(row["when"]), frozenset(row.get("given", ())))


def _kind(row: dict[str, Any], effect: Effect, file: str) -> Kind:
    unknown = set(row) - _KEYS
    if unknown:
        raise DataError(file, row.get("id", "?"), f"unknown keys {sorted(unknown)}")
    known = {precedent.id for precedent in load_precedents()}
    if missing := set(row.get("precedents", ())) - known:
        raise DataError(file, row["id"], f"unknown precedents {sorted(missing)}")
    default = tuple(row.get("clauses", ()))
    verdict: CaseVerdict = row.get("verdict", "fail" if effect == "restriction" else "none")
    cases = [
        Case(
            tuple(case["when"]),
            tuple(case.get("clauses", default)),
            case.get("verdict", verdict),
            tuple(case.get("unless", ())),
            case.get("sole", False),
            _beside(case["beside"], file, row["id"]) if "beside" in case else None,
        )
        for case in row.get("case", ())
    ]
    if "when" in row:
        cases.append(Case(tuple(row["when"]), default, verdict, ()))
    for case in cases:
        if not set(case.clauses) <= set(range(1, 11)) or case.verdict not in get_args(CaseVerdict):
            verdicts = ", ".join(get_args(CaseVerdict))
            raise DataError(file, row["id"], f"clauses run from 1 to 10; a verdict is one of: {verdicts}")
    return Kind(
        row["id"],
        row.get("name", row["id"].replace("-", " ")),
        effect,
        tuple(cases),
        row["reason"],
        row["since"],
        tuple(row.get("precedents", ())),
        tuple(row.get("unless", ())),
        tuple(row.get("unless_kinds", ())),
        ("operative", *row.get("zones", ())),
        tuple(row.get("signs", ())),
        tuple(row.get("spared", ())),
        frozenset(row.get("off_topics", ())),
        row.get("general", False),
        default,
        _partly(row["partly"]) if "partly" in row else None,
    )


Standing = Literal["presumed", "understood", "certain", "known"]


class Reading(NamedTuple):
    """What a fact is that looks like a restriction and harms nobody: id, sentence, queries.

    ``unless``: queries for facts that it does not explain; ``standing``: how sure that is. What is
    ``"presumed"`` is taken for harmless by what it is about, not understood; where all facts of a unit are
    ``"certain"`` much has to speak against it, and where all are ``"known"`` it is not weighed at all.
    """

    id: str
    reason: str
    when: tuple[dict[str, Any], ...]
    unless: tuple[dict[str, Any], ...]
    standing: Standing


class Net(NamedTuple):
    """Queries for facts that restrict the licensee, and readings of those among them that harm nobody.

    ``legal``: queries for facts that only a license states; ``legal_share``: how many of a
    text's units (a share) must hold one, or it is no license; ``settled``: topics by which the
    grammar understands a sentence; ``unbinding``: heads of facts that no kind is looked for in; ``unseen``:
    kinds that the net cannot see; ``firm``: queries for facts that it cannot overrule; ``joints``: what joins
    two sentences in one, of which the net sees the sum, and ``ban_joints`` a ban to another; ``prefaces``:
    words before a sentence that it does not see; ``wishes``: how one begins that it is not asked about;
    ``turns``: words that turn what stands about them, each with
    its sort; ``leaning``: what likelihoods are enough for.
    """

    legal: tuple[dict[str, Any], ...]
    legal_share: float
    suspicious: tuple[dict[str, Any], ...]
    harmless: tuple[Reading, ...]
    settled: frozenset[str]
    unbinding: frozenset[str]
    unseen: frozenset[str]
    firm: tuple[dict[str, Any], ...]
    joints: tuple[str, ...]
    ban_joints: tuple[str, ...]
    prefaces: frozenset[str]
    wishes: tuple[str, ...]
    turns: Mapping[str, str]
    leaning: LeaningLevels


@cache
def load_void() -> tuple[dict[str, Any], ...]:
    """Queries for facts that no kind is looked for in."""
    return tuple(_load("void.toml")["void"])


@cache
def load_repeal() -> tuple[dict[str, Any], ...]:
    """Queries for facts by which the sentence before them holds no longer."""
    return tuple(_load("void.toml")["repeal"])


@cache
def load_others() -> tuple[dict[str, Any], ...]:
    """Queries for facts that grant something to others than the licensee."""
    return tuple(_load("void.toml")["others"])


@cache
def load_supplement() -> tuple[dict[str, Any], ...]:
    """Queries for facts by which a supplement of a license takes nothing from it."""
    return tuple(_load("supplement.toml")["aside"])


@cache
def load_net() -> Net:
    """The net below the kinds."""
    table = _load("net.toml")
    return Net(
        tuple(table["legal"]),
        table["legal_share"],
        tuple(table["suspicious"]),
        tuple(_reading(row, table["unexplained"]) for row in table["harmless"]),
        frozenset(table["settled"]),
        frozenset(table["unbinding"]),
        frozenset(table["unseen"]),
        tuple(table["firm"]),
        tuple(table["joints"]),
        tuple(table["ban_joints"]),
        frozenset(table["prefaces"]),
        tuple(table["wishes"]),
        {word: sort for sort, words in table["turns"].items() for word in words},
        LeaningLevels(**table["leaning"]),
    )


def _reading(row: dict[str, Any], unexplained: dict[str, list[dict[str, Any]]]) -> Reading:
    if unknown := row.keys() - {"id", "reason", "when", "unless", "standing"}:
        raise DataError("net.toml", row.get("id", "?"), f"unknown keys {sorted(unknown)}")
    return Reading(
        row["id"],
        row["reason"],
        tuple(row["when"]),
        tuple(query for name in row.get("unless", ()) for query in unexplained[name]),
        row.get("standing", "understood"),
    )


@cache
def load_audit() -> dict[str, Any]:
    """What files are to an audit: roles by name, folders of others' work, suffixes of sources."""
    return _load("audit.toml")


@cache
def load_comparison() -> ComparisonRules:
    """The rules of comparison.

    Raises :class:`~osdcheck.errors.DataError` for a kind that no kinds table has.
    """
    file = "comparison.toml"
    table = _load(file)
    rules = ComparisonRules(
        {slot: frozenset(kinds) for slot, kinds in table["slots"].items()},
        frozenset(table["names"]["kinds"]),
        frozenset(table["parties"]["roles"]),
        frozenset(table["reach"]["words"]),
        frozenset(table["condition"]["words"]),
        frozenset(table["idle"]["words"]),
        {kind: frozenset(kinds) for kind, kinds in table["contained"].items()},
        frozenset(table["joints"]["words"]),
        tuple(table["rank"]["kinds"]),
        frozenset(table["counting"]["words"]),
        frozenset(table["works"]["words"]),
        frozenset(table["exception"]["words"]),
        spelling_of(table["spelled"], table["dates"]),
    )
    known = {kind.id for kind in load_kinds()}
    named = rules.by_name.union(rules.contained, rules.rank, *rules.slots.values(), *rules.contained.values())
    if unknown := named - known:
        raise DataError(file, "kinds", f"unknown kinds {sorted(unknown)}")
    return rules


class Aliases(NamedTuple):
    """Names people write instead of ids.

    ``names``: plain name to id; ``deprecated``: withdrawn SPDX id (lower case) to the expression that
    stands for it; ``families``: plain name of several texts, or of none, to the ids to choose from.
    """

    names: dict[str, str]
    deprecated: dict[str, str]
    families: dict[str, tuple[str, ...]]


@cache
def load_aliases() -> Aliases:
    """The table of aliases."""
    table = _load("aliases.toml")
    return Aliases(
        table["aliases"],
        {name.lower(): expression for name, expression in table["deprecated"].items()},
        {name: tuple(ids) for name, ids in table["families"].items()},
    )
