"""What is said of a document that asks for more than it may, in both languages."""

from collections.abc import Mapping

from graphql import GraphQLError

from schema.errors import refuse

BEYOND = 10**9
"""Nobody counts further than this."""

SENTENCES: Mapping[str, tuple[str, str]] = {
    "QUERY_TOO_DEEP": ("The query is nested too deeply", "查询嵌套过深"),
    "QUERY_TOO_COSTLY": ("The query may print too many values", "查询可能返回的值过多"),
    "TOO_MANY_ALIASES": ("The query uses too many aliases", "查询使用的别名过多"),
    "TOO_MANY_REPEATED_FIELDS": (
        "The query repeats the same fields too often",
        "查询重复的字段过多",
    ),
    "TOO_MUCH_INTROSPECTION": (
        "The query asks for the schema too often",
        "查询读取模式的次数过多",
    ),
    "ONE_MUTATION_PER_REQUEST": (
        "A request may carry one mutation field",
        "一次请求只能有一个变更操作",
    ),
    "TOO_MANY_FRAGMENTS": ("The document defines too many fragments", "文档定义的片段过多"),
    "TOO_MANY_OPERATIONS": ("The document defines too many operations", "文档定义的操作过多"),
}


def too_much(code: str, found: int, allowed: int) -> GraphQLError:
    """Makes the error of one limit: what was found, and what is allowed."""
    en, zh = SENTENCES[code]
    far = found >= BEYOND
    return refuse(
        f"{en}: {'far more' if far else f'{found:,}'}, at most {allowed:,}.",
        zh=f"{zh}：{'远超限额' if far else f'{found:,}'}，最多 {allowed:,}。",
        code=code,
    )


def too_large(said: str) -> GraphQLError:
    """Makes the error of a document that is too long to be parsed.

    Given:    said, by the parser, which stopped at one of its own limits.
    """
    return refuse(said, zh="查询文档过长：字符或词元超出限额。", code="DOCUMENT_TOO_LARGE")
