import pytest

from blog.search.query import MOST_WORDS, Phrase, Query, mark, understood


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Ташаккур", ["ташаккур*"]),
        ("ташаккур барои", ["ташаккур*", "барои*"]),
        ("та", ["та"]),
        ("сад", ["сад*"]),
        ('"барои хабар"', ["барои хабар"]),
        ("“барои хабар” ташаккур", ["барои хабар", "ташаккур*"]),
        ("«барои хабар»", ["барои хабар"]),
        ("z@example.org", ["z example org*"]),
        ("don't", ["don t"]),
        ("hello,world", ["hello world*"]),
        ('one "two', ["one*", "two*"]),
        ('"', []),
        ('""', []),
        ("!? * — …", []),
        ("", []),
        ("   ", []),
        ("AND", ["and*"]),
        ("news NOT sport", ["news*", "not*", "sport*"]),
        ("NEAR(news sport, 5)", ["near news*", "sport*", "5"]),
        ("-news ^sport tokens:x", ["news*", "sport*", "tokens x"]),
        ("new*", ["new*"]),
        ("a\x00b", ["a b"]),
        ("back\\slash 'quoted'", ["back slash*", "quoted*"]),
    ],
)
def test_nothing_typed_is_an_operator(typed, asked):
    terms = understood(typed).terms
    assert [_readable(phrase) for (phrase,) in terms] == asked
    assert not understood(typed).cut


def _readable(phrase: Phrase) -> str:
    return " ".join(phrase.tokens) + "*" * phrase.open_ended


@pytest.mark.parametrize("typed", ["word " * 2_000, "w.o." * 2_500, "a " * 5_000 + '"b c"'])
def test_ten_thousand_characters_ask_for_a_few_words_and_say_so(typed):
    query = understood(typed)
    assert sum(len(phrase.tokens) for (phrase,) in query.terms) == MOST_WORDS
    assert query.cut


def test_one_endless_word_is_cut_as_it_was_when_it_was_indexed():
    (((token,),),) = [[phrase.tokens for phrase in term] for term in understood("x" * 9999).terms]
    assert token == "x" * 60


def test_both_databases_are_asked_the_same():
    query = Query(
        (
            (Phrase(("one", "two"), open_ended=True), mark("article:5")),
            (Phrase(("three",)),),
        )
    ).and_marked("status:held")
    assert query.for_sqlite() == (
        '("one two" * OR "_article:5") AND ("three") AND ("_status:held")'
    )
    assert query.for_postgresql() == (
        "(('one' <-> 'two':*) | ('_article:5')) & (('three')) & (('_status:held'))"
    )


@pytest.mark.parametrize("made_up", ['x" OR "y', "x' | 'y", "x\\", "x y", "held\x00", "ё"])
def test_no_mark_breaks_out_of_its_quotes(made_up):
    (token,) = mark(f"status:{made_up}").tokens
    assert not set(token) & set("\"'\\ \x00")
    assert token != "_status:held"
