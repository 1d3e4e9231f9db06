"""`levelwise token`: a fresh token for whoever lives in the demo."""

import orjson

from server.demo import cast
from server.mendable import Mendable
from server.settings import Settings
from server.sign_in.demo_issuer import DemoIssuer


class DemoRefused(Mendable):
    """The demo cannot be started or asked; the message says what to do."""


def token(settings: Settings, who: str) -> str:
    """Signs a fresh token for one of the cast, or for whoever else lives in the demo.

    Given:   who, a key of ``demo.json``, or <code of a tenant>.<key of a post>, as in
             520602101201.branch-secretary; a post that is not there makes a token of nobody.
    Refuses: DemoRefused when there is no demo or no such key.
    """
    try:
        told = orjson.loads((settings.home / cast.FILE).read_bytes())
    except FileNotFoundError:
        raise DemoRefused("There is no demo here yet: levelwise demo. 此处尚无演示数据。") from None
    entry = next((entry for entry in told["cast"] if entry["key"] == who), None)
    subject = cast.subject_in(entry["token"]) if entry else who
    if entry is None and not cast.SUBJECT.fullmatch(who):
        keys = "\n  ".join(entry["key"] for entry in told["cast"])
        raise DemoRefused(f"{who!r} is not one of the cast 没有这个演示人员:\n  {keys}")
    return DemoIssuer.open(settings.home, mode=settings.mode).token(subject)
