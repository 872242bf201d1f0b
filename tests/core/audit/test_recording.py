"""What a step leaves behind: who, what, which row, old and new values, and nothing when it is taken back."""

import json

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.audit import record, record_read
from core.audit.models import AuditHead, AuditValue, PersonKey
from core.audit.person_keys import erase_person_key, open_sealed
from core.audit.session_events import Unaudited
from core.auth.permissions import StaffRole
from core.structure import Centre
from people.models import Household
from tests.support.audit import events, kept
from tests.support.rows import NOW, add_centre, add_household, add_listing, add_user


def test_a_step_names_who_did_what_to_which_row_of_which_centre(session: Session):
    centre = add_centre(session)
    officer, household = add_user(session, StaffRole.HOUSING_OFFICER), add_household(session, centre)
    record(session, "take-in", household, actor=officer)
    session.commit()
    (event,) = events(session)
    assert (event.id, event.action) == (1, "take-in")
    assert (event.actor_kind, event.actor_id) == ("user", officer.id)
    assert (event.subject_kind, event.subject_id) == ("household", household.id)
    assert event.centre_id == centre.id


def test_old_and_new_values_of_what_changed_are_kept_by_themselves(session: Session):
    household = add_household(session, add_centre(session))
    record(session, "take-in", household, actor=None)
    household.name = "Χαντάντ <script>"
    session.flush()
    household.single_parent = True
    record(session, "change", household, actor=None)
    session.commit()
    _, change = events(session)
    assert kept(session, change) == [
        ("household", {"old": {"name": "Haddad"}, "new": {"name": "Χαντάντ <script>"}}),
        ("household", {"old": {"single_parent": False}, "new": {"single_parent": True}}),
    ]


def test_the_old_value_is_known_also_of_a_row_that_was_not_loaded_again(session: Session):
    household = add_household(session, add_centre(session))
    record(session, "take-in", household, actor=None)
    session.commit()
    session.expire_all()
    household.name = "Haddad-Nasser"
    record(session, "change", household, actor=None)
    session.commit()
    assert kept(session, events(session)[-1]) == [
        ("household", {"old": {"name": "Haddad"}, "new": {"name": "Haddad-Nasser"}})
    ]


def test_what_is_about_a_person_is_sealed_under_that_persons_key(session: Session):
    add_household(session, add_centre(session), name="Haddad")
    record(session, "take-in", actor=None)
    session.commit()
    data = {value.kind: value.data for value in session.scalars(select(AuditValue))}
    assert json.loads(data["centre"])["new"]["key"] == "heraklion"
    assert b"Haddad" not in data["household"] + data["household_member"]
    keys = session.scalars(select(PersonKey).where(PersonKey.kind == "household")).all()
    assert [key.row_id for key in keys] == [session.scalar(select(Household.id))]


def test_a_password_is_never_kept(session: Session):
    user = add_user(session, StaffRole.ADMINISTRATOR)
    record(session, "invite", user, actor=None)
    session.commit()
    written = dict(kept(session, events(session)[0]))["user"]["new"]
    assert written["password"] == "•••"
    assert written["name"] == user.name


def test_a_step_that_is_taken_back_leaves_nothing(session: Session):
    add_centre(session)
    record(session, "add-centre", actor=None)
    session.rollback()
    session.commit()
    assert events(session) == []


def test_a_savepoint_that_is_taken_back_takes_its_changes_along(session: Session):
    centre = add_centre(session)
    savepoint = session.begin_nested()
    add_household(session, centre, name="of the savepoint")
    record(session, "take-in", actor=None)
    savepoint.rollback()
    centre.name_en = "Iraklio"
    record(session, "change-centre", centre, actor=None)
    session.commit()
    (event,) = events(session)
    kinds = [kind for kind, _ in kept(session, event)]
    assert "household" not in kinds
    assert kinds.count("centre") == 2  # added before, and changed after


