"""GraphQL over HTTP: methods, media types, status codes, and errors a client can read."""

import gzip
import json
import urllib.request

import pytest

from tests.edge.conftest import Running
from tests.edge.small_world import POST

RESPONSE = "application/graphql-response+json"
URQL = f"{RESPONSE}, application/graphql+json, application/json, text/event-stream, multipart/mixed"


def post(client, query, *, accept=RESPONSE, headers=None, **body):
    return client.post(
        "/graphql", json={"query": query, **body}, headers={"accept": accept, **(headers or {})}
    )


def code_of(response):
    error = response.json()["errors"][0]
    assert error["message"]
    assert error["extensions"]["requestId"].startswith(response.headers["x-request-id"][:8])
    return error["extensions"]["code"]


def test_a_query_is_answered_in_utf8_without_escapes(client):
    response = post(client, "{ place { name } }")
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{RESPONSE}; charset=utf-8"
    assert response.content == '{"data":{"place":{"name":"铜仁市"}}}'.encode()


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/json", "application/json"),
        (RESPONSE, RESPONSE),
        (f"{RESPONSE}, application/json;q=0.9", RESPONSE),
        (f"application/json, {RESPONSE}", RESPONSE),
        (f"application/json, {RESPONSE};q=0.5", "application/json"),
        # urql and Apollo Client, letter by letter
        (
            URQL,
            RESPONSE,
        ),
        (f"{RESPONSE},application/json;q=0.9", RESPONSE),
        # what a browser or a proxy names on its own: a page first, and anything after it
        ("text/html, application/json", "application/json"),
        ("text/html, */*;q=0.8", "application/json"),
        (f"text/html,application/xhtml+xml,{RESPONSE};q=0.9,*/*;q=0.8", RESPONSE),
        ("multipart/mixed;deferSpec=20220824,application/json", "application/json"),
    ],
)
def test_the_media_type_is_the_one_the_client_prefers(running, accept, media):
    request = urllib.request.Request(
        f"{running.base}/graphql", b'{"query":"{me}"}', {"content-type": "application/json"}
    )
    if accept:
        request.add_header("accept", accept)
    with urllib.request.urlopen(request) as response:
        assert response.headers["content-type"] == f"{media}; charset=utf-8"


@pytest.mark.parametrize(
    "accept",
    [
        "text/plain",
        "application/json;q=0",
        "multipart/mixed",
        "text/html",
        "text/html, text/plain;q=0.5",
        "text/html, */*;q=0",
    ],
)
def test_what_we_cannot_give_is_refused(client, accept):
    response = post(client, "{me}", accept=accept)
    assert response.status_code == 406
    assert code_of(response) == "NOT_ACCEPTABLE"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("query($w: String!) { echo(word: $w) }", "BAD_USER_INPUT"),
    ],
)
def test_a_request_error_has_no_data_and_its_status_follows_the_media_type(client, query, code):
    strict = post(client, query)
    assert strict.status_code == 400
    assert "data" not in strict.json()
    assert code_of(strict) == code
    assert post(client, query, accept="application/json").status_code == 200


def test_errors_suggest_no_names(client):
    assert "Did you mean" not in post(client, "{ plac { name } }").text


def test_a_bug_is_masked_and_carries_the_request_id(client):
    response = post(client, "{ broken me }", headers={"x-request-id": "given-id-1"})
    assert response.status_code == 200
    assert "secret" not in response.text
    error = response.json()["errors"][0]
    assert error["extensions"] == {"code": "INTERNAL_SERVER_ERROR", "requestId": "given-id-1"}
    assert error["path"] == ["broken"]


