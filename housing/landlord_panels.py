"""What landlords put into the navigation and on the page of an advert."""

from typing import cast

from flask import render_template
from markupsafe import Markup

from core.auth.access import actor
from core.auth.permissions import Permission
from core.panels import MenuEntry, Panels
from core.session import db_session
from core.text import N_, Sentence
from housing.models import Listing
from housing.services.owners import owners_of
from housing.services.stances import stances_of

_PAGES = (
    "add_agent", "add_landlord", "add_landlord_document", "add_landlord_talk", "change_agent", "change_landlord",
    "list_discrimination", "list_landlord_pairs", "record_stance", "report_discrimination", "show_landlord",
    "show_landlord_pair",
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
    panels.add_section("listing", Permission.VIEW_LISTINGS, _stances_of)
    panels.add_section("listing", Permission.VIEW_LISTINGS, _owners_of)


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
