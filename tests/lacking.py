"""What a test needs and this machine may lack: here it is skipped, where all must run it fails."""

import os
from typing import NoReturn

import pytest

NOTHING_SKIPPED = "LEVELWISE_TESTS_NOTHING_SKIPPED"
"""For whoever relies on a run, as before a release: what did not run is not to be taken for passed."""


def lacking(what: str) -> NoReturn:
    """Skips the test, saying what is not here; fails it where nothing may be skipped."""
    if os.environ.get(NOTHING_SKIPPED):
        pytest.fail(f"{what} ({NOTHING_SKIPPED} is set)", pytrace=False)
    pytest.skip(what)  # what the machine lacks, said by the caller
