"""Whose cases in the whole demonstration went to whom when each centre had an officer of its own."""

from datetime import date

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import DAY
from core.demo import office_hours
from people.services.hand_overs import hand_over_cases, open_cases, see_hand_over

_NOTE = "Από σήμερα τα νοικοκυριά του κέντρου σου. Πρώτα όσα περιμένουν χαρτιά."


def hand_centre_over(session: Session, giver: User, taker: User, on: date) -> None:
    """All households that the taker may serve go to that officer, who has seen it."""
    given_on = on - 14 * DAY
    cases = open_cases(session, giver, taker, actor=giver, on=on)
    portion = cases.portion([household.id for household in cases.households], with_others=False)
    at = office_hours(given_on)
    handed = hand_over_cases(session, giver, taker, _NOTE, portion=portion, actor=giver, at=at)
    see_hand_over(session, handed, actor=taker, at=office_hours(given_on + DAY))
