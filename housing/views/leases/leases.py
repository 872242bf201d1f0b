"""Leases: all of them, one of them, the contract, and the steps at AADE."""

from types import SimpleNamespace

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.calendar.pages import calendar_answer
from core.dates import today, utc_now
from core.pages import page_number
from core.session import db_session, lock_for_update
from housing.forms.lease import AcceptanceForm, AmountsForm, DeclarationForm, LandlordPapersForm, LeaseForm
from housing.models import Listing, Offer
from housing.panels.dates import lease_entries
from housing.services.landlords.landlord_papers import add_landlord_papers
from housing.services.landlords.landlord_reach import sees_landlord_papers
from housing.services.leases import amounts, leases
from housing.services.leases.lease_ends import term_of
from housing.services.listings.listings import get_listing
from housing.services.offers.offer_queries import get_offer
from housing.tenancy import declaration_due_on, end_due_on
from housing.views.blueprint import bp
from people.models import Household
from people.services.households import get_household


@bp.get("/leases")
@requires(Permission.VIEW_LEASES)
def list_leases() -> ResponseReturnValue:
    page = leases.list_leases(db_session(), actor(), page_number())
    rows = [(lease, leases.status_of(lease, today()), leases.lease_points(lease)) for lease in page.rows]
    record_read(db_session(), "list-leases", actor=actor(), values={"page": page.number, "shown": len(page.rows)})
    return render_template("housing/list_leases.html", rows=rows, page=page, on=today())


@bp.route("/leases/new", methods=["GET", "POST"])
@requires(Permission.EDIT_LEASES)
def sign_lease() -> ResponseReturnValue:
    listing, household, offer = _subject()
    expected_rent = offer.monthly_rent if offer else listing.monthly_rent  # an advert may have changed since the offer
    form = LeaseForm(signed_on=today(), expected_rent=expected_rent, deposit=listing.deposit)
    if form.validate_on_submit():
        with form.refusals():
            lease = leases.sign_lease(
                db_session(), listing, household, form.terms(), offer=offer, actor=actor(), at=utc_now()
            )
            flash(_("The lease is written down. The landlord now declares it to AADE."))
            return redirect(url_for(".show_lease", lease_id=lease.id))
    record_read(db_session(), "show-household", household, actor=actor())
    page = render_template("housing/sign_lease.html", form=form, listing=listing, household=household)
    return page, 422 if form.is_submitted() else 200


@bp.get("/leases/<int:lease_id>")
@requires(Permission.VIEW_LEASES)
def show_lease(lease_id: int) -> ResponseReturnValue:
    lease = leases.get_lease(db_session(), lease_id, actor())
    record_read(db_session(), "show-lease", lease, actor=actor())
    return render_template(
        "housing/show_lease.html",
        lease=lease,
        status=leases.status_of(lease, today()),
        points=leases.lease_points(lease),
        term=term_of(lease, today()),
        declaration_due_on=declaration_due_on(lease.starts_on),
        end_due_on=end_due_on(lease.last_day),
        on=today(),
    )


@bp.get("/leases/<int:lease_id>/days.ics")
@requires(Permission.VIEW_LEASES)
def download_lease_days(lease_id: int) -> ResponseReturnValue:
    lease = leases.get_lease(db_session(), lease_id, actor())
    record_read(db_session(), "show-lease", lease, actor=actor())
    return calendar_answer(lease_entries(lease), "lease")


