"""What a project is called: by its metadata and its clone, by a text's title, links and first sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from osdcheck.evidence.names import Names, is_known, name_words, noun_phrase, sets_apart, strangers
from osdcheck.evidence.prose import Passage
from osdcheck.evidence.words import Word, find_forms, split
from osdcheck.resources import read_table
from osdcheck.tables.wording import load_wording

_FRONT_PAGES = ("readme", "model_card", "modelcard", "card", "index")
_LAST_OPENING = 2
_LAST_TITLE = 12
_MOST_ALONE = 2
_MOST_TITLE = 14
_DEEPEST_TITLE = 2
_MOST_BEFORE_TITLE = 14
"""Words of a sentence that no title follows: headings behind it are of sections."""
_MOST_READ = 200_000
_NAME_END = re.compile(r"[:—–|(,]|\s-\s")
_REPOSITORY = r"(?P<owner>[\w.-]{1,80})/(?P<name>[\w.-]{1,100}?)(?:\.git)?"
_SITE = r"(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)"
_HOME = (
    # Pages that only the people of a project link to, and the address that is cloned.
    re.compile(
        rf"{_SITE}/{_REPOSITORY}/(?:-/)?(?:issues|releases|actions|workflows|discussions|stargazers|graphs|network"
        r"|pulls?|pipelines|badges|commits)\b"
    ),
    re.compile(
        rf"git clone(?: --?\S+)* (?:https?://|git@|ssh://git@){_SITE}[/:]{_REPOSITORY}(?=[\s`'\"]|$)", re.M
    ),
    re.compile(rf"shields\.io/github/(?:[\w-]+/){{1,4}}?{_REPOSITORY}(?=[?./)\s\"'])"),
    re.compile(
        rf"(?:coveralls\.io|codecov\.io|travis-ci\.(?:org|com))/(?:gh/|github/|repos/)?{_REPOSITORY}[/.]"
    ),
)
_INSTALL = re.compile(
    r"(?:pip3?|pipx|uv pip|uv|npm|yarn|pnpm|cargo|gem|composer|luarocks|go)[ ]+"
    r"(?:install|add|i|require|get)[ ]+(?:--?[\w-]+[ ]+)*[\"'`]?"
    r"((?:@?[\w-]+(?:\.[\w-]+)*/)*[\w-]+)(?=[\s\"'`=<\[@,.;)]|$)"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = read_table(files("osdcheck") / "tables" / "host_names.toml")
    return {name: re.compile(row["pattern"], re.M) for row in table["source"] for name in row["files"]}


def name_in(path: str, data: bytes) -> str | None:
    """Name that a metadata file gives its project; never raises.

    ``path`` tells the format by its last part (``config``: of a git clone); the first 200,000 bytes are read.

    >>> name_in("app/package.json", b'{"name": "@acme/app"}')
    '@acme/app'
    """
    pattern = _patterns().get(PurePosixPath(path).name.lower())
    found = pattern.search(data[:_MOST_READ].decode("utf-8", "replace")) if pattern else None
    return found.group(1).strip() if found else None


def linked_names(text: str) -> tuple[str, ...]:
    """Names of the repository whose badges, issues or clone command a text shows more often than others'.

    Where it links to none, the name of the one package it says to install; empty where several are named.
    """
    text = text[:_MOST_READ]
    counted = Counter(match["name"].lower() for pattern in _HOME for match in pattern.finditer(text))
    most = counted.most_common(2)
    if most and (len(most) == 1 or most[0][1] > most[1][1]):
        return (most[0][0],)
    installed = {match.group(1).rsplit("/", 1)[-1].lower() for match in _INSTALL.finditer(text)}
    return tuple(installed) if len(installed) == 1 and not most else ()


def find_names(
    passages: Iterable[Passage], *, path: str, given: Collection[str] = (), linked: Collection[str] = ()
) -> Names:
    """Names of the project: those given, those of its links, its title, or what its first sentence tells.

    ``given``: from outside the text; ``linked``: from :func:`linked_names`. A name that the text never
    uses (of a temporary folder, say) tells nothing.
    """
    passages = tuple(passages)
    text = "\n".join(passage.words.lower() for passage in passages)
    told, foreign = set[str](), set[str]()
    for name in given:
        own, others = _sorted_out(name)
        told, foreign = told | own, foreign | others
        if not own and not others and name.lower() in text:
            # Of a name that is all common words only the whole tells the project: "some-model".
            told.add(re.sub(r"[\W_]+", "", name.lower()))
    home = {word for name in linked for word in name_words(name)} - load_wording().known
    told |= home
    foreign -= told
    used = bool(home) or any(word in text for word in told)
    alone = len({passage.block for passage in passages if passage.role != "heading"}) <= _MOST_ALONE
    if told and not PurePosixPath(path).stem.lower().startswith(_FRONT_PAGES):
        # The titles of other pages are what those pages are about.
        return Names(frozenset(told), frozenset(foreign), alone=alone)
    titled, taught = _from_title(passages)
    if used and titled and titled <= load_wording().known and not titled & told:
        # A page of the project that is about somebody else's work: "# Grafana".
        titled, taught = set(), taught | titled
    titled = _with_aliases(titled - foreign | told, passages) - told
    opened = titled or taught or home
    supposed = set() if opened or used else _from_opening(passages)
    own = told | titled | supposed
    sure = bool(titled) or used
    borrowed = _borrowed((*given, *linked, *_headline(passages))) & own
    foreign = (foreign | taught) - own
    return Names(frozenset(own), frozenset(foreign), bool(supposed) and not sure, alone, borrowed)


def _headline(passages: tuple[Passage, ...]) -> Iterator[str]:
    """What a text's title calls it, if it has one; what it says behind a mark is no name."""
    for passage in passages[:1]:
        if passage.role == "heading" and passage.level <= _DEEPEST_TITLE:
            yield _NAME_END.split(passage.words.lstrip(), maxsplit=1)[0]


