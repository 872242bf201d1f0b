"""What a household lives on, and who else pays towards its rent."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session, lock_for_update
from people.forms.means import IncomeForm, NewIncomeForm, SupportForm
from people.services import declared, incomes, supports
from people.services.households import get_household
from people.services.persons import home_of
from people.views.blueprint import bp


@bp.get("/households/<int:household_id>/means")
@requires(Permission.VIEW_HOUSEHOLDS)
def show_means(household_id: int) -> ResponseReturnValue:
    household, on = get_household(db_session(), household_id, actor()), today()
    record_read(db_session(), "show-means", household, actor=actor())
    people = [member.person_id for member in household.present_on(on)]
    own_incomes, other_support = incomes.incomes_of(db_session(), people), supports.supports_of(db_session(), household)
    return render_template(
        "people/show_means.html",
        household=household,
        incomes=own_incomes,
        supports=other_support,
        income_sum=declared.monthly(own_incomes, on),
        support_sum=declared.monthly(other_support, on),
        blocking=supports.blocking_kinds(db_session()),
        on=on,
    )


@bp.route("/households/<int:household_id>/incomes/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_income(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    form = NewIncomeForm(people=[one.person for one in household.applicant_first if today() in one.period])
    if form.validate_on_submit():
        with form.refusals():
            incomes.add_income(db_session(), form.person, form.details(), actor=actor(), at=utc_now())
            flash(_("The income is written down."))
            return redirect(url_for(".show_means", household_id=household_id))
    record_read(db_session(), "show-form", household, actor=actor())
    page = render_template("people/add_income.html", form=form, household=household)
    return page, 422 if form.is_submitted() else 200


@bp.route("/incomes/<int:income_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def correct_income(income_id: int) -> ResponseReturnValue:
    """Also of a row that was replaced: what stands in its place is shown."""
    lock_for_update(incomes.get_income(db_session(), income_id, actor(), today()).person)
    income = incomes.get_income(db_session(), income_id, actor(), today())
    household = home_of(db_session(), income.person, today())
    form = IncomeForm(obj=income)
    if form.validate_on_submit():
        with form.refusals():
            incomes.correct_income(db_session(), income, form.details(), actor=actor(), at=utc_now())
            flash(_("The income is put right; what was written before is kept."))
            return redirect(url_for(".show_means", household_id=household.id))
    record_read(db_session(), "show-income", income, actor=actor())
    page = render_template("people/correct_income.html", form=form, income=income, household=household)
    return page, 422 if form.is_submitted() else 200


@bp.post("/incomes/<int:income_id>/take-back")
@requires(Permission.EDIT_HOUSEHOLDS)
def take_income_back(income_id: int) -> ResponseReturnValue:
    income = incomes.get_income(db_session(), income_id, actor(), today())
    household = home_of(db_session(), income.person, today())
    incomes.take_income_back(db_session(), income, actor=actor(), at=utc_now())
    flash(_("The income is taken back."))
    return redirect(url_for(".show_means", household_id=household.id))


@bp.route("/households/<int:household_id>/supports/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_support(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    form = SupportForm()
    if form.validate_on_submit():
        with form.refusals():
            supports.add_support(db_session(), household, form.details(), actor=actor(), at=utc_now())
            flash(_("The support is written down."))
            return redirect(url_for(".show_means", household_id=household_id))
    record_read(db_session(), "show-form", household, actor=actor())
    page = render_template("people/add_support.html", form=form, household=household)
    return page, 422 if form.is_submitted() else 200


@bp.route("/rent-supports/<int:rent_support_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def correct_support(rent_support_id: int) -> ResponseReturnValue:
    """Also of a row that was replaced: what stands in its place is shown."""
    lock_for_update(supports.get_support(db_session(), rent_support_id, actor()).household)
    support = supports.get_support(db_session(), rent_support_id, actor())
    form = SupportForm(obj=support)
    if form.validate_on_submit():
        with form.refusals():
            supports.correct_support(db_session(), support, form.details(), actor=actor(), at=utc_now())
            flash(_("The support is put right; what was written before is kept."))
            return redirect(url_for(".show_means", household_id=support.household_id))
    record_read(db_session(), "show-support", support, actor=actor())
    page = render_template("people/correct_support.html", form=form, support=support, household=support.household)
    return page, 422 if form.is_submitted() else 200


@bp.post("/rent-supports/<int:rent_support_id>/take-back")
@requires(Permission.EDIT_HOUSEHOLDS)
def take_support_back(rent_support_id: int) -> ResponseReturnValue:
    support = supports.get_support(db_session(), rent_support_id, actor())
    supports.take_support_back(db_session(), support, actor=actor(), at=utc_now())
    flash(_("The support is taken back."))
    return redirect(url_for(".show_means", household_id=support.household_id))
