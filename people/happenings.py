"""What people adds to the timeline of a household: stages, members, talks, agreements, papers, means, documents."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import CompoundSelect, Integer, cast, null, select, union_all
from sqlalchemy.orm import Session, joinedload

from core.auth.permissions import Permission
from core.dates import day_of
from core.documents.forms import DOCUMENT_WORDS
from core.panels import Panels
from core.text import N_, Sentence
from core.timeline import Happening
from people.models import Consent, Household, HouseholdDocument, Identifier, Income, LogEntry, RentSupport
from people.services.stages import history_of
from people.words import (
    CHANNEL_WORDS,
    IDENTIFIER_WORDS,
    JOINING_WORDS,
    LEAVING_WORDS,
    OUTCOME_SHAPES,
    OUTCOME_WORDS,
    PURPOSE_WORDS,
    STAGE_REASON_WORDS,
    STAGE_SHAPES,
    STAGE_WORDS,
    SUPPORT_WORDS,
)


def register_happenings(panels: Panels) -> None:
    """Add what is known of people to the timeline of their household."""
    for source in (_stages, _members, _talks, _agreements, _papers, _means):
        panels.happenings.append((Permission.VIEW_HOUSEHOLDS, source))
    panels.happenings.append((Permission.VIEW_DOCUMENTS, _documents))


def _stages(session: Session, household: Household) -> Iterator[Happening]:
    for row in history_of(session, household):
        fact = row.fact
        values: dict[str, Any] = {"stage": STAGE_WORDS[fact.stage]}
        what = Sentence(N_("Where it stands: %(stage)s"), values)
        if fact.reason:
            values["reason"] = STAGE_REASON_WORDS[fact.reason]
            what = Sentence(N_("Where it stands: %(stage)s, %(reason)s"), values)
        elif row.referred_by:
            values["who"] = row.referred_by
            what = Sentence(N_("Where it stands: %(stage)s, by %(who)s"), values)
        yield Happening(fact.since_on, f"stage-{row.id:09d}", what, shape=STAGE_SHAPES[fact.stage])


def _members(session: Session, household: Household) -> Iterator[Happening]:
    """Those who were there from the start came with the household."""
    for member in household.members:
        url = url_for("people.show_person", person_id=member.person_id)
        if member.joined_on:
            what = Sentence(N_("%(name)s joined the household"), {"name": member.name})
            if member.joined_by:
                values = {"name": member.name, "how": JOINING_WORDS[member.joined_by]}
                what = Sentence(N_("%(name)s joined the household: %(how)s"), values)
            yield Happening(member.joined_on, f"member-{member.id:09d}-1", what, url)
        if member.left_on:
            what = Sentence(N_("%(name)s left the household"), {"name": member.name})
            if member.left_by:
                values = {"name": member.name, "why": LEAVING_WORDS[member.left_by]}
                what = Sentence(N_("%(name)s left the household: %(why)s"), values)
            yield Happening(member.left_on, f"member-{member.id:09d}-2", what, url, "paused")


def _talks(session: Session, household: Household) -> Iterator[Happening]:
    """Without notes: those stay in the log, for whom they are."""
    columns = LogEntry.id, LogEntry.happened_on, LogEntry.spoken_with, LogEntry.channel, LogEntry.outcome
    url = url_for("people.show_household", household_id=household.id, _anchor="log")
    for id_, on, who, channel, outcome in session.execute(
        select(*columns).where(LogEntry.household_id == household.id).order_by(LogEntry.id)
    ):
        if channel is None or outcome is None:
            yield Happening(on, f"talk-{id_:09d}", Sentence(N_("A task was written down")), url, "todo")
            continue
        values = {"who": who, "how": CHANNEL_WORDS[channel], "outcome": OUTCOME_WORDS[outcome]}
        what = Sentence(N_("Talk with %(who)s, %(how)s: %(outcome)s"), values)
        yield Happening(on, f"talk-{id_:09d}", what, url, OUTCOME_SHAPES[outcome])


def _agreements(session: Session, household: Household) -> Iterator[Happening]:
    query = select(Consent).options(joinedload(Consent.person)).where(Consent.person_id.in_(_people_of(household)))
    for consent in session.scalars(query.order_by(Consent.id)):
        values = {"name": consent.person.name, "purpose": PURPOSE_WORDS[consent.purpose]}
        what = Sentence(N_("%(name)s agreed: %(purpose)s"), values)
        if _belonged(household, consent.person_id, consent.given_on):
            yield Happening(consent.given_on, f"agreement-{consent.id:09d}-1", what)
        if consent.withdrawn_on and _belonged(household, consent.person_id, consent.withdrawn_on):
            what = Sentence(N_("%(name)s agrees no longer: %(purpose)s"), values)
            yield Happening(consent.withdrawn_on, f"agreement-{consent.id:09d}-2", what, shape="refused")


def _papers(session: Session, household: Household) -> Iterator[Happening]:
    columns = Identifier.id, Identifier.kind, Identifier.person_id, Identifier.checked_on
    query = select(*columns).where(Identifier.person_id.in_(_people_of(household)))
    names = {member.person_id: member.name for member in household.members}
    for id_, kind, person_id, on in session.execute(query.order_by(Identifier.id)):
        values = {"kind": IDENTIFIER_WORDS[kind], "name": names[person_id]}
        what = Sentence(N_("Paper checked: %(kind)s of %(name)s"), values)
        if on is not None and _belonged(household, person_id, on):
            yield Happening(on, f"paper-{id_:09d}", what, url_for("people.show_person", person_id=person_id))


def _means(session: Session, household: Household) -> Iterator[Happening]:
    """Other rent support, and incomes of who lived here then. Of an income it is not said what for: of health, some."""
    names = {member.person_id: member.name for member in household.members}
    url = url_for("people.show_means", household_id=household.id)
    for id_, person_id, kind, amount, starts_on, ends_on in session.execute(_declared(household)):
        if person_id is None:
            values: dict[str, Any] = {"kind": SUPPORT_WORDS[kind]}
            begins = Sentence(N_("Other rent support begins: %(kind)s"), values)
            over = Sentence(N_("Other rent support is over: %(kind)s"), values)
        else:
            values = {"name": names[person_id]}
            begins = Sentence(N_("An income of %(name)s begins") if amount else N_("%(name)s has no income"), values)
            over = Sentence(N_("An income of %(name)s is over"), values)
        place = f"support-{id_:09d}" if person_id is None else f"income-{id_:09d}"
        if person_id is None or _belonged(household, person_id, starts_on):
            yield Happening(starts_on, f"{place}-1", begins, url)
        if ends_on and amount and (person_id is None or _belonged(household, person_id, ends_on)):
            yield Happening(ends_on, f"{place}-2", over, url, "paused")


def _declared(household: Household) -> CompoundSelect[Any]:
    """What is declared and stands, by one query: both kinds, since pages count theirs."""
    supports = select(
        RentSupport.id, cast(null(), Integer), RentSupport.kind, RentSupport.amount, RentSupport.starts_on,
        RentSupport.ends_on,
    ).where(RentSupport.household_id == household.id, RentSupport.superseded_at.is_(None))  # fmt: skip
    incomes = select(
        Income.id, Income.person_id, null(), Income.amount, Income.starts_on, Income.ends_on
    ).where(Income.person_id.in_(_people_of(household)), Income.superseded_at.is_(None))  # fmt: skip
    return union_all(supports, incomes)


def _documents(session: Session, household: Household) -> Iterator[Happening]:
    columns = HouseholdDocument.id, HouseholdDocument.kind, HouseholdDocument.added_at
    query = select(*columns).where(HouseholdDocument.household_id == household.id)
    for id_, kind, at in session.execute(query.order_by(HouseholdDocument.id)):
        what = Sentence(N_("Document added: %(kind)s"), {"kind": DOCUMENT_WORDS[kind]})
        yield Happening(day_of(at), f"document-{id_:09d}", what)


def _people_of(household: Household) -> list[int]:
    return [member.person_id for member in household.members]


def _belonged(household: Household, person_id: int, on: date) -> bool:
    """Whether the person had not left the household by a day: what comes later is told where they live then."""
    own = (member for member in household.members if member.person_id == person_id)
    return any(member.left_on is None or on < member.left_on for member in own)
