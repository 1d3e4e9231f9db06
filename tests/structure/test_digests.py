"""What a notice points at is what its digest is weighed by."""

import re
from pathlib import Path

from ledger.notices.shelf import POINTED_AT

GATE = Path(__file__).parents[2] / "migrations/gates/notices.sql"


def test_a_claimed_digest_gives_all_that_a_notice_points_at() -> None:
    """A key that the gate leaves out would end the letters of everybody."""
    _, _, gate = GATE.read_text().partition("create function app.claim_digest")
    given = re.findall(r"'(\w+)', to_jsonb\(", gate.partition("end $$")[0])
    assert sorted(given) == sorted(POINTED_AT)
