"""Finding rows by the words in them, newest first, at the same cost in a million rows.

One table of tokens beside the table of a model, indexed by SQLite's FTS5 or PostgreSQL's
GIN. ``folding`` makes words of text, ``query`` understands what is typed into a search
field, ``index`` keeps and asks the tokens, ``operations`` makes the index in a migration.
"""
