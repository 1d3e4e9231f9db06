"""What an operator can mend is said as one sentence; everything else is a traceback."""


class Mendable(Exception):
    """A command cannot go on, and its message says what to do."""
