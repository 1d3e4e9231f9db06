"""The one MetaData every table belongs to, and the naming of its constraints.

Constraint names appear in errors: a failed named constraint becomes the refusal that declares it.
"""

from sqlalchemy import MetaData

metadata = MetaData(
    schema="app",
    naming_convention={
        "pk": "%(table_name)s_pk",
        "fk": "%(table_name)s_%(column_0_N_name)s_fk",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
        "ix": "%(table_name)s_%(column_0_N_name)s_index",
    },
)
