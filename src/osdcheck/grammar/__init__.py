"""From units of clean text to typed facts: lexicon, lexer, Lark grammars, transformer."""
