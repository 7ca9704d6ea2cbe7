"""A real mail server on this machine, which fails as a test asks it to."""

import asyncio
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Server:
    """Takes mail on a port of its own, also after it was stopped and started again.

    ``refuse`` names what is said instead of taking a recipient, such as "550 No such user", by
    a part of the address; ``fault`` is what happens to the next mails, of which ``faults`` are
    left; it hangs up when a mail begins after so many as ``hangs_up_after`` has.
    """

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.taken: list[tuple[str, EmailMessage]] = []
        self.refuse: dict[str, str] = {}
        self.fault, self.faults = "", 0
        self.hangs_up_after: set[int] = set()
        self._controller: Controller | None = None

    def start(self) -> "Server":
        self._controller = _Controller(self)
        self._controller.start()
        return self

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    def fail(self, fault: str, times: int = 1) -> None:
        self.fault, self.faults = fault, times

    def next_fault(self) -> str:
        if not self.faults:
            return ""
        self.faults -= 1
        return self.fault

    def settle(self, settings: Any) -> None:
        """Let the site send through it."""
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", self.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 1

    @property
    def ids(self) -> list[str]:
        return [mail["Message-ID"] for _to, mail in self.taken]

    # What aiosmtpd asks.

    async def handle_MAIL(
        self, smtp: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if len(self.taken) in self.hangs_up_after:
            self.hangs_up_after.discard(len(self.taken))
            smtp.transport.abort()
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, smtp: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        for part, said in self.refuse.items():
            if part in address:
                return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, smtp: Any, session: Any, envelope: Any) -> str:
        fault = self.next_fault()
        if fault[:1].isdigit():
            return fault
        if fault == "stall":
            await asyncio.sleep(1.5)
        if fault == "drop":
            smtp.transport.abort()
        if fault not in ("stall", "drop"):
            read: Any = message_from_bytes(envelope.content, policy=policy.default)
            self.taken.append((envelope.rcpt_tos[0], read))
        if fault == "take and stall":
            await asyncio.sleep(1.5)
        if fault == "take and drop":
            smtp.transport.abort()
        return "250 OK"


class _Controller(Controller):
    def __init__(self, server: Server) -> None:
        self.server_of_test = server
        super().__init__(server, hostname="127.0.0.1", port=server.port)

    def factory(self) -> SMTP:
        return _Smtp(self.handler, hostname="localhost")


class _Smtp(SMTP):
    async def smtp_DATA(self, arg: str) -> None:
        """The line drops in the middle of a mail, if that is asked for."""
        if self.event_handler.faults and self.event_handler.fault == "drop in the middle":
            self.event_handler.next_fault()
            await self.push("354 Go on")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)
