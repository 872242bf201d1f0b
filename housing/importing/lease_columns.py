"""The names under which the columns of leases are known: Greek, Greek in Latin letters, and English.

A tax number or a telephone of which the name does not say whose it is stands for nobody's: of a lease there are two
(`unsaid_columns`).
"""

from collections.abc import Mapping

from housing.importing import columns
from people.importing.columns import FIELDS as OF_HOUSEHOLDS
from people.importing.columns import spelt

_DAY_OF = ("ημερομηνία", "ημ/νία", "ημερ.", "ημ.")
_OF_PAPER = ("", " μίσθωσης", " μισθωτηρίου", " συμβολαίου", " συμφωνητικού")


def _first_or_last(day: str) -> str:
    """Of the words for beginning and end all that people put together: `ημ/νία λήξης μισθωτηρίου`."""
    return ", ".join(f"{name}{of}" for name in (day, *(f"{kind} {day}ς" for kind in _DAY_OF)) for of in _OF_PAPER)


_OF_FLATS = (
    "title", "address", "street_number", "area", "city", "postal_code", "latitude", "longitude",
    "size_m2", "bedrooms", "floor", "atak", "electricity_supply_number",
)  # fmt: skip
_OF_RENT = ("monthly_rent", "common_charges", "rent_covers", "deposit")
_NAMES = {
    "tenant_name": (
        "tenant, tenant name, name of tenant, lessee, name of the household, name of the family, μισθωτής, μισθώτρια, "
        "ονοματεπώνυμο μισθωτή, όνομα μισθωτή, ενοικιαστής, ενοικιάστρια, ωφελούμενος, ονοματεπώνυμο ωφελούμενου, "
        "όνομα νοικοκυριού, όνομα οικογένειας"
    ),
    "tenant_afm": (
        "tenant afm, afm of tenant, tenant tax number, lessee afm, ΑΦΜ μισθωτή, ΑΦΜ μισθώτριας, ΑΦΜ ενοικιαστή, "
        "ΑΦΜ ωφελούμενου"
    ),
    "tenant_surname": "tenant surname, surname of tenant, επώνυμο μισθωτή, επίθετο μισθωτή, επώνυμο ωφελούμενου",
    "landlord_surname": (
        "landlord surname, surname of landlord, owner surname, επώνυμο ιδιοκτήτη, επώνυμο εκμισθωτή, "
        "επίθετο ιδιοκτήτη, επίθετο εκμισθωτή"
    ),
    "landlord_name": (
        "landlord, landlord's name, owner, owner name, lessor, ιδιοκτήτης, ιδιοκτήτρια, όνομα ιδιοκτήτη, "
        "ονοματεπώνυμο ιδιοκτήτη, εκμισθωτής, εκμισθώτρια, ονοματεπώνυμο εκμισθωτή, όνομα εκμισθωτή, "
        "επωνυμία εκμισθωτή"
    ),
    "landlord_afm": (
        "landlord's afm, afm of landlord, landlord tax number, owner afm, lessor afm, ΑΦΜ ιδιοκτήτη, ΑΦΜ εκμισθωτή, "
        "ΑΦΜ εκμισθώτριας"
    ),
    "landlord_phone": (
        "landlord's telephone, landlord telephone, phone of landlord, owner phone, lessor phone, τηλέφωνο ιδιοκτήτη, "
        "τηλ. ιδιοκτήτη, τηλέφωνο εκμισθωτή, τηλ. εκμισθωτή, κινητό ιδιοκτήτη, κινητό εκμισθωτή"
    ),
    "landlord_email": "landlord's e-mail, landlord e-mail, owner e-mail, e-mail ιδιοκτήτη, e-mail εκμισθωτή",
    "landlord_iban": (
        "landlord's iban, iban of landlord, landlord account, owner iban, iban, IBAN ιδιοκτήτη, IBAN εκμισθωτή, "
        "λογαριασμός ιδιοκτήτη, λογαριασμός εκμισθωτή"
    ),
    "signed_on": (
        "signed, date of signing, signing date, date signed, contract date, υπογραφή, υπογράφηκε, "
        "ημερομηνία υπογραφής, ημ/νία υπογραφής, ημ. υπογραφής, ημερομηνία συμφωνητικού, ημερομηνία σύμβασης, "
        "ημερομηνία μισθωτηρίου"
    ),
    "starts_on": (
        "start, starts, start date, start of lease, lease start, lease from, first day, from, begins, μίσθωση από, "
        "από, πρώτη ημέρα"
    ),
    "last_day": (
        "end, ends, end date, end of lease, lease end, lease until, last day, until, to, μίσθωση έως, έως, μέχρι, "
        " τελευταία ημέρα, last day on paper, τελευταία ημέρα στο χαρτί"
    ),
    "declaration_number": (
        "declaration, number of the declaration, declaration no, declaration id, aade number, aade declaration, "
        "aade declaration number, taxisnet number, lease declaration number, αριθμός δήλωσης, αρ. δήλωσης, "
        "αριθμός δήλωσης ΑΑΔΕ, δήλωση ΑΑΔΕ, αριθμός ΑΑΔΕ, αρ. δήλωσης ΑΑΔΕ, αριθμός δήλωσης μίσθωσης, "
        "αρ. δήλωσης μίσθωσης, αριθμός δήλωσης taxisnet, αριθμός μισθωτηρίου"
    ),
    "declared_on": (
        "declared, declaration date, date of declaration, declared at aade, ημερομηνία δήλωσης, ημ/νία δήλωσης, "
        "ημ. δήλωσης, ημερομηνία υποβολής, ημ/νία υποβολής, ημερομηνία υποβολής δήλωσης, δηλώθηκε, δηλώθηκε στις, "
        "ημερομηνία δήλωσης ΑΑΔΕ, ημ. δήλωσης ΑΑΔΕ, ημ/νία δήλωσης ΑΑΔΕ, δηλώθηκε στην ΑΑΔΕ"
    ),
    "accepted_on": (
        "accepted, acceptance, acceptance date, date of acceptance, accepted by tenant, ημερομηνία αποδοχής, "
        "ημ/νία αποδοχής, ημ. αποδοχής, αποδοχή, αποδοχή δήλωσης, αποδοχή μισθωτή, ημερομηνία αποδοχής δήλωσης, "
        "αποδοχή ΑΑΔΕ, αποδοχή στην ΑΑΔΕ, ημερομηνία αποδοχής ΑΑΔΕ, ημ. αποδοχής ΑΑΔΕ, ημ/νία αποδοχής ΑΑΔΕ, "
        "aade acceptance, accepted at aade"
    ),
}
_MORE_NAMES = {
    "street_number": "house number, αριθμός οδού, αρ. οδού, αριθμός κτιρίου",
    "number": "number of the household in the file, αριθμός του νοικοκυριού στο αρχείο",
    "reference": "its number here (N-0001), ο αριθμός του εδώ (N-0001)",
    "monthly_rent": (
        "agreed rent, συμφωνημένο μίσθωμα, συμφωνηθέν μίσθωμα, ποσό μισθώματος, ποσό ενοικίου, ύψος μισθώματος, "
        "ύψος ενοικίου"
    ),
    "starts_on": _first_or_last("έναρξη"),
    "last_day": _first_or_last("λήξη"),
    "declaration_number": "αριθμός υποβολής, αρ. υποβολής, αριθμός υποβολής ΑΑΔΕ, αριθμός καταχώρισης",
    # Where one name stands over several columns, as in two rows of names.
    "tenant_afm": "μισθωτής ΑΦΜ, ενοικιαστής ΑΦΜ, ωφελούμενος ΑΦΜ, στοιχεία μισθωτή ΑΦΜ",
    "landlord_afm": "ιδιοκτήτης ΑΦΜ, εκμισθωτής ΑΦΜ, στοιχεία ιδιοκτήτη ΑΦΜ, στοιχεία εκμισθωτή ΑΦΜ",
    "landlord_phone": (
        "ιδιοκτήτης τηλέφωνο, εκμισθωτής τηλέφωνο, ιδιοκτήτης τηλ., εκμισθωτής τηλ., στοιχεία ιδιοκτήτη τηλέφωνο, "
        "στοιχεία εκμισθωτή τηλέφωνο"
    ),
}
# What the columns are called on our own pages, and so in files that were made from them.
_ON_OUR_PAGES = {
    "tenant_name": "name of the tenant, όνομα του μισθωτή",
    "tenant_surname": "surname of the tenant, επώνυμο του μισθωτή",
    "landlord_surname": "landlord's surname",
    "tenant_afm": "tax number (AFM) of the tenant, ΑΦΜ του μισθωτή",
    "landlord_afm": "tax number (AFM) of the landlord, ΑΦΜ του ιδιοκτήτη",
    "landlord_iban": "IBAN in the landlord's own name, IBAN στο όνομα του ιδιοκτήτη",
    "signed_on": "ημέρα υπογραφής",
    "last_day": "τελευταία ημέρα κατά το μισθωτήριο",
    "declared_on": "ημέρα δήλωσης",
    "accepted_on": "ημέρα αποδοχής",
}

_KNOWN: Mapping[str, tuple[str, ...]] = {
    **{field: OF_HOUSEHOLDS[field] for field in ("number", "reference")},
    **{field: tuple(_NAMES[field].split(", ")) for field in ("tenant_name", "tenant_surname", "tenant_afm")},
    **{field: columns.FIELDS.get(field, ()) for field in _OF_FLATS},
    **{field: tuple(_NAMES[field].split(", ")) for field in _NAMES if field.startswith("landlord_")},
    **{field: tuple(_NAMES[field].split(", ")) for field in ("signed_on", "starts_on", "last_day")},
    **{field: columns.FIELDS[field] for field in _OF_RENT},
    **{field: tuple(_NAMES[field].split(", ")) for field in ("declaration_number", "declared_on", "accepted_on")},
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    field: tuple(
        dict.fromkeys(
            way
            for known in (*names, _MORE_NAMES.get(field), _ON_OUR_PAGES.get(field))
            for way in spelt(known or "")
            if way
        )
    )
    for field, names in _KNOWN.items()
}
