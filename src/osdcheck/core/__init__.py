"""Frozen records that travel between the stages; no logic but their own invariants."""
