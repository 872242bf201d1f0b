"""Talks with a landlord, and what is to be done next."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session
from housing.forms.talks import LandlordTalkForm
from housing.models import Listing
from housing.reasons.refusals import RefusalReason
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.dealings.flat_hold_queries import is_held
from housing.services.landlords import talks
from housing.services.landlords.landlord_reach import get_landlord
from housing.services.landlords.landlord_records import adverts_of
from housing.states import GONE
from housing.views.blueprint import bp
from housing.words.listings import WITHDRAWAL_WORDS
from people.models import Channel, TalkOutcome
from people.services.log import finish_step


@bp.route("/landlords/<int:landlord_id>/talks/new", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def add_landlord_talk(landlord_id: int) -> ResponseReturnValue:
    landlord = get_landlord(db_session(), landlord_id, actor())
    form = LandlordTalkForm(
        actor=actor(), staff=talks.colleagues_of(db_session(), actor(), on=today()), happened_on=today(),
        listings=adverts_of(db_session(), landlord, actor()), spoken_with=landlord.name,
        channel=Channel.PHONE, listing_id=request.args.get("listing", type=int),
        outcome=TalkOutcome.REFUSED if "refused" in request.args else None,
    )  # fmt: skip
    if form.validate_on_submit():
        with form.refusals():
            talks.add_talk(
                db_session(), landlord, form.details(), listing=form.listing_id.listing,
                refusal=form.refusal.data, actor=actor(), at=utc_now(),
            )  # fmt: skip
            flash(_("The talk is written down."))
            say_where_let(form.listing_id.listing, form.refusal.data)
            return redirect(_whence() or url_for(".show_landlord", landlord_id=landlord.id))
    record_read(db_session(), "show-form", landlord, actor=actor())
    page = render_template("housing/add_landlord_talk.html", form=form, landlord=landlord)
    return page, 422 if form.is_submitted() else 200


@bp.post("/landlords/talks/<int:landlord_talk_id>/done")
@requires(Permission.EDIT_LISTINGS)
def finish_talk_step(landlord_talk_id: int) -> ResponseReturnValue:
    talk = talks.get_talk(db_session(), landlord_talk_id, actor())
    finish_step(db_session(), talk.entry, on=today(), actor=actor())
    flash(_("It is done."))
    return redirect(url_for(".show_landlord", landlord_id=talk.landlord_id))


def _whence() -> str | None:
    """The page of the flat from which somebody came to write a talk about it down."""
    listing_id = request.args.get("listing", type=int)
    return None if listing_id is None else url_for(".show_listing", listing_id=listing_id)


def say_where_let(listing: Listing | None, refusal: RefusalReason | None) -> None:
    """That the advert is closed, too, of a flat that its landlord has let to others; a word to hold it was broken."""
    if listing is not None and refusal is RefusalReason.LET and listing.status in GONE:
        why = WITHDRAWAL_WORDS[WithdrawalReason.LET]
        flash(_("“%(flat)s” is withdrawn: %(why)s.", flat=listing.title, why=why))
        if is_held(db_session(), listing):
            flash(_("The landlord held it for us: write down what became of that."))
