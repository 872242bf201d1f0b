"""Two people at the same row: whoever sends second sees what the first saved, and overwrites nothing unseen."""

from collections.abc import Mapping
from threading import Thread
from time import sleep

import pytest
from flask import Flask
from lxml import html
from lxml.html import CheckboxGroup, HtmlElement, RadioGroup
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from core.auth.permissions import StaffRole
from core.db import Base, lock_row
from housing.models import (
    Dwelling,
    Listing,
    Needs,
    VoidPeriod,
)
from tests.pages.one_of_each import add_one_of_each
from tests.support import rows, walk
from tests.support.pages import PageClient, complaints

Form = Mapping[str, object]

# Endpoint of every page that shows a row to change it: its address, what one changes, and what the other.
PAGES: dict[str, tuple[str, Form, Form]] = {
    "housing.edit_listing": ("/listings/1/edit", {"deposit": "800,00"}, {"landlord_name": "Maria Kalli"}),
    "housing.place_listing": ("/listings/1/place", {"latitude": "35.3"}, {"longitude": "25.13"}),
    "housing.describe_photo": ("/photos/1/edit", {"description": "The kitchen"}, {"description": "The yard"}),
    "housing.change_void": ("/homes/1/voids/1", {"reason": "dispute"}, {"last_day": "31/12/2020"}),
    "housing.set_needs": ("/households/1/needs", {"most_rent": "200,00"}, {"step_free": True}),
    "housing.write_opinion_down": (
        "/shortlist/1/opinion", {"opinion": "liked"}, {"opinion": "not-liked", "because": "room"}
    ),
    "housing.note_flat": ("/shortlist/1/note", {"note": "near the school"}, {"note": "dark"}),
    "housing.change_needs_area": ("/needs-areas/1/edit", {"reason": "her sister"}, {"wish": "never"}),
    "housing.record_declaration": ("/leases/1/declaration", {"number": "A-2"}, {"declared_on": "22/11/2026"}),
    "housing.correct_amounts": ("/leases/1/amounts", {"monthly_rent": "431,00"}, {"deposit": "555,00"}),
    "housing.record_acceptance": ("/leases/1/acceptance", {"accepted_on": "21/11/2026"}, {"accepted_on": "22/11/2026"}),
    "housing.complete_landlord": (
        "/leases/1/landlord", {"landlord_afm": "123456783"}, {"landlord_iban": "GR1601101250000000012300695"},
    ),
    "housing.set_owners": (
        "/listings/1/owners", {"share_1": "60", "share_2": "40"}, {"share_1": "30", "share_2": "70"},
    ),
    "housing.change_agent": ("/agents/1/edit", {"phone": "+302810990002"}, {"name": "Knossos"}),
    "housing.change_landlord": ("/landlords/1/edit", {"email": "let@example.org"}, {"name": "Maria Kalli"}),
    "housing.change_viewing": ("/viewings/1/edit", {"meeting_words": "the kiosk"}, {"opener_words": "Nikos"}),
    "housing.change_guest": ("/viewing-guests/1/edit", {"interpreter": "Maria"}, {"note": "brings the mother"}),
    "people.change_household": ("/households/1/edit", {"single_parent": True}, {"language": "ar"}),
    "people.change_officer": ("/households/1/officer", {"officer_id": "3"}, {"officer_id": "4"}),
    "people.change_member": (
        "/households/1/members/1/edit", {"relation": "applicant"}, {"joined_on": "01/11/2026"},
    ),
    "people.change_person": ("/people/1/edit", {"languages": ["ar", "fr"]}, {"name": "Amal"}),
    "people.change_contact": ("/contacts/1/edit", {"note": "her brother"}, {"language": "ar"}),
    "people.change_household_place": ("/household-places/1/edit", {"note": "the mother's"}, {"kind": "school"}),
    "people.correct_income": ("/incomes/1/edit", {"amount": "800,00"}, {"last_day": "31/12/2026"}),
    "people.correct_support": ("/rent-supports/1/edit", {"per": "year"}, {"note": "Ithaki"}),
    "people.change_identifier": ("/papers/2/edit", {"last_day": "31/12/2027"}, {"paper": "permit"}),
    "people.check_paper": ("/papers/2/check", {"paper": "permit"}, {"paper": "passport"}),
    "people.change_enterprise": ("/enterprises/1/edit", {"kind": "employer"}, {"name": "Ergo"}),
    "core.change_unit": ("/structure/centre/1/edit", {"latitude": "35.5"}, {"name_en": "North"}),
}  # fmt: skip

