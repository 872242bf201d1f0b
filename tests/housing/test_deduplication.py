"""Who asks for a search of what is there twice."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import utc_now
from core.jobs import Job, JobStatus
from core.structure import Centre
from housing import same_flat
from housing.models import LandlordPair, Listing, ListingPair
from housing.services.homes import homes
from housing.services.importing.file_kinds import LANDLORDS, LISTINGS, FileKind
from housing.services.importing.imports import Stored, import_file
from housing.services.landlords import same_landlords
from housing.services.landlords.landlord_papers import add_landlord_papers
from housing.services.landlords.landlord_records import LandlordDetails, change_landlord
from housing.services.landlords.owners import NewOwner, set_owners
from housing.services.listings import listings, merged_flats, same_flats
from housing.services.listings.adverts import as_advert
from housing.services.listings.deduplication import DEDUPLICATE, request_deduplication
from housing.services.listings.doubles import look_for_doubles
from housing.shares import WHOLE
from housing.states import ListingStatus
from maps.distance import Point
from tests.support.jobs import do_jobs
from tests.support.rows import NOW, TODAY, add_listing

AFM = "094429812"


@pytest.fixture
def listing(session: Session, centre: Centre) -> Listing:
    """One of two adverts of a flat."""
    add_listing(session, centre)
    listing = add_listing(session, centre, status=ListingStatus.WITHDRAWN)
    look_for_doubles(session, at=NOW)
    return listing


def asked(session: Session) -> list[JobStatus]:
    return list(session.scalars(select(Job.status).where(Job.kind == DEDUPLICATE).order_by(Job.id)))


def add(session: Session, listing: Listing, officer: User) -> None:
    listings.add_listing(session, as_advert(listing), centres=[listing.centre], actor=officer, at=NOW)


def change(session: Session, listing: Listing, officer: User) -> None:
    listings.change_listing(session, listing, as_advert(listing), actor=officer, at=NOW)


def place(session: Session, listing: Listing, officer: User) -> None:
    listings.place_listing(session, listing, Point(35.34, 25.15), actor=officer, at=NOW)


def take_file(session: Session, listing: Listing, officer: User, kind: FileKind = LISTINGS) -> None:
    content = f"name;afm;rent;address\nNikos;{AFM};450;Εφέσου 7\n".encode()
    what = {"source": "πύλη", "centres": [listing.centre], "accept_valid": False, "actor": officer, "at": NOW}
    assert import_file(session, kind, "file.csv", content, **what).stored == Stored(created=1)


def advertise_again(session: Session, listing: Listing, officer: User) -> None:
    advert = replace(homes.next_advert(listing), monthly_rent=Decimal(480))
    homes.advertise_again(session, listing, advert, actor=officer, on=TODAY, at=NOW)


def merge(session: Session, listing: Listing, officer: User) -> None:
    pair = session.scalars(select(ListingPair)).one()
    merged_flats.merge_flats(session, pair, pair.one, actor=officer, on=TODAY, at=NOW)


def part(session: Session, listing: Listing, officer: User) -> None:
    merge(session, listing, officer)
    session.execute(delete(Job))
    merged_flats.part_flat(session, listing, actor=officer, on=TODAY, at=NOW)


def change_owner(session: Session, listing: Listing, officer: User) -> None:
    assert listing.landlord is not None
    change_landlord(session, listing.landlord, LandlordDetails(name="Nikos"), actor=officer, at=NOW)


def add_papers(session: Session, listing: Listing, officer: User) -> None:
    assert listing.landlord is not None
    add_landlord_papers(session, listing.landlord, afm=AFM, iban=None, actor=officer, at=NOW)


def take_landlords(session: Session, listing: Listing, officer: User) -> None:
    take_file(session, listing, officer, LANDLORDS)


def add_owner(session: Session, listing: Listing, officer: User) -> None:
    set_owners(session, listing, {}, [NewOwner("Nikos", WHOLE, afm=AFM)], actor=officer, at=NOW)


def merge_owners(session: Session, listing: Listing, officer: User) -> None:
    pair = session.scalars(select(LandlordPair)).one()
    same_landlords.merge_landlords(session, pair, pair.one, actor=officer, at=NOW)


_OF_LANDLORDS = (change_owner, add_papers, take_landlords, add_owner, merge_owners)


@pytest.mark.parametrize("step", [add, change, place, take_file, advertise_again, merge, part, *_OF_LANDLORDS])
def test_whatever_changes_what_is_compared_asks(
    session: Session, listing: Listing, officer: User, step: Callable[[Session, Listing, User], None]
) -> None:
    step(session, listing, officer)
    assert asked(session) == [JobStatus.QUEUED]


def test_it_is_asked_for_once_and_again_while_a_worker_is_at_it(session: Session) -> None:
    for _ in range(2):
        request_deduplication(session, at=NOW)
    assert asked(session) == [JobStatus.QUEUED]
    session.scalars(select(Job)).one().status = JobStatus.RUNNING
    for _ in range(2):
        request_deduplication(session, at=NOW)
    assert asked(session) == [JobStatus.RUNNING, JobStatus.QUEUED]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_while_a_worker_compares_others_can_write(
    app: Flask, session: Session, centre: Centre, database_url: str, monkeypatch: pytest.MonkeyPatch
):
    """SQLite has one writer at a time: who compares for seconds is not it."""
    add_listing(session, centre)
    add_listing(session, centre)
    request_deduplication(session, at=utc_now())
    session.commit()
    written = []

    def compare(*facts: object) -> object:
        other = sqlite3.connect(database_url.removeprefix("sqlite:///"), timeout=0)
        other.execute("UPDATE centre SET name_en = 'Coast'")
        other.commit()
        other.close()
        written.append(facts)
        return same_flat.find_same_flats(*facts)

    monkeypatch.setattr(same_flats, "find_same_flats", compare)
    do_jobs(app)
    assert len(written) == 1
    session.expire_all()
    assert session.scalars(select(ListingPair)).one().apart_at is None
