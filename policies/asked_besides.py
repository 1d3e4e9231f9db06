"""What the book asks of an act beside its rules: a fresh sign-in, or the limits of a window."""

from dataclasses import dataclass

from policies.pages import Entry


@dataclass(frozen=True)
class StepUp:
    """How freshly, and how surely, somebody must have signed in to do something.

    ``level``: 1 is signed in, 2 is with a second factor; which sign-in is which, a provider's entry
    says (docs/oidc.md).
    """

    minutes: int
    level: int = 1


@dataclass(frozen=True)
class Window:
    """What an emergency window gives, for how long at most, and from when on it takes two persons.

    ``alone``: a window of more minutes than these is opened by a second person's confirmation.
    """

    role: str
    minutes: int
    alone: int


def step_up_of(entry: Entry) -> StepUp:
    """Reads ``step_up``. Refuses: BookError."""
    asked = entry.parts(("minutes",), ("level",))
    level = asked["level"].number(least=1, most=2) if "level" in asked else 1
    return StepUp(asked["minutes"].number(least=1, most=24 * 60), level)


def window_of(entry: Entry) -> Window:
    """Reads ``window``. Refuses: BookError, also for a window of more than four hours."""
    asked = entry.parts(("role", "minutes", "alone"))
    minutes = asked["minutes"].number(least=1, most=240)
    return Window(asked["role"].text(), minutes, asked["alone"].number(least=1, most=minutes))