# Pages about a row that show nothing of it in a field: they add, end or decide.
NOTHING_SHOWN = {
    "core.replace_document": "a new file in place of another",
    "core.withdraw_document": "a decision, taken once",
    "core.add_part": "adds",
    "core.end_unit": "a last day, of what has none yet",
    "core.hand_centre_over": "adds a period",
    "core.give_post": "adds",
    "core.end_post": "a last day, of what has none yet",
    "core.add_deputy": "adds",
    "core.deactivate_staff": "a decision, taken once",
    "core.accept_invitation": "a password, never shown",
    "housing.add_agent": "adds",
    "housing.end_lease": "a decision, taken once",
    "housing.settle_complaint": "a decision, taken once",
    "housing.add_complaint": "adds",
    "housing.add_landlord_document": "adds",
    "housing.add_landlord_talk": "adds",
    "housing.add_flat_hold": "adds",
    "housing.note_discrimination_step": "adds",
    "housing.add_promise": "adds",
    "housing.settle_promise": "a decision; what cannot come next is refused",
    "housing.propose_household": "adds",
    "housing.answer_proposal": "adds a talk; what cannot be answered any more is refused",
    "housing.settle_flat_hold": "a decision, or a later day; what cannot come next is refused",
    "housing.record_stance": "adds",
    "housing.add_document": "adds",
    "housing.choose_columns": "only who sent the file sees it",
    "housing.add_needs_area": "adds",
    "housing.add_photos": "adds",
    "housing.add_void": "adds",
    "housing.advertise_again": "adds",
    "housing.invite_guest": "adds",
    "housing.rename_search": "only who saved it sees it",
    "housing.remove_photo": "a decision, taken once",
    "people.add_document": "adds",
    "people.add_identifier": "adds",
    "people.add_income": "adds",
    "people.add_support": "adds",
    "people.choose_account": "adds an account; the one before is kept",
    "people.add_member": "adds",
    "people.move_members": "adds memberships; refuses who has left",
    "people.give_consent": "adds",
    "people.add_log_entry": "adds",
    "people.add_task": "adds",
    "people.move_stage": "adds; what cannot come next is refused",
    "people.correct_stage": "adds; what was corrected already is refused",
    "people.add_household_contact": "adds",
    "people.add_household_place": "adds",
    "people.add_person_contact": "adds",
    "people.add_enterprise_contact": "adds",
    "people.merge_people": "a decision, taken once",
    "people.merge_households": "a decision, taken once",
    "portal.answer_home": "only the family itself sees it",
    "housing.withdraw_offer": "a decision, taken once",
    "housing.take_out_of_line": "a decision, taken once",
    "housing.write_answer_down": "a decision, taken once",
    "portal.decline_offer": "a decision, taken once",
    "portal.give_up_offer": "a decision, taken once",
    "portal.decline_viewing": "a decision, which may be taken back",
    "subsidies.prepare_award": "adds",
    "subsidies.record_outcome": "a decision, taken once",
    "subsidies.prepare_batch": "adds",
}


@pytest.fixture
def both(session: Session, app: Flask) -> list[PageClient]:
    """Two people who may change everything, each with a browser."""
    add_one_of_each(session)
    clients = []
    for name in ("Anna Rousaki", "Nikos Vardakis", "Eleni Markaki"):
        user = rows.add_user(session, StaffRole.ADMINISTRATOR, name=name)
        rows.add_post(session, user, StaffRole.HOUSING_OFFICER)
        session.commit()
        clients.append(app.test_client())
        rows.sign_in(clients[-1], user)
    return clients[:2]


def test_every_page_that_shows_a_row_to_change_it_is_known_here(app: Flask):
    changing = {rule.endpoint for rule in walk.rules(app, "POST") if rule.arguments and "GET" in (rule.methods or ())}
    assert changing == PAGES.keys() | NOTHING_SHOWN.keys()
    assert not PAGES.keys() & NOTHING_SHOWN.keys()


