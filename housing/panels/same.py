"""What is there twice: on the day's board, and on the page of an advert."""

from datetime import date
from typing import cast

from flask import render_template, url_for
from markupsafe import Markup
from sqlalchemy import Select, select

from core.auth.access import actor
from core.auth.models import User
from core.auth.permissions import Permission
from core.pairs.services import count_open, open_pairs_of
from core.panels import Counted, Panels
from core.session import db_session
from core.tasks import Task
from core.text import N_, Sentence
from housing.models import LandlordPair, Listing, ListingPair
from housing.panels.task_groups import LISTINGS
from housing.services.landlords.same_landlords import both_landlords_seen
from housing.services.listings.same_flats import both_flats_seen, other_adverts


def register_same(panels: Panels) -> None:
    """Add both to the registry."""
    panels.counted.append(Counted(Permission.EDIT_LISTINGS, _pairs_waiting, _to_compare))
    panels.add_section("listing", Permission.VIEW_LISTINGS, _same_flat)


def _pairs_waiting(user: User, on: date) -> Select[int, int]:
    flats, landlords = both_flats_seen(user), both_landlords_seen(user)
    return select(count_open(ListingPair, flats).label("flats"), count_open(LandlordPair, landlords).label("landlords"))


def _to_compare(flats: int, landlords: int) -> list[Task]:
    tasks = []
    if flats:
        pairs = Sentence.counted(
            flats, "%(n)s pair of adverts may be one flat", "%(n)s pairs of adverts may be one flat"
        )
        why = Sentence(N_("Offered twice, one of two households would lose it."))
        tasks.append(_task(pairs, why, "housing.list_flat_pairs"))
    if landlords:
        pairs = Sentence.counted(
            landlords, "%(n)s pair of records may be one landlord", "%(n)s pairs of records may be one landlord"
        )
        why = Sentence(N_("What a landlord said is looked for in one place only."))
        tasks.append(_task(pairs, why, "housing.list_landlord_pairs"))
    return tasks


def _task(title: Sentence, why: Sentence, endpoint: str) -> Task:
    return Task(title, why, Sentence(N_("Compare")), url_for(endpoint), "files", LISTINGS)


def _same_flat(subject: object) -> Markup:
    session, listing = db_session(), cast(Listing, subject)
    return Markup(
        render_template(
            "housing/_same_flat.html",
            listing=listing,
            others=other_adverts(session, listing, actor()),
            pairs=open_pairs_of(session, ListingPair, listing.id, both_flats_seen(actor())),
            may_edit=actor().may(Permission.EDIT_LISTINGS, listing.centre_id),
        )
    )
