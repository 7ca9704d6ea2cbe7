from bench import sites


def test_sites_of_each_size_and_database_have_a_folder_of_their_own():
    assert sites.name_of(20, 200, "") == "sqlite-20-200"
    assert sites.name_of(20, 200, "postgres://x/y") == "postgresql-20-200"


def test_everything_is_kept_below_the_data_directory(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert sites.folder() == tmp_path / "bench"
    monkeypatch.delenv("DATA_DIR")
    assert sites.folder() == sites.ROOT / "var" / "bench"


def test_a_copy_can_be_written_to_and_is_gone_afterwards(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    original = sites.Site(tmp_path / "bench" / "sqlite-1-1")
    original.directory.mkdir(parents=True)
    (original.directory / "db.sqlite3").write_bytes(b"rows")
    with sites.copy_of(original) as copy:
        (copy.directory / "db.sqlite3").write_bytes(b"other rows")
        assert copy.environment == {"DATA_DIR": str(copy.directory)}
    assert not copy.directory.exists()
    assert (original.directory / "db.sqlite3").read_bytes() == b"rows"
