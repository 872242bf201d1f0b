"""The kinds of places that a family goes to from its home, and the words by which files know them. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from core.importing.words import fold


class AmenityKind(StrEnum):
    """What a place of interest is for; a closed set, so that each has its word in every language."""

    SCHOOL = "school"  # a kindergarten too
    CLINIC = "clinic"  # a doctor, a health centre, a hospital
    PHARMACY = "pharmacy"
    BUS_STOP = "bus-stop"
    COMMUNITY_CENTRE = "community-centre"
    OFFICE = "office"  # of the state or the municipality


# Tags are those of OpenStreetMap, `key=value`.
_WORDS_OF_KINDS = {
    AmenityKind.SCHOOL: (
        "school, kindergarten, nursery school, primary school, secondary school, σχολείο, νηπιαγωγείο, δημοτικό, "
        "δημοτικό σχολείο, γυμνάσιο, λύκειο, παιδικός σταθμός, amenity=school, amenity=kindergarten"
    ),
    AmenityKind.CLINIC: (
        "clinic, hospital, doctor, doctors, health centre, health center, medical centre, κλινική, νοσοκομείο, "
        "γιατρός, ιατρός, ιατρείο, κέντρο υγείας, περιφερειακό ιατρείο, ΤΟΜΥ, amenity=clinic, amenity=hospital, "
        "amenity=doctors, healthcare=clinic, healthcare=hospital, healthcare=doctor, healthcare=centre"
    ),
    AmenityKind.PHARMACY: "pharmacy, chemist, φαρμακείο, amenity=pharmacy, healthcare=pharmacy",
    AmenityKind.BUS_STOP: (
        "bus stop, bus station, stop, στάση, στάση λεωφορείου, σταθμός λεωφορείων, ΚΤΕΛ, highway=bus_stop, "
        "amenity=bus_station"
    ),
    AmenityKind.COMMUNITY_CENTRE: (
        "community centre, community center, integration centre, social centre, centre, center, κέντρο, "
        "κέντρο κοινότητας, κέντρο ένταξης μεταναστών, κέντρο ένταξης, amenity=community_centre, "
        "amenity=social_centre, amenity=social_facility"
    ),
    AmenityKind.OFFICE: (
        "office, public office, public service, town hall, post office, citizen service centre, υπηρεσία, "
        "δημόσια υπηρεσία, γραφείο, δημαρχείο, ταχυδρομείο, ΚΕΠ, ΔΥΠΑ, ΕΦΚΑ, ΔΟΥ, amenity=townhall, "
        "amenity=post_office, office=government"
    ),
}
KINDS: Mapping[str, AmenityKind] = {
    fold(word): kind for kind, words in _WORDS_OF_KINDS.items() for word in (kind, *words.split(", "))
}
TAGS = ("amenity", "healthcare", "highway", "office", "shop", "leisure", "tourism")  # the keys that say what it is for
