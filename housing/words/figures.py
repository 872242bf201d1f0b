"""The periods and the steps of the figures in words."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from core.exporting.delimited import Cell
from core.i18n import month, number
from housing.figures.losses import How, Reached
from housing.figures.periods import EVER, LAST_MONTHS, ReportingPeriod
from housing.figures.steps import Step
from housing.figures.waits import End
from housing.lease_points import Party

STEP_WORDS = {
    Step.TAKEN_IN: _l("From the referral to being taken in"),
    Step.SHORTLISTED: _l("From being taken in to the first flat on the shortlist"),
    Step.OFFERED: _l("From being taken in to the first offer"),
    Step.SEEN: _l("From the invitation to the viewing"),
    Step.ANSWERED: _l("From the offer to the household’s answer"),
    Step.LANDLORD: _l("From the first call to the landlord’s answer"),
    Step.SIGNED: _l("From the household’s yes to the signed lease"),
    Step.MOVED_IN: _l("From the signed lease to its first day"),
    Step.WHOLE: _l("All together: from the referral to the first day in the home"),
}
SHORT_STEP_WORDS = {
    Step.TAKEN_IN: _l("Taken in"),
    Step.SHORTLISTED: _l("First flat kept"),
    Step.OFFERED: _l("First offer"),
    Step.SEEN: _l("Viewing"),
    Step.ANSWERED: _l("Household’s answer"),
    Step.LANDLORD: _l("Landlord’s answer"),
    Step.SIGNED: _l("Lease signed"),
    Step.MOVED_IN: _l("First day in the home"),
    Step.WHOLE: _l("All together"),
}
END_WORDS = {
    End.REACHED: _l("Came through"),
    End.OPEN: _l("Still wait"),
    End.BROKEN_OFF: _l("Broken off"),
}

REACHED_WORDS = {
    Reached.KEPT: _l("On a shortlist"),
    Reached.INVITED: _l("Invited to see it"),
    Reached.SEEN: _l("Seen by a household"),
    Reached.OFFERED: _l("Offered to a household"),
    Reached.ACCEPTED: _l("Accepted by a household"),
}
HOW_LOST_WORDS = {
    How.LET: _l("Let to others"),
    How.RAN_OUT: _l("The advert ran out"),
    How.REFUSED: _l("The landlord refused"),
    How.OTHER: _l("Another reason"),
}
PARTY_DAYS_WORDS = {
    Party.CENTRE: _l("Our days"),
    Party.HOUSEHOLD: _l("The household’s days"),
    Party.LANDLORD: _l("The landlord’s days"),
}


def period_words(period: ReportingPeriod) -> str:
    """What a list of periods calls it."""
    if period.name == LAST_MONTHS:
        return _("The last twelve months")
    if period.name == EVER:
        return _("Since the beginning")
    year, _dash, part = period.name.partition("-")
    if part.startswith("q"):
        return _("Quarter %(quarter)s of %(year)s", quarter=part[1:], year=year)
    return month(date(int(year), int(part), 1)) if part else year


def not_shown() -> str:
    """In place of a figure that is about too few."""
    return _("not shown")


def what_is_hidden() -> str:
    """Under tables and in files, why some cells hold that."""
    return _("What is about fewer than five is not shown, nor what would give it away.")


def file_cells(row: Iterable[Cell]) -> list[Cell]:
    """A row for a file. An empty cell is one that can hold no figure: what is not told says so."""
    return [not_shown() if cell is None else cell for cell in row]


def days_words(days: int | None) -> str:
    """So many days; a dash where there is no figure."""
    return "–" if days is None else ngettext("%(count)s day", "%(count)s days", days, count=number(days))
