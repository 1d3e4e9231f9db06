"""Automatic persisted queries, as Apollo Client and urql speak them."""

from hashlib import sha256

import pytest

from server.edge.persisted import PersistedDocuments
from server.edge.questions import Question, Unreadable

QUERY = "query Persisted { place { name } }"


def asking(query, *, key=None, version=1):
    key = key or sha256(query.encode()).hexdigest()
    return {"persistedQuery": {"version": version, "sha256Hash": key}}


def test_an_unknown_hash_is_told_in_the_words_clients_wait_for(client):
    response = client.post("/graphql", json={"extensions": asking("{ never }")})
    assert response.status_code == 200
    error = response.json()["errors"][0]
    assert error["message"] == "PersistedQueryNotFound"
    assert error["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"


def test_a_document_sent_once_is_found_by_hash_afterwards_by_post_and_get(client):
    first = client.post("/graphql", json={"query": QUERY, "extensions": asking(QUERY)})
    assert first.json()["data"]["place"]["name"] == "铜仁市"
    again = client.post("/graphql", json={"extensions": asking(QUERY)})
    assert again.json() == first.json()
    key = sha256(QUERY.encode()).hexdigest()
    extensions = f'{{"persistedQuery":{{"version":1,"sha256Hash":"{key}"}}}}'
    assert client.get("/graphql", params={"extensions": extensions}).json() == first.json()


def test_a_document_sent_for_an_event_stream_is_kept_too_and_an_invalid_one_is_not(client):
    stream = {"accept": "text/event-stream"}
    for query, found in (("{ kept: me }", '{"data":{"kept":null}}'), ("{ nothing }", "NOT_FOUND")):
        client.post("/graphql", json={"query": query, "extensions": asking(query)}, headers=stream)
        again = client.post("/graphql", json={"extensions": asking(query)}, headers=stream)
        assert found in again.text


def test_a_wrong_hash_is_refused_and_not_kept(client):
    key = sha256(b"{ other }").hexdigest()
    response = client.post("/graphql", json={"query": QUERY, "extensions": asking(QUERY, key=key)})
    assert response.status_code == 400
    assert response.json()["errors"][0]["message"] == "provided sha does not match query"
    found = client.post("/graphql", json={"extensions": asking("", key=key)})
    assert found.json()["errors"][0]["message"] == "PersistedQueryNotFound"


def test_an_invalid_document_is_not_kept(client):
    query = "{ nothing }"
    client.post("/graphql", json={"query": query, "extensions": asking(query)})
    again = client.post("/graphql", json={"extensions": asking(query)})
    assert again.json()["errors"][0]["message"] == "PersistedQueryNotFound"


def test_the_store_is_bounded_and_forgets_the_one_used_longest_ago():
    store = PersistedDocuments(capacity=2)
    keys = {}
    for text in ("{a}", "{b}"):
        keys[text] = sha256(text.encode()).hexdigest()
        store.keep(keys[text], text)
    assert store.find(Question(None, None, None, asking("{a}")))[0] == "{a}"
    store.keep("c" * 64, "{c}")
    assert len(store) == 2
    with pytest.raises(Unreadable, match="PERSISTED_QUERY_NOT_FOUND"):
        store.find(Question(None, None, None, asking("{b}")))


def test_a_store_without_room_says_it_does_not_support_the_protocol():
    with pytest.raises(Unreadable, match="PERSISTED_QUERY_NOT_SUPPORTED"):
        PersistedDocuments(capacity=0).find(Question("{a}", None, None, asking("{a}")))
