"""What must hold between the values of a case, whoever put it together: a JSON file or rows of the database."""

from datetime import date

from core.text import N_, Sentence
from subsidies.rules.case import Case, Hold, Kind, Member, Paid, Period, RentChange, award_period
from subsidies.rules.fields import Refuse
from subsidies.rules.scheme import Scheme, Start, Terms
from subsidies.rules.shown import cut, shown

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
    _check_recovery(case, scheme, refuse)
    if scheme.needs_income and case.household.annual_income is None:
        problem = N_(
            'is missing; the scheme %(scheme)s reckons with it, so that it must be an amount such as "7000.00"'
        )
        refuse("missing", "household.annual_income", _problem(problem, scheme=shown(scheme.key)))


def _check_lease(case: Case, refuse: Refuse) -> None:
    starts_on = case.lease.starts_on
    if case.lease.ends_on is not None and case.lease.ends_on <= starts_on:
        problem = N_("is %(found)s; it must be after lease.starts_on, %(limit)s")
        refuse("not-after", "lease.ends_on", _problem(problem, found=case.lease.ends_on, limit=starts_on))
    days: dict[date, int] = {}
    for index, change in enumerate(case.rent_changes):
        _check_rent_change(f"rent_changes[{index}]", change, starts_on, days.get(change.from_on), refuse)
        days[change.from_on] = index


def _check_rent_change(path: str, change: RentChange, lease_start: date, twin: int | None, refuse: Refuse) -> None:
    if change.from_on <= lease_start:
        problem = N_("is %(found)s; it must be after lease.starts_on, %(limit)s: until then lease.monthly_rent holds")
        refuse("not-after", f"{path}.from", _problem(problem, found=change.from_on, limit=lease_start))
    if twin is not None:
        problem = N_("begins on %(day)s, as rent_changes[%(twin)s] does; each change of rent needs a day of its own")
        refuse("repeated", path, _problem(problem, day=change.from_on, twin=twin))


def _check_award(case: Case, terms: Terms, refuse: Refuse) -> Period | None:
    try:
        award = award_period(terms, case)
    except ValueError:
        award = None
    if award is None or award.ends_on > LAST_END:
        by_lease = terms.starts is Start.LEASE_START and case.lease.starts_on > case.decided_on
        field, found = ("lease.starts_on", case.lease.starts_on) if by_lease else ("decided_on", case.decided_on)
        problem = N_("is %(found)s; the award must end by %(limit)s, before the calendar does")
        refuse("out-of-range", field, _problem(problem, found=found, limit=LAST_END))
        return None
    if award.ends_on <= award.starts_on:
        problem = N_("is %(found)s; it must be after the first day of the award, %(limit)s")
        refuse("not-after", "ends_on", _problem(problem, found=award.ends_on, limit=award.starts_on))
    return award


def _check_members(case: Case, award_starts_on: date, refuse: Refuse) -> None:
    ids: dict[str, int] = {}
    for index, member in enumerate(case.household.members):
        path = f"household.members[{index}]"
        if member.id is not None:
            if member.id in ids:
                problem = N_("has the id %(id)s, as household.members[%(twin)s] has; each member needs its own")
                refuse("repeated", path, _problem(problem, id=shown(member.id), twin=ids[member.id]))
            ids[member.id] = index
        _check_member(path, member, award_starts_on, refuse)


def _check_member(path: str, member: Member, award_starts_on: date, refuse: Refuse) -> None:
    """A birth is no later than the day from which the member counts."""
    if member.joined_on is None:
        if member.born > award_starts_on:
            problem = N_("is %(found)s; without joined_on it must not be after the first day of the award, %(limit)s")
            refuse("too-late", f"{path}.born", _problem(problem, found=member.born, limit=award_starts_on))
        return
    if member.left_on and member.left_on <= member.joined_on:
        problem = N_("is %(found)s; it must be after joined_on, %(limit)s")
        refuse("not-after", f"{path}.left_on", _problem(problem, found=member.left_on, limit=member.joined_on))
    if member.born > member.joined_on:
        problem = N_("is %(found)s; it must not be after joined_on, %(limit)s")
        refuse("too-late", f"{path}.born", _problem(problem, found=member.born, limit=member.joined_on))


def _check_holds(name: str, holds: tuple[Hold, ...], refuse: Refuse) -> None:
    for index, hold in enumerate(holds):
        if hold.ends_on <= hold.starts_on:
            problem = N_("is %(found)s; it must be after from, %(limit)s")
            refuse("not-after", f"{name}[{index}].to", _problem(problem, found=hold.ends_on, limit=hold.starts_on))


def _check_paid(rows: tuple[Paid, ...], refuse: Refuse) -> None:
    """Each month is paid once by kind, the one-off once at all."""
    seen: dict[object, int] = {}
    for index, row in enumerate(rows):
        is_one_off = row.kind is Kind.ONE_OFF
        twin = seen.setdefault(row.kind if is_one_off else (row.kind, row.month), index)
        if twin == index:
            continue
        if is_one_off:
            problem = _problem(N_("is a second one-off, after paid[%(twin)s]; a one-off is paid once"), twin=twin)
        else:
            msgid = N_("is %(kind)s for %(month)s, as paid[%(twin)s] is; a month is paid once for each kind")
            problem = _problem(msgid, kind=row.kind, month=row.month.isoformat()[:7], twin=twin)
        refuse("repeated", f"paid[{index}]", problem)


def _check_recovery(case: Case, scheme: Scheme, refuse: Refuse) -> None:
    most = scheme.terms.recovery_share
    if case.recovery and case.recovery.share > most:
        problem = (
            N_("is %(found)s; it must be at most %(most)s, the recovery_share of the scheme %(scheme)s")
            if most
            else N_("is %(found)s; the scheme %(scheme)s keeps nothing back, so that recovery must be left out")
        )
        values = {"found": f"{case.recovery.share:f}", "most": f"{most:f}", "scheme": shown(scheme.key)}
        refuse("too-large", "recovery.share", _problem(problem, **values))


def _problem(msgid: str, **values: object) -> Sentence:
    """Days as a file writes them, in every language; a share may be written at any length."""
    return Sentence(msgid, {name: cut(str(value)) for name, value in values.items()})
