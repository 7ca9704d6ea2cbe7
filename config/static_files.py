"""Static files under names that tell their content, so that they are kept for ever."""

from functools import lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's; a name is worked out once, since every page asks for the same few."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.url = lru_cache(maxsize=1_000)(super().url)
