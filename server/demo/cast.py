"""The cast of the demo: whom a visitor can be, and the file that says so with a token for each."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
import orjson

from policies.book import Book
from server.demo.line import Line
from server.demo.people import name_of, subject_of
from server.demo.places import Place, post_named
from server.sign_in.demo_issuer import DemoIssuer

FILE = "demo.json"
SUBJECT = re.compile(r"[0-9A-Z-]{4,30}\.[a-z-]{2,40}")


@dataclass(frozen=True)
class Part:
    """One of the cast: the key by which it is asked for, and the post it holds."""

    key: str
    place: Place
    post: str

    @property
    def subject(self) -> str:
        """Who signs in."""
        return subject_of(self.place, self.post)


def cast_of(line: Line) -> Iterator[Part]:
    """Gives the cast: everyone on one line from the city to a village, then some who stand beside."""
    city = ("administrator", "task-force", "head", "work-committee", "organisation-reviewer")
    for post in city:
        yield Part(f"city-{post}", line.city, post)
    for post in ("system", "security", "audit"):
        yield Part(f"{post}-administrator", line.city, f"{post}-administrator")
    for post in ("handler", "petitions", "organisation-checker", "publicity"):
        yield Part(f"city-{post}", line.city, post)
    for post in ("administrator", "task-force", "head", "work-committee"):
        yield Part(f"county-{post}", line.county, post)
    for post in ("organisation-reviewer", "organisation-checker", "petitions", "handler"):
        yield Part(f"county-{post}", line.county, post)
    for post in ("publicity", "petitions-caller"):
        yield Part(f"county-{post}", line.county, post)
    for post in ("administrator", "task-force", "head"):
        yield Part(f"township-{post}", line.township, post)
    for post in ("administrator", "task-force", "head", "branch-secretary"):
        yield Part(f"village-{post}", line.village, post)
    for post in (
        "party-group", "party-group-secretary", "party-group-member", "organ-committee-secretary",
        "full-time-deputy-secretary", "organ-discipline-secretary", "branch-secretary", "handler",
    ):  # fmt: skip  # a signature in few lines
        yield Part(f"department-{post}", line.bureau, post)
    yield Part("township-handler", line.township, "handler")
    yield Part("village-grid-worker", line.village, "grid-worker")
    # Where the story's problem goes down to: another county and a township of it.
    for post in ("head", "organisation-reviewer", "organisation-checker"):
        yield Part(f"sibling-county-{post}", line.sibling_county, post)
    for post in ("head", "task-force", "handler"):
        yield Part(f"far-township-{post}", line.far_township, post)
    # What the line above does not see, and what does not see it.
    yield Part("sibling-county-task-force", line.sibling_county, "task-force")
    yield Part("sibling-township-task-force", line.sibling_township, "task-force")
    yield Part("sibling-village-branch-secretary", line.sibling_villages[0], "branch-secretary")
    yield Part("sibling-department-head", line.other_bureaus[0], "party-group-secretary")
    yield Part("county-department-head", line.county_bureau, "party-group-secretary")
    # The three apart of the county, and who reads what was done in the township and its villages.
    for post in ("system", "security", "audit"):
        yield Part(f"county-{post}-administrator", line.county, f"{post}-administrator")
    yield Part("township-audit-administrator", line.township, "audit-administrator")


def described(part: Part, book: Book, *, token: str) -> dict[str, Any]:
    """Gives the entry of ``demo.json`` for one of the cast."""
    post = post_named(part.place, part.post)
    assert post is not None, part
    by_actor = book.actor_types.get(post.actor or "", ())
    return {
        "key": part.key,
        "name": name_of(part.subject),
        "actor_type": post.actor,
        "roles": [*by_actor, *post.roles],
        "tenant_code": part.place.code,
        "tenant_name": part.place.name,
        "tenant_kind": part.place.kind.lower(),
        "token": token,
    }


def write(
    home: Path,
    parts: Sequence[Part],
    *,
    book: Book,
    issuer: DemoIssuer,
    base_url: str,
    scim_token: str,
    receiver: str,
) -> Path:
    """Writes ``demo.json`` with fresh tokens and the secret of the demo's feed, readable by its owner only.

    Given:    receiver, the one inner address to which the demo sends events.
    Gives:    its path.
    """
    listed = [described(part, book, token=issuer.token(part.subject)) for part in parts]
    told = {
        "base_url": base_url,
        "graphql_url": f"{base_url}/graphql",
        "scim_url": f"{base_url}/scim/v2",
        "scim_token": scim_token,
        "receiver_url": f"http://{receiver}/",
        "cast": listed,
    }
    path = home / FILE
    kept(path, orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    return path


def kept(path: Path, content: bytes) -> None:
    """Puts a file in its place whole, readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def subject_in(token: str) -> str:
    """Reads who signs in with a token of ours."""
    return str(jwt.decode(token, options={"verify_signature": False})["sub"])