def test_a_savepoint_that_is_kept_keeps_its_changes(session: Session):
    with session.begin_nested():
        centre = add_centre(session)
    record(session, "add-centre", centre, actor=None)
    session.commit()
    assert "centre" in [kind for kind, _ in kept(session, events(session)[0])]


def test_steps_of_one_transaction_stand_in_their_order_and_each_has_its_own_changes(session: Session):
    first = add_centre(session)
    record(session, "first", first, actor=None)
    second = add_centre(session, "chania")
    record(session, "second", second, actor=None)
    session.commit()
    assert [(event.id, event.action) for event in events(session)] == [(1, "first"), (2, "second")]
    written = [kept(session, event) for event in events(session)]
    centres = [[values["new"]["key"] for kind, values in rows if kind == "centre"] for rows in written]
    assert centres == [["heraklion"], ["chania"]]
    head = session.scalars(select(AuditHead)).one()
    assert (head.position, head.hash) == (2, events(session)[-1].hash)


def test_what_is_said_besides_comes_first_and_belongs_to_the_subjects_person(session: Session):
    household = add_household(session, add_centre(session))
    record(session, "take-in", actor=None)
    record(session, "call", household, actor=None, values={"words": "asked for Samir Haddad"})
    session.commit()
    event = events(session)[-1]
    assert kept(session, event) == [("household", {"facts": {"words": "asked for Samir Haddad"}})]
    assert b"Samir" not in event.values[0].data


def test_a_look_is_written_down_like_a_step(session: Session):
    household = add_household(session, add_centre(session))
    record(session, "take-in", actor=None)
    record_read(session, "show-household", household, actor=household)
    session.commit()
    look = events(session)[-1]
    assert (look.action, look.actor_kind, look.values) == ("show-household", "household", [])


def test_a_value_sealed_for_one_place_opens_in_no_other(session: Session):
    household = add_household(session, add_centre(session))
    record(session, "take-in", household, actor=None)
    session.commit()
    value = next(v for v in events(session)[0].values if v.kind == "household")
    assert value.person_key is not None
    with pytest.raises(Exception, match=r"audit_value\.1\.9"):
        open_sealed(value.person_key, value.data, "audit_value.1.9")


def test_what_is_about_somebody_without_a_person_is_sealed_under_its_own_key(session: Session):
    listing = add_listing(session, add_centre(session))
    listing.landlord, listing.description = None, "Call Maria 6940000004"
    record(session, "add-listing", listing, actor=None, values={"words": "Maria"})
    session.commit()
    (event,) = events(session)
    written = kept(session, event)
    assert ("listing", {"facts": {"words": "Maria"}}) in written
    assert any(values.get("new", {}).get("description") == "Call Maria 6940000004" for _, values in written)
    assert b"Maria" not in b"".join(value.data for value in event.values)


def test_of_somebody_erased_before_anything_was_kept_nothing_ever_is(session: Session):
    household = add_household(session, add_centre(session))
    erase_person_key(session, household, actor=None, at=NOW)
    session.commit()
    household.name = "Haddad-Nasser"
    record(session, "change", household, actor=None)
    session.commit()
    (key,) = session.scalars(select(PersonKey).where(PersonKey.kind == "household"))
    assert (key.key, key.erased_at) == (None, NOW)
    assert {value.data for value in events(session)[-1].values} == {b""}


def test_what_no_step_names_is_not_committed(session: Session):
    add_centre(session)
    with pytest.raises(Unaudited, match="centre"):
        Session.commit(session)
    session.rollback()
    assert session.scalar(select(func.count(Centre.id))) == 0


def test_a_statement_for_many_rows_needs_values_that_say_what_it_did(session: Session):
    centre = add_centre(session)
    record(session, "add-centre", centre, actor=None)
    session.execute(update(Centre).values(name_en="Iraklio"))
    record(session, "change-centres", actor=None)
    with pytest.raises(Unaudited, match="centre"):
        Session.commit(session)
    record(session, "change-centres", actor=None, values={"name_en": "Iraklio"})
    session.commit()
    assert kept(session, events(session)[-1])[0] == (None, {"facts": {"name_en": "Iraklio"}})
