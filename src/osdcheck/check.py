"""Composes the stages: a license file in, a report out."""
