"""Given names as the register has them and as people are called: Ιωάννης is Γιάννης. Pure."""

from functools import lru_cache

from rapidfuzz import fuzz, process

from core.search_keys import sounds

_ALIKE = """
Αθανάσιος Θανάσης Νάσος Thanos
Αικατερίνη Κατερίνα Καίτη Catherine Ekaterini
Αλέξανδρος Αλέκος Αλέξης Alex
Αναστάσιος Τάσος
Αναστασία Τασία Τασούλα Νατάσα
Ανδρέας Andrew
Αντώνιος Αντώνης Tony
Απόστολος Τόλης
Αριστείδης Άρης
Βασίλειος Βασίλης Bill
Βασιλική Βάσω Βίκυ
Γεώργιος Γιώργος Γιώργης George
Γεωργία Γωγώ
Γρηγόριος Γρηγόρης
Δέσποινα Ντέπη
Δημήτριος Δημήτρης Μήτσος Dimitri James Jim
Ειρήνη Ρένα Irene
Ελένη Helen Λένα
Ελευθέριος Λευτέρης
Ελευθερία Ρούλα
Εμμανουήλ Μανώλης Μανόλης Manos
Ευάγγελος Βαγγέλης
Ευαγγελία Εύα Λίτσα
Ευστάθιος Στάθης
Ευστράτιος Στρατής
Ευτυχία Έφη
Ζαχαρίας Ζάχος
Ηλίας Elias
Θεόδωρος Θοδωρής Θόδωρος
Θεοδώρα Δώρα Ντόρα
Ιάκωβος Jacob
Ιωάννης Γιάννης John Yannis
Ιωάννα Γιάννα Joanna
Ιωσήφ Σήφης Joseph
Καλλιόπη Πόπη
Κωνσταντίνος Κώστας Κωστής Ντίνος Gus
Κωνσταντίνα Ντίνα Νάντια
Κυριάκος Κούλης
Κυριακή Κούλα Κική
Μαρία Μαίρη Mary Μαριώ
Μαργαρίτα Ρίτα
Μιχαήλ Μιχάλης Michael Mike
Νικόλαος Νίκος Nick Nicolas
Παναγιώτης Πάνος Τάκης
Παναγιώτα Γιώτα
Παντελής Λέλος
Παρασκευή Εύη Βούλα
Πέτρος Peter
Σοφία Sophie
Σπυρίδων Σπύρος Spiros
Σταύρος Stavros
Στέφανος Stephen
Στυλιανός Στέλιος Steve
Στυλιανή Στέλλα
Φωτεινή Φώφη
Χαράλαμπος Χάρης Μπάμπης Harry
Χρήστος Chris
Χριστίνα Christine
"""


_NEAR = 88  # of 100: one letter of a name slipped


def _by_sound() -> dict[str, str]:
    """Each form by its sound, and the first of its line as what it stands for."""
    lines = [[sound for sound, _ in sounds(line)] for line in _ALIKE.strip().splitlines()]
    return {sound: line[0] for line in lines for sound in line}


_REGISTERED = _by_sound()


@lru_cache(maxsize=65_536)
def registered_name(sound: str) -> str | None:
    """What the register has for a given name that sounds so, or nearly; None for what is none, such as a surname."""
    near = process.extractOne(sound, _REGISTERED.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if near is None or near[0].endswith("s") != sound.endswith("s"):
        return None
    return _REGISTERED[near[0]]
