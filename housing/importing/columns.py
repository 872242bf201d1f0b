"""The names under which the columns of an advert are known, Greek and English; case, accents and signs do not count."""

from collections.abc import Mapping

_NAMES = {
    "reference": (
        "ref, reference code, advert id, listing id, id, code, κωδικός, κωδικός αγγελίας, αναφορά, "
        "αριθμός αγγελίας, κωδ."
    ),
    "title": "headline, τίτλος, τίτλος αγγελίας",
    "address": (
        "street, street address, street and number, διεύθυνση, οδός, οδός και αριθμός, οδός & αριθμός, "
        "διεύθυνση ακινήτου, δ/νση, δ/νση ακινήτου"
    ),
    "area": "location, neighbourhood, neighborhood, district, περιοχή, συνοικία, γειτονιά, τοποθεσία, region",
    "city": "town, municipality, πόλη, δήμος, οικισμός, χωριό",
    "postal_code": "post code, zip, zip code, τ.κ., ταχυδρομικός κώδικας, ταχ. κώδικας",
    "latitude": "lat, γεωγραφικό πλάτος, πλάτος, γ. πλάτος",
    "longitude": "lon, lng, long, γεωγραφικό μήκος, μήκος, γ. μήκος",
    "monthly_rent": (
        "rent, price, rent per month, rent eur, rent in euros, ενοίκιο, μίσθωμα, μηνιαίο ενοίκιο, "
        "μηνιαίο μίσθωμα, τιμή, ενοίκιο ανά μήνα, ενοίκιο/μήνα, μίσθωμα/μήνα, ενοίκιο ευρώ"
    ),
    "common_charges": (
        "charges, monthly common charges, service charge, service charges, κοινόχρηστα, μηνιαία κοινόχρηστα, "
        "δαπάνες κοινοχρήστων"
    ),
    "rent_covers": (
        "utilities included, bills included, utilities, included in the rent, λογαριασμοί, περιλαμβάνονται, "
        "περιλαμβάνονται λογαριασμοί, στην τιμή οι λογαριασμοί, περιλαμβάνονται στο ενοίκιο, κοινόχρηστα στην τιμή"
    ),
    "deposit": "security deposit, guarantee, εγγύηση, προκαταβολή",
    "size_m2": (
        "m2, sqm, sq m, size, size in m2, surface, floor area, area m2, area in m2, area sqm, net area m2, "
        "τ.μ., τετραγωνικά, τετραγωνικά μέτρα, εμβαδόν, εμβαδόν τ.μ., εμβαδόν m2, εμβαδόν μ2, "
        "εμβαδό, εμβ., εμβ. τ.μ., εμβ. m2, εμβ. μ2, επιφάνεια, μέγεθος, μ2"
    ),
    "bedrooms": "beds, number of bedrooms, υπνοδωμάτια, υ/δ, υπν., κρεβατοκάμαρες, αριθμός υπνοδωματίων",
    "bathrooms": "baths, number of bathrooms, μπάνια, μπάνιο, λουτρά, αριθμός μπάνιων",
    "floor": "storey, level, όροφος, όρ., επίπεδο",
    "top_floor": "penthouse, ρετιρέ, τελευταίος όροφος",
    "lift": "elevator, has lift, ασανσέρ, ανελκυστήρας",
    "wheelchair": (
        "for a wheelchair, wheelchair access, wheelchair accessible, accessible, για αμαξίδιο, αμαξίδιο, "
        "πρόσβαση με αμαξίδιο, προσβάσιμο, προσβάσιμο με αμαξίδιο, προσβασιμότητα, ΑμεΑ, για ΑμεΑ, κατάλληλο για ΑμεΑ"
    ),
    "quiet": "quiet home, quiet street, is quiet, ήσυχο, ησυχία, ήσυχο σπίτι, ήσυχη περιοχή, ήσυχος δρόμος",
    "furnished": "furniture, is furnished, επιπλωμένο, έπιπλα, επίπλωση, επιπλωμένα",
    "heating": "heating type, θέρμανση, τύπος θέρμανσης, σύστημα θέρμανσης",
    "condition": "state, κατάσταση, κατάσταση ακινήτου",
    "parking": "parking spots, parking space, garage, πάρκινγκ, θέση στάθμευσης, θέσεις στάθμευσης, στάθμευση, γκαράζ",
    "energy_class": "energy rating, energy, epc, ενεργειακή κλάση, ενεργειακή κατηγορία, ενεργ. κλάση, κλάση ΠΕΑ",
    "energy_certificate_number": (
        "energy certificate, pea number, αριθμός ΠΕΑ, ΠΕΑ, πιστοποιητικό ενεργειακής απόδοσης, "
        "αριθμός ενεργειακού πιστοποιητικού"
    ),
    "energy_certificate_expires_on": (
        "energy certificate expiry, energy certificate expires, energy certificate valid until, pea expiry, λήξη ΠΕΑ, "
        "ημ/νία λήξης ΠΕΑ, ημερομηνία λήξης ΠΕΑ, ΠΕΑ έως, ισχύς ΠΕΑ"
    ),
    "atak": "property identity number, ΑΤΑΚ, αριθμός ταυτότητας ακινήτου",
    "electricity_supply_number": (
        "electricity number, power supply number, supply number, αριθμός παροχής, αρ. παροχής, "
        "αριθμός παροχής ΔΕΗ, αρ. παροχής ΔΕΗ, αριθμός παροχής ρεύματος, παροχή ΔΕΗ"
    ),
    "pets": "pets allowed, pets welcome, κατοικίδια, δεκτά κατοικίδια, επιτρέπονται κατοικίδια, ζώα",
    "year_built": "built, year, construction year, year of construction, έτος κατασκευής, έτος, κατασκευή",
    "available_from": (
        "available, free from, διαθέσιμο από, διαθέσιμο, διαθεσιμότητα, ημερομηνία διαθεσιμότητας, "
        "ημ/νία διαθεσιμότητας, ελεύθερο από, availability"
    ),
    "available_until": "free until, διαθέσιμο έως, διαθέσιμο μέχρι, ελεύθερο έως",
    "winter_only": "winter, seasonal, μόνο χειμώνα, χειμερινή μίσθωση, χειμερινό, εποχιακό",
    "landlord_name": (
        "landlord, owner, owner name, lessor, contact name, ιδιοκτήτης, ιδιοκτήτρια, όνομα ιδιοκτήτη, "
        "ονοματεπώνυμο ιδιοκτήτη, εκμισθωτής, εκμισθώτρια, υπεύθυνος"
    ),
    "phone": (
        "telephone, phone number, mobile, tel, τηλέφωνο, τηλ., κινητό, κιν., κινητό τηλέφωνο, κιν. τηλ., "
        "τηλέφωνο επικοινωνίας, τηλ. επικοινωνίας, τηλέφωνο ιδιοκτήτη, τηλ. ιδιοκτήτη"
    ),
    "email": (
        "e-mail, mail, email address, ηλεκτρονική διεύθυνση, ηλ. ταχυδρομείο, ηλεκτρονικό ταχυδρομείο, διεύθυνση e-mail"
    ),
    "afm": "landlord afm, vat number, tax number, tin, ΑΦΜ, ΑΦΜ ιδιοκτήτη, αριθμός φορολογικού μητρώου",
    "source_link": "link, url, web address, advert link, σύνδεσμος, σύνδεσμος αγγελίας, ιστοσελίδα, λινκ",
    "description": (
        "text, details, notes, remarks, περιγραφή, περιγραφή ακινήτου, κείμενο, σχόλια, παρατηρήσεις, σημειώσεις"
    ),
}

# What the columns are called on our own pages, and so in files that were saved from them.
_ON_OUR_PAGES = {
    "area": "neighbourhood or village, συνοικία ή χωριό",
    "monthly_rent": "rent for one month, μίσθωμα για έναν μήνα",
    "rent_covers": "what the rent covers, τι καλύπτει το ενοίκιο",
    "energy_certificate_expires_on": "το ενεργειακό πιστοποιητικό ισχύει έως",
    "atak": "property number (atak)",
    "landlord_name": "landlord's name",
    "phone": "landlord's telephone",
    "email": "landlord's e-mail, e-mail ιδιοκτήτη",
    "source_link": "its address on the web, η διεύθυνσή της στον ιστό",
}

FIELDS: Mapping[str, tuple[str, ...]] = {
    field: tuple(name for known in (names, _ON_OUR_PAGES.get(field)) if known for name in known.split(", "))
    for field, names in _NAMES.items()
}
