"""Questions with their answers as what they come to: "May I sell it? No." forbids."""

from __future__ import annotations

from osdcheck.grammar.adjuncts import WHEN, WHERE
from osdcheck.grammar.facts import UNBOUND
from osdcheck.grammar.labels import LABEL
from osdcheck.grammar.lexicon import FunctionWords, joined
from osdcheck.grammar.match import Match, shows
from osdcheck.grammar.persons import SUBJECT
from osdcheck.grammar.questions import COUNT, PURPOSE, read_told
from osdcheck.grammar.refusals import way_to
from osdcheck.grammar.scoping import confines

_HEADS = frozenset({"PERMIT", "FORBID", "OBLIGE"})
_ASKED = 4
"""Words of an answer among which it says yes or no."""
_PAUSES = frozenset({",", ".", "!", ";", ":", "-"})
_ENDS = frozenset({".", "!", ";"})
_SURROUNDINGS = frozenset({"PRODUCT", "TECH"})
_PLAIN = frozenset({"COMMA", "STOP", "PREP"})
_NAMED = frozenset({"FIELD", "PARTY", "PLACE"})
_SUBJECTS = frozenset({"BEARER", "PARTY", "NO", "PREP"})
_FIELDS = frozenset({"FIELD"})
_CONDITIONS = frozenset({"IF", "PROVISO", "ONLY"})
_OWED = frozenset({"pay", "request", "register"})
_DUE = frozenset({("FEATURE", "forfee"), ("FEATURE", "consent"), *(("ACT", act) for act in _OWED)})
"""What has to be had or done first."""
_SPANS = frozenset({("FEATURE", "trial"), ("MEASURE", "days")})
_DEPENDING = frozenset({"EXCEPT", "IF", "PROVISO"})
_TELLING = frozenset({"PARTY", "FIELD", "PLACE", "MEASURE", "TECH", "ACT"})
_PAPERS = frozenset({"OBJECT", "DOC", "FEATURE"})
"""What a condition is about that any open license may make."""
_PERSONS = frozenset({"PARTY", "MEASURE"})
_KNOWN = frozenset(("ACT", act) for act in ("use", "copy", "distribute"))
_SORTS = {"PARTY": SUBJECT, "PLACE": WHERE, "FIELD": PURPOSE}
_LICENSORS = frozenset({"BEARER"})
_LEAD = 3
_LONGEST = 9
"""Words of an answer at most that is no sentence."""


def read_answers(words: tuple[str, ...], found: list[Match], small: FunctionWords) -> list[Match]:
    """Turns the head of a question that is denied into a ban, and who asks into who is licensed.

    "Is it forbidden to sell it? No." forbids nothing. What an answer names alone, or asks for, is the only
    thing that is permitted.
    """
    if "?" not in words:
        return found
    mark = next((at for at, one in enumerate(found) if one.terminal == "STOP" and one.value == "?"), 0)
    place = words.index("?")
    if place + 1 >= len(words) or found[mark : mark + 1] == [] or found[mark].first != place:
        return found
    start = _start(words, place)
    behind = [found[mark], *(one for one in found[mark + 1 :] if one.first >= start)]
    told = read_told(words, place, start, behind[1:], small)
    if told:
        return told
    asked = _asked(words, found, mark, small)
    spared = words[0] in small.be and _closes(words, place, small) and _denies_all(words[start:], small)
    bound = asked is not None and asked[0][asked[1]].terminal != "PERMIT"
    plain = _denies_all(words[start:], small) or (
        words[start] in small.agreeing and not shows(behind[1:], _HEADS)
    )
    if (spared and not bound) or (plain and _of_the_giver(words[:place], small)):
        return [Match("DESCRIBE", UNBOUND, 0, 1)]
    if asked is None:
        return found
    question, head = asked
    opening = question[head]
    denial = _denial(words, start, small)
    if opening.terminal == "PERMIT" and not denial:
        judged = _judged(words, question, head, behind, start, small)
        if judged:
            return judged
    if denial and opening.terminal != "PERMIT" and not _denies_all(words[start:], small):
        return found
    if denial and opening.terminal != "PERMIT":
        opening = opening._replace(terminal="DESCRIBE", value=UNBOUND)
    elif denial:
        opening = opening._replace(
            terminal="FORBID", value="passive" if opening.value == "passive" else "active"
        )
        behind = [one for one in behind if not denial[0] <= one.first < denial[1]]
        if behind[1:2] and behind[1].terminal == "EXCEPT":
            # "Not without asking": the exception belongs to the ban
            del behind[0]
    return [*question[:head], opening, *question[head + 1 :], *behind]


def _start(words: tuple[str, ...], mark: int) -> int:
    """Place of the first word of an answer, behind what only says that it is one ("A:")."""
    named = words[mark + 1 : mark + 2] in {("a",), ("answer",)} and words[mark + 2 : mark + 3] in {
        (":",),
        (".",),
    }
    return mark + 3 if named else mark + 1


def _closes(words: tuple[str, ...], end: int, small: FunctionWords) -> bool:
    """Whether a question asks if something is confined or forbidden."""
    return not joined(small.solely, small.closing).isdisjoint(words[:end])


