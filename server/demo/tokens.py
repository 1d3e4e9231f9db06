"""`levelwise token`: a fresh token for whoever lives in the demo."""

import orjson
import psycopg

from server.database.deployment import opened
from server.demo import cast
from server.demo.places import key_of
from server.mendable import Mendable
from server.settings import Settings
from server.sign_in.demo_issuer import ISSUER, DemoIssuer
from tenants.columns import TODAY

_HOLDS = f"""select exists (select from app.identity i
  join app.appointment a on a.root = i.root and a.person_id = i.person_id
  where i.issuer = %s and i.subject = %s and a.post_id = %s and a.appointed_on <= {TODAY}
    and (a.relieved_on is null or {TODAY} < a.relieved_on))"""


class DemoRefused(Mendable):
    """The demo cannot be started or asked; the message says what to do."""


def token(settings: Settings, who: str) -> str:
    """Signs a fresh token for one of the cast, or for whoever else lives in the demo.

    Given:   who, a key of ``demo.json``, or <code of a tenant>.<key of a post>, as in
             520602101201.branch-secretary.
    Refuses: DemoRefused when there is no demo, no such key, or nobody who holds such a post.
    """
    try:
        told = orjson.loads((settings.home / cast.FILE).read_bytes())
    except FileNotFoundError:
        raise DemoRefused("There is no demo here yet: levelwise demo. 此处尚无演示数据。") from None
    entry = next((entry for entry in told["cast"] if entry["key"] == who), None)
    if entry is not None:
        subject = cast.subject_in(entry["token"])
    elif cast.SUBJECT.fullmatch(who):
        subject = _holding(settings, who)
    else:
        keys = "\n  ".join(entry["key"] for entry in told["cast"])
        raise DemoRefused(f"{who!r} is not one of the cast 没有这个演示人员:\n  {keys}")
    return DemoIssuer.open(settings.home, mode=settings.mode).token(subject)


def _holding(settings: Settings, subject: str) -> str:
    """Gives a subject back that signs in and holds the post it is called by.

    Refuses: DemoRefused; a token would be nobody's.
    """
    with opened(settings) as deployment, psycopg.connect(deployment.as_migrator()) as connection:
        found = connection.execute(_HOLDS, [ISSUER, subject, key_of("post", subject)]).fetchone()
    if found != (True,):
        raise DemoRefused(
            f"Nobody in the demo signs in as {subject!r} and holds that post. "
            f"演示中没有以 {subject!r} 登录并担任该职务的人。"
        )
    return subject
