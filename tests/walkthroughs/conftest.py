"""A served world of the server's own tests."""

from tests.server.conftest import peopled, provider, served

__all__ = ["peopled", "provider", "served"]
