"""The world outside, small and real: a mail server and a message gateway on this machine."""

import asyncio
import base64
import hashlib
import hmac
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

SECRET = "whsec_" + base64.b64encode(b"a gateway's key that only tests know").decode()


@dataclass
class MailServer:
    """Speaks SMTP and keeps what it takes; answers ``refusing`` to recipients while that is set."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    refusing: str | None = None
    asked: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def say(line: str) -> None:
            writer.write(line.encode() + b"\r\n")

        say("220 mail.test")
        while line := (await reader.readline()).decode().strip():
            verb = line.upper().partition(" ")[0]
            if verb == "RCPT":
                self.asked += 1
                say(self.refusing or "250 ok")
            elif verb == "DATA":
                say("354 go on")
                body = await reader.readuntil(b"\r\n.\r\n")
                self.taken.append(message_from_bytes(body[:-5], policy=policy.default))
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                break
            else:
                say("250 ok")
            await writer.drain()
        writer.close()


@dataclass
class MessageGateway:
    """Takes posts over HTTP; answers ``status``, and keeps those whose signature is right."""

    port: int = 0
    status: str = "200 OK"
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    forged: int = 0
    asked: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = {
            name.lower(): value
            for name, value in re.findall(r"^([^:\r\n]+): (.*?)\r$", head, re.MULTILINE)
        }
        body = await reader.readexactly(int(headers["content-length"]))
        self.asked += 1
        if self.right(headers, body):
            self.taken.append((headers["webhook-id"], body))
        else:
            self.forged += 1
        elsewhere = f"location: http://127.0.0.1:{self.port}/elsewhere\r\n"
        writer.write(f"HTTP/1.1 {self.status}\r\n{elsewhere}content-length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    @staticmethod
    def right(headers: dict[str, str], body: bytes) -> bool:
        """Verifies as the specification says, on its own."""
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        signed = b".".join(
            [headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body]
        )
        wanted = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return headers["webhook-signature"] == f"v1,{wanted}"


@asynccontextmanager
async def open_to(one: MailServer | MessageGateway) -> AsyncIterator[MailServer | MessageGateway]:
    """Lets somebody of the outside listen on a free port of this machine."""
    server = await asyncio.start_server(one.serve, "127.0.0.1", 0)
    one.port = server.sockets[0].getsockname()[1]
    async with server:
        yield one
