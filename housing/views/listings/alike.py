"""A word at once about what may be there already, after somebody has written an advert or a landlord down."""

from collections.abc import Iterable

from flask import flash, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from core.auth.access import actor
from core.session import db_session
from housing.models import Landlord, Listing
from housing.services.listings.alike import flats_like, landlords_like


def tell_flats_alike(listing: Listing) -> None:
    """Name the adverts that may be about the same flat."""
    found = flats_like(db_session(), listing, actor())
    links = [(url_for("housing.show_listing", listing_id=other.id), other.title) for other in found]
    _tell(_("This may be the same flat as"), links)


def tell_landlords_alike(landlord: Landlord) -> None:
    """Name the landlords that have the same telephone."""
    found = landlords_like(db_session(), landlord, actor())
    links = [(url_for("housing.show_landlord", landlord_id=other.id), other.name or _("not asked")) for other in found]
    _tell(_("This telephone is that of another landlord already. It may be the same as"), links)


def _tell(words: str, links: Iterable[tuple[str, str]]) -> None:
    named = Markup(", ").join(Markup('<a href="{}"><bdi>{}</bdi></a>').format(url, name) for url, name in links)
    if named:
        flash(Markup("{}: {}").format(words, named), "wait")
