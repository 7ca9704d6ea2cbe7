"""nginx as deploy/ has it, around whatever nodes a test names.

The files are those of an operator: deploy/nginx.conf as it stands, and the samples of
deploy/nginx/ with addresses, ports and folders put in. The main file does what Debian's does
where that matters: it switches ``gzip`` and ``tcp_nopush`` on.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from .asking import free_port, listens, missing, wait_until

DEPLOY = Path(settings.BASE_DIR) / "deploy"

_MAIN = """
daemon off;
{user}
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/start.log;
events {{ worker_connections 2048; }}
http {{
  include {mime_types};
  default_type application/octet-stream;
  sendfile on;
  tcp_nopush on;
  gzip on;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  {http}
  include {deploy}/nginx.conf;
}}
"""


@dataclass(frozen=True)
class Nginx:
    folder: Path
    port: int
    tls_port: int

    @property
    def access_log(self) -> str:
        return (self.folder / "javob.log").read_text()

    @property
    def logs(self) -> str:
        """Every line of every log."""
        return "".join(log.read_text() for log in self.folder.glob("*.log"))


@contextmanager
def nginx(
    folder: Path,
    nodes: Sequence[int],
    *,
    data: Path,
    certificate: Path | None = None,
    http: str = "",
    site: str = "",
    port: int | None = None,
) -> Iterator[Nginx]:
    """Start nginx before the nodes at these ports; stop it in the end.

    ``data`` is the DATA_DIR whose files it serves, ``certificate`` a PEM file with its key,
    ``http`` and ``site`` are further lines for the main file and for site.conf.
    """
    program = _program()
    started = Nginx(folder, port or free_port(), free_port())
    (folder / "javob").mkdir()
    _write(folder, "nodes.conf", _nodes(nodes))
    _write(folder, "site.conf", _site(started, data) + site)
    if certificate:
        _write(folder, "tls.conf", _tls(started, certificate))
    main = _MAIN.format(
        user="user root;" if os.geteuid() == 0 else "",
        folder=folder,
        mime_types=_mime_types(program),
        deploy=DEPLOY,
        http=http,
    )
    (folder / "nginx.conf").write_text(main)
    with (folder / "start.log").open("w") as log:
        process = subprocess.Popen(
            [program, "-p", f"{folder}/", "-c", folder / "nginx.conf"], stdout=log, stderr=log
        )
    try:
        assert wait_until(lambda: listens(started.port) or process.poll() is not None, 20)
        assert process.poll() is None, (folder / "start.log").read_text()
        yield started
    finally:
        process.terminate()
        process.wait(20)


def _program() -> str:
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    return shutil.which("nginx", path=path) or missing("There is no nginx.")


def _mime_types(program: str) -> Path:
    """The list of types that comes with nginx, beside its own main file."""
    built = subprocess.run([program, "-V"], capture_output=True, text=True, check=True).stderr
    main = built.partition("--conf-path=")[2].split(maxsplit=1)
    return Path(main[0] if main else "/etc/nginx/nginx.conf").parent / "mime.types"


def _write(folder: Path, name: str, text: str) -> None:
    (folder / "javob" / name).write_text(text)


def _nodes(ports: Sequence[int]) -> str:
    line = next(
        line
        for line in (DEPLOY / "nginx" / "nodes.conf").read_text().splitlines()
        if line.startswith("server ")
    )
    return "".join(_filled(line, {":8000": f":{port}"}) + "\n" for port in ports)


def _site(started: Nginx, data: Path) -> str:
    return _filled(
        (DEPLOY / "nginx" / "site.conf").read_text(),
        {
            "listen 80;": f"listen 127.0.0.1:{started.port};",
            "listen [::]:80;": "",
            "root /var/lib/javob;": f"root {data};",
            "/var/log/nginx/javob.log": f"{started.folder}/javob.log",
            "/var/log/nginx/javob-error.log": f"{started.folder}/javob-error.log",
        },
    )


def _tls(started: Nginx, certificate: Path) -> str:
    kept_in = "/etc/letsencrypt/live/news.example.org"
    return _filled(
        (DEPLOY / "nginx" / "tls.conf").read_text(),
        {
            "listen 443 ssl http2;": f"listen 127.0.0.1:{started.tls_port} ssl http2;",
            "listen [::]:443 ssl http2;": "",
            f"{kept_in}/fullchain.pem": str(certificate),
            f"{kept_in}/privkey.pem": str(certificate),
            "https://$host$": f"https://$host:{started.tls_port}$",
        },
    )


def _filled(sample: str, values: dict[str, str]) -> str:
    """The sample with the values of this machine; each must have its place there."""
    for place, value in values.items():
        assert place in sample, place
        sample = sample.replace(place, value)
    return sample
