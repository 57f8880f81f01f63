"""``python -m osdcheck``: the same as the ``osdcheck`` command."""

from __future__ import annotations

import sys

from osdcheck.cli import main

if __name__ == "__main__":
    sys.exit(main())
