"""Rows that many tests start from, and how a test signs in."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth import entrance
from core.auth.models import Post, User
from core.auth.permissions import StaffRole
from core.auth.posts import duty_on
from core.auth.sessions import begin_session
from core.dates import utc_now
from core.session import database
from core.structure import Centre, CentreOperation, Partner, Programme, Project
from housing.models import Dwelling, Landlord, Listing
from housing.states import ListingStatus
from people.identifiers import IdentifierKind
from people.models import Household, HouseholdMember, HouseholdStage, Identifier, Person
from people.stages import Stage
from tests.support.pages import PageClient

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = NOW.date()
PASSWORD = "a password for tests"
BEGUN_ON = date(2020, 1, 1)


def add_partner(session: Session, project: Project | None = None, name: str = "Pilot", is_lead: bool = True) -> Partner:
    """A partner; without a project, of one of its own."""
    if project is None:
        programme = session.scalar(select(Programme)) or Programme(name_el="Π", name_en="P", starts_on=BEGUN_ON)
        project = Project(programme=programme, name_el="Κρήτη", name_en="Crete", starts_on=BEGUN_ON)
    partner = Partner(project=project, name_el=name, name_en=name, is_lead=is_lead, starts_on=BEGUN_ON)
    session.add(partner)
    session.flush()
    return partner


def add_centre(session: Session, key: str = "heraklion", partner: Partner | None = None) -> Centre:
    """A centre; without a partner, run by the first there is. Who stands above it at once sees it too."""
    places = {"heraklion": (35.3387, 25.1442), "chania": (35.5138, 24.0180), "elsewhere": (35.2, 24.9)}
    latitude, longitude = places[key]
    name = key.title()
    centre = Centre(key=key, name_el=name, name_en=name, latitude=latitude, longitude=longitude)
    partner = partner or session.scalar(select(Partner).order_by(Partner.id)) or add_partner(session)
    session.add(CentreOperation(centre=centre, partner=partner, starts_on=BEGUN_ON))
    session.flush()
    for user in session.scalars(select(User)):
        go_to_work(session, user)
    return centre


def add_user(
    session: Session,
    role: StaffRole,
    centre: Centre | None = None,
    *,
    project: Project | None = None,
    partner: Partner | None = None,
    name: str = "Eleni Markaki",
) -> User:
    """Somebody at work in a role: at the centre, the project or the partner, else at the whole programme."""
    user = User(
        email=f"{uuid4().hex}@example.org",
        name=name,
        password=PASSWORD,
        fs_uniquifier=uuid4().hex,
        created_at=NOW,
    )
    add_post(session, user, role, centre, project=project, partner=partner)
    return user


def add_post(
    session: Session,
    user: User,
    role: StaffRole,
    centre: Centre | None = None,
    *,
    project: Project | None = None,
    partner: Partner | None = None,
) -> Post:
    """One more post for somebody, who takes it up at once."""
    programme = None
    if not (centre or project or partner):
        programme = session.scalar(select(Programme)) or add_partner(session).project.programme
    place = {"programme": programme, "project": project, "partner": partner, "centre": centre}
    post = Post(user=user, role=role, starts_on=BEGUN_ON, **place)
    session.add(post)
    session.flush()
    go_to_work(session, user)
    return post


def go_to_work(session: Session, user: User, on: date = TODAY) -> None:
    """What the edge does for whoever makes a request."""
    user.take_up(duty_on(session, user, on))


def stored_listings(session: Session) -> list[Listing]:
    """As they stand in the database now, the first one first."""
    session.expire_all()
    return list(session.scalars(select(Listing).order_by(Listing.id)))


def add_household(
    session: Session, centre: Centre, name: str = "Haddad", births: tuple[str, ...] = ("1990-02-01",), *,
    taken_in_on: date = BEGUN_ON,
) -> Household:  # fmt: skip
    household = Household(
        reference=uuid4().hex,
        name=name,
        language="en",
        centre=centre,
        stage=Stage.SEARCHING,
        created_at=NOW,
        members=[
            HouseholdMember(person=Person(name=f"{name} {number}", born_on=date.fromisoformat(born), created_at=NOW))
            for number, born in enumerate(births, 1)
        ],
    )
    session.add(HouseholdStage(household=household, stage=household.stage, since_on=taken_in_on, written_at=NOW))
    session.flush()
    return household


def add_account(
    session: Session, household: Household, holder: str = "Amal Haddad", iban: str = "GR1601101250000000012300695"
) -> None:
    """The household is paid to an account of its first member."""
    household.account = Identifier(
        person=household.members[0].person, kind=IdentifierKind.IBAN, value=iban, holder=holder, created_at=NOW
    )
    session.flush()


def add_listing(
    session: Session,
    centre: Centre,
    title: str = "Flat 82 m², Poros",
    rent: str = "450.00",
    status: ListingStatus = ListingStatus.VERIFIED,
    **dwelling: object,
) -> Listing:
    facts = {
        "address": "Efesou 7",
        "area": "Poros",
        "city": "Heraklion",
        "latitude": 35.3312,
        "longitude": 25.1467,
        "size_m2": 82,
        "bedrooms": 2,
        "floor": 3,
        "has_lift": True,
    }
    listing = Listing(
        dwelling=Dwelling(**(facts | dwelling)),
        landlord=Landlord(name="Aikaterini Lydaki", phone="+302810000001", kept_by=centre, created_at=NOW),
        centre=centre,
        status=status,
        title=title,
        monthly_rent=Decimal(rent),
        common_charges=Decimal("25.00"),
        source="telephone",
        confirmed_on=TODAY,
        created_at=NOW,
    )
    session.add(listing)
    session.flush()
    return listing


def speak_english(client: PageClient) -> None:
    """Choose the language of the catalogue entries, so that tests do not rest on translations."""
    with client.session_transaction() as kept:
        kept["language"] = "en"


def sign_in(client: PageClient, user: User) -> None:
    """Begin a session of the person's, as after password and second factor, to read pages in English."""
    with client.application.app_context():
        token = begin_session(database.session, user, device="Firefox, Linux", by_second_factor=True, at=utc_now())
        database.session.commit()
    with client.session_transaction() as kept:
        kept.clear()
        kept.update({entrance.KEY: token, "language": "en"})
