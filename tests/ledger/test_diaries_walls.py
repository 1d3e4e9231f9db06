"""SQL of the application role writes a diary in nobody else's name."""

from tests.ledger.acting import Client
from tests.ledger.test_meetings_walls import as_app

WRITE = """insert into app.diary_entry (root, id, holder, kind, author_person, author_post, day, text,
  corrects) values (%(root)s, gen_random_uuid(), %(holder)s, 'VISIT', %(person)s, %(post)s,
  date '2026-04-15', 'x', %(corrects)s)"""


async def test_an_entry_is_written_and_corrected_by_its_author_alone(client: Client) -> None:
    stage = client.stage
    handler, head = await stage.viewer("a1.handler"), await stage.viewer("a1.head")
    own = {
        "root": handler.root,
        "holder": handler.tenant,
        "person": handler.person,
        "post": handler.post,
        "corrects": None,
    }
    assert await as_app(client, "a1.handler", WRITE, own) == 1, "the control"
    by = "diary_entry_by_its_author"
    for forged in ({"person": head.person}, {"post": head.post}):
        assert await as_app(client, "a1.handler", WRITE, own | forged) == by, forged
