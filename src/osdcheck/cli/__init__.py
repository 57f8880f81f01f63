"""The ``osdcheck`` command."""

from osdcheck.cli.app import main

__all__ = ["main"]
