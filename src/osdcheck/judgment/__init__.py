"""From facts to findings to the ten verdicts; sees facts and tables, never text or names."""
