"""What every deployment is shipped with: the catalogue of duties and the work rules."""

import psycopg

from ledger.catalogue.loading import load_catalogue
from ledger.workrules.loading import load_work_rules


def load_content(dsn: str) -> None:
    """Loads catalogue and work rules; doing it again changes nothing.

    Given:   dsn of the migrator.
    Refuses: CatalogueError; nothing is loaded then.
    """
    with psycopg.connect(dsn) as connection, connection.transaction():
        load_catalogue(connection)
        load_work_rules(connection)