def test_a_refusal_of_the_domain_keeps_its_code_and_language(client):
    chinese = post(client, "{ refused }", headers={"accept-language": "zh-CN,en;q=0.5"})
    english = post(client, "{ refused }", headers={"accept-language": "en-GB, zh;q=0.1"})
    assert chinese.json()["errors"][0]["extensions"]["code"] == "record.not_found"
    assert "没有" in chinese.json()["errors"][0]["message"]
    assert "record" in english.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b'"x"',
        b"1",
        b"[]",
        b"[{}]",
        b"{",
        b"{}",
        b"\xff\xfe",
        b'{"query":"\xff"}',
        b"[" * 100_000,
        b'{"query":1}',
        b'{"query":"{me}","variables":[]}',
        b'{"query":"{me}","variables":"x"}',
        b'{"query":"{me}","operationName":1}',
        b'{"query":"{me}","extensions":1}',
        b'{"query":""}',
        b'{"query":null}',
        b"NaN",
        b'{"query":"{me}","variables":' + b"[" * 2000 + b"]" * 2000 + b"}",
        b'{"query":"{me}","extensions":{"persistedQuery":1}}',
        b'{"extensions":{"persistedQuery":{"version":1,"sha256Hash":[]}}}',
        b'{"extensions":{"persistedQuery":{"version":2,"sha256Hash":"a"}}}',
    ],
)
def test_a_body_that_is_no_request_is_refused_as_json(client, body):
    response = client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert 400 <= response.status_code < 500
    assert code_of(response)


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "application/json; charset=gbk",
        "application/graphql",
    ],
)
def test_what_a_foreign_page_can_post_without_asking_is_refused(client, content_type):
    response = client.post(
        "/graphql", content=b'{"query":"{me}"}', headers={"content-type": content_type}
    )
    assert response.status_code == 415
    assert code_of(response) == "UNSUPPORTED_MEDIA_TYPE"


@pytest.mark.parametrize("coding", ["gzip", "br", "identity, gzip"])
def test_a_compressed_body_is_refused_as_such(client, coding):
    sent = {"content-type": "application/json", "content-encoding": coding}
    response = client.post("/graphql", content=gzip.compress(b'{"query":"{me}"}'), headers=sent)
    assert response.status_code == 415
    assert code_of(response) == "UNSUPPORTED_CONTENT_ENCODING"
    plain = {**sent, "content-encoding": "identity"}
    assert client.post("/graphql", content=b'{"query":"{me}"}', headers=plain).status_code == 200


@pytest.mark.parametrize("name", ["variables", "extensions"])
def test_a_parameter_that_is_no_json_is_not_called_a_body(client, name):
    response = client.get("/graphql", params={"query": "{me}", name: "{"})
    assert (response.status_code, code_of(response)) == (400, "MALFORMED_PARAMETER")
    assert "正文" not in response.json()["errors"][0]["message"]


def test_a_body_beyond_the_limit_is_refused_whether_declared_or_not(client):
    large = b'{"query":"' + b" " * 300_000 + b'"}'

    def pieces():
        for at in range(0, len(large), 50_000):
            yield large[at : at + 50_000]

    for content in (large, pieces()):
        response = client.post(
            "/graphql", content=content, headers={"content-type": "application/json"}
        )
        assert response.status_code == 413
        assert code_of(response) == "BODY_TOO_LARGE"


def test_scim_says_in_its_own_words_that_a_body_is_too_large(client):
    large = b"{" + b" " * (2 * 1024 * 1024 + 1) + b"}"
    response = client.post("/scim/v2/Bulk", content=large)
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/scim+json"
    assert response.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert response.json()["status"] == "413"
    # The control: it is the prefix by which it is told apart.
    assert code_of(client.post("/scimx", content=large)) == "BODY_TOO_LARGE"


def test_get_answers_queries_with_variables(client):
    response = client.get(
        "/graphql",
        params={"query": "query Q($w: String!) { echo(word: $w) }", "variables": '{"w":"字"}'},
    )
    assert response.json() == {"data": {"echo": "字0"}}


def test_get_refuses_mutations_whatever_the_media_type(client):
    for accept in (RESPONSE, "application/json"):
        response = client.get(
            "/graphql",
            params={"query": 'mutation { write(word: "x") }'},
            headers={"accept": accept},
        )
        assert response.status_code == 405
        assert response.headers["allow"] == "POST"
        assert code_of(response) == "MUTATION_NOT_ALLOWED"


@pytest.mark.parametrize(
    "parameters", ["", "query=", "variables={", "query=%ff", "query={me}&variables=[]"]
)
def test_get_refuses_what_is_no_request(client, parameters):
    response = client.get(f"/graphql?{parameters}")
    assert response.status_code == 400
    assert code_of(response)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(client, method):
    response = client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"


