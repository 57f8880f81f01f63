"""Reads the tree: every license-bearing file judged, every declaration and claim collected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from osdcheck.auditing.bundled_files import BundledFiles
from osdcheck.auditing.collected import Collected
from osdcheck.auditing.copyrights import read_copyright
from osdcheck.auditing.excused import excused_in
from osdcheck.auditing.harmless import Cleared, clear
from osdcheck.auditing.idioms import idiom_papers
from osdcheck.auditing.model_cards import PlacedCard, gate_papers
from osdcheck.auditing.named_files import is_list, named_files, names_one_of, stays_inside
from osdcheck.auditing.online import of_service
from osdcheck.auditing.paper import Paper, as_read
from osdcheck.auditing.parts import owner, vendored_root
from osdcheck.auditing.pom_parents import inherited, is_pom
from osdcheck.auditing.readme_words import Readmes
from osdcheck.auditing.reuse import is_reuse_table, settle
from osdcheck.auditing.rider_papers import is_repeated, rider_paper
from osdcheck.auditing.riders import (
    is_rider,
    passage,
    rider_sentences,
    said_of_absent,
    whole_sentences,
)
from osdcheck.auditing.roles import (
    LICENSES,
    Role,
    is_manifest,
    is_people,
    is_readme,
    is_talk,
    is_website,
    is_weights,
    may_have_top,
    role_of,
)
from osdcheck.auditing.split import split
from osdcheck.auditing.texts import Judge, Text, placed_at
from osdcheck.auditing.top_papers import top_papers
from osdcheck.auditing.tops import top_names
from osdcheck.auditing.tree import Entry, Tree, bytes_wanted
from osdcheck.auditing.unstated import find_unstated
from osdcheck.core.audit import AuditError, FileRole
from osdcheck.core.evidence import Declared
from osdcheck.document import LIMIT
from osdcheck.document.decode import decode
from osdcheck.errors import InputError, InputTooLarge, UnreadableInput
from osdcheck.evidence.cards import read_card
from osdcheck.evidence.claims import declared_claims, find_claims, speaks_of_open_source
from osdcheck.evidence.headers import NOTICE
from osdcheck.evidence.hosts import name_in
from osdcheck.evidence.license_names import Named, is_text, understand
from osdcheck.evidence.listed import listed
from osdcheck.evidence.metadata import declared_licenses, is_metadata
from osdcheck.evidence.sections import Section, license_sections
from osdcheck.evidence.statements import STATED, section_statements, shows_another, stated
from osdcheck.tables.audit_words import load_audit_words

SECTION: FileRole = "readme-section"
HEADER = "SPDX-License-Identifier"
_HEADERS = (HEADER, NOTICE)
_SCOPED = b"Valid-License-Identifier:"
_BODY = b"\nLicense-Text:"
"""Marks of the kernel's license rules: a text holds for files that carry its tag; where it begins."""
MOST_LINES = 2_000  # of a card in which its fields are quoted
_TITLE = re.compile(
    r"\s*(?:#{1,3}[ \t]*licen[cs]e\s*\n|licen[cs]e[ \t]*\n[=-]{3,}[ \t]*\n|#{1,3}[ \t]+)", re.I
)
"""A heading of a license file above the name of a license, or the marks of one that is the name."""
_NAMED = Role("license", "whole")
_RIGHTS = frozenset({"grant-redistribute", "grant-copy", "grant-modify"})


