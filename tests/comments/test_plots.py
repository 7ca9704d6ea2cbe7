from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils import translation

from comments.plots import COLUMN, MARGIN, Bar, Part, columns, legend, rows, scale

PARTS = (Part("approved", "Approved"), Part("held", "Held"), Part("spam", "Spam"))
BARS = [
    Bar("1 May", (3, 2, 1), "six"),
    Bar("2 May", (0, 0, 0), "none"),
    Bar("3 May", (0, 20, 0), "twenty"),
    Bar("4 May", (1234, 5, 6), "many"),
]
HOSTILE = (
    """</title><script>alert("x")</script>&amp;<b style="color: red" onload='y'>\u202e{} %s"""
)

both_plots = pytest.mark.parametrize("plot", [columns, rows])


def drawn(plot, bars=BARS, **options):
    """The picture, read as strictly as XML is."""
    return ElementTree.fromstring(plot("Comments", "By day.", bars, PARTS, **options))


def sizes(plot, picture, bar):
    """The heights of a column, or the widths of a row, by look."""
    (group,) = (
        group for group in picture.findall("g") if group.findtext("title").startswith(bar.label)
    )
    name = "height" if plot is columns else "width"
    return {
        rect.get("class").removeprefix("plot-"): float(rect.get(name).rstrip("%"))
        for rect in group.findall("rect")
    }


@both_plots
def test_a_picture_says_what_it_is_to_whoever_does_not_see_it(plot):
    picture = drawn(plot)
    assert picture.get("role") == "img"
    assert [picture[0].tag, picture[1].tag] == ["title", "desc"]
    assert picture.findtext("title") == "Comments"
    assert picture.findtext("desc") == "By day."


@both_plots
def test_every_part_is_as_large_as_its_share_of_what_the_whole_is(plot):
    picture = drawn(plot)
    whole, most = (COLUMN, scale(1245)[0]) if plot is columns else (100, 1245)
    for bar in (BARS[0], BARS[2], BARS[3]):
        found = sizes(plot, picture, bar)
        expected = zip(("approved", "held", "spam"), bar.values, strict=True)
        assert set(found) == {look for look, value in expected if value}
        assert sum(found.values()) == pytest.approx(bar.total * whole / most, abs=0.01)
    assert sizes(plot, picture, BARS[3])["approved"] == pytest.approx(
        1234 * whole / most, abs=0.01
    )


@both_plots
@pytest.mark.parametrize("rtl", [False, True])
def test_parts_lie_side_by_side_and_inside_the_picture(plot, rtl):
    start, size = ("y", "height") if plot is columns else ("x", "width")
    picture = drawn(plot, rtl=rtl)
    for group in picture.findall("g"):
        spans = sorted(
            (at, at + float(rect.get(size).rstrip("%")))
            for rect in group.findall("rect")
            for at in [float(rect.get(start).rstrip("%"))]
        )
        for (_, end), (begin, _) in pairwise(spans):
            assert begin == pytest.approx(end, abs=0.01)
        for rect in group.findall("rect"):
            left = float(rect.get("x").rstrip("%"))
            assert left >= -0.01
            assert left + float(rect.get("width").rstrip("%")) <= 100.01


def test_columns_stand_on_the_lowest_line_beside_each_other():
    picture = drawn(columns)
    bottoms, lefts = set(), []
    for group in picture.findall("g"):
        rects = group.findall("rect")
        bottoms.add(round(max(float(r.get("y")) + float(r.get("height")) for r in rects), 2))
        lefts.append({rect.get("x") for rect in rects})
    lowest = max(float(line.get("y1")) for line in picture.findall("line"))
    assert bottoms == {lowest}
    assert all(len(left) == 1 for left in lefts)


@both_plots
def test_what_is_read_from_right_to_left_is_the_mirror_image(plot):
    def boxes(picture):
        return [
            (float(rect.get("x").rstrip("%")), float(rect.get("width").rstrip("%")))
            for rect in picture.iter("rect")
        ]

    left, right = boxes(drawn(plot)), boxes(drawn(plot, rtl=True))
    mirrored = [100 - x - width for x, width in left]
    assert [x for x, _ in right] == pytest.approx(mirrored, abs=0.01)


@both_plots
def test_nothing_that_the_policy_forbids_is_in_a_picture(plot):
    for element in [*drawn(plot).iter(), *ElementTree.fromstring(legend(PARTS)).iter()]:
        assert "style" not in element.attrib
        assert element.tag not in ("style", "script", "image", "use", "a")
        assert not [name for name in element.attrib if name.startswith("on")]


@both_plots
def test_hostile_words_are_words(plot):
    part = Part("held", HOSTILE)
    bars = [Bar(HOSTILE, (3,), HOSTILE[:12]), Bar(HOSTILE, (1,), HOSTILE[:12])]
    picture = ElementTree.fromstring(plot(HOSTILE, HOSTILE, bars, [part]))
    assert picture.findtext("title") == picture.findtext("desc") == HOSTILE
    assert f"{HOSTILE}. {HOSTILE}: 3" in [title.text for title in picture.iter("title")]
    assert not [element for element in picture.iter() if element.tag in ("script", "b")]
    assert ElementTree.fromstring(legend([part])).findtext("li/svg/rect") == ""
    assert "<script" not in legend([part])


@both_plots
@pytest.mark.parametrize("bars", [[], [Bar("1 May", (0, 0, 0))], [Bar("1 May", (1, 0, 0))]])
def test_little_or_nothing_can_be_drawn(plot, bars):
    assert drawn(plot, bars).get("height")


@both_plots
def test_every_bar_says_its_figures_under_the_mouse(plot):
    titles = [title.text for title in drawn(plot).iter("title")]
    assert "4 May. Approved: 1,234, Held: 5, Spam: 6" in titles


def test_a_year_of_columns_fits_and_has_few_words():
    bars = [Bar(f"Day {number}", (number, 1, 1)) for number in range(365)]
    picture = drawn(columns, bars)
    words = [text for text in picture.findall("text") if text.text.startswith("Day")]
    assert [text.text for text in words] == ["Day 0", "Day 182", "Day 364"]
    assert [text.get("text-anchor") for text in words] == ["start", "middle", "end"]
    assert [text.get("x") for text in words][::2] == [f"{MARGIN:.1f}%", "100.0%"]


def test_a_long_label_is_cut_and_keeps_its_own_direction():
    picture = drawn(rows, [Bar("президент " * 30, (1, 0, 0), "31")])
    label, said = (text.text for text in picture.iter("text"))
    assert label.startswith("\u2068")
    assert label.endswith("…\u2069")
    assert len(label) <= 40
    assert said == "31"


def test_numbers_are_written_as_the_language_does():
    with translation.override("ru"):
        assert "1\xa0234" in columns("", "", [Bar("", (1234,))], PARTS[:1])


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (0, (1, 1)),
        (1, (1, 1)),
        (4, (4, 1)),
        (5, (6, 2)),
        (8, (8, 2)),
        (9, (10, 5)),
        (21, (30, 10)),
        (202, (300, 100)),
        (1245, (1500, 500)),
        (2_000_001, (3_000_000, 1_000_000)),
    ],
)
def test_the_scale_is_of_round_numbers(most, expected):
    assert scale(most) == expected
    top, step = expected
    assert top >= most
    assert top / step <= 4
