"""What happens to problems. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class ProblemReported(Event):
    """A problem was found and written down."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ReportAmended(Event):
    """A report that is not registered yet was corrected."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class AccusedNamed(Event):
    """It was said which units a problem is against."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemScreened(Event):
    """A problem was registered, admitted, refused, merged or led to another channel."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemStepProposed(Event):
    """A step on a problem waits for a second person of the unit."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemStepDeclined(Event):
    """The second person declined a step that was proposed on a problem."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class StatutoryActRecorded(Event):
    """A statutory act was done: a notice, an answer, a report, a first contact."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class BreachFound(Event):
    """Retaliation, or a leak of who petitioned, was found by decision."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class BreachRevoked(Event):
    """A finding of retaliation, or of a leak of who petitioned, was taken back by decision."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemSettled(Event):
    """A problem was settled where it was found."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemSupported(Event):
    """Somebody joined a problem that is there instead of filing it again."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemSubmitted(Event):
    """A problem waits for the superior, or has risen by rule."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class SubmissionAskedAbout(Event):
    """The superior asks for more about what was submitted to it."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class SubmissionAnsweredAbout(Event):
    """The sender has told more about what it submitted."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class SubmissionWithdrawn(Event):
    """The sender took back what it had submitted."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemTakenUp(Event):
    """The superior drew a problem in: it moved one level up."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemHandedBack(Event):
    """The superior left a problem where it is."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemListed(Event):
    """A problem was put on a level's list, or labelled there."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemHandedDown(Event):
    """A problem moved one level down: unit, lead leader and deadline are set."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemObjectedTo(Event):
    """The receiving unit says that it is not its problem, or that was ruled on."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemRecalled(Event):
    """The assigner took a problem home: it moved one level up."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemAccepted(Event):
    """The receiving unit signed for a problem."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemProgressed(Event):
    """Work on a problem began, went on, was claimed to be done or evaluated by its unit."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ReworkDeadlineSet(Event):
    """The assigner set the day by which what was returned is to be reworked."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class SuspensionRequested(Event):
    """The handling unit asks the assigner to let a problem rest."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class SuspensionDecided(Event):
    """The rest that was asked for was granted or declined."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemCopied(Event):
    """A unit above was sent an emergency copy."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemAnswered(Event):
    """What those served said was recorded; which way is not told here."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemReturned(Event):
    """A problem goes back to work."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemClosed(Event):
    """The organisation department passed a problem, or a re-check held."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemRechecked(Event):
    """A closed problem is looked at again."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemPledged(Event):
    """The head of the responsible unit signed the pledge."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemArchived(Event):
    """A closed problem was filed away."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemOverridden(Event):
    """A panel passed on what those served refused."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemStaffed(Event):
    """A leader took the case, with a task force."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemLeadTaken(Event):
    """A leader of the level above took the lead of a problem."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class ProblemLeadReleased(Event):
    """A leader of the level above no longer leads a problem."""

    noun: ClassVar[str] = "problem"


@dataclass(frozen=True)
class PartBroughtForward(Event):
    """A part is due sooner, as what it is a part of is."""

    noun: ClassVar[str] = "assignment"
