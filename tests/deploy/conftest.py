"""What the tests of deploy/ start: nginx alone, or the site as it stands on two machines."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .asking import free_port, wait_until
from .nginx import Nginx, nginx
from .nodes import BASE, Node, environment
from .postgres import Database, database

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("own_site")


@pytest.fixture
def in_front_of(tmp_path: Path) -> Iterator[Callable[..., Nginx]]:
    """``in_front_of(port, ...)`` starts nginx before these nodes; ``tmp_path`` is DATA_DIR."""
    with ExitStack() as started:

        def start(*ports: int, **options: Any) -> Nginx:
            folder = tmp_path / f"nginx-{len(list(tmp_path.glob('nginx-*')))}"
            folder.mkdir()
            return started.enter_context(nginx(folder, ports, **{"data": tmp_path} | options))

        yield start


@pytest.fixture(scope="session")
def postgres() -> Iterator[Database]:
    with database() as made:
        yield made


@dataclass(frozen=True)
class Site:
    """Two nodes on one database behind nginx, and what ``content.py`` put there."""

    nginx: Nginx
    nodes: tuple[Node, Node]
    database: Database
    data: Path
    article: int
    address: str
    held: list[int]
    session: str

    @property
    def port(self) -> int:
        return self.nginx.port


@pytest.fixture(scope="session")
def site(postgres: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder, data = tmp_path_factory.mktemp("nginx"), tmp_path_factory.mktemp("data")
    ports = free_port(), free_port(), free_port()
    variables = environment(
        DATABASE_URL=postgres.url,
        SITE_URL=f"http://127.0.0.1:{ports[0]}",
        TRUSTED_PROXIES="127.0.0.1",
        WEB_THREADS=16,
        DATA_DIR=data,
    )
    made = subprocess.run(
        [sys.executable, "-m", "tests.deploy.content"],
        cwd=BASE,
        env=variables,
        stdout=subprocess.PIPE,
        check=True,
    )
    nodes = Node(ports[1], variables), Node(ports[2], variables)
    with ExitStack() as started:
        for node in nodes:
            started.callback(node.stop)
            node.begin()
        for node in nodes:
            assert wait_until(node.answers, 60)
        front = started.enter_context(nginx(folder, ports[1:], data=data, port=ports[0]))
        yield Site(front, nodes, postgres, data, **json.loads(made.stdout))
