"""Days reckoned from today: what is asked for is never refused because a day passed meanwhile."""

import datetime as dt

SOON = (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=90)).isoformat()
"""A day to come, for deadlines and what is planned."""