@pytest.mark.parametrize("endpoint", PAGES)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_one_saved_the_other_sees_before_saving(both: list[PageClient], endpoint: str):
    path, first, second = PAGES[endpoint]
    one, other = [form_of(client, path) for client in both]
    assert send(both[0], path, one, first).status_code == 302
    refused = send(both[1], path, other, second)
    assert refused.status_code == 422
    page = html.document_fromstring(refused.text)
    assert complaints(page) == []
    assert "Somebody changed this meanwhile" in page.xpath("string(//*[@role='alert'])")
    for name in first:
        assert page.xpath(f"//*[@role='alert']//a[starts-with(@href, '#{name}')]")
        assert page.xpath(f"//*[@id='{name}-error']")
    again = form_in(page)
    assert {name: value(again, name) for name in first | second} == first | second
    assert send(both[1], path, again, {}).status_code == 302
    shown = form_of(both[0], path)
    assert {name: value(shown, name) for name in first | second} == first | second


@pytest.mark.parametrize("endpoint", PAGES)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_same_form_sent_twice_is_taken_twice(both: list[PageClient], endpoint: str):
    path, first, _second = PAGES[endpoint]
    form = form_of(both[0], path)
    assert [send(both[0], path, form, first).status_code for _press in range(2)] == [302, 302]


def test_of_two_who_send_at_the_same_moment_one_is_asked(both: list[PageClient], session: Session):
    """Both wait for a third, so that both are at it at once."""
    path, *changes = PAGES["housing.edit_listing"]
    forms = [form_of(client, path) for client in both]
    answers = []

    def press(client: PageClient, form: HtmlElement, change: Form) -> None:
        answers.append(send(client, path, form, change).status_code)

    threads = [Thread(target=press, args=args) for args in zip(both, forms, changes, strict=True)]
    lock_row(session, session.get_one(Listing, 1))
    for thread in threads:
        thread.start()
    sleep(0.5)
    session.rollback()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 422]


@pytest.mark.parametrize(
    ("endpoint", "first", "second"),
    [("housing.edit_listing", Listing, Dwelling), ("housing.change_void", Dwelling, VoidPeriod)],
)
def test_who_waits_for_another_holds_nothing_that_the_other_still_wants(
    both: list[PageClient], session: Session, endpoint: str, first: type[Base], second: type[Base]
):
    """An offer holds the advert, then its home; a merge the home, then its periods out of use."""
    path, change, _other = PAGES[endpoint]
    form, answers = form_of(both[0], path), []
    waiting = Thread(target=lambda: answers.append(send(both[0], path, form, change).status_code))
    lock_row(session, session.get_one(first, 1))
    waiting.start()
    sleep(0.5)
    lock_row(session, session.get_one(second, 1))
    session.rollback()
    waiting.join()
    assert answers == [302]


def test_needs_that_two_people_write_down_first_are_asked_about(both: list[PageClient], session: Session):
    session.delete(session.get_one(Needs, 1))
    session.commit()
    path = PAGES["housing.set_needs"][0]
    forms = [form_of(client, path) for client in both]
    assert (
        send(both[0], path, forms[0], {"bedrooms": "3", "bedrooms_reason": "a carer", "most_rent": "200"}).status_code
        == 302
    )
    refused = send(both[1], path, forms[1], {"bedrooms": "2"})
    assert refused.status_code == 422
    again = form_in(html.document_fromstring(refused.text))
    assert (value(again, "bedrooms"), value(again, "most_rent")) == ("2", "200,00")


def form_of(client: PageClient, path: str) -> HtmlElement:
    return form_in(client.page(path))


def form_in(page: HtmlElement) -> HtmlElement:
    [form] = [form for form in page.forms if "filled_with" in form.fields]
    return form


def value(form: HtmlElement, name: str) -> object:
    found = form.inputs[name]
    if isinstance(found, CheckboxGroup):
        return sorted(found.value)
    if isinstance(found, RadioGroup):
        return found.value
    if found.tag == "textarea":
        return found.value.removeprefix("\n")  # as browsers read it
    return found.checked if found.get("type") == "checkbox" else found.value


def send(client: PageClient, path: str, form: HtmlElement, change: Form):
    for name, typed in change.items():
        form.fields[name] = typed
    return client.post(path, data=MultiDict(form.form_values()))
