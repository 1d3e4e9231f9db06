"""Whatever goes wrong, at any way in: the client is told in the form it reads, and when to come again."""

import httpx2 as httpx
import pytest
from starlette.routing import Route

from server.edge.sockets import GraphQLSockets
from server.sign_in.token_keys import KeysUnavailable
from tenants.refusals import DatabaseBusy
from tests.edge.conftest import Running, serving
from tests.edge.small_world import small_app
from tests.edge.test_sockets import closed, say, socket
from tests.patience import PATIENCE


async def refused(running, **payload):
    async with socket(running, init=False) as opened:
        await say(opened, {"type": "connection_init", "payload": payload})
        return await closed(opened), opened.close_reason


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (DatabaseBusy(), (1013, "Try again: storage.busy")),
        (KeysUnavailable(), (1013, "Try again: AUTHENTICATION_UNAVAILABLE")),
        (RuntimeError("postgresql://secret@host/db"), (4500, "Internal server error")),
    ],
)
async def test_a_socket_that_cannot_be_let_in_is_closed_with_a_reason(tmp_path, why, said):
    app = small_app(tmp_path)

    async def lookup(identity, post):
        raise why

    (route,) = (one for one in app.routes if isinstance(one.app, GraphQLSockets))
    route.app.doorkeeper.lookup = lookup
    with serving(app) as base:
        assert await refused(Running(base, None, tmp_path)) == said


@pytest.mark.parametrize(
    ("why", "status", "code"),
    [
        (DatabaseBusy(), 503, "storage.busy"),
        (KeysUnavailable(), 503, "AUTHENTICATION_UNAVAILABLE"),
        (RuntimeError("postgresql://secret@host/db"), 500, "INTERNAL_SERVER_ERROR"),
    ],
)
def test_an_address_that_fails_says_so_in_the_form_of_all_others(tmp_path, why, status, code):
    async def failing(request):
        raise why

    app = small_app(tmp_path, cors_origins=("https://front.example",))
    app.router.routes.append(Route("/failing", failing))
    headers = {"accept-language": "en", "origin": "https://front.example"}
    with serving(app) as base:
        told = httpx.get(f"{base}/failing", headers=headers, timeout=PATIENCE)
    (error,) = told.json()["errors"]
    assert (told.status_code, error["extensions"]["code"]) == (status, code)
    assert error["extensions"]["requestId"] == told.headers["x-request-id"]
    assert told.headers["access-control-allow-origin"] == "https://front.example"
    assert told.headers.get("retry-after") == ("1" if status == 503 else None)
    assert "secret" not in told.text
