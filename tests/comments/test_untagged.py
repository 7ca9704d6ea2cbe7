import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comments.untagged import looks


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("nothing hidden", ["nothing hidden"]),
        ("5 < 6 & 7 > 3", ["5 < 6 & 7 > 3"]),
        ("<b>vi</b>agra", ["<b>vi</b>agra", "viagra"]),
        ("vi<font color='>'>agra", ["vi<font color='>'>agra", "viagra"]),
        ('vi<b title="<">agra', ['vi<b title="<">agra', "viagra"]),
        ("vi<!-- x -->agra", ["vi<!-- x -->agra", "viagra"]),
        ("vi&#97;gra", ["vi&#97;gra", "viagra"]),
        ("vi&#x61;gra", ["vi&#x61;gra", "viagra"]),
        ("vi&#97gra", ["vi&#97gra", "viagra"]),
        ("vi&#000000097;gra", ["vi&#000000097;gra", "viagra"]),
        ("v&iacute;agra", ["v&iacute;agra", "víagra"]),
        ("R&D", ["R&D"]),
        ("<i>R</i>&amp;D", ["<i>R</i>&amp;D", "R&D"]),
        ("a < b &amp; c", ["a < b &amp; c", "a < b & c"]),
        ("one<br>two<p>three", ["one<br>two<p>three", "one two three"]),
        ("<a href=x&#46;tj>y</a>", ["<a href=x&#46;tj>y</a>", "<a href=x.tj>y</a>", "y"]),
        ("&lt;b>", ["&lt;b>", "<b>"]),
        ("&#0;&#99999999;", ["&#0;&#99999999;"]),
        ("&#xD800;&#x110000;", ["&#xD800;&#x110000;", "\ufffd\ufffd"]),
        ("", [""]),
    ],
)
def test_what_was_typed_is_looked_at_with_and_without_its_disguise(typed, texts):
    seen = [look.text for look in looks(typed)]
    assert list(dict.fromkeys(seen)) == texts


@pytest.mark.parametrize(
    ("typed", "word", "span"),
    [
        ("<b>vi</b>agra", "viagra", "vi</b>agra"),
        ("<b>vi</b>agra", "vi", "vi"),
        ("<i>x</i> vi&#97;gra!", "viagra", "vi&#97;gra"),
        ("vi&#97;", "via", "vi&#97;"),
        ("<b></b>viagra<i></i>", "viagra", "viagra"),
        ("&#118;iagra", "viagra", "&#118;iagra"),
        ("one<br>two", "one two", "one<br>two"),
    ],
)
def test_a_span_reaches_from_the_first_to_the_last_character_concerned(typed, word, span):
    look = looks(typed)[-1]
    at = look.text.index(word)
    start, end = look.span(at, at + len(word))
    assert typed[start:end] == span


@example("&lt0")  # one reference, two characters
@given(st.text() | st.text("<b/>&#97;lt'\" x"))
def test_every_position_leads_into_what_was_typed(typed):
    for look in looks(typed):
        begun = ended = 0
        for at in range(len(look.text)):
            start, end = look.span(at, at + 1)
            assert begun <= start < end <= len(typed)
            assert ended <= end
            begun, ended = start, end


@pytest.mark.parametrize(
    "piece",
    [
        *("<", "&", "<a ", "<a '", '<a "', "<a x='\"", "<a '\"' \"'\" ", "<!--", "<b>", "</b"),
        *("&#", "&#0", "&#9", "&#x", "&a", "&lt", "&#97;", "<a '\"", "<a \"'", "<a '<a \"<a "),
    ],
)
def test_the_time_is_linear_in_the_length(piece):
    def seconds(length):
        typed = (piece * length)[:length]
        return min(_seconds(typed) for _ in range(3))

    assert seconds(65_525) < max(30 * seconds(8_190), 0.05)


@pytest.mark.parametrize("typed", ["&#" + "9" * 65_523, "&#x" + "f" * 65_000, "<a" + "x" * 65_000])
def test_what_never_ends_costs_nothing_more(typed):
    assert _seconds(typed) < 1


def _seconds(typed):
    start = time.thread_time()
    looks(typed)
    return time.thread_time() - start
