"""What rich draws, as text: of a fixed width, without control characters unless color is wanted."""

from __future__ import annotations

from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text


def draw(width: int, color: bool, parts: list[RenderableType]) -> str:
    """The parts as text without trailing blanks; lines from :func:`whole` may exceed the width."""
    canvas = StringIO()
    console = Console(
        file=canvas,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for part in parts:
        # Console.print joins texts and forgets what they say about wrapping.
        whole = isinstance(part, Text) and part.no_wrap
        console.print(part, crop=False, no_wrap=whole or None, overflow="ignore" if whole else None)
    return "".join(line.rstrip() + "\n" for line in canvas.getvalue().split("\n")[:-1])


def whole(*parts: str | tuple[str, str]) -> Text:
    """A line that is never broken: messages are found by tools, facts have a lay-out of their own."""
    return Text.assemble(*parts, no_wrap=True, overflow="ignore")
