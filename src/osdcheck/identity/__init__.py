"""Which license a text is, and what authorities ruled on it.

Records of known licenses, fingerprints, SPDX expressions, authorities, and the one importer of
ScanCode's detection live in this room. It stands beside ``judgment`` and cannot reach it: a name
never decides a verdict.
"""
