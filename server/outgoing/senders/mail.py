"""Mail by SMTP: encrypted unless the server is on this machine, with the standard library."""

import asyncio
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, parseaddr
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from ledger.notices.digest import Letter
from server.outgoing.senders.sender import NotSent

TIMEOUT = 15.0
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_PORTS = {"smtp": 587, "smtps": 465}
_LASTING = range(500, 600)


@dataclass(frozen=True)
class Mail:
    """A mail server and who we are to it.

    ``smtps`` encrypts from the first byte, ``smtp`` by STARTTLS; in clear only to this machine.
    """

    url: str = field(repr=False)
    sender: str
    timeout: float = TIMEOUT
    way: ClassVar[str] = "MAIL"

    async def send(self, letter: Letter) -> str:
        """Sends a letter as plain text.

        Refuses:  NotSent, lasting when the server refused the address or the message for good.
        """
        return await asyncio.to_thread(self._send, letter)

    def message(self, letter: Letter) -> EmailMessage:
        """Gives a letter as it is written."""
        message = EmailMessage(policy=SMTP)
        message["From"] = self.sender
        message["To"] = letter.address
        message["Subject"] = letter.subject
        message["Date"] = formatdate()
        # The same at every attempt: a server that got it twice can tell.
        domain = parseaddr(self.sender)[1].rpartition("@")[2]
        message["Message-ID"] = f"<digest.{letter.digest}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(f"{letter.text}\n\n{letter.link}\n")
        return message

    def _send(self, letter: Letter) -> str:
        try:
            with self._connected() as server:
                server.send_message(self.message(letter))
        except smtplib.SMTPRecipientsRefused as refused:
            code = min(code for code, _ in refused.recipients.values())
            raise NotSent(str(code), lasting=code in _LASTING) from None
        except smtplib.SMTPResponseException as refused:
            signing_in = isinstance(refused, smtplib.SMTPAuthenticationError)
            lasting = refused.smtp_code in _LASTING and not signing_in
            raise NotSent(str(refused.smtp_code), lasting=lasting) from None
        except (OSError, smtplib.SMTPException) as failed:
            raise NotSent(type(failed).__name__) from None
        return "250"

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if parts.scheme == "smtps":
            server = smtplib.SMTP_SSL(host, port, timeout=self.timeout, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=self.timeout)
        try:
            if parts.scheme == "smtp" and host not in HERE:
                server.starttls(context=context)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            server.close()
            raise
        return server
