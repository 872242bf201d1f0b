"""What a household's search for a home puts on pages: its needs, its offers, and what waits for an answer."""

from datetime import date
from typing import cast

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import Permission
from core.dates import day_of, today
from core.panels import Counted, MenuEntry, Panels
from core.session import db_session, settings
from core.tasks import SOON, Task
from core.text import N_, Sentence
from housing.models import Offer
from housing.panels.task_groups import OFFERS
from housing.services.households.needs import bedrooms_needed, find_needs
from housing.services.households.opinions import count_new
from housing.services.offers.line_queries import offers_and_lines
from housing.services.offers.offer_queries import (
    count_given_up,
    offers_ending,
    offers_waiting_for_lease,
)
from housing.words.needs import AREA_WISH_WORDS, area_words
from people.models import Household

_PAGES = (
    "list_lines", "make_offer", "review_planned", "rule_pair", "show_allocation", "show_offer", "withdraw_offer",
    "write_answer_down",
)  # fmt: skip
_OF_A_HOUSEHOLD = (
    "add_needs_area", "change_needs_area", "compare_flats", "list_flats", "list_gates", "list_household_viewings",
    "list_waiting", "note_flat", "set_needs", "show_fit", "show_gates", "show_shortlist", "write_opinion_down",
)  # fmt: skip


def register_search(panels: Panels) -> None:
    """Add needs and offers to the registry."""
    pages = frozenset(f"housing.{name}" for name in _PAGES)
    panels.menu.append(
        MenuEntry(Sentence(N_("Offers")), "housing.list_offers", Permission.VIEW_LISTINGS, order=30, endpoints=pages)
    )
    panels.add_pages("people.list_households", (f"housing.{name}" for name in _OF_A_HOUSEHOLD))
    panels.add_section("households-head", Permission.EDIT_HOUSEHOLDS, _import)
    panels.tasks.append((Permission.MAKE_OFFERS, _answers_due))
    panels.tasks.append((Permission.EDIT_LEASES, _leases_to_write))
    panels.counted.append(Counted(Permission.MAKE_OFFERS, count_given_up, _given_up))
    panels.counted.append(Counted(Permission.MAKE_OFFERS, count_new, _opinions_said))
    panels.add_section("household", Permission.VIEW_LISTINGS, _search_of)


def _import(_subject: object) -> Markup:
    return Markup('<a class="btn btn-secondary" href="{}">{}</a>').format(
        url_for("housing.import_households"), _("Import a file")
    )


def _search_of(subject: object) -> Markup:
    household = cast(Household, subject)
    needs = find_needs(db_session(), household.id)
    offers, lines = offers_and_lines(db_session(), household.id)
    return Markup(
        render_template(
            "housing/_search_section.html",
            household=household,
            needs=needs,
            bedrooms=bedrooms_needed(needs, household, today()) if needs else None,
            areas=[(AREA_WISH_WORDS[area.wish], area_words(area)) for area in needs.areas] if needs else [],
            offers=offers,
            lines=lines,
            on=today(),
        )
    )


def _opinions_said(households: int, first: int | None) -> list[Task]:
    """It leads to the first of the families; when that is read, to the next."""
    if first is None:
        return []
    return [
        Task(
            title=Sentence.counted(
                households,
                "%(n)s family has said what it thinks of homes",
                "%(n)s families have said what they think of homes",
            ),
            why=Sentence(N_("It waits to be read, before another flat is shown or offered.")),
            action=Sentence(N_("Read")),
            url=url_for("housing.show_shortlist", household_id=first),
            icon="chat-left-text",
            group=OFFERS,
            is_mine=True,
        )
    ]


def _answers_due(session: Session, user: User, on: date) -> list[Task]:
    return [_answer_due(offer, user, on) for offer in offers_ending(session, user, by=on + SOON)]


def _answer_due(offer: Offer, user: User, on: date) -> Task:
    title = N_("%(household)s has not answered") if offer.answer_by < on else N_("Ask %(household)s for its answer")
    return Task(
        title=Sentence(title, {"household": offer.household.name}),
        why=Sentence(
            N_("“%(flat)s” was offered until %(day)s."), {"flat": offer.listing.title, "day": offer.answer_by}
        ),
        action=Sentence(N_("Open")),
        url=url_for("housing.show_offer", offer_id=offer.id),
        icon="envelope-open",
        group=OFFERS,
        due_on=offer.answer_by,
        is_mine=offer.household.officer_id == user.id,
    )


def _given_up(homes: int, first: int | None) -> list[Task]:
    """Told until somebody does something about the flat."""
    if not homes:
        return []
    return [
        Task(
            title=Sentence.counted(
                homes,
                "%(n)s household gave up a home that it had accepted",
                "%(n)s households gave up homes that they had accepted",
            ),
            why=Sentence(N_("It had said yes, and said so on its own page: the flat is free again.")),
            action=Sentence(N_("Open")),
            url=url_for("housing.show_offer", offer_id=first) if homes == 1 else url_for("housing.list_offers"),
            icon="house-door",
            group=OFFERS,
        )
    ]


def _leases_to_write(session: Session, user: User, on: date) -> list[Task]:
    return [_lease_to_write(offer, user, on) for offer in offers_waiting_for_lease(session, user)]


def _lease_to_write(offer: Offer, user: User, on: date) -> Task:
    """One that waits for longer than a centre lets pass comes before what is due today."""
    waited_since = day_of(offer.accepted_at or offer.offered_at)
    days = (on - waited_since).days
    has_stalled = on - waited_since > settings().stall_after
    kept = Sentence(N_("“%(flat)s” is kept for it until the lease is signed."), {"flat": offer.listing.title})
    stalled = Sentence.counted(
        days,
        "“%(flat)s” has been kept for it for %(n)s day: sign the lease, or take the offer back.",
        "“%(flat)s” has been kept for it for %(n)s days: sign the lease, or take the offer back.",
        {"flat": offer.listing.title},
    )
    return Task(
        title=Sentence(N_("%(household)s wants the flat"), {"household": offer.household.name}),
        why=stalled if has_stalled else kept,
        action=Sentence(N_("Write the lease")),
        url=url_for("housing.show_offer", offer_id=offer.id),
        icon="file-earmark-text",
        group=OFFERS,
        due_on=waited_since + settings().stall_after,
        is_mine=offer.household.officer_id == user.id,
    )
