"""A restricted note is its author's and that of those named: nobody else finds that there is one, whichever way."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from lxml.html import HtmlElement
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from core.auth.models import User
from core.auth.permissions import StaffRole
from housing.services.landlords.talks import add_talk
from people.models import Channel, Household, LogEntry, TalkOutcome
from people.services.log import EntryDetails, add_entry
from tests.support import rows
from tests.support.audit import events, kept
from tests.support.backups import stegi
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text
from tests.support.walk import all_addresses

pytestmark = pytest.mark.usefixtures("clock")

SECRET = "Quetzalcoatl waits at the gate"
WORD = SECRET.split()[0]
PLAIN = EntryDetails(TODAY, "Amal", Channel.PHONE, TalkOutcome.SPOKEN)
READER_OF_A_NOTE = "Reader of a note"


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session))


@pytest.fixture
def author(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre, name="Anna Rousaki")


@pytest.fixture
def reader(session: Session, household: Household) -> User:
    return add_somebody_with_every_right(session, "Nikos Vardakis")


@pytest.fixture
def stranger(session: Session, household: Household, author: User) -> User:
    """Somebody who may everything else."""
    return add_somebody_with_every_right(session, "Eleni Markaki")


def add_somebody_with_every_right(session: Session, name: str) -> User:
    user = rows.add_user(session, StaffRole.ADMINISTRATOR, name=name)
    for role in (StaffRole.HOUSING_OFFICER, StaffRole.FINANCE_OFFICER, StaffRole.FINANCE_APPROVER):
        rows.add_post(session, user, role)
    return user


@pytest.fixture
def restricted(session: Session, household: Household, author: User, reader: User) -> LogEntry:
    """With an entry before it that is the same but for the note."""
    session.commit()  # what was arranged until now is no part of it
    add_entry(session, household, PLAIN, actor=author, at=NOW)
    details = replace(PLAIN, note=SECRET, is_restricted=True, reader_ids=(reader.id,))
    return add_entry(session, household, details, actor=author, at=NOW)


def log_rows(page: HtmlElement) -> list[str]:
    return [text(row) for row in page.xpath("//section[@aria-labelledby='log']//li")]


def about_entries(page: HtmlElement, entry_id: int) -> list[str]:
    """What the page of an entry of the audit says, whichever row it is about."""
    cards = map(text, page.xpath("//main//section[.//table]"))
    return [card.replace(f"Talk {entry_id}", "Talk N").replace(f" id {entry_id}", " id N") for card in cards]


def test_the_file_shows_others_a_talk_like_any_other(
    client: PageClient, session: Session, household: Household, restricted: LogEntry, author: User, reader: User,
    stranger: User,
):  # fmt: skip
    for user, is_shown in ((author, True), (reader, True), (stranger, False)):
        enter(client, session, user)
        first, second = log_rows(client.page(f"/households/{household.id}"))
        assert (SECRET in first, "those named" in first) == (is_shown, is_shown)
        assert (first == second) is not is_shown


def test_a_landlords_record_shows_others_a_talk_like_any_other(
    client: PageClient, session: Session, household: Household, author: User, stranger: User
):
    landlord = rows.add_listing(session, household.centre).landlord
    assert landlord is not None
    for details in (PLAIN, replace(PLAIN, note=SECRET, is_restricted=True)):
        add_talk(session, landlord, details, actor=author, at=NOW)
    for user, is_shown in ((author, True), (stranger, False)):
        enter(client, session, user)
        first, second = log_rows(client.page(f"/landlords/{landlord.id}"))
        assert (SECRET in first, first == second) == (is_shown, not is_shown)
    looks = [event for event in events(session) if event.action == "show-landlord"]
    assert ["log_reader" in dict(kept(session, look)) for look in looks] == [True, False]


def test_each_reading_is_kept_with_the_look_and_told_to_its_readers_alone(
    client: PageClient, session: Session, household: Household, restricted: LogEntry, reader: User, stranger: User
):
    for user in (reader, stranger):
        enter(client, session, user)
        client.page(f"/households/{household.id}")
    looks = [event for event in events(session) if event.action == "show-household"]
    assert [(look.actor_id, "log_reader" in dict(kept(session, look))) for look in looks] == [
        (reader.id, True), (stranger.id, False),
    ]  # fmt: skip
    told = []
    for user in (reader, stranger):
        enter(client, session, user)
        told.append(READER_OF_A_NOTE in text(client.page(f"/audit/{looks[0].id}").xpath("//main")[0]))
    assert told == [True, False]


def test_the_audit_tells_others_of_a_talk_without_a_note(
    client: PageClient, session: Session, restricted: LogEntry, reader: User, stranger: User
):
    session.commit()
    entry_id, added_ids = restricted.id, select(AuditEvent.id).where(AuditEvent.action == "add-log-entry")
    plain, added = session.scalars(added_ids.order_by(AuditEvent.id))
    enter(client, session, stranger)
    without, with_note = (client.page(f"/audit/{event_id}") for event_id in (plain, added))
    assert about_entries(without, entry_id - 1) == about_entries(with_note, entry_id) != []
    enter(client, session, reader)
    page = text(client.page(f"/audit/{added}"))
    assert (SECRET in page, READER_OF_A_NOTE in page) == (True, True)


def test_nobody_asks_the_audit_for_the_readers_of_an_entry(
    client: PageClient, session: Session, restricted: LogEntry, reader: User, stranger: User
):
    """Of one with readers and of one without, others learn the same."""
    enter(client, session, stranger)
    for entry_id in (restricted.id, restricted.id - 1):
        page = client.page(f"/audit?subject=log_reader-{entry_id}")
        assert "No entry that you may see" in text(page)
    enter(client, session, reader)
    assert len(client.page(f"/audit?subject=log_reader-{restricted.id}").xpath("//tbody/tr")) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_may_everything_else_finds_it_nowhere(
    app: Flask, client: PageClient, session: Session, database_url: str, restricted: LogEntry, stranger: User
):
    """Every page, file and answer there is, and what they are searched for."""
    enter(client, session, stranger)
    engine = create_engine(database_url)
    addresses = [address for found in all_addresses(app, engine, most=4).values() for address in found]
    engine.dispose()
    words = SECRET.split()[1:]  # a page shows what was asked for
    addresses += [f"{search}={word}" for search in ("/search?q", "/households?name") for word in words]
    answers = {address: client.get(address, buffered=True) for address in addresses}
    assert sum(answer.status_code == 200 for answer in answers.values()) > 60
    assert [address for address, answer in answers.items() if WORD.encode() in answer.get_data()] == []


def test_a_backup_lists_and_shows_nothing_of_it(
    session: Session, database_url: str, restricted: LogEntry, tmp_path: Path
):
    session.commit()
    file = tmp_path / "monday.stegi"
    listed = stegi(database_url, "backup", file)
    assert listed.exit_code == 0
    assert "note" not in listed.output
    assert WORD.encode() not in gzip.decompress(file.read_bytes())


def test_only_a_note_is_restricted(session: Session, household: Household, author: User, reader: User):
    """A talk without one has no readers, who would give away that it might have had."""
    entry = add_entry(
        session, household, replace(PLAIN, is_restricted=True, reader_ids=(reader.id,)), actor=author, at=NOW
    )
    assert (entry.is_restricted, entry.readers) == (False, [])
