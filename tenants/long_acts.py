"""Acts that go on longer than the context they began with."""

from storage.engine import signed_again
from tenants.sitting import Sitting


async def go_on(sitting: Sitting) -> None:
    """Signs the sitting's context anew."""
    await signed_again(sitting.connection, sitting.token)
