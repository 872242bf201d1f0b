"""The names under which the columns of households are known: Greek, Greek in Latin letters, and English."""

from collections.abc import Iterator, Mapping

from core.transliteration import to_latin

_NAMES = {
    "number": (
        "household number, household no, household id, household, family number, family no, family id, family, "
        "αριθμός νοικοκυριού, αρ. νοικοκυριού, κωδικός νοικοκυριού, κωδ. νοικοκυριού, νοικοκυριό, αριθμός οικογένειας, "
        "αρ. οικογένειας, κωδικός οικογένειας, κωδ. οικογένειας, α/α οικογένειας, οικογένεια, ωφελούμενη οικογένεια"
    ),
    "reference": "number here, our number, stegi number, αριθμός εδώ, αριθμός στη Στέγη, ο αριθμός μας",
    "household_name": "name of the household, name of the family, όνομα νοικοκυριού, όνομα οικογένειας",
    "centre": "center, office, branch, κέντρο, γραφείο, παράρτημα",
    "taken_in_on": (
        "taken in, taken in on, intake, intake date, date of intake, enrolled, enrolled on, enrolment date, "
        "ημερομηνία ένταξης, ημ/νία ένταξης, ένταξη, ένταξη στο πρόγραμμα, ημερομηνία εγγραφής"
    ),
    "referred_on": "referral date, date of referral, ημερομηνία παραπομπής, ημ/νία παραπομπής",
    "referred_by": "referral from, referring service, παραπομπή από, φορέας παραπομπής, παραπέμπων φορέας",
    "name": (
        "full name, name and surname, surname and name, member, member name, name of member, beneficiary, "
        "ονοματεπώνυμο, όνομα και επώνυμο, επώνυμο και όνομα, μέλος, ονοματεπώνυμο μέλους, ωφελούμενος, "
        "ονοματεπώνυμο ωφελούμενου"
    ),
    "given_name": "first name, given name, given names, forename, όνομα, μικρό όνομα, κύριο όνομα, όνομα μέλους",
    "surname": "last name, family name, επώνυμο, επίθετο, επώνυμο μέλους",
    "latin_name": (
        "name in latin letters, name in latin, latin, passport name, όνομα με λατινικούς χαρακτήρες, λατινικά, "
        "όνομα στα λατινικά, όνομα με λατινικά, ονοματεπώνυμο λατινικά, ονοματεπώνυμο με λατινικούς χαρακτήρες"
    ),
    "born_on": (
        "date of birth, birth date, day of birth, dob, birthday, born, ημερομηνία γέννησης, ημερομηνία γεννήσεως, "
        "ημ. γέννησης, ημερ. γέννησης, ημ/νία γέννησης, ημ/νια γεννήσεως, γέννηση, γεννήθηκε, hmerominia gennisis, "
        "hmerominia gennhshs, imerominia gennhshs"
    ),
    "sex": "gender, φύλο, άνδρας/γυναίκα",
    "relation": (
        "relationship, relation to applicant, relationship to applicant, role, σχέση, σχέση με τον αιτούντα, "
        "σχέση με αιτούντα, σχέση με αρχηγό, σχέση με τον αρχηγό, σχέση με δικαιούχο, "
        "σχέση συγγένειας, συγγένεια, ιδιότητα, βαθμός συγγένειας"
    ),
    "joined_on": (
        "joined, member since, first day in the household, μέλος από, ημερομηνία εισόδου, πρώτη ημέρα στο νοικοκυριό"
    ),
    "left_on": "left, first day away, ημερομηνία αποχώρησης, αποχώρηση, πρώτη ημέρα που λείπει",
    "nationality": (
        "country, country of origin, citizenship, εθνικότητα, υπηκοότητα, υπηκ., ιθαγένεια, χώρα, χώρα καταγωγής, "
        "χώρα προέλευσης"
    ),
    "languages": (
        "language, spoken languages, speaks, mother tongue, γλώσσες, γλώσσα, μητρική γλώσσα, ομιλούμενες γλώσσες"
    ),
    "reads": "language it reads, language of letters, γλώσσα που διαβάζει, γλώσσα επικοινωνίας, γλώσσα αλληλογραφίας",
    "interpreter_language": (
        "interpreter, interpretation, needs interpreter, διερμηνέας, διερμηνεία, γλώσσα διερμηνείας, ανάγκη διερμηνείας"
    ),
    "protection_status": (
        "protection, status, legal status, καθεστώς, καθεστώς προστασίας, νομικό καθεστώς, είδος προστασίας"
    ),
    "permit": (
        "residence permit, permit number, residence permit number, άδεια διαμονής, αριθμός άδειας διαμονής, ΑΔΕΤ, "
        "αρ. άδειας διαμονής, αριθμός άδειας, αρ. άδειας, αριθμός ΑΔΕΤ, αρ. ΑΔΕΤ"
    ),
    "permit_from": "permit valid from, permit issued on, έκδοση άδειας, ημερομηνία έκδοσης άδειας, άδεια από",
    "permit_until": (
        "permit expiry, permit expires, permit expires on, permit valid until, permit expiry date, "
        "residence permit expiry, "
        "λήξη άδειας, λήξη άδειας διαμονής, ημερομηνία λήξης άδειας, ημ. λήξης άδειας, ημ/νία λήξης άδειας, "
        "ημερομηνία λήξης άδειας διαμονής, ημ/νία λήξης άδειας διαμονής, άδεια έως, ισχύς άδειας έως, λήξη ΑΔΕΤ"
    ),
    "afm": "vat number, tax number, tin, ΑΦΜ, αριθμός φορολογικού μητρώου",
    "amka": "social security number, social insurance number, ΑΜΚΑ",
    "paaypa": "ΠΑΑΥΠΑ",
    "case": "case number, dika, asylum case number, αριθμός υπόθεσης, αριθμός φακέλου, ΔΙΚΑ",
    "passport": "passport number, διαβατήριο, αριθμός διαβατηρίου, αρ. διαβατηρίου",
    "phone": (
        "telephone, phone number, mobile, tel, τηλέφωνο, τηλ., κινητό, κιν., κινητό τηλέφωνο, κιν. τηλ., "
        "τηλέφωνο επικοινωνίας, τηλ. επικοινωνίας"
    ),
    "email": "e-mail, mail, email address, ηλ. ταχυδρομείο, ηλεκτρονικό ταχυδρομείο, διεύθυνση e-mail",
    "single_parent": "lone parent, one parent, μονογονεϊκή, μονογονεϊκή οικογένεια, μονογονέας",
}
# As people type Greek without Greek keys: by its looks, with υ as y or as u. By its sound is `to_latin`.
_LOOKS = dict(zip("αβγδεζηικλμνοπρσςτφχω", "abgdezhiklmnoprsstfxw", strict=True)) | {"θ": "th", "ξ": "x", "ψ": "ps"}
_BY_LOOKS = tuple(
    str.maketrans({**_LOOKS, "υ": y, "ύ": y, **dict(zip("άέήίόώϊ", "aehiowi", strict=True))}) for y in "yu"
)


def spelt(names: str) -> Iterator[str]:
    """The names, parted by commas, also in the ways to type Greek in Latin letters."""
    for name in names.split(", "):
        yield name
        if not name.isascii():
            yield to_latin(name)
            yield from (name.lower().translate(looks) for looks in _BY_LOOKS)
            yield name.lower().translate(_BY_LOOKS[0]).replace("b", "v")


FIELDS: Mapping[str, tuple[str, ...]] = {field: tuple(dict.fromkeys(spelt(names))) for field, names in _NAMES.items()}
