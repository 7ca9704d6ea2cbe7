from bench import page
from bench.table import Row

ABOUT = {"processor": "two cores"}


def test_what_is_written_by_hand_stays_and_the_last_run_is_replaced(tmp_path):
    file = tmp_path / "performance.md"
    file.write_text(f"# Performance\n\nRead this.\n\n{page.MARKER}\n\nolder figures\n")
    page.write(file, ABOUT, [Row("home", 0.9, "bare")])
    text = file.read_text()
    assert text.startswith("# Performance\n\nRead this.\n\n")
    assert "older figures" not in text
    assert "- processor: two cores" in text
    assert "| home |" in text
    page.write(file, ABOUT, [Row("home", 0.9, "bare")])
    assert file.read_text() == text


def test_a_page_that_is_not_there_is_made(tmp_path):
    page.write(tmp_path / "new.md", ABOUT, [])
    assert page.MARKER in (tmp_path / "new.md").read_text()
