"""What came of families that still look for a home: flats kept, seen and offered in the last months, and why not."""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta

from core.dates import DAY, instant_at
from core.demo import office_hours
from housing.demo.stories import Stage
from housing.models import Listing, Offer
from housing.reasons.declines import DeclineReason
from housing.reasons.withdrawn_offers import TakenBack
from housing.services.households.shortlists import keep_flats
from housing.services.landlords.talks import add_talk, note_no_answer
from housing.services.offers import offers
from housing.services.viewings.viewing_guests import record_came
from housing.services.viewings.viewings import GuestDetails, ViewingDetails, book_viewing
from housing.viewing_facts import Interest, Opener
from people.models import Channel, Household, TalkOutcome
from people.services.log import EntryDetails

LAST = 30  # days ago; then one every other day before it
_LENGTH = timedelta(minutes=30)
_MEETING = "Στην πλατεία, μπροστά στην εκκλησία."

_End = Callable[[Stage, Offer, date], None]


def create_past(stage: Stage, households: Sequence[Household]) -> None:
    """One offer to each, the earliest first, so that none is in the way of the next."""
    for number, household in reversed(list(enumerate(households))):
        _dealings(stage, household, stage.on - (LAST + 2 * number) * DAY, number)


def _dealings(stage: Stage, household: Household, offered_on: date, number: int) -> None:
    """The landlord is called, the flat kept, shown and offered; then somebody says no."""
    kept_on = offered_on - (3 + number % 4) * DAY
    known_longest = sorted(stage.free_flats(household), key=lambda flat: (flat.created_at, flat.id))
    flat = known_longest[number % 4]
    _call(stage, flat, kept_on - DAY, number % 3 * 2)
    keep_flats(stage.session, household, [flat], actor=stage.officer, at=office_hours(kept_on))
    if number % 3:
        _show(stage, household, flat, kept_on, offered_on - DAY)
    offer = stage.offer(household, offered_on, offered_on + 6 * DAY, flat=flat)
    _ENDS[number % len(_ENDS)](stage, offer, offered_on)


def _call(stage: Stage, flat: Listing, on: date, days: int) -> None:
    """Of a landlord who does not answer at once the answer comes some days later."""
    if flat.landlord is None:
        return
    if days:
        note_no_answer(stage.session, flat, on=on - days * DAY, actor=stage.officer, at=office_hours(on - days * DAY))
    details = EntryDetails(on, flat.landlord.known_as, Channel.PHONE, TalkOutcome.SPOKEN)
    add_talk(stage.session, flat.landlord, details, listing=flat, actor=stage.officer, at=office_hours(on))


def _show(stage: Stage, household: Household, flat: Listing, asked_on: date, on: date) -> None:
    details = ViewingDetails(instant_at(on, time(11)), _LENGTH, stage.officer, Opener.LANDLORD, "", _MEETING)
    guests = [GuestDetails(household, None, None)]
    viewing = book_viewing(stage.session, flat, details, guests, actor=stage.officer, at=office_hours(asked_on))
    record_came(stage.session, viewing.guests[0], Interest.UNSURE, actor=stage.officer, at=viewing.ends_at)


def _declined(reason: DeclineReason) -> _End:
    def end(stage: Stage, offer: Offer, offered_on: date) -> None:
        on = offered_on + (1 + offer.id % 4) * DAY
        offers.decline_offer(stage.session, offer, reason=reason, words="", at=office_hours(on), on=on)

    return end


def _ran_out(stage: Stage, offer: Offer, offered_on: date) -> None:
    on = offer.answer_by + DAY
    offers.expire_offers(stage.session, actor=stage.officer, on=on, at=office_hours(on))


def _papers_missing(stage: Stage, offer: Offer, offered_on: date) -> None:
    _take_back(stage, offer, TakenBack.PAPERS_MISSING, offered_on + 2 * DAY)


def _let_to_another(stage: Stage, offer: Offer, offered_on: date) -> None:
    """Before the household answered, or after its yes, while the lease was waited for."""
    if offer.id % 2:
        offers.accept_offer(stage.session, offer, at=office_hours(offered_on + DAY), on=offered_on + DAY)
    _take_back(stage, offer, TakenBack.LET_TO_ANOTHER, offered_on + 5 * DAY)


def _take_back(stage: Stage, offer: Offer, because: TakenBack, on: date) -> None:
    offers.withdraw_offer(stage.session, offer, because=because, words="", actor=stage.officer, at=office_hours(on))


_ENDS: Sequence[_End] = (
    _declined(DeclineReason.TOO_EXPENSIVE), _let_to_another, _declined(DeclineReason.TOO_FAR), _ran_out,
    _declined(DeclineReason.STAIRS), _papers_missing, _let_to_another,
)  # fmt: skip
