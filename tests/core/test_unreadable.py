"""Whoever has the database's files and not the keys reads no number, account or address of anybody."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import JSON, Column, String, select
from sqlalchemy.orm import Session

from app import fill_demonstration
from core.audit import record
from core.crypto import CannotOpen, KeyRing, new_key
from core.db import Base
from core.errors import Refused
from core.rotation import refuse_other_keys, sealed_columns
from core.sealed import install_keys
from core.structure import Centre
from housing.models import Landlord, Listing
from people.models import ContactKind, Household
from people.services.contacts import ContactDetails, add_contact
from tests.support.files import database_bytes
from tests.support.rows import NOW, TODAY, add_listing

# What is written in clear on purpose: how the staff sign in, the programme's own account, and the office's telephone.
IN_CLEAR = {"user.email", "payment_batch.debtor_iban", "centre.phone"}
LOOKS_PERSONAL = re.compile(
    r"[A-Z]{2}\d{2}[\dA-Z]{11,30}"  # an IBAN
    r"|\+\d{8,15}|\b(?:2|69)\d{8,9}\b"  # a telephone
    r"|\S+@\S+\.\w+"  # an e-mail address
    r"|\b\d{9}\b|\b\d{11}\b"  # an AFM, an AMKA
)


@pytest.fixture
def filled(app: Flask, session: Session) -> Session:
    """The demonstration, and beside it somebody of whom everything is known."""
    with app.app_context():
        fill_demonstration(session, TODAY, NOW)
    landlord = session.scalars(select(Landlord).order_by(Landlord.id).limit(1)).one()
    landlord.email, landlord.afm, landlord.iban = "lydaki@example.org", "123456783", "GR8499900000000000000000002"
    household = session.scalars(select(Household).order_by(Household.id).limit(1)).one()
    phone = ContactDetails(ContactKind.PHONE, "6940000001")
    add_contact(session, household, phone, actor=None, at=NOW)
    listing = session.scalars(select(Listing).order_by(Listing.id).limit(1)).one()
    listing.description, listing.further = "τηλ. 6940000002", {"mobile": "6940000003"}
    nobodys = add_listing(session, listing.centre)
    nobodys.landlord, nobodys.description = None, "Call Maria 6940000004"
    record(session, "edit-listing", listing, actor=None)
    session.commit()
    return session


def texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (found for each in value.values() for found in texts(each))
    elif isinstance(value, list):
        yield from (found for each in value for found in texts(each))
    elif value is not None:
        yield str(value)


def values(session: Session, columns: Iterator[Column[Any]]) -> set[str]:
    return {found for column in columns for value in session.scalars(select(column)) for found in texts(value)}


def plain_columns() -> Iterator[Column[Any]]:
    for table in Base.metadata.sorted_tables:
        yield from (column for column in table.columns if isinstance(column.type, (String, JSON)))


def personal(session: Session) -> set[str]:
    """What stands sealed and tells who somebody is, whole and as a person would type it."""
    found = {match for value in values(session, sealed_columns()) for match in LOOKS_PERSONAL.findall(value)}
    found -= set(session.scalars(select(Centre.phone)))  # the office's, which the sealed audit tells of as well
    return found | {value.removeprefix("+30") for value in found}


def test_the_files_hold_no_personal_number_in_any_encoding(filled: Session, database_url: str):
    secrets = personal(filled)
    assert {"+306940000001", "6940000002", "6940000003", "6940000004", "123456783", "lydaki@example.org"} <= secrets
    assert any(secret.startswith("GR84") for secret in secrets)
    content = database_bytes(database_url)
    assert "حداد".encode() in content  # a name stands in clear: the search would find it
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    assert [secret for secret in secrets for code in encodings if secret.encode(code) in content] == []


def test_no_column_in_clear_holds_what_looks_like_one(filled: Session):
    columns = [column for column in plain_columns() if str(column) not in IN_CLEAR]
    found = {str(column): values(filled, iter([column])) for column in columns}
    assert {name: each for name, texts in found.items() for each in texts if LOOKS_PERSONAL.search(each)} == {}


def test_with_other_keys_nothing_opens(filled: Session, own_keys: None):
    refuse_other_keys(filled.connection())
    install_keys(KeyRing.from_text(f"1:{new_key()}"))
    with pytest.raises(Refused, match="do not open"):
        refuse_other_keys(filled.connection())
    filled.expire_all()
    with pytest.raises(CannotOpen):
        filled.scalars(select(Landlord)).all()
