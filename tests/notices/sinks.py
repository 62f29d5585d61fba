"""A mail server that does what a test tells it to."""

import asyncio
import email
import socket
from email import policy

from aiosmtpd.controller import Controller


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Sink:
    """Takes mails on a port of its own. A script answers for an address or a stage; what it takes is in `mails`."""

    def __init__(self):
        self.mails, self.lines, self.script = [], 0, {}
        self.delay = 0.0  # seconds for each mail
        self.on_mail = None  # what happens while a mail is taken
        self.port = free_port()
        self.controller = None

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()
        return self

    def stop(self):
        """Go away with every line; it may come back at the same port."""
        if self.controller:
            self.controller.stop(no_assert=True)
        self.controller = None

    def restart(self):
        self.stop()
        self.start()

    def answer(self, name):
        said = self.script.get(name)
        return said.pop(0) if isinstance(said, list) and said else (None if isinstance(said, list) else said)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.lines += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if said := self.answer("mail"):
            return said
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if said := self.answer(address):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.delay)
        if self.on_mail:
            await asyncio.to_thread(self.on_mail)
        said = self.answer("data")
        if said == "hang up":
            session_transport = server.transport
            session_transport.close()
            return "250 nobody hears this"
        if said:
            return said
        self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def addresses(self):
        return sorted(mail["To"] for mail in self.mails)
