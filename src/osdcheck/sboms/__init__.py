"""Software bills of materials: read, judged, written back with the verdicts.

``read`` opens a document of any format as an :class:`~osdcheck.sboms.inventory.Inventory`; ``judge``
makes a report of it; ``annotate`` writes it back; ``audited`` writes an SPDX document of an audit.
The libraries of the formats are imported inside functions: spdx-tools alone takes most of a second.
"""
