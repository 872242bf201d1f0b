"""The demonstration's flats: twenty adverts around both centres, and what became of two. Landlords are invented."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.posts import centres_of
from core.dates import add_months, day_of
from housing.advert import Advert
from housing.jobs.files import ask_to_read
from housing.models import FileImport, Lease, Listing
from housing.occupancy import VoidReason
from housing.ports import SubsidyEstimates
from housing.services.homes.voids import VoidFacts, add_void
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.households.needs_areas import AreaDetails, add_area
from housing.services.importing.file_imports import begin_import, read_file, receive
from housing.services.importing.file_kinds import LISTINGS
from housing.services.leases.leases import LeaseTerms, record_acceptance, record_declaration, sign_lease
from housing.services.listings import listing_life, listings
from housing.services.offers.offers import make_offer
from housing.services.ranking.costs import figures_of
from housing.states import ListingAction
from housing.wants import AreaWish, Strength
from people.models import Household

_VERIFIED = (ListingAction.CONTACT, ListingAction.VERIFY)
_CONTACTED = (ListingAction.CONTACT,)

# street, area, town, latitude, longitude, rent, common charges, m2, bedrooms, floor, lift, landlord, steps taken
_ADVERTS = (
    (
        "Λεωφόρος Ικάρου 214",
        "Νέα Αλικαρνασσός",
        "Ηράκλειο",
        35.3352,
        25.1662,
        "450",
        "25",
        82,
        2,
        3,
        True,
        0,
        _VERIFIED,
    ),
    ("Λεωφόρος Ικάρου 38", "Πόρος", "Ηράκλειο", 35.3345, 25.1489, "430", "20", 76, 2, 1, False, 1, _CONTACTED),
    ("Παπαναστασίου 19", "Κατσαμπάς", "Ηράκλειο", 35.3322, 25.1552, "420", "20", 70, 2, 2, False, 2, _VERIFIED),
    ("Λεωφόρος Κνωσού 151", "Φιλοθέη", "Ηράκλειο", 35.3209, 25.1531, "500", None, 90, 3, 0, None, 3, ()),
    ("Ρωμανού 7", "Μασταμπάς", "Ηράκλειο", 35.3287, 25.1302, "410", "30", 68, 2, 4, None, 4, _CONTACTED),
    ("Λεωφόρος Δημοκρατίας 64", "Πατέλες", "Ηράκλειο", 35.3303, 25.1449, "480", "35", 84, 3, 1, True, 0, _VERIFIED),
    ("Λεωφόρος Κνωσού 203", "Άγιος Ιωάννης", "Ηράκλειο", 35.3121, 25.1479, "350", "15", 55, 1, 0, None, 5, _VERIFIED),
    ("Λεωφόρος 62 Μαρτύρων 88", "Θέρισος", "Ηράκλειο", 35.3371, 25.1211, "340", "15", 48, 1, 2, False, 6, _CONTACTED),
    ("Λεωφόρος 62 Μαρτύρων 171", "Δειλινά", "Ηράκλειο", 35.3305, 25.1135, "560", "40", 105, 3, 2, True, 7, _VERIFIED),
    ("", "Γάζι", "Μαλεβίζι", 35.3251, 25.0687, "390", None, 74, 2, 0, None, 1, _CONTACTED),
    ("Λεωφόρος Κνωσού 290", "Κνωσός", "Ηράκλειο", 35.2989, 25.1621, "620", "30", 118, 4, 1, False, 8, ()),
    ("Έβανς 45", "Κέντρο", "Ηράκλειο", 35.3378, 25.1335, "380", "25", 42, 1, 5, True, 2, _VERIFIED),
    ("Κισσάμου 23", "Νέα Χώρα", "Χανιά", 35.5129, 24.0092, "400", "20", 62, 2, 1, False, 9, _VERIFIED),
    ("Ελευθερίου Βενιζέλου 117", "Χαλέπα", "Χανιά", 35.5152, 24.0416, "520", "25", 88, 3, 2, True, 10, _CONTACTED),
    ("Δημοκρατίας 52", "Αμπεριά", "Χανιά", 35.5119, 24.0312, "440", "20", 75, 2, 0, None, 11, _VERIFIED),
    ("Μάρκου Μπότσαρη 31", "Λενταριανά", "Χανιά", 35.5051, 24.0268, "370", None, 58, 1, 1, None, 9, ()),
    ("Σελίνου 16", "Παχιανά", "Χανιά", 35.5079, 24.0141, "460", "30", 80, 2, 3, True, 10, _VERIFIED),
    ("", "Μουρνιές", "Χανιά", 35.4834, 24.0149, "360", None, 72, 2, 0, None, 11, _CONTACTED),
    ("", "Σούδα", "Χανιά", None, None, "330", "10", 60, 2, 1, False, 9, ()),
    ("", "Αρχάνες", "Ηράκλειο", None, None, "300", None, 65, 2, 0, None, 4, ()),
)
_LANDLORDS = (
    "Αικατερίνη Λυδάκη", "Μανόλης Τζανάκης", "Γεώργιος Πατεράκης", "Αργυρώ Σταυρακάκη", "Στέλιος Βιτσάκης",
    "Μαρία Καλλέργη", "Νικόλαος Ψαρουδάκης", "Δέσποινα Φραγκάκη", "Ιωάννης Μπαντουβάς", "Ευαγγελία Κουτσάκη",
    "Χρήστος Ξενάκης", "Ειρήνη Γκικάκη",
)  # fmt: skip


def create_listings(session: Session, actor: User, at: datetime) -> list[Listing]:
    """Add the adverts, each taken as far as its steps go."""
    added, centres = [], centres_of(session, actor)
    for number, advert in enumerate(_ADVERTS):
        listing = listings.add_listing(session, _advert(number, advert), centres=centres, actor=actor, at=at)
        for action in advert[-1]:
            listing_life.move_listing(session, listing, action, on=day_of(at), actor=actor)
        added.append(listing)
    _repaired(session, added[0], actor, at)
    return added


def _repaired(session: Session, listing: Listing, actor: User, at: datetime) -> None:
    """One home was out of use for a month."""
    on = day_of(at)
    facts = VoidFacts(
        on - timedelta(days=40), on - timedelta(days=12), VoidReason.REPAIRS, "Έσπασε σωλήνας στο μπάνιο."
    )
    add_void(session, listing.dwelling, facts, actor=actor, at=at)


def _advert(number: int, row: tuple) -> Advert:
    address, area, city, latitude, longitude, rent, charges, size_m2, bedrooms, floor, lift, landlord, _steps = row
    return Advert(
        title=f"Διαμέρισμα {size_m2} τ.μ., {area}",
        monthly_rent=Decimal(f"{rent}.00"),
        common_charges=Decimal(f"{charges}.00") if charges else None,
        deposit=Decimal(f"{rent}.00"),
        address=address or None,
        area=area,
        city=city,
        latitude=latitude,
        longitude=longitude,
        size_m2=size_m2,
        bedrooms=bedrooms,
        floor=floor,
        lift=lift,
        landlord_name=_LANDLORDS[landlord],
        phone=f"28210990{landlord:02d}" if city == "Χανιά" else f"281099{landlord:04d}",
        source="επίδειξη",
        reference=f"Δ-{number + 1:02d}",
    )


_FAMILIES_NEEDS = (
    NeedsDetails(2, "Η γιαγιά θέλει να κοιμάται με το παιδί.", step_free=True, most_rent=Decimal("100.00")),
    NeedsDetails(most_rent=Decimal("80.00"), quiet=Strength.WISH),
    NeedsDetails(most_rent=Decimal("200.00")),
    NeedsDetails(most_rent=Decimal("120.00")),
    NeedsDetails(most_rent=Decimal("60.00")),
    None,  # is not taken in yet
)
_AREAS = (
    (0, AreaDetails(AreaWish.RATHER, town="Ηράκλειο", radius_km=3, reason="Το σχολείο των παιδιών είναι εκεί.")),
    (0, AreaDetails(AreaWish.RATHER_NOT, municipality="9306")),
    (1, AreaDetails(AreaWish.RATHER, town="Πόρος", radius_km=1, latitude=35.3341, longitude=25.1493)),
)


def create_needs(session: Session, households: list[Household], actor: User, on: date, at: datetime) -> None:
    """Write down what the families look for, and where the first two of them."""
    for household, asked in zip(households, _FAMILIES_NEEDS, strict=True):
        if asked is not None:
            set_needs(session, household, asked, on=on, actor=actor)
    for number, details in _AREAS:
        add_area(session, households[number], details, actor=actor, at=at)


def create_offer(
    session: Session, household: Household, listing: Listing, estimates: SubsidyEstimates, actor: User, on: date,
    at: datetime,
) -> None:  # fmt: skip
    """One flat before one family, to be answered within a week."""
    figures = figures_of(session, household, [listing], estimates, on=on)[listing.id]
    answer_by = on + timedelta(days=7)
    make_offer(session, household, listing, figures=figures, answer_by=answer_by, actor=actor, at=at, on=on)


def create_lease(
    session: Session, household: Household, listing: Listing, starts_on: date, actor: User, at: datetime,
    number: str = "90000001",
) -> Lease:  # fmt: skip
    """A lease of three years that was declared and accepted two days after its start."""
    terms = LeaseTerms(
        monthly_rent=listing.monthly_rent,
        deposit=listing.deposit,
        signed_on=starts_on - timedelta(days=5),
        starts_on=starts_on,
        agreed_ends_on=add_months(starts_on, 36),
    )
    lease = sign_lease(session, listing, household, terms, actor=actor, at=at)
    accepted_on = starts_on + timedelta(days=2)
    record_declaration(session, lease, number=number, declared_on=starts_on, on=accepted_on, actor=actor)
    record_acceptance(session, lease, accepted_on=accepted_on, on=accepted_on, actor=actor)
    return lease


_FILE = """Κωδικός;Τίτλος;Ενοίκιο;Περιοχή;Πόλη;τ.μ.;Όροφος;Τηλέφωνο
Ε-1;Διαμέρισμα 70 τ.μ., Πόρος;420;Πόρος;Ηράκλειο;70;2;2810990101
Ε-2;Γκαρσονιέρα 34 τ.μ., Νέα Χώρα;290;Νέα Χώρα;Χανιά;34;1;2821099102
"""
_FILE_TO_LOOK_AT = """Κωδικός;Διεύθυνση;Πόλη;Μίσθωμα;τ.μ.;Υ/Δ;Όροφος;Τηλέφωνο;Θέα
Φ-1;Εφέσου 118;Ηράκλειο;430;76;2;1ος;2810990103;κήπος
Φ-2;Ικάρου 40;Ηράκλειο;45;62;2;2ος;2810990104;
Φ-3;Εφέσου 9;Ηράκλειο;τηλ.;58;1;ισόγειο;28100001;θάλασσα
Φ-4;Ικάρου 22;Ηράκλειο;450;7400;2;3ος;2810990105;
Φ-4;Ικάρου 22;Ηράκλειο;460;74;2;3ος;2810990105;
Σύνολο;;;1385;;;;;
"""


def send_files(session: Session, actor: User, at: datetime) -> None:
    """A file that the workers read as soon as the demonstration is served, and one that waits to be looked at."""
    content = _FILE_TO_LOOK_AT.encode()
    table = read_file(session, LISTINGS, "εφημερίδα", "αγγελίες.csv", content)
    receive(session, _begin(session, "αγγελίες-νοέμβριος.csv", actor, at), table)
    ask_to_read(session, _begin(session, "αγγελίες.csv", actor, at), _FILE.encode(), actor=actor, at=at)


def _begin(session: Session, name: str, actor: User, at: datetime) -> FileImport:
    centres = centres_of(session, actor)
    return begin_import(session, LISTINGS, name, source="εφημερίδα", centres=centres, actor=actor, at=at)
