"""The known licenses with what their texts say and what authorities decided about them."""

from osdcheck.catalog.find import LicenseEntry, authorities_named, find_licenses
from osdcheck.catalog.reports import NO_TEXT, has_text, report_of
from osdcheck.catalog.verdicts import TextVerdict, VerdictTable, load_verdicts, text_verdict, texts_digest

__all__ = [
    "NO_TEXT",
    "LicenseEntry",
    "TextVerdict",
    "VerdictTable",
    "authorities_named",
    "find_licenses",
    "has_text",
    "load_verdicts",
    "report_of",
    "text_verdict",
    "texts_digest",
]
