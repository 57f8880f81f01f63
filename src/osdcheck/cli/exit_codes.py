"""What the command tells the shell; no other module knows a number."""

from __future__ import annotations

from enum import IntEnum

from osdcheck.render import Tally


class ExitCode(IntEnum):
    """Exit codes of every command."""

    ALL_OPEN = 0
    NOT_OPEN = 1
    GATE_FAILED = 1
    REVIEW = 2
    UNREADABLE = 3
    USAGE = 64
    INTERNAL = 70
    INTERRUPTED = 130


EPILOG = f"""\b
Exit codes:
  {ExitCode.ALL_OPEN:>3}  all inputs are open source licenses
  {ExitCode.NOT_OPEN:>3}  at least one is not
  {ExitCode.REVIEW:>3}  none fails, but a person has to look at some
  {ExitCode.UNREADABLE:>3}  at least one input could not be read (the others were still judged)
  {ExitCode.USAGE:>3}  the command was not understood
  {ExitCode.INTERNAL:>3}  an error of osdcheck itself
"""
"""The codes as the help shows them."""

MODEL_EPILOG = f"""\b
Exit codes:
  {ExitCode.ALL_OPEN:>3}  all releases are open source
  {ExitCode.NOT_OPEN:>3}  at least one is not
  {ExitCode.REVIEW:>3}  none is certainly not, but open questions could make some open source
  {ExitCode.UNREADABLE:>3}  at least one could not be read (the others were still classified)
  {ExitCode.USAGE:>3}  the command was not understood
  {ExitCode.INTERNAL:>3}  an error of osdcheck itself
"""
"""The codes of ``osdcheck model``."""


def exit_code(tally: Tally) -> ExitCode:
    """The gravest thing that happened in a run."""
    if tally.defects:
        return ExitCode.INTERNAL
    if tally.unread:
        return ExitCode.UNREADABLE
    if tally.not_open:
        return ExitCode.NOT_OPEN
    return ExitCode.REVIEW if tally.review else ExitCode.ALL_OPEN
