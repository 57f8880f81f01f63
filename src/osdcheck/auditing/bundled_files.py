"""License files of bundled works, as notices and other license files name them: they count apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from osdcheck.auditing.bundled import bundled_from
from osdcheck.auditing.bundles import pointers
from osdcheck.auditing.paper import Paper
from osdcheck.auditing.parts import owner
from osdcheck.auditing.readme_words import Readmes, own_names
from osdcheck.auditing.roles import LICENSES, Role, role_of
from osdcheck.document.decode import decode
from osdcheck.errors import InputError

_OTHERS = "license-text"
"""Role of what stands in a folder of licenses."""
_SPEAKING = frozenset({"license", "notice", "third-party"})
_RIGHTS = frozenset({"grant-use", "grant-copy", "grant-modify", "grant-redistribute"})
_WORD = re.compile(r"[^\W\d_][\w+-]*")


@dataclass(slots=True)
class BundledFiles:
    """What files say of others; ``found``: paths of licenses of bundled works with what these are called."""

    found: dict[str, str] = field(default_factory=dict)

    def read(self, path: str, data: bytes, role: Role, licenses: Collection[str]) -> None:
        """Takes in what a file says; ``licenses``: paths of the license files of the tree."""
        if role.id not in _SPEAKING or len(licenses) < 2:
            return
        with suppress(InputError):
            text = decode(data, path)
            all_of_it = role.id == "third-party"
            cut = bundled_from(text) if role.id == "license" else None
            # A list of others may say as well where the license of the project is.
            others = {one for one in licenses if (found := role_of(one)) is not None and found.id == _OTHERS}
            self.found.update(pointers(text, path, others if all_of_it else licenses, all_of_it=all_of_it))
            if cut is not None:
                self.found.update(pointers(text[cut:], path, others, all_of_it=True))

    def set_apart(
        self, papers: Sequence[Paper], readmes: Readmes, names_for: Callable[[str], list[str]]
    ) -> list[Paper]:
        """The papers with those of bundled works apart, and those that are the project's own not.

        A file without a right of its own is none of a work, and the only license of a project is not apart.
        """
        licensed = {
            owner(one.path)
            for one in papers
            if _is_whole(one) and one.path not in self.found and not one.work
        }
        done = []
        for paper in papers:
            work = paper.work or self.found.get(paper.path, "")
            own = bool(work) and _is_own(work, paper.path, readmes, names_for)
            if paper.work and own:
                paper = replace(paper, role="license", counted="whole")
            elif not paper.work and not own and self._is_bundled(paper, licensed):
                paper = replace(paper, role="third-party", counted="apart", work=work)
            done.append(paper)
        return done

    def _is_bundled(self, paper: Paper, licensed: Collection[str]) -> bool:
        return paper.path in self.found and _is_whole(paper) and owner(paper.path) in licensed


def _is_whole(paper: Paper) -> bool:
    rights = _RIGHTS & paper.text.grants if paper.text is not None else ()
    return paper.role in LICENSES and paper.counted == "whole" and not paper.idle and bool(rights)


def _is_own(work: str, path: str, readmes: Readmes, names_for: Callable[[str], list[str]]) -> bool:
    """Whether a work bears the name of the project that is said to bundle it."""
    words = [one for one in _WORD.findall(work) if one[0].isupper()]
    called = {name.lower() for name in names_for(path)}
    pages = (
        own_names(page, text, names_for) for page, text, _, _ in readmes.texts if owner(page) == owner(path)
    )
    return any(one.lower() in called for one in words) or any(
        names.matches(one) for names in pages for one in words
    )
