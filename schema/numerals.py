"""Numbers in a document that no type of this schema takes, refused before anybody counts with them.

A whole number has 64 bits at most, which is twenty characters. Python refuses to read one of more
than 4,300 digits, and in the words of a bug.
"""

import re

from graphql import DocumentNode, IntValueNode, Visitor, visit

from schema.errors import VALIDATION_FAILED, refuse

LONGEST = 20
_SUSPECT = re.compile(rf"\d{{{LONGEST}}}")


class _Numerals(Visitor):
    """Looks at the whole numbers that are written in a document."""

    def enter_int_value(self, node: IntValueNode, *_: object) -> None:
        """Refuses one with more characters than any type takes."""
        if len(node.value) > LONGEST:
            raise refuse(
                f"A number has {len(node.value):,} characters, at most {LONGEST}.",
                zh=f"整数过长：{len(node.value):,} 个字符，最多 {LONGEST} 个。",
                code=VALIDATION_FAILED,
                nodes=node,
            )


def refuse_endless(text: str, document: DocumentNode) -> None:
    """Refuses a document in which a whole number is written that no type takes.

    Given:    text, from which the document was parsed.
    Refuses:  GraphQLError with code GRAPHQL_VALIDATION_FAILED.
    """
    # Nearly no document has as many digits side by side, and those that have are walked once.
    if _SUSPECT.search(text):
        visit(document, _Numerals())
