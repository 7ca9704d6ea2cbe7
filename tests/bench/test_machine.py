from bench import machine


def test_the_machine_is_described_by_all_that_decides():
    said = machine.describe()
    names = ["date", "processor", "memory", "system", "Python", "Django", "granian", "SQLite"]
    assert [*said] == [*names, "wrk"]
    assert all(said.values())
    assert "cores" in said["processor"]
    assert said["memory"].endswith(" GiB")