def _denies_all(answer: tuple[str, ...], small: FunctionWords) -> bool:
    """Whether an answer says no, and nothing behind it but that everybody is meant ("No, for everyone.")."""
    if answer[:1] == () or answer[0] not in small.denying:
        return False
    rest = {word for word in answer[1:] if word[0].isalpha()}
    return rest <= joined(
        small.wide_answers, small.flat, small.glue, small.links, small.placing, small.spanning, small.agreeing
    )


def _of_the_giver(question: tuple[str, ...], small: FunctionWords) -> bool:
    """Whether those who give the license are asked what they do beside it ("Do you offer support?")."""
    first = next((at for at in range(len(question) - 1) if question[at + 1] == "you"), None)
    if first is None or first > _LEAD or question[first] not in small.helping | small.doing | small.later:
        return False
    allowing = joined(
        small.permitting, small.enabling, small.letting, small.agreed, small.giving, small.closing
    )
    return allowing.isdisjoint(question[first + 2 :])


def _asked(
    words: tuple[str, ...], found: list[Match], mark: int, small: FunctionWords
) -> tuple[list[Match], int] | None:
    """The matches of a question that asks for leave, or for a duty, and the place of its head among them."""
    question = found[:mark]
    head = next((at for at, one in enumerate(question) if one.terminal in _HEADS), None)
    if head is not None and not any(one.terminal in _SUBJECTS for one in question[:head]):
        if question[head].terminal == "PERMIT" and not _asks_leave(words, question[head:], small):
            # "You may copy it, may you not?": no question
            return None
        return [*question[:head], *(_licensee(words, one, small) for one in question[head:])], head
    return _asked_of(words, question, found[mark].first, small)


def _asked_of(
    words: tuple[str, ...], question: list[Match], end: int, small: FunctionWords
) -> tuple[list[Match], int] | None:
    """ "Is commercial use allowed?" and "do you allow commercial use?" as "commercial use is allowed"."""
    first = next((at for at, word in enumerate(words[:_ASKED]) if word in small.be | small.doing), None)
    if first is None or end < first + 2:
        return None
    said = [one for one in question if one.terminal not in _HEADS]
    if words[first] in small.be and words[end - 1] in small.allowed:
        said = [one for one in said if one.first > first and one.last < end]
    elif words[first] in small.doing and not joined(small.permitting, small.enabling).isdisjoint(
        words[first + 2 : first + 4]
    ):
        said = [one for one in said if one.first > first + 2]
    else:
        return None
    return ([*said, Match("PERMIT", "passive", end - 1, end)], len(said)) if said else None


def _judged(
    words: tuple[str, ...],
    question: list[Match],
    head: int,
    behind: list[Match],
    first: int,
    small: FunctionWords,
) -> list[Match]:
    """A question for leave with an answer that gives it to some, for something or on a condition."""
    said = [one for one in behind[1:] if one.terminal not in _PLAIN]
    sentences = _sentences(words[first:])
    answer = sentences[0] if sentences else ()
    if len(sentences) > 1 and any(_says(one, small.denying) for one in sentences[1:]):
        # "At home, yes. At work, no."
        return _forbidden(question, head)
    if way_to(tuple(word for word in answer if word not in small.agreeing | small.polite), small):
        return _unless(question, head, first)
    if not answer or len(answer) > _LONGEST:
        return []
    if (_owes(said) and small.universal.isdisjoint(answer)) or (
        not small.agreed.isdisjoint(answer) and shows(said, _LICENSORS) and shows(said, _CONDITIONS)
    ):
        return _unless(question, head, first)
    if answer[0] == "not" and not small.bounds.union(small.glue).issuperset(answer[1:]):
        # "Not in China."
        return _forbidden(question, head)
    if (
        shows(said, _DEPENDING)
        and small.wide_answers.isdisjoint(answer)
        and shows(said, _TELLING)
        and not shows(said, _PAPERS)
    ):
        # "Yes, unless you are a bank."
        return _forbidden(question, head)
    agreed = not joined(small.agreeing, small.solely).isdisjoint(
        answer[:_ASKED]
    ) or not small.agreeing.isdisjoint(answer[-1:])
    if _confines(words, said, answer, small, agreed=agreed):
        return _narrowed(words, question, head, behind, first)
    sort = _bound(words, answer, said, first, small)
    if sort == COUNT:
        number = next(one for one in said if one.terminal == "QUANTITY")
        measure = Match("MEASURE", "copies", first, first + 1)
        return [Match("ONLY", LABEL, 0, 1), measure, Match("COMPARE", "<=", first, first + 1), number]
    return _only(words, sort, first) if sort else []


def _narrowed(
    words: tuple[str, ...], question: list[Match], head: int, behind: list[Match], first: int
) -> list[Match]:
    """What is asked for as permitted to some, or for some purposes, alone."""
    if shows(question, _FIELDS):
        # "Is commercial use allowed? Only for research."
        return _forbidden(question, head)
    named = [one for one in behind[1:] if one.terminal not in {"COMMA", "STOP", "ONLY"}]
    if any(one[:2] in _KNOWN for one in question):
        return [*question, Match("ONLY", "only", first, first + 1), *named]
    told = next(one for one in named if one.terminal in _NAMED)
    return _only(words, _SORTS[told.terminal], first)


