"""A mail server that takes everything and writes one line for each mail: `python -m rig.sink PORT FILE`."""

import asyncio
import sys

from aiosmtpd.smtp import SMTP


class Sink:
    """Notes who was sent what, at once, so that a mail counts even where its sender is killed next."""

    def __init__(self, notes):
        self.notes = notes

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name is aiosmtpd's
        content = envelope.content
        start = content.index(b"Message-ID: ") + len(b"Message-ID: ")
        message_id = content[start : content.index(b"\r\n", start)].decode()
        self.notes.write(f"{envelope.rcpt_tos[0]} {message_id}\n")
        return "250 OK"


async def serve(port, path):
    with open(path, "a", buffering=1) as notes:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(Sink(notes), hostname="sink"), "127.0.0.1", port)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2]))
