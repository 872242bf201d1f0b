"""Building up the structure: adding projects, partners and centres, naming them anew, ending them on a day."""

import re
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.db import Base
from core.errors import Refused
from core.structure.models import Centre, CentreOperation, Partner, Programme, Project, Unit
from core.text import N_, Sentence

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LATITUDES, LONGITUDES = (34, 42), (19, 30)  # degrees between which Greece lies: two that were exchanged do not fit

BAD_KEY = Sentence(N_("Use small Latin letters, digits and single hyphens, such as north-coast."))
TAKEN_KEY = Sentence(N_("Another centre has this short name."))
OTHER_LEAD = Sentence(N_("The project has a lead already."))
TOO_EARLY = Sentence(N_("This is before the first day of what stands above."))
ENDED = Sentence(N_("What stands above has ended by then."))
NOT_AFTER_START = Sentence(N_("Choose a day after the first one."))
STILL_RUNNING = Sentence(N_("Something below still runs on that day: end it first."))
RUNS_ALREADY = Sentence(N_("This partner runs the centre already."))
RUN_LATER = Sentence(N_("Who runs the centre after that day is written down already."))


@dataclass(frozen=True, slots=True)
class Names:
    """What something is called in Greek and in Latin letters."""

    name_el: str
    name_en: str


@dataclass(frozen=True, slots=True)
class CentreDetails(Names):
    """What is known of a centre."""

    key: str
    latitude: float
    longitude: float
    phone: str | None = None


def add_programme(session: Session, names: Names, *, starts_on: date, actor: Base | None) -> Programme:
    """The top of a new structure."""
    programme = Programme(**asdict(names), starts_on=starts_on)
    session.add(programme)
    record(session, "add-programme", programme, actor=actor)
    return programme


def add_project(
    session: Session, programme: Programme, names: Names, *, starts_on: date, actor: Base | None
) -> Project:
    """The programme begins in one more region."""
    _refuse_outside(programme, starts_on)
    project = Project(programme=programme, **asdict(names), starts_on=starts_on)
    session.add(project)
    record(session, "add-project", project, actor=actor)
    return project


def add_partner(
    session: Session, project: Project, names: Names, *, is_lead: bool, starts_on: date, actor: Base | None
) -> Partner:
    """One more organisation takes part in a project; of the leads there is one at a time."""
    _refuse_outside(project, starts_on)
    if is_lead and any(other.is_lead and other.is_running(starts_on) for other in project.partners):
        raise Refused(OTHER_LEAD, field="is_lead")
    partner = Partner(project=project, **asdict(names), is_lead=is_lead, starts_on=starts_on)
    session.add(partner)
    record(session, "add-partner", partner, actor=actor)
    return partner


def add_centre(
    session: Session, partner: Partner, details: CentreDetails, *, starts_on: date, actor: Base | None
) -> Centre:
    """A partner opens a centre."""
    _refuse_outside(partner, starts_on)
    _check_key(session, details.key, None)
    centre = Centre(**asdict(details))
    session.add(CentreOperation(centre=centre, partner=partner, starts_on=starts_on))
    record(session, "add-centre", centre, actor=actor)
    return centre


def rename(session: Session, unit: Programme | Project | Partner, names: Names, *, actor: Base) -> None:
    """Call it by other names from now on."""
    unit.name_el, unit.name_en = names.name_el, names.name_en
    record(session, f"rename-{unit.__tablename__}", unit, actor=actor)


def change_centre(session: Session, centre: Centre, details: CentreDetails, *, actor: Base) -> None:
    """Correct what is known of a centre."""
    _check_key(session, details.key, centre.id)
    for name, value in asdict(details).items():
        setattr(centre, name, value)
    record(session, "change-centre", centre, actor=actor)


def end(session: Session, unit: Programme | Project | Partner, *, ends_on: date, actor: Base) -> None:
    """The first day on which it runs no more. Raises Refused while anything below it runs longer."""
    if ends_on <= unit.starts_on:
        raise Refused(NOT_AFTER_START, field="ends_on")
    if any(part.ends_on is None or part.ends_on > ends_on for part in unit.parts):
        raise Refused(STILL_RUNNING, field="ends_on")
    unit.ends_on = ends_on
    record(session, f"end-{unit.__tablename__}", unit, actor=actor)


def hand_centre_over(
    session: Session, centre: Centre, partner: Partner, *, starts_on: date, actor: Base
) -> CentreOperation:
    """Another partner runs the centre from a day on; who ran it until then ends on that day."""
    _refuse_outside(partner, starts_on)
    last = centre.operations[-1]
    _refuse_before(last, starts_on, field="starts_on")
    if last.is_running(starts_on):
        if last.partner_id == partner.id:
            raise Refused(RUNS_ALREADY, field="partner_id")
        last.ends_on = starts_on
    operation = CentreOperation(centre=centre, partner=partner, starts_on=starts_on)
    session.add(operation)
    record(session, "hand-centre-over", centre, actor=actor)
    return operation


def close_centre(session: Session, centre: Centre, *, ends_on: date, actor: Base) -> None:
    """Nobody runs it from this day on. What is left to do stays with who ran it last."""
    last = centre.operations[-1]
    _refuse_before(last, ends_on, field="ends_on")
    last.ends_on = ends_on
    record(session, "close-centre", centre, actor=actor)


def _refuse_outside(above: Unit, starts_on: date) -> None:
    assert isinstance(above, Programme | Project | Partner)
    if starts_on < above.starts_on:
        raise Refused(TOO_EARLY, field="starts_on")
    if not above.is_running(starts_on):
        raise Refused(ENDED, field="starts_on")


def _refuse_before(last: CentreOperation, on: date, *, field: str) -> None:
    """Only the end of a centre's history can be written on."""
    if on <= last.starts_on:
        raise Refused(RUN_LATER, field=field)


def check_key(key: str) -> str:
    """A short name as addresses and commands take it. Raises Refused."""
    if not _KEY.fullmatch(key):
        raise Refused(BAD_KEY, field="key")
    return key


def _check_key(session: Session, key: str, own_id: int | None) -> None:
    check_key(key)
    if session.scalar(select(Centre.id).where(Centre.key == key, Centre.id != (own_id or 0))) is not None:
        raise Refused(TAKEN_KEY, field="key")