def _bound(
    words: tuple[str, ...], answer: tuple[str, ...], said: list[Match], first: int, small: FunctionWords
) -> str:
    """What a few words of an answer bound: how many copies, how long, to whom or what for; or nothing."""
    number = next((one for one in said if one.terminal == "QUANTITY"), None)
    counted = words[number.last : number.last + 1] if number is not None else ()
    if counted and counted[0].removesuffix("s") in small.closed_seats:
        return COUNT
    if not small.wide_answers.isdisjoint(answer):
        return ""
    spans = joined(small.weeks, small.months, small.years, small.calendar, small.counts)
    if any(one[:2] in _SPANS for one in said) or not spans.isdisjoint(answer):
        return WHEN
    if shows(said, _HEADS | _DEPENDING):
        return ""
    only = answer[0] in small.solely
    told = [one for one in said if one.terminal != "ONLY"]
    leads = _says(answer, small.affirming) and answer[-2:-1] == (",",) and answer[0] not in small.agreeing
    if (only or leads) and not told and len(answer) > 1:
        return PURPOSE
    return SUBJECT if "to" in answer[:_ASKED] and answer[0] in small.affirming and len(answer) > _LEAD else ""


def _only(words: tuple[str, ...], sort: str, first: int) -> list[Match]:
    noun = Match("UNKNOWN", " ".join(words[first:]), first, len(words))
    return [Match("ONLY", LABEL, 0, 1), Match("PREP", sort, first, first + 1), noun]


def _sentences(answer: tuple[str, ...]) -> list[tuple[str, ...]]:
    parts: list[list[str]] = [[]]
    for word in answer:
        if word in _ENDS:
            parts.append([])
        else:
            parts[-1].append(word)
    return [tuple(part) for part in parts if part]


def _says(part: tuple[str, ...], verdicts: frozenset[str]) -> bool:
    """Whether a part of an answer names something and ends by saying yes, or no, to it."""
    return part[-1:] != () and part[-1] in verdicts


def _owes(said: list[Match]) -> bool:
    """Whether an answer is nothing but what has to be had or done first ("after registration")."""
    told = [one for one in said if one.terminal not in _CONDITIONS and one.terminal != "BEARER"]
    return bool(told) and all(one[:2] in _DUE for one in told)


def _forbidden(question: list[Match], head: int) -> list[Match]:
    opening = question[head]
    ban = opening._replace(terminal="FORBID", value="passive" if opening.value == "passive" else "active")
    return [*question[:head], ban, *question[head + 1 :]]


def _unless(question: list[Match], head: int, first: int) -> list[Match]:
    """What was asked for as forbidden without leave."""
    leave = Match("EXCEPT", "except", first, first + 1), Match("FEATURE", "consent", first, first + 1)
    return [*_forbidden(question, head), *leave]


def _confines(
    words: tuple[str, ...], said: list[Match], answer: tuple[str, ...], small: FunctionWords, *, agreed: bool
) -> bool:
    """Whether an answer names some purposes, persons or places alone."""
    told = [one for one in said if one.terminal != "ONLY"]
    if not told or any(one.terminal not in _NAMED for one in told):
        return False
    if not agreed:
        taken = sum(one.last - one.first for one in said)
        if len([word for word in answer if word[0].isalpha() and word not in small.links]) > taken:
            return False
    return small.wide_answers.isdisjoint(answer) and confines(words, told, small)


def _asks_leave(words: tuple[str, ...], question: list[Match], small: FunctionWords) -> bool:
    """Whether somebody asks what he may do, and not what the work can do, or on what it runs."""
    if words[question[0].first] != "may" and any(one.terminal in _SURROUNDINGS for one in question):
        return False
    first, last = question[0].first, question[-1].last
    return not small.asking_persons.isdisjoint(words[first:last]) or shows(question, _PERSONS)


def _licensee(words: tuple[str, ...], one: Match, small: FunctionWords) -> Match:
    """Who asks ("may I", "can our firm") as whoever reads it."""
    if one.terminal == "BEARER" and words[one.first] in small.asking_persons:
        return one._replace(value="licensee")
    return one


def _denial(words: tuple[str, ...], start: int, small: FunctionWords) -> tuple[int, int] | None:
    """Where an answer says no by itself ("Sorry, no."); not where it says what not ("No fee")."""
    said = [word for word in words[start:] if word[0].isalpha()]
    if said and small.flat.issuperset(said) and not small.denying.union(small.refusing).isdisjoint(said):
        return start, len(words)
    for at in range(start, min(start + _ASKED, len(words))):
        if words[at] in small.agreeing | small.doubting:
            return None
        ends = at + 1 == len(words) or words[at + 1] in _PAUSES | small.asking_persons | small.sparing
        if words[at] in small.denying and ends:
            return at, at + 1
    return None
