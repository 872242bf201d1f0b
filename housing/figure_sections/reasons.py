"""Why offers come to nothing, and why landlords say no, in words."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from core.auth.permissions import Permission
from core.i18n import number
from housing.figure_sections.section import Section
from housing.figures.reasons import BY_CAUSE, Ending, ReasonSums, Why
from housing.figures.told import Asked, Picture, Table, Told
from housing.gate_pictures import side_by_side
from housing.reasons.declines import DeclineReason
from housing.reasons.refusals import RefusalReason
from housing.reasons.withdrawn_offers import Cause, TakenBack
from housing.services.figures.reasons import refusals, sums_of_reasons
from housing.words.figures import not_shown, period_words
from housing.words.offers import CAUSE_WORDS, DECLINE_WORDS, TAKEN_BACK_WORDS
from housing.words.talks import REFUSAL_WORDS
from maps.small_cells import Shown
from maps.small_tables import Cell


def _tell(session: Session, asked: Asked) -> Told:
    sums, (said, landlords) = sums_of_reasons(session, asked), refusals(session, asked)
    of_offers = [_by_reason(sums), _by_month(sums, asked)] if sums.total != 0 else []
    tables = [*of_offers, *_said_by_landlords(said, landlords)]
    return Told(
        says=_(
            "Offers that came to nothing in the period, by whose cause it was: the household, the landlord or the "
            "office."
        ),
        nothing=_("No offer came to nothing in this period, and no landlord said no."),
        tables=tables,
        pictures=[*_pictures(sums), *_picture_of_months(sums, asked)],
        notes=[
            _(
                "Reasons that nobody gave are left out. Landlords count once for each reason, whatever flats they said "
                "no about."
            )
        ],
    )


def _by_reason(sums: ReasonSums) -> Table:
    rows = [
        [_why_words(why), str(CAUSE_WORDS[cause]), sums.reasons[why]]
        for cause, whys in BY_CAUSE.items()
        for why in whys
        if sums.reasons[why] != 0
    ]
    columns = [_("Reason"), _("Cause"), ("number", _("Offers"))]
    return Table(_("Offers that came to nothing, by reason"), columns, rows, chart=2)


def _by_month(sums: ReasonSums, asked: Asked) -> Table:
    columns = [_("Period"), *(("number", str(CAUSE_WORDS[cause])) for cause in Cause), ("number", _("Total"))]
    names = {month.name: period_words(month) for month in asked.period.months} | {None: _("Total")}
    rows = [
        [words, *(sums.by_month[Cell(name, cause)] for cause in (*Cause, None))]
        for name, words in names.items()
        if sums.by_month[Cell(name, None)] != 0
    ]
    return Table(_("Offers that came to nothing, by month and cause"), columns, rows)


def _said_by_landlords(said: Shown[RefusalReason], landlords: int | None) -> list[Table]:
    rows = [[str(REFUSAL_WORDS[reason]), count] for reason, count in said.cells.items() if count != 0]
    columns = [_("Reason"), ("number", _("Landlords"))]
    note = "" if landlords is None else _("Together %(count)s landlords, each counted once.", count=number(landlords))
    return [Table(_("Landlords who said no, by reason"), columns, rows, chart=1, note=note)] if rows else []


def _pictures(sums: ReasonSums) -> list[Picture]:
    """One for each cause that there was, all by the same measure."""
    most = max((count for count in sums.reasons.values() if count), default=0)
    return [_picture(cause, given, most) for cause, whys in BY_CAUSE.items() if (given := _given(sums, whys))]


def _picture_of_months(sums: ReasonSums, asked: Asked) -> list[Picture]:
    """Of all causes together: by cause most months are about too few."""
    months = [(month, sums.by_month.get(Cell(month.name, None), 0)) for month in asked.period.months]
    known = [(period_words(month), offers) for month, offers in months if offers != 0]
    if len(known) < 2:  # one bar has nothing beside it
        return []
    names, offers = zip(*known, strict=True)
    words = [not_shown() if count is None else number(count) for count in offers]
    return [
        Picture(
            title=_("Offers that came to nothing, by month"),
            says=_("A bar for each month, as long as its offers beside the most. The table says the same."),
            rows=list(zip(names, words, side_by_side(offers, "lost"), strict=True)),
        )
    ]


def _given(sums: ReasonSums, whys: Sequence[Why]) -> Mapping[Why, int | None]:
    return {why: sums.reasons[why] for why in whys if sums.reasons[why] != 0}


def _picture(cause: Cause, given: Mapping[Why, int | None], most: int) -> Picture:
    bars = side_by_side([*given.values(), most], "lost")
    words = [not_shown() if count is None else number(count) for count in given.values()]
    return Picture(
        title=_("Offers that came to nothing, by cause: %(cause)s", cause=CAUSE_WORDS[cause]),
        says=_("A bar for each reason, as long as its offers beside the most. The table says the same."),
        rows=list(zip(map(_why_words, given), words, bars, strict=False)),
    )


def _why_words(why: Why) -> str:
    match why.ending:
        case Ending.DECLINED:
            return str(DECLINE_WORDS[DeclineReason(why.reason)])
        case Ending.RAN_OUT:
            return _("It did not answer in time")
    return str(TAKEN_BACK_WORDS[TakenBack(why.reason)]) if why.reason else _("Taken back before a reason was asked")


REASONS = Section("reasons", _l("Why offers come to nothing"), Permission.VIEW_LISTINGS, _tell)
