import json

from bench.table import Goal, Row, at_least, at_most, markdown


def test_a_row_shows_its_figures_with_three_digits():
    row = Row("home", 0.8349, "bare 45,123/s", 37_671.2, 0.812, 12.44, 2_115)
    line = markdown([row]).splitlines()[2]
    assert [cell.strip() for cell in line.strip("|").split("|")] == [
        "home",
        "0.83",
        "bare 45,123/s",
        "37,700",
        "0.81",
        "12.4",
        "2,115",
        "",
        "",
    ]


def test_a_row_says_what_was_to_be_reached_and_whether_it_is():
    fast = Row("fast", 0.9, "bare", goals=[at_least(0.8, "", 0.9), at_most(15, " ms p99", 15)])
    slow = Row("slow", 0.7, "bare", goals=[at_least(0.8, "", 0.7), at_most(15, " ms p99", 2)])
    _head, _rule, first, second = markdown([fast, slow]).splitlines()
    assert "≥ 0.8; ≤ 15 ms p99" in first
    assert first.rstrip("| ").endswith("yes")
    assert second.rstrip("| ").endswith("NO")


def test_columns_stand_below_each_other():
    rows = [Row("a", 1.0, "bare"), Row("a much longer name", 10_000.0, "the same", 1.0)]
    lengths = {len(line) for line in markdown(rows).splitlines()}
    assert len(lengths) == 1


def test_remarks_stand_below_the_table():
    text = markdown([Row("home", 1.0, "bare", remark="not compressed"), Row("feed", 1.0, "bare")])
    assert text.endswith("|\n\n- home: not compressed\n")


def test_a_row_travels_as_json():
    row = Row("home", 0.5, "bare", goals=[Goal("≥ 0.8", False)])
    said = json.loads(json.dumps(row.as_json()))
    assert said["ratio"] == 0.5
    assert said["reached"] is False
    assert json.loads(json.dumps(Row("home", 1.0, "bare").as_json()))["reached"] is None