def _borrowed(sources: Iterable[str]) -> frozenset[str]:
    """Words that only stand beside "docker", "plugin" and the like in what a project is called."""
    adapters = load_wording().adapters
    beside, plain = set[str](), set[str]()
    for source in sources:
        parts = {part for part in re.split(r"[\W_]+", source.lower()) if part}
        (beside if parts & adapters else plain).update(parts - adapters)
    return frozenset(beside - plain)


def _with_aliases(names: set[str], passages: tuple[Passage, ...]) -> set[str]:
    """The names with the short forms that stand in brackets behind one of them: "Foo Bar Baz (FBB)"."""
    known = Names(frozenset(names))
    for passage in passages[:_LAST_TITLE]:
        words = split(passage.words)
        for before, mark, short in zip(words, words[1:], words[2:], strict=False):
            if mark.text == "(" and short.written.isupper() and len(short.text) > 1:
                names = names | ({short.text} if known.matches(before.written) else set())
    return names


def _from_title(passages: Iterable[Passage]) -> tuple[set[str], set[str]]:
    """Own and foreign names in the first heading; a line without a stop that opens the text counts as one."""
    wording = load_wording()
    for number, passage in enumerate(passages):
        line = passage.words
        if number > _LAST_TITLE or (
            passage.role in {"text", "item"} and len(line.split()) > _MOST_BEFORE_TITLE
        ):
            break
        heading = passage.role == "heading"
        if heading and _names_nothing(line):
            continue
        if heading and passage.level > _DEEPEST_TITLE and number == 0:
            # An excerpt that begins with a section, which names what the section is about.
            return set(), set(name_words(line))
        heading = heading and passage.level <= _DEEPEST_TITLE
        opens = number == 0 and passage.role != "heading"
        title = heading or (opens and not line.rstrip().endswith((".", "!", "?", ":", ",")))
        words = [word for word in split(line) if word.is_word]
        if not title or len(words) > (_MOST_TITLE if heading else 4):
            continue
        while words and words[0].text in wording.title_fillers:
            words.pop(0)
        if not words or words[0].written.isdigit():
            continue
        spoken = {word.text for word in words}
        # Sections and questions name known projects that the text is only about.
        about = spoken & wording.known and ("?" in line or passage.level > 1)
        if about or spoken & wording.lessons or words[0].text in wording.title_openers:
            return set(), set(name_words(line))
        head = _NAME_END.split(line[words[0].start :], maxsplit=1)[0]
        if next(find_forms(split(head)), None) is None:
            return _sorted_out(head)
        return _topic(split(line)), set()
    return set(), set()


def _names_nothing(line: str) -> bool:
    """Whether a heading holds no name: behind "What is this repository for?" a text goes on as before."""
    wording = load_wording()
    plain = wording.title_openers | wording.title_fillers | wording.whole
    return {word.text for word in split(line) if word.is_word} <= plain


def _sorted_out(text: str) -> tuple[set[str], set[str]]:
    """Own and foreign words of a name or title: beside others, a known name is not the project's."""
    words = name_words(text)
    # The last word is the others in one.
    parts = {word for word in words if word != words[-1]} or set(words)
    known = set(words) & load_wording().known
    if parts <= known:
        # "Prometheus and Grafana" and "laravel-redis" are about both, "Apache Kafka" is one.
        several = len(parts - load_wording().brands) > 1
        return (set(words) - known, known) if several else (set(words), set())
    return set(words) - known, set(known)


def _from_opening(passages: tuple[Passage, ...]) -> set[str]:
    """What the first sentence is about, where nothing else tells."""
    for passage in passages[: _LAST_OPENING + 1]:
        if passage.role == "heading" and _names_nothing(passage.words):
            continue
        if passage.role != "text":
            break
        if found := _topic(split(passage.words)):
            return found
    return set()


def _topic(words: tuple[Word, ...]) -> set[str]:
    """Name that a sentence begins with: "Foo is ...", "Foo provides ...", "Foo, a ..., ...".

    A known project is no topic: more texts speak of it than are its own, and those have a title. Nor is
    a name with a link, since a project does not link to itself by name as often as a text to others.
    """
    wording = load_wording()
    subject = noun_phrase(words[: _end_of_topic(words)])
    while subject and subject[0].text in wording.articles:
        subject = subject[1:]
    named = strangers(subject, words)
    several = len(named) > 1 and any(word.text == "and" for word in subject)
    idle = wording.own | wording.quantifiers | wording.speakers | wording.title_openers | wording.pronouns
    idle |= wording.foreign
    if not named or several or sets_apart(subject) or subject[0].text in idle:
        return set()
    if any(word.linked or is_known(word) for word in named):
        return set()
    return set(name_words(" ".join(word.written for word in named)))


def _end_of_topic(words: tuple[Word, ...]) -> int:
    """Where the first verb, or a mark behind a short name, ends what a sentence is about; 0 for nowhere."""
    wording = load_wording()
    verbs = wording.copulas | wording.presenting | wording.opening_verbs
    found = next((at for at, word in enumerate(words) if word.text in verbs), 0)
    mark = next((at for at, word in enumerate(words[:4]) if word.text in wording.dividers | {","}), 0)
    behind = words[mark + 1].text if mark and mark + 1 < len(words) else ""
    if behind and (words[mark].text != "," or behind in wording.noun_openers):
        found = min(found, mark) if found else mark
    return found if found <= 8 else 0
