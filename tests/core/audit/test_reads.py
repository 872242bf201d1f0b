"""Nobody is shown a person's data without its being written down: every page of the service is opened."""

from flask import url_for
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from core.auth.permissions import StaffRole
from core.calendar.feeds import open_feed
from core.calendar.models import StaffFeed
from core.session import database
from people.identifiers import IdentifierKind
from people.models import Enterprise, EnterpriseKind
from people.services.identifiers import IdentifierDetails, add_identifier
from portal.models import HouseholdFeed
from tests.support.demonstration import Demonstration
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_household, add_user, sign_in

# Pages that show no data of people served or of landlords, by what they show instead.
PLAIN = {
    "one's own account, and the door": {
        "core.accept_invitation", "core.add_passkey", "core.change_password", "core.confirm_app", "core.enter_code",
        "core.list_sessions", "core.show_account", "core.show_again", "core.show_calendar", "core.show_second_factor", "core.sign_in",
        "portal.open_link", "portal.signed_out",
    },
    "the staff and the structure": {
        "core.add_deputy", "core.add_part", "core.change_unit", "core.deactivate_staff", "core.end_post",
        "core.end_unit", "core.give_post", "core.hand_centre_over", "core.invite_staff", "core.list_staff",
        "core.list_structure", "core.show_person", "core.show_unit",
    },
    "counts, and what was done when": {
        "core.list_audit", "core.list_jobs", "core.list_messages", "core.show_job", "subsidies.download_batch_day",
    },
    "flats without their landlords": {
        "housing.centre_map_script", "housing.import_listings", "housing.list_listings", "housing.list_without_place",
        "housing.listing_map_script", "housing.listings_map_script", "housing.place_listing",
        "portal.offer_map_script",
    },
    "an empty form": {"core.search", "housing.add_listing", "people.add_enterprise", "people.add_household"},
    "nothing about anybody": {"core.health", "core.readiness", "static"},
}  # fmt: skip
# Of what the demonstration has no row of, or none that fits the other in the address; the second test has.
NOT_OPENED = {
    "core.calendar_feed", "people.add_enterprise_contact", "people.change_enterprise",
    "people.show_enterprise", "portal.household_feed",
}  # fmt: skip
LEADS_ON = {"subsidies.this_month"}


def test_who_is_shown_personal_data_is_written_down(demonstration: Demonstration):
    """A route that is new shows something about a person, and writes it down, unless it is named above."""
    with demonstration.app.app_context():
        engine = database.engine
    opened, unseen = set(), set()
    for client in demonstration.clients.values():
        for endpoint, addresses in demonstration.addresses.items():
            entries = _entries(engine)
            if any(client.get(address, buffered=True).status_code == 200 for address in addresses):
                opened.add(endpoint)
                if _entries(engine) == entries:
                    unseen.add(endpoint)
    assert unseen == set().union(*PLAIN.values())
    assert demonstration.addresses.keys() - opened == NOT_OPENED | LEADS_ON


def test_what_the_demonstration_has_no_row_of_is_written_down_too(client: PageClient, session: Session):
    centre = add_centre(session)
    household = add_household(session, centre)
    person = household.members[0].person
    officer = add_user(session, StaffRole.HOUSING_OFFICER, centre)
    enterprise = Enterprise(name="Faros", kind=EnterpriseKind.EMPLOYER, centre=centre, created_at=NOW)
    session.add(enterprise)
    session.flush()
    details = IdentifierDetails(IdentifierKind.AFM, "094429812")
    number = add_identifier(session, person, details, actor=officer, at=NOW)
    staff_feed = open_feed(session, StaffFeed(user=officer), officer, StaffFeed.user_id == officer.id, at=NOW)
    own = HouseholdFeed.household_id == household.id
    family_feed = open_feed(session, HouseholdFeed(household=household), household, own, at=NOW)
    session.commit()
    sign_in(client, officer)
    values = {"person_id": person.id, "identifier_id": number.id, "enterprise_id": enterprise.id}
    tokens = {"core.calendar_feed": staff_feed, "portal.household_feed": family_feed}
    for endpoint in sorted(NOT_OPENED):
        before = _entries(session.get_bind())
        with client.application.test_request_context():
            address = url_for(endpoint, token=tokens.get(endpoint), **values)
        assert client.get(address, buffered=True).status_code == 200, address
        assert _entries(session.get_bind()) == before + 1, address


def _entries(engine: Engine | Connection) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count(AuditEvent.id))) or 0
