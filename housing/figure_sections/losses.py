"""Flats that were lost, in words."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from core.auth.permissions import Permission
from core.exporting.delimited import Cell as Figure
from core.i18n import number
from housing.figure_sections.section import Section
from housing.figures.losses import How, LossSums, Reached
from housing.figures.told import NONE, Asked, Picture, Table, Told
from housing.gate_pictures import side_by_side
from housing.lease_points import Party
from housing.services.figures.losses import sums_of_losses
from housing.words.figures import HOW_LOST_WORDS, PARTY_DAYS_WORDS, REACHED_WORDS, days_words, not_shown
from maps.small_cells import Key, Shown
from maps.small_tables import Cell


def _tell(session: Session, asked: Asked) -> Told:
    sums = sums_of_losses(session, asked)
    has_any = sums.by_reached.total != 0
    return Told(
        says=_(
            "Flats that somebody had kept, shown or offered to a household and that were then gone: let to others, run "
            "out, refused by the landlord. Days count from when we first had the flat until it was gone."
        ),
        nothing=_("No flat that somebody had kept, shown or offered was lost in this period."),
        tables=[_by_reached(sums), _by_how(sums)] if has_any else [],
        pictures=[_of_days(sums), _of_flats(sums)] if has_any else [],
        notes=[
            _(
                "A day was the household’s while an offer or an invitation waited for its answer, the landlord’s while "
                "a call or a message did, and else ours."
            )
        ],
    )


def _by_reached(sums: LossSums) -> Table:
    columns = [
        _("How far it had come"), ("number", _("Flats")), ("number", _("Median in days")),
        *(("number", str(PARTY_DAYS_WORDS[party])) for party in Party), ("number", _("Days together")),
    ]  # fmt: skip
    rows = [[str(REACHED_WORDS[one]), *_cells(sums, one, flats)] for one, flats in _some(sums.by_reached)]
    rows.append([_("Total"), *_cells(sums, None, sums.by_reached.total)])
    return Table(_("Flats that were lost, by how far they had come"), columns, rows)


def _cells(sums: LossSums, reached: Reached | None, flats: int | None) -> Iterator[Figure]:
    yield flats
    yield _median(sums, reached, flats)
    for party in (*Party, None):
        yield sums.days[Cell(reached, party)]


def _some(shown: Shown[Key]) -> list[tuple[Key, int | None]]:
    """What there was none of is left out."""
    return [(key, flats) for key, flats in shown.cells.items() if flats != 0]


def _median(sums: LossSums, of: Reached | How | None, flats: int | None) -> Figure:
    return NONE if flats == 0 else sums.medians[of] if flats else None


def _by_how(sums: LossSums) -> Table:
    rows: Sequence[Sequence[Figure]] = [
        [str(HOW_LOST_WORDS[how]), flats, _median(sums, how, flats)] for how, flats in _some(sums.by_how)
    ]
    columns = [_("How it was lost"), ("number", _("Flats")), ("number", _("Median in days"))]
    return Table(_("Flats that were lost, by how"), columns, rows, chart=1)


def _of_days(sums: LossSums) -> Picture:
    days = [sums.days[Cell(None, party)] for party in Party]
    words = [not_shown() if count is None else days_words(count) for count in days]
    return Picture(
        title=_("Whose days they were"),
        says=_("A bar for each who was waited for, as long as its days beside the most. The table says the same."),
        rows=list(
            zip((str(PARTY_DAYS_WORDS[party]) for party in Party), words, side_by_side(days, "lost"), strict=True)
        ),
    )


def _of_flats(sums: LossSums) -> Picture:
    reached, flats = zip(*_some(sums.by_reached), strict=True)
    words = [not_shown() if count is None else number(count) for count in flats]
    return Picture(
        title=_("How far they had come"),
        says=_("A bar for each step, as long as its flats beside the most. The table says the same."),
        rows=list(zip((str(REACHED_WORDS[one]) for one in reached), words, side_by_side(flats, "lost"), strict=True)),
    )


LOSSES = Section("losses", _l("Flats that were lost"), Permission.VIEW_LISTINGS, _tell)
