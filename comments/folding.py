from blog.search.folding import fold


def fold_term(text: str) -> str:
    return " ".join(fold(text).split())
