"""Start the server and the worker of the Procfile, and stop both together.

    python -m config.serve

Says in one line what is in the way, such as a port that is taken: the server itself
shares a port with whoever holds it in the same way. Closing the terminal stops both.
"""

import os
import signal
import socket
import sys

from honcho.command import main


def why_not(host: str, port: str) -> str:
    """Return why nothing can be served there; empty when it can."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port} is no port; it is a number from 1 to 65535."
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            return f"{host}:{port} can't be had: {error.strerror}. Try PORT={int(port) + 1}."
    return ""


def stop_when_the_terminal_closes() -> None:
    """Take a hang-up for a request to stop, unless it is to be ignored (nohup)."""
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))


if __name__ == "__main__":
    host = os.environ.setdefault("HOST", "127.0.0.1")
    port = os.environ.setdefault("PORT", "8000")
    reason = why_not(host, port)
    if reason:
        sys.exit(reason)
    sys.stdout.write(f"Javob is at {os.environ.get('SITE_URL') or f'http://{host}:{port}'}\n")
    sys.stdout.flush()
    stop_when_the_terminal_closes()
    sys.argv = ["honcho", "start", "--no-prefix"]
    main()
