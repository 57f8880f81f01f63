"""Audits of repositories: every license-bearing file found, judged once, and brought to one conclusion."""
