"""What must hold between the values of a case, whoever put it together: a JSON file or rows of the database."""

from datetime import date

from core.text import N_, Sentence
from subsidies.rules.case import Case, Hold, Kind, Paid, Period, award_period
from subsidies.rules.fields import Refuse
from subsidies.rules.scheme import Scheme, Start, Terms

# Awards end before the calendar does, so that the days and months after them can be reckoned.
LAST_END = date(date.max.year - 1, 12, 31)


def check_case(case: Case, scheme: Scheme, refuse: Refuse) -> None:
    """Tell `refuse` what is wrong with the case under the scheme; nothing when the case is sound."""
    _check_lease(case, refuse)
    award = _check_award(case, scheme.terms, refuse)
    if award is not None:
        _check_members(case, award.starts_on, refuse)
    _check_holds("suspensions", case.suspensions, refuse)
    _check_holds("freezes", case.freezes, refuse)
    _check_paid(case.paid, refuse)
    if case.recovery and case.recovery.share > scheme.terms.recovery_share:
        values = {"most": str(scheme.terms.recovery_share)}
        refuse("too-large", "recovery.share", Sentence(N_("must not be above the scheme's %(most)s"), values))
    if scheme.needs_income and case.household.annual_income is None:
        refuse("missing", "household.annual_income", Sentence(N_("is missing, and the scheme reckons with it")))


def _check_lease(case: Case, refuse: Refuse) -> None:
    if case.lease.ends_on is not None and case.lease.ends_on <= case.lease.starts_on:
        refuse("not-after", "lease.ends_on", Sentence(N_("must be after the start of the lease")))
    days = set()
    for index, change in enumerate(case.rent_changes):
        if change.from_on <= case.lease.starts_on:
            refuse("not-after", f"rent_changes[{index}].from", Sentence(N_("must be after the start of the lease")))
        if change.from_on in days:
            refuse("repeated", f"rent_changes[{index}]", Sentence(N_("is a second change of rent on one day")))
        days.add(change.from_on)


def _check_award(case: Case, terms: Terms, refuse: Refuse) -> Period | None:
    try:
        award = award_period(terms, case)
    except ValueError:
        award = None
    if award is None or award.ends_on > LAST_END:
        by_lease = terms.starts is Start.LEASE_START and case.lease.starts_on > case.decided_on
        field = "lease.starts_on" if by_lease else "decided_on"
        refuse("out-of-range", field, Sentence(N_("is too late: the award would end after the calendar")))
        return None
    if award.ends_on <= award.starts_on:
        values = {"starts_on": award.starts_on}
        refuse("not-after", "ends_on", Sentence(N_("must be after the start of the award, %(starts_on)s"), values))
    return award


def _check_members(case: Case, award_starts_on: date, refuse: Refuse) -> None:
    """Ids are told apart; a birth is no later than the day from which the member counts."""
    ids = set()
    for index, member in enumerate(case.household.members):
        path = f"household.members[{index}]"
        if member.id is not None and member.id in ids:
            refuse("repeated", path, Sentence(N_("has the id of another member")))
        ids.add(member.id)
        if member.joined_on and member.left_on and member.left_on <= member.joined_on:
            refuse("not-after", f"{path}.left_on", Sentence(N_("must be after joined_on")))
        if member.born > (member.joined_on or award_starts_on):
            refuse("too-late", f"{path}.born", Sentence(N_("must not be after joined_on or else the award's start")))


def _check_holds(name: str, holds: tuple[Hold, ...], refuse: Refuse) -> None:
    for index, hold in enumerate(holds):
        if hold.ends_on <= hold.starts_on:
            refuse("not-after", f"{name}[{index}].to", Sentence(N_("must be after from")))


def _check_paid(rows: tuple[Paid, ...], refuse: Refuse) -> None:
    """Each month is paid once by kind, the one-off once at all."""
    seen = set()
    for index, row in enumerate(rows):
        key = (row.kind, None if row.kind is Kind.ONE_OFF else row.month)
        if key in seen:
            refuse("repeated", f"paid[{index}]", Sentence(N_("is paid a second time")))
        seen.add(key)
