"""Nobody is shown a person's data without its being written down: every page of the service is opened."""

from itertools import product

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from core.auth.permissions import StaffRole
from core.calendar.feeds import open_feed
from core.calendar.models import StaffFeed
from core.session import database
from portal.models import HouseholdFeed
from tests.support.audit import events
from tests.support.demonstration import Demonstration
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_household, add_user

# Pages that show no data of people served or of landlords, by what they show instead.
PLAIN = {
    "one's own account, and the door": {
        "core.accept_invitation", "core.add_passkey", "core.change_password", "core.confirm_app", "core.enter_code",
        "core.list_sessions", "core.show_account", "core.show_again", "core.show_calendar", "core.show_second_factor",
        "core.sign_in", "portal.open_link", "portal.signed_out",
    },
    "one's own saved searches": {"housing.list_saved_searches", "housing.rename_search", "housing.save_search"},
    "the staff and the structure": {
        "core.add_deputy", "core.add_part", "core.change_unit", "core.deactivate_staff", "core.end_post",
        "core.end_unit", "core.give_post", "core.hand_centre_over", "core.invite_staff", "core.list_staff",
        "core.list_structure", "core.show_person", "core.show_unit", "people.hand_over_cases",
        "people.list_hand_overs",
    },
    "counts, and what was done when": {
        "core.list_audit", "core.list_jobs", "core.list_messages", "core.show_job", "core.show_paper",
        "housing.show_import_job", "subsidies.download_batch_day",
    },
    "flats without their landlords": {
        "housing.centre_map_script", "housing.centre_still", "housing.compare_map_script", "housing.compare_still",
        "housing.import_listings",
        "housing.landlord_map_script", "housing.landlord_points", "housing.landlord_still", "housing.list_flat_pairs",
        "housing.list_listings", "housing.list_without_place", "housing.listing_area", "housing.listing_map_script",
        "housing.listing_still", "housing.listings_map_script", "housing.listings_points", "housing.listings_rents",
        "housing.listings_still", "housing.pin_map_script", "housing.place_listing", "housing.review_chosen",
        "housing.show_nearby", "housing.show_sheet", "housing.show_sheets", "housing.viewings_map_script",
        "housing.viewings_still", "portal.home_still",
        "portal.offer_map_script", "portal.offer_still", "portal.viewing_map_script", "portal.viewing_still",
    },
    "photographs of flats": {
        "housing.add_photos", "housing.describe_photo", "housing.remove_photo", "housing.show_photo",
        "housing.show_thumbnail", "portal.show_photo", "portal.show_thumbnail",
    },
    "an empty form": {
        "core.search", "housing.add_landlord", "housing.add_listing", "housing.add_void", "housing.import_households",
        "housing.import_landlords", "housing.import_leases",
        "housing.look_around",
        "people.add_enterprise", "people.add_household", "subsidies.import_awards", "subsidies.show_calculator",
    },
    "rules, and who proposed and approved them": {
        "people.set_blocking_support",
        "subsidies.download_scheme_version", "subsidies.list_schemes", "subsidies.propose_scheme",
        "subsidies.show_scheme", "subsidies.show_scheme_version",
    },
    "weights, and households without name or wish": {"housing.set_weights"},
    "places that anybody goes to": {"maps.import_places", "maps.list_places"},
    "nothing about anybody": {"core.health", "core.readiness", "static"},
}  # fmt: skip
LEADS_ON = {"housing.choose_listings", "subsidies.find_calculator", "subsidies.this_month"}
NOT_THERE = {"maps.show_tile"}  # the demonstration has no archive of tiles


def test_who_is_shown_personal_data_is_written_down(demonstration: Demonstration):
    """A route that is new shows something about a person, and writes it down, unless it is named above."""
    with demonstration.app.app_context():
        engine = database.engine
    opened, unseen = set(), set()
    for endpoint, addresses in demonstration.addresses.items():
        for client, address in product(demonstration.clients.values(), addresses):
            entries = _entries(engine)
            if client.get(address, buffered=True).status_code == 200:
                opened.add(endpoint)
                if _entries(engine) == entries:
                    unseen.add(endpoint)
                break
    assert unseen == set().union(*PLAIN.values())
    assert demonstration.addresses.keys() - opened == LEADS_ON | NOT_THERE


def test_who_reads_a_calendar_is_written_down(client: PageClient, session: Session):
    centre = add_centre(session)
    officer, household = add_user(session, StaffRole.HOUSING_OFFICER, centre), add_household(session, centre)
    staff, family = StaffFeed(user=officer), HouseholdFeed(household=household)
    tokens = (
        open_feed(session, staff, officer, StaffFeed.user_id == officer.id, at=NOW),
        open_feed(session, family, household, HouseholdFeed.household_id == household.id, at=NOW),
    )
    session.commit()
    for address in (f"/calendar/{tokens[0]}.ics", f"/family-calendar/{tokens[1]}.ics"):
        assert client.get(address).status_code == 200
    assert [event.action for event in events(session)][-2:] == ["list-days", "show-own-days"]


def _entries(engine: Engine) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count(AuditEvent.id))) or 0
