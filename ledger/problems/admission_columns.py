"""Columns that say which lines of a standard admitted a problem, or refused it."""

from sqlalchemy import Column, Text
from sqlalchemy.sql.schema import SchemaItem


def admission_columns() -> list[SchemaItem]:
    """The lines by their keys, and in words as they stood then: a line may be set anew, or be gone."""
    return [Column(name, Text) for name in ("admission", "admission_zh", "admission_en")]
