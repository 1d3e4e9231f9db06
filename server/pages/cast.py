"""The cast of the demo as pages show it: with tokens, so to a browser on this machine only."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from starlette.types import Scope

from server.edge.origins import from_this_machine

LOGGER = logging.getLogger("levelwise.pages")


@dataclass(frozen=True)
class Cast:
    """Whom a visitor of the demo can be; `file` is its ``demo.json``."""

    file: Path

    def shown(self, scope: Scope) -> list[dict[str, Any]]:
        """Gives the cast with its tokens, and nobody to a request from elsewhere."""
        if not from_this_machine(scope):
            return []
        try:
            cast = orjson.loads(self.file.read_bytes())["cast"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            LOGGER.warning("the demo's cast cannot be read: %s", error)
            return []
        listed = cast if isinstance(cast, list) else []
        return [person for person in listed if isinstance(person, dict)]
