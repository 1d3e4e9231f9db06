"""What a command works with: sittings that decide by the rule book in force, editions included."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ledger.editions.in_force import BookInForce, by_engine
from ledger.reactions import REACTIONS
from policies import book
from policies.enforcer import Enforcer
from policies.reach import Reach, probed
from server.database.deployment import Deployment
from storage.engine import make_engine
from tenants.sitting import Sittings


@asynccontextmanager
async def commanding(
    deployment: Deployment, *, reach: Reach | None = None, wait: float = 1.0
) -> AsyncIterator[tuple[Sittings, BookInForce]]:
    """Opens sittings for the length of a block, and the book by which they decide.

    Given:    reach, the table of the shipped book if it has been made already; wait, how long one
              waits for a free connection.
    Refuses:  book_edition.unusable, for an edition that is not what was sealed.
    """
    engine = make_engine(deployment.app_dsn, size=2, wait=wait)
    made = reach or probed(Enforcer(book.load()))
    live = BookInForce(made, by_engine(engine, deployment.keys), deployment.signer)
    sittings = Sittings(
        engine,
        deployment.keys,
        reach=lambda: live.reach,
        reactions=REACTIONS,
        reach_for=live.current_for,
    )
    try:
        await live.learn()
        yield sittings, live
    finally:
        await engine.dispose()
