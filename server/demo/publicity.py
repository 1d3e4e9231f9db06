"""What the demo makes public: pledge, progress and case, in four steps by three persons, and comments."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from ledger.problems.publish_pledge import PublishPledge, publish_pledge
from ledger.publicity.approve_publication import ApprovePublication, approve_publication
from ledger.publicity.check_publication import CheckPublication, check_publication
from ledger.publicity.comment_on_publication import CommentOnPublication, comment_on_publication
from ledger.publicity.moderate_comment import ModerateComment, moderate_comment
from ledger.publicity.propose_publication import ProposePublication, propose_publication
from ledger.publicity.publish_publication import PublishPublication, publish_publication
from ledger.publicity.record_posting import RecordPosting, record_posting
from ledger.publicity.tables import comment
from server.demo.history import said
from server.demo.people import subject_of
from tenants.viewer import NOBODY

if TYPE_CHECKING:
    from server.demo.problems import Case

TITLES = {"PLEDGE": "整改承诺书", "PROGRESS": "整改进度通报", "CASE": "整改成效案例"}
HANDS = {
    "PLEDGE": ("head", "task-force"),
    "PROGRESS": ("handler", "task-force"),
    "CASE": ("task-force", "head"),
}
"""Who proposes and who checks; the nearest county or city approves."""
APPROVING = ("COUNTY", "CITY")
FROM = "127.0.0.1"


async def pledged(case: "Case") -> None:
    """The head signs a pledge until the day that was set."""
    text = said("pledges", 0)
    await case.by("head", publish_pledge, PublishPledge, text, case.due, text)


async def shown(case: "Case", kind: str) -> None:
    """A text about it goes through the four steps to everybody, and onto the board."""
    proposer, checker = (case.who(case.at, post) for post in HANDS[kind])
    handler = case.who(case.at, "handler")
    polarity = "POSITIVE" if kind == "CASE" else None
    given = ProposePublication(
        case.id, kind, "PUBLIC", "NOTICE_BOARD", case.on, TITLES[kind], polarity=polarity
    )
    do, on = case.history.do, case.on
    draft = await do(proposer, propose_publication, given, on=on)
    await do(checker, check_publication, CheckPublication(draft, 1), on=on)
    await do(_approver(case), approve_publication, ApprovePublication(draft, 2), on=on)
    made = await do(handler, publish_publication, PublishPublication(draft, 3), on=on)
    board = RecordPosting(made, "NOTICE_BOARD", f"{case.at.name}公开栏", on)
    await do(handler, record_posting, board, on=on)
    case.public = made


async def heard(case: "Case") -> None:
    """The public comments on what was shown last: the first word is let through, another waits."""
    assert case.public is not None, "something is shown before anybody comments on it"
    history, approver = case.history, _approver(case)
    first, *others = _comments()
    await _comment(case, 0, first)
    query = select(comment.c.id, comment.c.version).where(comment.c.publication_id == case.public)
    (row,) = await history.rows(approver, query, act="moderate_comment")
    let_through = ModerateComment(row["id"], row["version"])
    await history.do(approver, moderate_comment, let_through, on=history.today)
    for number, text in enumerate(others, 1):
        await _comment(case, number, text)


async def _comment(case: "Case", number: int, text: str) -> None:
    assert case.public is not None
    given = CommentOnPublication(case.public, text, f"demo-comment-{number:06d}")
    await comment_on_publication(case.history.sittings, NOBODY, given, address=FROM)


def _comments() -> Sequence[str]:
    return said("comments", 0), said("comments", 1)


def _approver(case: "Case") -> str:
    """Who approves for the nearest level that has somebody who does."""
    level = case.at
    while level.kind not in APPROVING:
        level = case.above(level)
    return subject_of(level, "publicity")
