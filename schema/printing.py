"""Prints the schema to ``levelwise.graphql``, or checks that what is committed is current."""

import sys
from pathlib import Path

from graphql import print_schema

from schema.assembly import build_schema

PATH = Path(__file__).with_name("levelwise.graphql")


def printed() -> str:
    """The schema definition as clients get it."""
    return print_schema(build_schema()) + "\n"


def main(arguments: list[str]) -> int:
    """Writes the file, or with ``--check`` compares and fails when it differs."""
    text = printed()
    if "--check" not in arguments:
        PATH.write_text(text, encoding="utf-8")
        return 0
    if PATH.exists() and PATH.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write("schema/levelwise.graphql is not current: python -m schema.printing\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
