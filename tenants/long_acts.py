"""Acts that go on longer than the context they began with."""

from sqlalchemy import text

from storage.engine import signed_again
from tenants.sitting import Outdated, Sitting

_VERSIONS = text("select ctx.versions()")


async def go_on(sitting: Sitting) -> None:
    """Signs the sitting's context anew."""
    await signed_again(sitting.connection, sitting.token)


async def stands_still(sitting: Sitting) -> None:
    """Holds that whoever acts stands as at the beginning: an emergency window is a standing, too.

    Refuses:  tenants.sitting.Outdated.
    """
    viewer = sitting.viewer
    versions = (await sitting.connection.execute(_VERSIONS)).scalar_one()
    if versions != [viewer.standing, viewer.policy_version]:
        raise Outdated