@dataclass(slots=True)
class Collector:
    """Reads entries one by one; ``judge`` is shared by all so that no text is judged twice.

    ``weights``: whether the tree holds weights of a model; ``poms``: its Maven projects by path;
    ``tables``: its REUSE.toml files; ``licenses``: paths of its license files.
    ``subjects``: what the project is called, from outside the tree; ``called``: names by the folder whose
    metadata gives them; ``pages``: texts whose claims wait until all names are known; ``readmes``: the same.
    """

    judge: Judge
    subjects: tuple[str, ...] = ()
    found: Collected = field(default_factory=Collected)
    weights: bool = False
    poms: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    licenses: set[str] = field(default_factory=set)
    called: dict[str, list[str]] = field(default_factory=dict)
    pages: list[tuple[str, str]] = field(default_factory=list)
    readmes: Readmes = field(default_factory=Readmes)
    bundled: BundledFiles = field(default_factory=BundledFiles)

    def collect(self, tree: Tree, tick: Callable[[str], None]) -> Collected:
        """Everything of a tree; ``tick`` is called with the path of each file that is read."""
        self.found.errors.extend(tree.errors)
        self.licenses = {entry.path for entry in tree.entries if _is_license(role_of(entry.path))}
        beside = {path.rpartition("/")[0] for path in self.licenses if _stands_alone(path)}
        self.weights = any(is_weights(entry.path) for entry in tree.entries)
        for entry in tree.entries:
            if bytes_wanted(entry.path):
                tick(entry.path)
                self._entry(entry, beside)
        for path, text in self.pages:
            self.found.claims.extend(find_claims(text, path=path, subject=self._names_for(path)))
        declared, papers = self.readmes.read(self._names_for, self.judge)
        self.found.declared.extend(declared)
        self.found.papers.extend(one for one in papers if not is_repeated(one, self.found.papers))
        self.found.claims.sort(key=lambda claim: claim.path)
        paths = {entry.path for entry in tree.entries}
        if self.tables:
            settle(self.tables, self.found, paths)
        self.found.declared.extend(inherited(self.poms, self.found.declared))
        self.found.names = frozenset(path.rsplit("/", 1)[-1].lower() for path in paths)
        self.found.notes.extend(self.readmes.missing(paths))
        self._named_files(tree, named_files(map(understand, self.found.declared), paths))
        self.found.papers = self.bundled.set_apart(self.found.papers, self.readmes, self._names_for)
        if not self.found.is_said():
            unstated = find_unstated(tree, self.judge, self._names_for)
            self.found.hear(unstated.declared, unstated.papers)
        return self.found

    def _names_for(self, path: str) -> list[str]:
        """What the project is called in the folders a file stands in."""
        folders = ["", *(path[: slash.start()] for slash in re.finditer("/", path))]
        return [*self.subjects, *(name for folder in folders for name in self.called.get(folder, ()))]

    def _named_files(self, tree: Tree, named: Mapping[str, Named]) -> None:
        """Takes in the license files that only the metadata knows, and gives the others to who names them."""
        unread = [path for path in named if role_of(path) is None]
        contents = tree.fetch(unread) if unread else {}
        for path in unread:
            data = contents.get(path)
            if data is None:
                problem = UnreadableInput(path, "cannot be read", "Check its permissions")
                self._fail(path, problem, _NAMED)
            elif len(data) > LIMIT:
                self._fail(path, _too_large(path, data), _NAMED)
            else:
                self._paper(path, data, _NAMED)
        homes = {
            path: one.declared.path
            for path, one in named.items()
            if path in contents or (stays_inside(one) and not is_list(one))
        }
        self.found.papers = [
            replace(paper, named_by=homes[paper.path])
            if paper.path in homes and paper.role in LICENSES
            else paper
            for paper in self.found.papers
        ]

    def _entry(self, entry: Entry, beside: set[str]) -> None:
        path = entry.path
        role = role_of(path)
        if role is not None and role.beside and path.rpartition("/")[0] not in beside:
            role = None
        try:
            data = entry.read()
            if len(data) > LIMIT and (role is not None or is_readme(path)):
                raise _too_large(path, data)
        except OSError as error:
            reason = error.strerror or str(error)
            self._fail(
                path, UnreadableInput(path, f"cannot be read ({reason})", "Check its permissions"), role
            )
            return
        except InputError as error:
            self._fail(path, error, role)
            return
        if role is not None:
            self._paper(path, data, role)
        if (name := name_in(path, data)) is not None:
            self.called.setdefault(path.rpartition("/")[0], []).append(name)
        self._declarations(path, data)
        if is_talk(path) and (role is None or role.beside) and vendored_root(owner(path)) is None:
            self.readmes.talk(path, data)
        if role is None and may_have_top(path) and vendored_root(owner(path)) is None:
            self.found.papers.extend(top_papers(data, path, self.judge))
            self.found.headers.extend(top_names(data, path))
        if is_readme(path) or is_website(path):
            self._prose(path, data)
        if is_people(path):
            self._people(path, data)

    def _paper(self, path: str, data: bytes, role: Role) -> None:
        if role.id == "copyright" and b"\nFormat" in b"\n" + data[:4096]:
            self._copyright(path, data)
            return
        self.bundled.read(path, data, role, self.licenses)
        try:
            if role.id in {"license", "license-text"} and (parted := split(path, data, role, self.judge)):
                self.found.papers.extend(parted)
                return
            text = self._text(path, data, supplement=role.id == "exception")
            if role.id in {"policy", "rider", "notice"} and not text.terms:
                text = self.judge.judge(data, path, supplement=True)
            unsaid = _is_license(role) and not text.approved and not _RIGHTS & text.grants
            if unsaid and self._short(path, data, role, text):
                return
        except InputError as error:
            self._fail(path, error, role)
            return
        if role.beside and not text.grants:
            # A page about errors of a program is called so as well.
            return
        scoped = _SCOPED in data[:4096]
        paper = as_read(Paper(path, role.id, role.counts, text.sha256, text, scoped=scoped))
        eula = role.id == "eula"
        self.found.papers.append(of_service(paper, decode(data, path)) if eula else excused_in(paper))

    def _short(self, path: str, data: bytes, role: Role, text: Text) -> bool:
        """Whether a license file gives no right but names known terms, or is a line that restricts."""
        words = decode(data, path)
        title = _TITLE.match(words)
        named = words[title.end() :] if title else words
        line = words.count("\n", 0, len(words) - len(named)) + 1
        read = (reader(named, path=path, field="statement", line=line) for reader in (stated, listed))
        said = next(filter(None, read), None)
        if said is not None:
            self.found.papers.append(Paper(path, role.id, role.counts, text.sha256, text, stated=said))
            return True
        aside = None if text.terms else self.judge.judge(data, path, supplement=True)
        if aside is not None and any(one.verdict == "fail" for one in aside.weighed):
            self.found.papers.append(Paper(path, role.id, "restrictions", aside.sha256, aside))
            return True
        if aside is not None and (papers := list(idiom_papers(words, path, role.id, self.judge))):
            self.found.papers.extend(papers)
            return True
        if aside is not None and (shows_another(words) or names_one_of(self.licenses, path, words)):
            self.found.papers.append(Paper(path, role.id, "neutral", text.sha256, text, refers=True))
            return True
        return False

    def _text(self, path: str, data: bytes, *, supplement: bool) -> Text:
        head, mark, body = data.partition(_BODY)
        if not mark or _SCOPED not in head:
            return self.judge.judge(data, path, supplement=supplement)
        before = decode(head + mark, path)
        line = before.count("\n") + 1
        return self.judge.judge_part(
            decode(body, path), path, start=len(before), line=line, supplement=supplement
        )

    def _copyright(self, path: str, data: bytes) -> None:
        try:
            found = read_copyright(path, data, self.judge)
        except InputError as error:
            self._fail(path, error)
            return
        self.found.declared.extend(found.main)
        self.found.papers.extend(found.papers)
        self.found.others.extend(found.others)
        self.found.errors.extend(found.errors)

    def _declarations(self, path: str, data: bytes) -> None:
        try:
            declared = declared_licenses(path, data)
        except InputError as error:
            self._fail(path, error)
            if is_metadata(path) or is_readme(path):
                self.found.unread.append(path)
            return
        if is_pom(path):
            self.poms[path] = decode(data, path)
        elif is_reuse_table(path):
            self.tables[path] = decode(data, path)
        self.found.claims.extend(declared_claims(declared))
        for one in declared:
            header = one.field.startswith(_HEADERS) and not is_metadata(path) and not _speaks_for_all(path)
            (self.found.headers if header else self.found.declared).append(one)
        for one in declared:
            if is_text(one):
                self._inline(one)
        speaking = any(stays_inside(understand(one)) for one in declared)
        if speaking and (is_manifest(path) or (is_readme(path) and not declared[0].field.startswith(HEADER))):
            self.found.manifests.append(path)

    def _inline(self, declared: Declared) -> None:
        try:
            text = self.judge.judge(declared.expression.encode("utf-8", "surrogatepass"), declared.path)
        except InputError:
            return
        if text.terms:
            line = declared.line_start or 1
            last = line + declared.expression.count("\n")
            text = placed_at(text, line)
            self.found.papers.append(
                Paper(declared.path, "license", "whole", text.sha256, text, line, last, inline=True)
            )

    def _prose(self, path: str, data: bytes) -> None:
        try:
            # A blank for the mark of the encoding: it hides a heading, and places must not move.
            text = re.sub(r"^\ufeff", " ", decode(data, path))
        except InputError as error:
            self._fail(path, error)
            return
        if speaks_of_open_source(text):
            self.pages.append((path, text))
        if not is_readme(path):
            return
        self._card(path, text)
        sections = license_sections(text)
        cleared = clear(text, sections)
        for section in sections:
            self._section(path, section, cleared)
        for sentence in rider_sentences(cleared.text, sections):
            self.found.papers += rider_paper(self.judge, path, sentence)
        for start, end in cleared.parts:
            self.found.papers += rider_paper(self.judge, path, passage(text, start, end), counted="apart")
        self.readmes.add(path, text, sections, cleared.text)

    def _people(self, path: str, data: bytes) -> None:
        """Takes in what a list of authors or credits says of the license of the whole."""
        try:
            text = decode(data, path)
        except InputError:
            # Nobody expects terms in it.
            return
        for sentence in whole_sentences(text):
            said = stated(sentence.text, path=path, field=STATED, line=sentence.line_start)
            if said is not None:
                self.found.declared.append(said.named.declared)
            elif is_rider(sentence.text):
                self.found.papers += rider_paper(self.judge, path, sentence)

    def _section(self, path: str, section: Section, cleared: Cleared) -> None:
        start, line = section.start, section.line_start
        statements = list(section_statements(section.text, title=section.title, path=path, line=line))
        if not statements:
            self.readmes.point(path, section)
        for said in statements:
            if said.named.declared.field == STATED or self._has_weights():
                self.found.declared.append(said.named.declared)
            else:
                self.found.notes.extend(said_of_absent(said))
        try:
            judged = self.judge.judge_part(section.text, path, start=start, line=line)
            words = cleared.text[start : start + len(section.text)]
            # Blank where nothing in it takes anything away.
            words = words if words.strip() else "."
            aside = self.judge.judge_part(words, path, start=start, line=line, supplement=True)
        except InputError:
            # A heading with nothing but a badge below it.
            return
        binding = load_audit_words().binding
        policies = tuple(one for one in judged.policies if binding.search(one.finding.quote or ""))
        aside = replace(aside, policies=policies)
        if judged.terms or aside.restricts or policies:
            lines = section.line_start, section.line_end
            paper = Paper(path, SECTION, "whole", judged.sha256, judged, *lines, section.title, aside)
            self.found.papers.append(paper)

    def _has_weights(self) -> bool:
        # A card is made for a model hub, which keeps the weights beside it.
        return self.weights or bool(self.found.cards)

    def _card(self, path: str, text: str) -> None:
        try:
            card = read_card(text, path)
        except InputError:
            # Said already, with the declarations of the file.
            return
        if card is not None:
            placed = PlacedCard(path, card, tuple(text.splitlines()[:MOST_LINES]))
            self.found.cards.append(placed)
            self.found.papers.extend(gate_papers(placed, self.judge))

    def _fail(self, path: str, error: InputError, role: Role | None = None) -> None:
        self.found.errors.append(AuditError(path, type(error).__name__, str(error)))
        if role is not None:
            self.found.papers.append(Paper(path, role.id, "unread", "", None))


def _too_large(path: str, data: bytes) -> InputTooLarge:
    hint = "Leave it out, or cut it down to the license"
    return InputTooLarge(path, f"at least {len(data):,} bytes, the limit is {LIMIT:,}", hint)


def _stands_alone(path: str) -> bool:
    role = role_of(path)
    return _is_license(role) and not (role and role.beside)


def _is_license(role: Role | None) -> bool:
    return role is not None and role.id in LICENSES


def _speaks_for_all(path: str) -> bool:
    """Whether an SPDX header of this file speaks of the project rather than of the file."""
    return _is_license(role_of(path))
