"""The years for which there can be lists."""

from datetime import date

from ledger.responsibilities.refusals import YearRefused

FIRST_YEAR = 2000
YEARS_AHEAD = 2


def year_of_a_list(year: int, *, today: date) -> int:
    """Gives a year for which a list can be.

    Refuses:  list.year_refused.
    """
    last = today.year + YEARS_AHEAD
    if not FIRST_YEAR <= year <= last:
        raise YearRefused(least=FIRST_YEAR, most=last)
    return year
