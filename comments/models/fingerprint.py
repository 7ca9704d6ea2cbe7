import hashlib
import unicodedata


def fingerprint(text: str) -> str:
    """Equal for texts that differ only in case, width, spacing or Unicode form."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return hashlib.sha256(" ".join(folded.split()).encode()).hexdigest()
