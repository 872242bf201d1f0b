"""One step with many adverts: a page says what will be done with which, and its button does it."""

import re
from collections.abc import Callable, Mapping, Sequence

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.forms.marks import MARK_BYTES, mark_of
from core.session import db_session
from housing.bulk_steps import BulkStep, why_not
from housing.forms.withdrawal import WithdrawalForm
from housing.models import Listing
from housing.services.listings.bulk_steps import BulkResult, chosen_listings, take_step
from housing.views.blueprint import bp
from housing.views.search.choosing import MOST_DIGITS, back_to_results, chosen
from housing.views.search.filters import read_filters
from housing.words.listings import BULK_STEPS

_SEEN = re.compile(rf"(\d{{1,{MOST_DIGITS}}}):([0-9a-f]{{{2 * MARK_BYTES}}})", re.ASCII)
_DONE: Mapping[BulkStep, Callable[[int], str]] = {
    BulkStep.CONFIRM: lambda num: ngettext(
        "%(num)s listing is still to be had, as of today.", "%(num)s listings are still to be had, as of today.", num
    ),
    BulkStep.CONTACT: lambda num: ngettext(
        "%(num)s listing: the landlord was contacted.", "%(num)s listings: the landlords were contacted.", num
    ),
    BulkStep.VERIFY: lambda num: ngettext("%(num)s listing is verified.", "%(num)s listings are verified.", num),
    BulkStep.WITHDRAW: lambda num: ngettext("%(num)s listing is withdrawn.", "%(num)s listings are withdrawn.", num),
}


@bp.get("/listings/chosen/<any('confirm','contact','verify','withdraw'):step>")
@requires(Permission.EDIT_LISTINGS)
def review_chosen(step: str) -> ResponseReturnValue:
    return _review(BulkStep(step), chosen(read_filters()), WithdrawalForm(None))


@bp.post("/listings/chosen/<any('confirm','contact','verify','withdraw'):step>")
@requires(Permission.EDIT_LISTINGS)
def move_chosen(step: str) -> ResponseReturnValue:
    """What was changed since it was looked at is shown again, and what it is not for; the others are done."""
    deed, form, seen = BulkStep(step), WithdrawalForm(), _read_seen()
    reason = form.reason.data if deed is BulkStep.WITHDRAW else None

    def is_as_seen(listing: Listing) -> bool:
        return seen[listing.id] == mark(listing)

    with form.refusals():
        outcome = take_step(db_session(), seen, deed, is_as_seen=is_as_seen, reason=reason, on=today(), actor=actor())
        return _after(deed, outcome, len(seen), form)
    places = {key: place for place, key in enumerate(seen)}
    listings = sorted(chosen_listings(db_session(), seen, actor()), key=lambda one: places[one.id])
    return _review(deed, listings, form, changed=[one for one in listings if not is_as_seen(one)]), 422


def mark(listing: Listing) -> str:
    """Of what the page says of the advert."""
    said = (listing.title, listing.place, listing.monthly_rent, listing.status, listing.confirmed_on)
    return mark_of("listing", "\0".join(map(str, said)))


def _read_seen() -> Mapping[int, str]:
    """The adverts that are still ticked, each with its mark."""
    found = (_SEEN.fullmatch(written) for written in request.form.getlist("seen"))
    return {int(seen[1]): seen[2] for seen in found if seen}


def _after(step: BulkStep, outcome: BulkResult, chosen_ones: int, form: WithdrawalForm) -> ResponseReturnValue:
    left = [*outcome.changed, *outcome.refused]
    lost = chosen_ones - len(outcome.done) - len(left)
    done = _DONE[step](len(outcome.done)) if outcome.done else _("Nothing was done.")
    if left or lost:
        return _review(step, left, form, done=done, changed=outcome.changed, lost=lost)
    flash(done)
    return redirect(back_to_results(read_filters()))


def _review(
    step: BulkStep, listings: Sequence[Listing], form: WithdrawalForm, *, done: str | None = None,
    changed: Sequence[Listing] = (), lost: int = 0,
) -> str:  # fmt: skip
    refusals = {listing: why for listing in listings if (why := why_not(step, listing.status))}
    return render_template(
        "housing/review_chosen.html",
        step=step,
        title=BULK_STEPS[step],
        form=form,
        fitting=[listing for listing in listings if listing not in refusals],
        refusals=refusals,
        mark=mark,
        done=done,
        changed=changed,
        lost=lost,
        back=back_to_results(read_filters(), keeping=not done),
    )
