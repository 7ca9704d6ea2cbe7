"""What the maker of sites puts into each, and the rows look for."""

#: Articles with exactly so many approved comments, where the site is large enough. Ten
#: comments are five threads (``bench/site/plan.py``), so that 50 threads, a page by
#: default, are 100 comments.
SIZES = (0, 100, 1_000, 20_000)

#: A word that stands in exactly so many comments, and one that stands in every tenth.
RARE_WORD, RARE_COMMENTS = "Sarazm", 30
COMMON_WORD = "reservoir"

#: The member of staff who decides; nobody can sign in with the password.
MODERATOR = "bench"


def sizes_for(comments: int) -> list[int]:
    """The sizes that a site with so many comments has articles for, smallest first."""
    return [size for size in SIZES if 2 * size <= comments]


def slug_of(size: int) -> str:
    """The slug of the article with exactly so many comments, in the default edition."""
    return f"with-{size}-comments"