@pytest.mark.parametrize(("language", "said"), [("en", "takes"), ("zh", "只接受")])
def test_another_address_says_which_methods_it_takes(client, language, said):
    response = client.post("/healthz", headers={"accept-language": language})
    assert response.status_code == 405
    assert code_of(response) == "METHOD_NOT_ALLOWED"
    message = response.json()["errors"][0]["message"]
    assert said in message
    assert response.headers["allow"] in message
    assert "GET" in message
    assert "POST" not in message


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "https://front.example"}, 200),
        ({"sec-fetch-site": "cross-site", "graphql-require-preflight": "1"}, 200),
        ({"sec-fetch-site": "cross-site", "apollo-require-preflight": "1"}, 200),
        ({"sec-fetch-site": "cross-site", "x-apollo-operation-name": "Q"}, 200),
        ({"sec-fetch-site": "cross-site", "content-type": "application/json"}, 200),
        ({"sec-fetch-site": "cross-site", "content-type": "text/plain"}, 403),
    ],
)
def test_get_is_refused_when_a_browser_asks_for_another_site(client, headers, status):
    response = client.get("/graphql", params={"query": "{me}"}, headers=headers)
    assert response.status_code == status
    if status == 403:
        assert code_of(response) == "CROSS_SITE_REQUEST"


def test_cors_names_only_allowed_origins_and_vary_says_so(client):
    for origin, allowed in (
        ("https://front.example", True),
        ("http://localhost:5173", True),
        ("http://127.0.0.1:3000", True),
        ("https://evil.example", False),
        ("http://localhost.evil.example", False),
        ("http://127.0.0.1:3000.evil.example", False),
        ("null", False),
    ):
        response = post(client, "{me}", headers={"origin": origin})
        assert response.headers.get("access-control-allow-origin") == (origin if allowed else None)
        assert "Origin" in response.headers["vary"]
        assert "access-control-allow-credentials" not in response.headers
        asked = client.options(
            "/graphql",
            headers={"origin": origin, "access-control-request-method": "POST"},
        )
        assert asked.status_code == (204 if allowed else 403)
        assert ("access-control-allow-headers" in asked.headers) is allowed
        # Every header that some address of ours reads from a page.
        for name in (
            "authorization", "levelwise-post", "levelwise-feed-secret", "content-range",
            "apollographql-client-name", "apollographql-client-version", "traceparent",
        ):  # fmt: skip
            assert (name in asked.headers.get("access-control-allow-headers", "")) is allowed
        # What a page must see of an answer: how much of a file is here (308), how long to wait.
        for name in ("range", "retry-after", "x-request-id", "content-disposition"):
            exposed = response.headers.get("access-control-expose-headers", "").split(", ")
            assert (name in exposed) is allowed


def test_vary_names_every_header_the_answer_depends_on(client):
    vary = post(client, "{me}").headers["vary"].lower()
    for name in ("accept", "accept-language", "authorization", "levelwise-post", "origin"):
        assert name in vary
    assert post(client, "{me}").headers["cache-control"] == "private, no-store"


def test_a_token_makes_the_viewer_and_a_post_is_chosen_by_header(running: Running, client):
    headers = running.bearer("li")
    assert post(client, "{me post}", headers=headers).json()["data"] == {"me": "li", "post": None}
    chosen = post(client, "{post}", headers={**headers, "levelwise-post": str(POST)})
    assert chosen.json()["data"]["post"] == str(POST)


@pytest.mark.parametrize("asked", ["018f0000-0000-7000-8000-00000000dead", "x", "UG9zdDp4", "铜"])
def test_a_post_not_held_is_403(running, client, asked):
    headers = {**running.bearer(), "levelwise-post": asked.encode()}
    response = client.post("/graphql", json={"query": "{me}"}, headers=headers)
    assert response.status_code == 403
    assert code_of(response) == "viewer.post_not_held"


@pytest.mark.parametrize("given", ["Bearer x.y.z", "Bearer", "Basic eDp5", "Bearer " + "a" * 9000])
def test_a_bad_token_is_401_with_a_challenge(client, given):
    response = post(client, "{me}", headers={"authorization": given})
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith('Bearer realm="levelwise"')
    assert code_of(response) == "UNAUTHENTICATED"


def test_without_a_token_one_is_nobody(client):
    assert post(client, "{me}").json() == {"data": {"me": None}}


def test_a_subscription_by_post_is_told_where_to_go(client):
    response = post(client, "subscription { count }")
    assert response.status_code == 400
    assert code_of(response) == "SUBSCRIPTION_NOT_ALLOWED"


def test_a_request_id_of_the_client_is_kept_only_when_it_is_plain(client):
    kept = post(client, "{me}", headers={"x-request-id": "abc-123_DEF.4"})
    assert kept.headers["x-request-id"] == "abc-123_DEF.4"
    replaced = post(client, "{me}", headers={"x-request-id": "<script>alert(1)</script>"})
    assert len(replaced.headers["x-request-id"]) == 16


def test_an_unknown_address_is_json_too(client):
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert json.loads(response.content)["errors"][0]["extensions"]["code"] == "NOT_FOUND"
