"""Line ends and indents that only the original text tells."""

from __future__ import annotations

from osdcheck.document import read_document
from osdcheck.structure import find_units
from osdcheck.structure.layout import lay_out

LONG = (
    "in any of the ways that the laws of the country in which it is used or "
    "made available forbid now or will come to forbid"
)


def entries(text: str) -> list[str]:
    units = find_units(read_document(text))
    return [unit.text[unit.stem_length :] for unit in units if unit.stem_length]


def test_entries_that_unwrapping_joined_are_cut_at_their_semicolons() -> None:
    text = f"You may not use the Model for:\n    Threats {LONG};\n    Lies {LONG}; or\n    Theft {LONG}.\n"
    assert entries(text) == [f"Threats {LONG};", f"Lies {LONG}; or", f"Theft {LONG}."]


def test_unwrapped_sentences_under_an_indented_ban_are_entries() -> None:
    text = f"You may not:\n\n    Sell it {LONG}.\n    Rent it {LONG}.\n\nAll else {LONG} is allowed."
    assert entries(text) == [f"Sell it {LONG}.", f"Rent it {LONG}."]


def test_wrapped_prose_keeps_its_semicolons() -> None:
    text = "THE AUTHORS ARE NOT LIABLE FOR ANY LOSS, PROCUREMENT OF GOODS;\nLOSS OF USE OR OF PROFITS."
    document = read_document(text)
    assert lay_out(document).text == document.clean


def test_offsets_hold_in_the_laid_out_text() -> None:
    document = read_document(f"# You may not use it for:\n#   Threats {LONG};\n#   Lies {LONG}.\n")
    layout = lay_out(document)
    assert layout.text != document.clean
    assert layout.text.replace("\n", " ") == document.clean.replace("\n", " ")
    assert [layout.indent(layout.text.index(word)) for word in ("You", "Threats", "Lies")] == [2, 4, 4]


def test_markup_has_no_indents() -> None:
    document = read_document("<p>You may not:</p>\n<ul>\n     <li>Sell it</li>\n</ul>\n")
    layout = lay_out(document)
    assert layout.indent(layout.text.index("Sell")) == 0


def test_numbered_paragraphs_that_run_on_in_one_are_paragraphs_again() -> None:
    entries = [
        "1.1 Model: The weights that are given away with the papers of this agreement.",
        "1.2 Licensor: The owner of the weights who gives them away under this agreement.",
        "1.3\nLicensee: Any school or agency that takes the weights under this agreement.",
    ]
    text = f"{' '.join(entries)} The Licensee may use the Model under version 2.0. 3.1 Terms end here."
    units = find_units(read_document(text))
    assert [unit.text for unit in units if unit.zone == "heading"] == ["Model:", "Licensor:", "Licensee:"]
    assert units[-1].text.endswith("3.1 Terms end here.")
