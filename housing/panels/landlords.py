"""What landlords put into the navigation and on the page of an advert."""

from datetime import date
from typing import cast

from flask import render_template, url_for
from markupsafe import Markup

from core.auth.access import actor
from core.auth.permissions import Permission
from core.dates import DAY
from core.panels import Counted, MenuEntry, Panels
from core.session import db_session
from core.tasks import Task
from core.text import N_, Sentence
from housing.models import Listing
from housing.panels.task_groups import LANDLORDS
from housing.services.dealings.flat_hold_queries import count_ending
from housing.services.dealings.promises import count_due
from housing.services.landlords.owners import owners_of
from housing.services.landlords.stances import stances_of

_PAGES = (
    "add_agent", "add_landlord", "add_landlord_document", "add_landlord_talk", "add_promise", "change_agent",
    "change_landlord", "list_discrimination", "list_flat_holds", "list_landlord_pairs", "list_promises",
    "note_discrimination_step", "record_stance", "report_discrimination", "settle_promise", "show_landlord",
    "show_landlord_dealings", "show_landlord_pair",
)  # fmt: skip


def register_landlords(panels: Panels) -> None:
    """Add the landlords to the registry."""
    panels.menu.append(
        MenuEntry(
            Sentence(N_("Landlords")),
            "housing.list_landlords",
            Permission.VIEW_LISTINGS,
            order=15,
            endpoints=frozenset(f"housing.{page}" for page in _PAGES),
        )
    )
    panels.counted.append(Counted(Permission.EDIT_LISTINGS, count_ending, _holds_ending))
    panels.counted.append(Counted(Permission.EDIT_LISTINGS, count_due, _promises_due))
    panels.add_section("listing", Permission.VIEW_LISTINGS, _stances_of)
    panels.add_section("listing", Permission.VIEW_LISTINGS, _owners_of)


def _holds_ending(ending: int, first_ends_on: date | None) -> list[Task]:
    """What landlords hold for us today or tomorrow for the last time."""
    if first_ends_on is None:
        return []
    return [
        Task(
            title=Sentence.counted(
                ending,
                "%(n)s flat is held until today or tomorrow only",
                "%(n)s flats are held until today or tomorrow only",
            ),
            why=Sentence(N_("Offer it, ask for more days, or release it.")),
            action=Sentence(N_("Open")),
            url=url_for("housing.list_flat_holds"),
            icon="calendar-event",
            group=LANDLORDS,
            due_on=first_ends_on - DAY,
        )
    ]


def _promises_due(due: int, first_due_on: date | None) -> list[Task]:
    """What we or landlords have to do within a week, or should have done."""
    if first_due_on is None:
        return []
    return [
        Task(
            title=Sentence.counted(
                due, "%(n)s promise with a landlord is due", "%(n)s promises with landlords are due"
            ),
            why=Sentence(N_("What we promised is ours to do; what they promised is to be asked for.")),
            action=Sentence(N_("Open")),
            url=url_for("housing.list_promises"),
            icon="calendar-check",
            group=LANDLORDS,
            due_on=first_due_on,
        )
    ]


def _stances_of(subject: object) -> Markup:
    listing = cast(Listing, subject)
    if listing.landlord is None:
        return Markup()
    may_edit = actor().may(Permission.EDIT_LISTINGS, listing.centre_id)
    stances = stances_of(db_session(), listing.landlord)
    return Markup(
        render_template("housing/_landlord_stances.html", landlord=listing.landlord, stances=stances, may_edit=may_edit)
    )


def _owners_of(subject: object) -> Markup:
    listing = cast(Listing, subject)
    owners = owners_of(db_session(), listing.dwelling)
    return Markup(render_template("housing/_listing_owners.html", listing=listing, owners=owners))
