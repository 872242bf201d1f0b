"""What adverts put into the navigation and on the day's board."""

from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import Select

from core.auth.models import User
from core.auth.permissions import Permission
from core.panels import Counted, MenuEntry, Panels
from core.session import settings
from core.tasks import Task
from core.text import N_, Sentence
from housing.panels.task_groups import LISTINGS
from housing.services.listings.listing_life import count_waiting
from housing.words.listings import LISTING_WORDS, WITHDRAWAL_WORDS

_PAGES = (
    "add_listing", "add_photos", "add_void", "advertise_again", "change_void", "describe_photo", "edit_listing",
    "keep_chosen", "list_calls", "list_fitting_households", "list_flat_pairs", "list_flat_viewings",
    "list_saved_searches", "list_without_place", "place_listing", "remove_photo", "rename_search", "save_search",
    "set_owners", "show_flat_pair", "show_flat_shortlists", "show_home", "show_listing", "show_nearby", "show_sheet",
)  # fmt: skip


def register_listings(panels: Panels) -> None:
    """Add the list, the weights of its rankings, and what its adverts wait for."""
    panels.values["listing"] = {"status": LISTING_WORDS, "withdrawn_for": WITHDRAWAL_WORDS}
    pages = frozenset(f"housing.{page}" for page in _PAGES)
    panels.menu.append(
        MenuEntry(
            Sentence(N_("Listings")), "housing.list_listings", Permission.VIEW_LISTINGS, order=10, endpoints=pages
        )
    )
    panels.menu.append(MenuEntry(Sentence(N_("Rankings")), "housing.set_weights", Permission.ADMINISTER, order=93))
    panels.counted.append(Counted(Permission.EDIT_LISTINGS, _adverts_waiting, _to_do))


def _adverts_waiting(user: User, on: date) -> Select[*tuple[Any, ...]]:
    return count_waiting(user, on=on, stale_after=settings().stale_after)


def _to_do(for_place: int, for_call: int, for_end: int) -> list[Task]:
    """Adverts without a place, those nobody has confirmed for long, and those open after their last day."""
    tasks = ((for_place, _give_places), (for_call, _call), (for_end, _close))
    return [task(count) for count, task in tasks if count]


def _give_places(count: int) -> Task:
    return Task(
        title=Sentence.counted(count, "%(n)s listing needs a place", "%(n)s listings need a place"),
        why=Sentence(N_("Without one nobody finds it where it is, on the map or by distance.")),
        action=Sentence(N_("Give places")),
        url=url_for("housing.list_without_place"),
        icon="geo-alt",
        group=LISTINGS,
    )


def _call(count: int) -> Task:
    days = settings().stale_after.days
    return Task(
        title=Sentence.counted(count, "%(n)s advert asks for a call", "%(n)s adverts ask for a call"),
        why=Sentence(N_("Nobody has confirmed for %(days)s days that the home is to be had."), {"days": days}),
        action=Sentence(N_("Make the calls")),
        url=url_for("housing.list_calls"),
        icon="telephone",
        group=LISTINGS,
    )


def _close(count: int) -> Task:
    return Task(
        title=Sentence.counted(count, "%(n)s advert is past its last day", "%(n)s adverts are past their last day"),
        why=Sentence(N_("It is still shown to those who look for a home.")),
        action=Sentence(N_("Close them")),
        url=url_for("housing.list_calls", _anchor="over"),
        icon="calendar-event",
        group=LISTINGS,
    )
