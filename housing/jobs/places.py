"""What a worker does to find places: so many flats a step as take a moment, so that nobody waits for the others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import monotonic

from sqlalchemy.orm import Session

from core.auth.models import User
from core.jobs import Run, Step, TryLater, job
from core.ports import answer_to
from core.text import N_, Sentence
from housing.models import Listing
from housing.services.listings.addresses import address_of, told_apart
from housing.services.listings.deduplication import request_deduplication
from housing.services.mapping.place_search import FIND_PLACES, count_wanting, next_wanting, take_answer
from maps.geocoding import Geocoder, GeocoderUnavailable
from maps.located import Answer

MOST_ATTEMPTS = 12  # the last after six hours
FLATS_AT_ONCE, SECONDS_AT_ONCE = 100, 2.0  # whichever is over first: most are answered without asking, or one a second
AWAY = Sentence(N_("The geocoder does not answer. It is asked again later; what was found so far is kept."))
PROGRESS = N_("Found: %(found)s. Waiting for somebody's word: %(asking)s.")


@dataclass(frozen=True, slots=True)
class _Told:
    """What an address was found to mean."""

    listing_id: int
    address: str
    answer: Answer


@job(FIND_PLACES, Sentence(N_("Places of flats, by their addresses")), most_attempts=MOST_ATTEMPTS)
def find_some(session: Session, run: Run) -> Step:
    """Only the addresses of flats are asked for, before the step's own transaction begins."""
    tally = {"after": 0, "found": 0, "asking": 0, **run.state}
    told = list(_told(run, tally["after"]))
    actor = session.get(User, run.asked_by_id) if run.asked_by_id else None
    for each in told:
        listing = session.get_one(Listing, each.listing_id)
        take_answer(session, listing, each.address, each.answer, actor=actor)
        is_placed = listing.dwelling.point is not None and listing.dwelling.place_doubt is None
        tally["found" if is_placed else "asking"] += 1
        tally["after"] = listing.id
    left = count_wanting(session, run.payload["centres"], after=tally["after"], only=run.payload.get("listing"))
    if not left and tally["found"]:
        request_deduplication(session, at=run.at)  # by its place a flat is told from others, or known to be the same
    return _step(tally, left)


def _told(run: Run, after: int) -> Iterator[_Told]:
    """The next flats with their answers, as many as there are in a moment. Raises TryLater when there is none."""
    until, is_first = monotonic() + SECONDS_AT_ONCE, True
    centre_ids, only = run.payload["centres"], run.payload.get("listing")
    with run.reading() as reading:
        for listing in next_wanting(reading, centre_ids, after=after, most=FLATS_AT_ONCE, only=only):
            address = address_of(listing.dwelling)
            try:
                answer = answer_to(Geocoder).locate(address)
            except GeocoderUnavailable as error:
                if is_first:
                    raise TryLater(AWAY) from error
                return
            yield _Told(listing.id, address, told_apart(reading, address, answer))
            is_first = False
            if monotonic() > until:
                return


def _step(tally: Mapping[str, int], left: int) -> Step:
    done = tally["found"] + tally["asking"]
    return Step(done, done + left, tally, Sentence(PROGRESS, tally))
