"""What may go wrong around an answer and is no bug, in the one form that all ways in share.

Over HTTP it is a status and a body, on a socket a message or a reason to close, on a stream an event.
What is not foreseen here is a bug: it is logged in full and masked.
"""

import orjson

from schema.errors import bug
from server.edge import admission
from server.edge.negotiation import Language
from server.edge.questions import Unreadable
from server.edge.replies import EdgeError, error_of
from server.sign_in.authentication import BadToken
from server.sign_in.token_keys import KeysUnavailable
from tenants.passing import refusal_in
from tenants.refusals import Busy, ViewerPostNotHeld

ALLOW = ((b"allow", b"GET, POST"),)
RETRY = ((b"retry-after", b"1"),)


def edge_error(error: Exception) -> EdgeError | None:
    """Gives the HTTP form of what may go wrong around an answer; None for a bug."""
    match error:
        case Unreadable():
            headers = ALLOW if error.status == 405 else ()
            return EdgeError(error.code, error.status, headers=headers)
        case BadToken():
            challenge = (
                f'Bearer realm="levelwise", error="invalid_token", error_description="{error}"'
            )
            header = (b"www-authenticate", challenge.encode("latin-1", "replace"))
            return EdgeError("UNAUTHENTICATED", 401, headers=(header,))
        case KeysUnavailable():
            return EdgeError("AUTHENTICATION_UNAVAILABLE", 503, headers=RETRY)
        case admission.Overloaded():
            return EdgeError(error.code, error.status, headers=RETRY)
    match refusal := refusal_in(error):
        case None:
            return None
        case Busy():
            return EdgeError(refusal.code, 503, refusal=refusal, headers=RETRY)
        case ViewerPostNotHeld():
            return EdgeError(refusal.code, 403, refusal=refusal)
        case _:
            return EdgeError(refusal.code, 400, refusal=refusal)


def failed(error: Exception, *, request_id: str, language: Language) -> bytes:
    """Gives the body that says what went wrong where no status can say it: on sockets and streams."""
    foreseen = edge_error(error)
    if foreseen is None:
        return bug(error, request_id=request_id, language=language)
    shown = error_of(foreseen, request_id=request_id, language=language)
    return orjson.dumps({"errors": [shown]})
