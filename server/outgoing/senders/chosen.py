"""The senders of a deployment, by its settings."""

from server.outgoing.senders.gateway import Gateway, secret_of
from server.outgoing.senders.mail import Mail
from server.outgoing.senders.sender import Sender
from server.settings import SettingRefused, Settings


def senders_of(settings: Settings) -> tuple[Sender, ...]:
    """Gives the senders that the settings name; without any, notices stay in the application.

    Refuses:  SettingRefused for half of what a sender needs, and a secret that cannot be one.
    """
    senders: list[Sender] = []
    if settings.smtp_url:
        if not settings.mail_from or "@" not in settings.mail_from:
            raise SettingRefused(
                "MAIL_FROM", settings.mail_from or "", "an address is needed", zh="须为邮件地址"
            )
        senders.append(Mail(settings.smtp_url, settings.mail_from))
    if settings.gateway_url:
        try:
            secret = secret_of(settings.gateway_secret or "")
        except ValueError as unread:
            # The value is a secret: the message does not repeat it.
            raise SettingRefused("GATEWAY_SECRET", "…", str(unread), zh="密钥格式不对") from None
        senders.append(Gateway(settings.gateway_url, secret, settings.gateway_inner_hosts))
    return tuple(senders)
