from concurrent.futures import ThreadPoolExecutor

from config.secret_key import secret_key_kept_in


def test_processes_that_start_together_agree_on_one_key(tmp_path):
    folder = tmp_path / "var"
    folder.mkdir()
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(secret_key_kept_in, [folder / "secret-key"] * 64))
    assert len(keys) == 1
    assert [path.name for path in folder.iterdir()] == ["secret-key"]
