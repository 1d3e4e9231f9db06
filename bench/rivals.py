"""What the rivals need of the database: the bench role's policies, functions and names."""

from pathlib import Path
from typing import Any

import psycopg

RIVALS = Path(__file__).with_name("rivals.sql")


def prepare(connection: psycopg.Connection[Any]) -> None:
    """Gives the bench role its policies; they bind nobody else."""
    connection.execute(RIVALS.read_text(encoding="utf-8").encode())
