"""In which order files of tests go to the processes of a run."""

from collections import Counter

import pytest


def fewest_first(items: list[pytest.Item]) -> None:
    """Puts files of few tests first: one of their tests is long, a story or a thousand of worlds.

    Files of many tests ask the same of each of many things, in no time. So what comes last is short,
    and no process waits long for another at the end. The tests of a file keep their order.
    """
    many = Counter(item.path for item in items)
    items.sort(key=lambda item: (many[item.path], item.path))
