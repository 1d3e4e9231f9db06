"""What may still be done with a meeting: only one that is planned is prepared, held or called off."""

from ledger.meetings.refusals import MeetingHeld, MeetingOff
from tenants.records import Record


def planned(found: Record) -> None:
    """Holds that a meeting is neither held nor called off.

    Refuses:  meeting.held, meeting.called_off.
    """
    if found["state"] == "CALLED_OFF":
        raise MeetingOff
    if found["state"] != "PLANNED":
        raise MeetingHeld
