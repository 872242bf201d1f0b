"""What adverts put into the navigation and on the day's board."""

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Select, and_, exists, select

from core.auth.models import User
from core.auth.permissions import Permission
from core.installation import is_an_office
from core.panels import Counted, MenuEntry, Panels
from core.session import settings
from core.tasks import FIRST_STEPS, Task
from core.text import N_, Sentence
from housing.models import Listing
from housing.panels.task_groups import LISTINGS
from housing.services.listings.listing_life import count_waiting
from housing.words.listings import LISTING_WORDS, WITHDRAWAL_WORDS

_PAGES = (
    "add_flat_hold", "add_listing", "add_photos", "add_void", "advertise_again", "answer_proposal", "change_void",
    "describe_photo", "edit_listing", "keep_chosen", "list_calls", "list_fitting_households", "list_flat_pairs",
    "list_flat_viewings", "list_saved_searches", "list_without_place", "look_around", "place_listing",
    "propose_household", "remove_photo", "rename_search", "review_chosen", "save_search", "set_owners",
    "settle_flat_hold", "show_dealings", "show_flat_pair", "show_flat_shortlists", "show_home", "show_line",
    "show_listing", "show_nearby", "show_sheet", "show_sheets", "take_out_of_line",
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
    panels.counted.append(Counted(Permission.EDIT_LISTINGS, _wants_first, _to_begin))
    panels.add_section("board-head", Permission.EDIT_LISTINGS, _new_listing)
    panels.counted.append(Counted(Permission.EDIT_LISTINGS, _adverts_waiting, _to_do))


def _wants_first(user: User, on: date) -> Select[bool]:
    return select(and_(is_an_office(), ~exists().where(Listing.id.is_not(None))).label("first_advert"))


def _to_begin(is_wanted: bool) -> list[Task]:
    """The first advert of an office."""
    if not is_wanted:
        return []
    task = Task(
        title=Sentence(N_("Write the first flat down")),
        why=Sentence(N_("Type an advert in. Many at once come from a file, on the page of listings.")),
        action=Sentence(N_("New listing")),
        url=url_for("housing.add_listing"),
        icon="house",
        group=FIRST_STEPS,
    )
    return [task]


def _new_listing(_subject: object) -> Markup:
    """What a call or an advert begins with, at the head of the day's board."""
    return Markup('<a class="btn btn-primary" href="{}">{}</a>').format(
        url_for("housing.add_listing"), _("New listing")
    )


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