@bp.route("/leases/<int:lease_id>/declaration", methods=["GET", "POST"])
@requires(Permission.EDIT_LEASES)
def record_declaration(lease_id: int) -> ResponseReturnValue:
    lease = leases.get_lease(db_session(), lease_id, actor())
    lock_for_update(lease)
    form = DeclarationForm(obj=lease, number=lease.declaration_number)
    if form.validate_on_submit():
        with form.refusals():
            number, declared_on = form.number.data, form.declared_on.data
            leases.record_declaration(
                db_session(), lease, number=number, declared_on=declared_on, on=today(), actor=actor()
            )
            flash(_("The declaration is written down. The tenant now accepts it in myAADE."))
            return redirect(url_for(".show_lease", lease_id=lease.id))
    record_read(db_session(), "show-lease", lease, actor=actor())
    page = render_template("housing/record_declaration.html", form=form, lease=lease)
    return page, 422 if form.is_submitted() else 200


@bp.route("/leases/<int:lease_id>/acceptance", methods=["GET", "POST"])
@requires(Permission.EDIT_LEASES)
def record_acceptance(lease_id: int) -> ResponseReturnValue:
    lease = leases.get_lease(db_session(), lease_id, actor())
    lock_for_update(lease)
    form = AcceptanceForm(obj=lease)
    if form.validate_on_submit():
        with form.refusals():
            leases.record_acceptance(db_session(), lease, accepted_on=form.accepted_on.data, on=today(), actor=actor())
            flash(_("The acceptance is written down."))
            return redirect(url_for(".show_lease", lease_id=lease.id))
    record_read(db_session(), "show-lease", lease, actor=actor())
    page = render_template("housing/record_acceptance.html", form=form, lease=lease)
    return page, 422 if form.is_submitted() else 200


@bp.route("/leases/<int:lease_id>/amounts", methods=["GET", "POST"])
@requires(Permission.EDIT_LEASES)
def correct_amounts(lease_id: int) -> ResponseReturnValue:
    lease = leases.get_lease(db_session(), lease_id, actor())
    lock_for_update(lease)
    form = AmountsForm(obj=lease)
    if form.validate_on_submit():
        with form.refusals():
            amounts.correct_amounts(
                db_session(), lease, monthly_rent=form.monthly_rent.data, deposit=form.deposit.data, actor=actor()
            )
            flash(_("The amounts are corrected."))
            return redirect(url_for(".show_lease", lease_id=lease.id))
    record_read(db_session(), "show-lease", lease, actor=actor())
    page = render_template("housing/correct_amounts.html", form=form, lease=lease)
    return page, 422 if form.is_submitted() else 200


@bp.route("/leases/<int:lease_id>/landlord", methods=["GET", "POST"])
@requires(Permission.EDIT_LEASES)
def complete_landlord(lease_id: int) -> ResponseReturnValue:
    lease = leases.get_lease(db_session(), lease_id, actor())
    lock_for_update(lease.landlord)
    sees = sees_landlord_papers(db_session(), lease.landlord, actor())
    known = SimpleNamespace(landlord_afm=lease.landlord.afm, landlord_iban=lease.landlord.iban)
    form = LandlordPapersForm(obj=known if sees else None)
    if form.validate_on_submit():
        with form.refusals():
            add_landlord_papers(
                db_session(), lease.landlord, afm=form.landlord_afm.data, iban=form.landlord_iban.data, actor=actor(),
                at=utc_now(),
            )  # fmt: skip
            flash(_("The landlord's papers are written down."))
            return redirect(url_for(".show_lease", lease_id=lease.id))
    record_read(db_session(), "show-lease", lease, actor=actor())
    page = render_template("housing/complete_landlord.html", form=form, lease=lease, sees=sees)
    return page, 422 if form.is_submitted() else 200


def _subject() -> tuple[Listing, Household, Offer | None]:
    """What is signed: an accepted offer, or a flat that the household found by itself."""
    offer_id, listing_id, household_id = (request.args.get(key, type=int) for key in ("offer", "listing", "household"))
    if offer_id is not None:
        offer = get_offer(db_session(), offer_id, actor())
        return offer.listing, offer.household, offer
    if listing_id is None or household_id is None:
        abort(404)
    listing = get_listing(db_session(), listing_id, actor())
    return listing, get_household(db_session(), household_id, actor()), None
