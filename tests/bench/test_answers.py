from bench.answers import Answer, keep, kept_in


def test_an_answer_is_kept_byte_for_byte(tmp_path):
    answers = {
        "/": Answer(200, [("ETag", '"1"'), ("Vary", "Accept-Encoding")], b"\x00\xff\x1b"),
        "/feed/": Answer(304, [("ETag", '"2"')], b""),
    }
    keep(answers, tmp_path / "kept")
    assert kept_in(tmp_path / "kept") == answers


def test_headers_are_found_in_any_case():
    answer = Answer(200, [("etag", '"1"')], b"")
    assert answer.header("ETag") == '"1"'
    assert answer.header("Vary") == ""
