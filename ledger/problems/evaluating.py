"""The evaluations of a problem: three parties, each once in a round."""

from collections.abc import Mapping
from typing import Any

from ledger.problems.casework_tables import evaluation
from tenants.records import Record
from tenants.sitting import Sitting


async def evaluated(sitting: Sitting, found: Record, said: Mapping[str, Any]) -> Record:
    """Writes down what one party said; a returned problem begins another round.

    Refuses:  problem.answered_already.
    """
    return await sitting.insert(
        evaluation,
        {
            "holder": found["holder"],
            "problem_id": found.id,
            "round": found["returns"] + 1,
            "author_tenant": sitting.tenant,
            "author_person": sitting.viewer.person,
            "given_at": sitting.now,
            **said,
        },
    )
