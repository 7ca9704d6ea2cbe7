from bench.rows.staleness import _row


def test_the_slowest_approval_decides():
    row = _row("SQLite", [0.01] * 998 + [0.02, 0.9])
    assert row.reached
    assert row.ratio == 0.9
    assert row.p50 == 10
    assert "1,000 approvals in a row under load: 0 missed, 0 later than 1 s" in row.remark


def test_one_late_or_missed_approval_is_one_too_many():
    assert not _row("SQLite", [0.01] * 999 + [1.1]).reached
    missed = _row("SQLite", [0.01] * 999 + [None])
    assert not missed.reached
    assert "1 missed" in missed.remark


def test_a_site_that_shows_nothing_at_all_is_told_so():
    assert not _row("PostgreSQL", [None, None]).reached
