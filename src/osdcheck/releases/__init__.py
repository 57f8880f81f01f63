"""Model releases: what is there, how one gets it, under which terms, and what that makes of the whole."""
