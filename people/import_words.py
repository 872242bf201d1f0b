"""What the columns of a file of households hold, in words."""

from flask_babel import lazy_gettext as _l

from people.identifiers import IdentifierKind
from people.words import IDENTIFIER_WORDS

MEMBER_FIELDS = {
    "number": _l("Number of the household in the file"),
    "reference": _l("Its number here (N-0001)"),
    "household_name": _l("Name of the household"),
    "centre": _l("Centre"),
    "taken_in_on": _l("Taken in on"),
    "referred_on": _l("Referred on"),
    "referred_by": _l("Referred by"),
    "name": _l("Name"),
    "given_name": _l("Given name"),
    "surname": _l("Surname"),
    "latin_name": _l("Name in Latin letters"),
    "born_on": _l("Date of birth"),
    "sex": _l("Sex"),
    "relation": _l("Relation"),
    "joined_on": _l("First day in the household"),
    "left_on": _l("First day away"),
    "nationality": _l("Nationality"),
    "languages": _l("Languages"),
    "reads": _l("Language it reads"),
    "interpreter_language": _l("Interpreter"),
    "protection_status": _l("Protection status"),
    "permit": IDENTIFIER_WORDS[IdentifierKind.PERMIT],
    "permit_from": _l("First day of the permit"),
    "permit_until": _l("Last day of the permit"),
    "afm": IDENTIFIER_WORDS[IdentifierKind.AFM],
    "amka": IDENTIFIER_WORDS[IdentifierKind.AMKA],
    "paaypa": IDENTIFIER_WORDS[IdentifierKind.PAAYPA],
    "case": IDENTIFIER_WORDS[IdentifierKind.CASE],
    "passport": IDENTIFIER_WORDS[IdentifierKind.PASSPORT],
    "phone": _l("Telephone"),
    "email": _l("E-mail"),
    "single_parent": _l("One parent alone with children"),
}
