"""Errors of osdcheck itself: what the user is told, and the traceback on request."""

from __future__ import annotations

import os
import traceback

import click

from osdcheck.render.words import visible


def defect_message(error: Exception) -> str:
    """What to say about an error that is not the user's; one line."""
    return visible(
        f"internal error ({type(error).__name__}: {error}). This is a defect of osdcheck: please report it"
        " together with the license text. OSDCHECK_DEBUG=1 in the environment shows where it happened."
    )


def show_traceback(error: Exception) -> None:
    """Print where ``error`` came from when ``OSDCHECK_DEBUG`` is ``1``."""
    if os.environ.get("OSDCHECK_DEBUG") == "1":
        click.echo("".join(traceback.format_exception(error)), err=True)
