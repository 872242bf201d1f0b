"""Landlords of whom it is known who is whom, drawn from a seed: people, some of them written down twice, and people
who are easily taken for one another.

What a second record does to the first (each has one to three of these):
  greeklish      the name in Latin letters, by sound or by looks
  capitals       in capitals without accents
  turned         surname first
  short          Γιώργος for Γεώργιος, or the other way round
  initial        one letter for the given name
  slip           one letter left out, doubled, or changed with its neighbour
  father         the father's name between the two
  no-phone       no phone, seldom; often nothing but the whole name is left then
  other-phone    another phone; then an e-mail or a tax number agrees

Who is easily taken for somebody else:
  spouse         a wife or husband: same surname, same phone
  sibling        same surname, same phone (the parents')
  colleague      another name at the phone of the same agency
  namesake       the same name, and a phone of their own
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from people.matching import PersonFacts
from tests.support.greeklish import greeklish, slip, without_accents


def _words(text: str) -> list[str]:
    return text.split()


_MEN = _words(
    """
    Γεώργιος=Γιώργος Ιωάννης=Γιάννης Κωνσταντίνος=Κώστας Δημήτριος=Δημήτρης Νικόλαος=Νίκος Εμμανουήλ=Μανώλης
    Μιχαήλ=Μιχάλης Βασίλειος=Βασίλης Αντώνιος=Αντώνης Ελευθέριος=Λευτέρης Στυλιανός=Στέλιος Χαράλαμπος=Μπάμπης
    Ευάγγελος=Βαγγέλης Σπυρίδων=Σπύρος Θεόδωρος=Θοδωρής Αθανάσιος=Θανάσης Αλέξανδρος=Αλέκος Ανδρέας Ιωσήφ=Σήφης
    Ζαχαρίας Χρήστος Πέτρος Στέφανος Παύλος Φίλιππος Κυριάκος Αριστείδης=Άρης Μάρκος Ξενοφών Λεωνίδας
    """
)
_WOMEN = _words(
    """
    Μαρία=Μαίρη Ελένη Αικατερίνη=Κατερίνα Βασιλική=Βάσω Ειρήνη=Ρένα Γεωργία Σοφία Αναστασία=Νατάσα Καλλιόπη=Πόπη
    Στυλιανή=Στέλλα Δέσποινα Κωνσταντίνα=Ντίνα Ιωάννα=Γιάννα Παρασκευή=Εύη Αλεξάνδρα Δήμητρα Φωτεινή Άννα Χρυσούλα
    Ευαγγελία Αγγελική Θεοδώρα=Δώρα Μαργαρίτα=Ρίτα Ξανθίππη Νεκταρία Ζαμπία Χριστίνα Αργυρώ Ευτυχία Κυριακή
    """
)
_STEMS = _words(
    """
    Παπαδ Σφακιαν Χατζ Μαυρ Βλαχ Δρακ Κουτεντ Πετρ Ροδουσ Σκουλ Φουντουλ Αλεξ Κριτσωτ Ανδρουλ Βερυκ Μυλων Στρατ
    Καμπουρ Μαρκ Λυδ Ψαρουδ Κοκολ Ξυλουρ Γιαννουλ Θεοδωρ Μανουσ Νικολουδ Περ Σταματ Τζαγκαρ Φραγκιαδ Χαλκιαδ
    Δασκαλ Ζαχαριουδ Καλαϊτζ Λιοδ Μπιτσ Νταντ Ορφαν Πλατ Ρηγ Σηφ Τσικαλ Φανουρ Χουδετσαν Αεραν Βιδ Γερων Δετορ
    Εμμανουηλ Ζωγραφ Ηλι Καραγιανν Κατσαμ Λουπ Μαθιουδ Μελισσουργ Ντισκουν Παναγιωτ Πατερ Σαριδ Σπανουδ Τερζ
    Τριανταφυλλ Φιλιππ Χαριτ Ψυλλ
    """
)
_MIDDLES = ("", "", "ουδ", "ιδ", "ελ", "εδ")
_NOBODYS = "+302810990000"
_FATHERS = _words(
    """
    Γεωργίου Ιωάννου Μιχαήλ Νικολάου Εμμανουήλ Στυλιανού Κωνσταντίνου
    """
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """The records, and which pairs of them are the same person."""

    people: list[PersonFacts]
    same: frozenset[tuple[int, int]]
    kinds: dict[int, tuple[str, ...]]  # what was done to a record, or why it is there


@dataclass(frozen=True, slots=True)
class _Person:
    given: str
    surname: str
    is_man: bool
    phone: str | None
    email: str | None
    afm: str | None

    @property
    def name(self) -> str:
        return f"{self.given.split('=')[0]} {self.surname}"


def draw_people(seed: int, persons: int) -> Labelled:
    """So many people; every third is there twice, every fourth has somebody who is easily taken for them."""
    drawer = _Drawer(random.Random(seed))
    for _ in range(persons):
        drawer.add_person()
    return Labelled(drawer.people, frozenset(drawer.same), drawer.kinds)


class _Drawer:
    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.people: list[PersonFacts] = []
        self.same: set[tuple[int, int]] = set()
        self.kinds: dict[int, tuple[str, ...]] = {}

    def add_person(self) -> None:
        person = self._person()
        first = self._write(_facts(person), ())
        if self.draw.random() < 0.33:
            self.same.add((first, self._write(*self._again(person))))
        if self.draw.random() < 0.25:
            kind = self.draw.choice(("spouse", "sibling", "colleague", "namesake"))
            self._write(_facts(self._taken_for(person, kind)), (kind,))

    def _person(self, is_man: bool | None = None) -> _Person:
        is_man = self.draw.random() < 0.5 if is_man is None else is_man
        stem = self.draw.choice(_STEMS) + self.draw.choice(_MIDDLES)
        number = self.draw.randrange(10**7)
        return _Person(
            given=self.draw.choice(_MEN if is_man else _WOMEN),
            surname=f"{stem}άκης" if is_man else f"{stem}άκη",
            is_man=is_man,
            phone=f"+3069{self.draw.randrange(10**8):08}" if self.draw.random() < 0.96 else None,
            email=f"box{number}@example.org" if self.draw.random() < 0.4 else None,
            afm=f"{self.draw.randrange(10**9):09}" if self.draw.random() < 0.25 else None,
        )

    def _write(self, facts: PersonFacts, done: tuple[str, ...]) -> int:
        key = len(self.people) + 1
        self.people.append(replace(facts, key=key))
        self.kinds[key] = done
        return key

    def _again(self, person: _Person) -> tuple[PersonFacts, tuple[str, ...]]:
        """The same person from another source. Most sources give no tax number."""
        facts = replace(_facts(person), name=self._as_called(person), afm=None)
        if self.draw.random() < 0.5:
            facts = replace(facts, email=None)
        done = tuple(self.draw.sample(_OFTEN, self.draw.choice((1, 1, 2, 3))))
        if "initial" in done and not facts.email:  # with a letter and no number left, nobody could know
            done = tuple(name for name in done if name != "no-phone")
        for name in dict.fromkeys(done):
            facts = _DISTORTIONS[name](self.draw, facts, person)
        return facts, done

    def _as_called(self, person: _Person) -> str:
        return person.name if self.draw.random() < 0.6 else f"{person.given.split('=')[-1]} {person.surname}"

    def _taken_for(self, person: _Person, kind: str) -> _Person:
        other = self._person(person.is_man if kind in {"sibling", "namesake"} else not person.is_man)
        if kind == "colleague":
            return replace(other, phone=person.phone)
        if kind == "namesake":
            return replace(other, given=person.given, surname=person.surname, phone=other.phone or _NOBODYS)
        surname = person.surname if other.is_man == person.is_man else _other_sex(person.surname)
        while other.given == person.given:
            other = self._person(other.is_man)
        return replace(other, surname=surname, phone=person.phone)


def _facts(person: _Person) -> PersonFacts:
    return PersonFacts(0, person.name, person.phone, person.email, person.afm)


def _other_sex(surname: str) -> str:
    return surname.removesuffix("ς") if surname.endswith("ς") else f"{surname}ς"


def _turned(name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{rest} {first}"


def _with_father(draw: random.Random, name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{first} {draw.choice(_FATHERS)} {rest}"


def _other_phone(draw: random.Random, facts: PersonFacts, person: _Person) -> PersonFacts:
    """Something else still tells who it is, or nobody could know."""
    facts = replace(facts, email=person.email, afm=None if person.email else person.afm)
    return replace(facts, phone=f"+3028{draw.randrange(10**8):08}") if facts.email or facts.afm else facts


def _named(change: Callable[[random.Random, str], str]) -> Callable[..., PersonFacts]:
    return lambda draw, facts, person: replace(facts, name=change(draw, facts.name))


def _short(draw: random.Random, facts: PersonFacts, person: _Person) -> PersonFacts:
    return replace(facts, name=f"{person.given.split('=')[-1]} {person.surname}")


def _initial(draw: random.Random, facts: PersonFacts, person: _Person) -> PersonFacts:
    return replace(facts, name=f"{without_accents(person.given)[0]}. {person.surname}")


_DISTORTIONS: dict[str, Callable[..., PersonFacts]] = {
    "greeklish": _named(greeklish),
    "capitals": _named(lambda draw, name: without_accents(name).upper()),
    "turned": _named(lambda draw, name: _turned(name)),
    "short": _short,
    "initial": _initial,
    "slip": _named(slip),
    "father": _named(_with_father),
    "no-phone": lambda draw, facts, person: replace(facts, phone=None),
    "other-phone": _other_phone,
}
_RARE = {"no-phone"}  # whoever advertises wants to be called
_OFTEN = [name for name in sorted(_DISTORTIONS) for _ in range(1 if name in _RARE else 3)]
