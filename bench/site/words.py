"""Texts in four languages: some real words, many made up, as unevenly used as real ones."""

from collections.abc import Iterator
from itertools import accumulate
from random import Random

from ..known import COMMON_WORD, RARE_WORD

_REAL = {
    "en": "the of and to in a is that for on it with as was at by from this be are not have but "
    "they which one you were her all she there would their we him been has when who will more "
    "water power river station people year city minister road school winter price market",
    "ru": "и в не на что он с как это по но из у за то же все она так его о бы от было для еще "
    "вода река станция люди год город министр дорога школа зима цена рынок свет мост село",
    "tg": "ва дар ба аз ки ин он бо барои аст буд мо шумо онҳо ҳам низ то ҳар як ду сол рӯз "
    "об дарё шаҳр мардум роҳ мактаб зимистон нарх бозор қишлоқ вазир нерӯгоҳ барқ пул",
    "fa": "و در به از که این آن با برای است بود ما شما آنها هم نیز تا هر یک دو سال روز "
    "آب رود شهر مردم راه مدرسه زمستان قیمت بازار روستا وزیر نیروگاه برق پول",
}
_SYLLABLES = {
    "en": "ba con der est for gra hin lor men nor pla ris sta ter ven wal ing ly tion ed",
    "ru": "ба во го до же за ки ло мо но по ра со та ви ние ость ный ский ать",
    "tg": "ба ва го да зан ки ло мо ни пар ра са та хо ҷо ҳо гар ист он ӣ",
    "fa": "با تا دا را سا شا کا گا لا ما نا وا یا ان ین ون ستان گر مند ی",
}
_MADE_UP = 3_000  # words of each language beside the real ones
_NAMES = {
    "en": ["John Miller", "Anna", "P. O'Connor", "Sarah Lee", "Tom", "Mary-Ann Clarke"],
    "ru": ["Иван Петров", "Ольга", "Сергей К.", "Наталья Смирнова"],
    "tg": ["Фаррух", "Зарина Каримова", "Муҳаммадҷон", "Ҷамшед Раҳимов"],
    "fa": ["فرهاد", "زهرا احمدی", "رستم", "پروین"],
}


class Writer:
    """Writes titles, bodies and comments in one language, the same ones for the same seed."""

    def __init__(self, language: str, seed: int = 0) -> None:
        self.random = Random(f"{language} {seed}")
        real = _REAL[language].split()
        self._words = [*real, *dict.fromkeys(self._made_up(_SYLLABLES[language].split()))]
        # Zipf's law: the n-th word is used 1/n times as often as the first.
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._words) + 1)))
        self._names = _NAMES[language]

    def _made_up(self, syllables: list[str]) -> Iterator[str]:
        for _ in range(_MADE_UP):
            yield "".join(self.random.choices(syllables, k=self.random.randint(2, 4)))

    def words(self, number: int) -> list[str]:
        return self.random.choices(self._words, cum_weights=self._weights, k=number)

    def name(self) -> str:
        return f"{self.random.choice(self._names)} {self.words(1)[0].capitalize()}"

    def title(self) -> str:
        return " ".join(self.words(self.random.randint(4, 11))).capitalize()

    def sentence(self) -> str:
        return " ".join(self.words(self.random.randint(5, 22))).capitalize() + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 6)))

    def body(self) -> str:
        """The HTML of an article of some kilobytes."""
        parts = [f"<p>{self.paragraph()}</p>" for _ in range(self.random.randint(4, 10))]
        parts.insert(2, f"<h2>{self.title()}</h2>")
        parts.insert(4, f"<blockquote><p>{self.sentence()}</p></blockquote>")
        return "".join(parts)

    def comment(self, number: int) -> str:
        """What a reader types: mostly a few sentences, sometimes pages, links and markup."""
        length = min(int(self.random.paretovariate(1.8)), 12)
        parts = [self.paragraph() if length > 1 else self.sentence() for _ in range(length)]
        if number % 10 == 0:
            parts[0] += f" The {COMMON_WORD} is full."
        if number % 7 == 0:
            parts[-1] += f" See https://example.org/{number}/ and <b>read it</b>."
        if number % 11 == 0:
            parts.insert(0, f"<blockquote>{self.sentence()}</blockquote>")
        return "\n\n".join(parts)

    def rare_comment(self) -> str:
        return f"{self.sentence()} {RARE_WORD}! {self.sentence()}"
