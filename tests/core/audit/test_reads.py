"""Nobody is shown a person's data without its being written down: every page of the service is opened."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from core.session import database
from tests.support.demonstration import Demonstration
from tests.support.walk import addresses

# Pages that show no data of people served or of landlords, by what they show instead.
PLAIN = {
    "one's own account, and the door": {
        "core.add_passkey", "core.change_password", "core.confirm_app", "core.enter_code", "core.list_sessions",
        "core.show_account", "core.show_second_factor", "core.sign_in", "portal.signed_out",
    },
    "the staff and the structure": {
        "core.add_deputy", "core.add_part", "core.change_unit", "core.deactivate_staff", "core.end_post",
        "core.end_unit", "core.give_post", "core.hand_centre_over", "core.invite_staff", "core.list_staff",
        "core.list_structure", "core.show_person", "core.show_unit",
    },
    "counts, and what was done when": {
        "core.home", "core.list_audit", "core.list_jobs", "core.list_messages", "core.show_job",
    },
    "flats without their landlords": {
        "housing.centre_map_script", "housing.import_listings", "housing.list_listings", "housing.list_without_place",
        "housing.listing_map_script", "housing.listings_map_script", "housing.place_listing", "housing.show_import",
        "portal.offer_map_script",
    },
    "a form to fill in": {
        "core.replace_document", "core.search", "core.withdraw_document", "housing.add_document",
        "housing.add_listing", "people.add_document", "people.add_enterprise", "people.add_enterprise_contact",
        "people.add_household", "people.add_household_contact", "people.add_identifier", "people.add_person_contact",
    },
    "nothing about anybody": {"core.health", "core.readiness", "static"},
}  # fmt: skip


def test_who_is_shown_personal_data_is_written_down(demonstration: Demonstration):
    with demonstration.app.app_context():
        engine = database.engine

    def entries() -> int:
        with Session(engine) as session:
            return session.scalar(select(func.count(AuditEvent.id))) or 0

    unseen = set()
    for client in demonstration.clients.values():
        for endpoint, address in addresses(demonstration.app, engine, "GET").items():
            before = entries()
            if client.get(address, buffered=True).status_code == 200 and entries() == before:
                unseen.add(endpoint)
    assert unseen == set().union(*PLAIN.values())
