"""A site of any size, as much like a real one as can be made up.

    python -m bench.site --articles 100000 --comments 1000000

makes it in ``DATA_DIR`` (default: below ``var/bench/``), in SQLite or in the database of
``DATABASE_URL``, and leaves it alone when it is there already.
"""
