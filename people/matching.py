"""Whether two records are about the same person or organisation: keys to look for, a score, and what speaks for it.

Names are compared by their sound, so that Γιώργος Παπαδάκης is Papadakhs Giwrgos; a man and a woman of one surname are
two people. A name alone tells nobody apart: a number that only one person has must agree too, or nothing speak against.
Two days of birth are two people, unless a paper is the same. Who came without papers is written down as born on
1 January of a year that somebody guessed: such a day says little, and nothing against another one of its year. Pure.
"""

import re
from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, product

from rapidfuzz import fuzz

from core.blocking import candidate_pairs
from core.search_keys import consonants, sounds
from people.given_names import registered_name

SAME = 60  # the least score of what is shown to somebody
CERTAIN = 100
_ALIKE, _CLOSE = 88, 75  # of two names; between the two a second sign is needed
_INITIAL = 84  # one letter for a name, or its beginning
_SHORTENED = 3  # letters: not more than that is Γ., Ιω. or Κων.
_WHOLE = 93  # what a name has to be that stands alone
_FOR_WANT_OF_A_NUMBER = 30
_BY_CONSONANTS = 80  # the most of names across the scripts
_OTHER_SEX = 55  # -ης and -η, -ος and -α in both words
_VOWELS_OF = {"a": "ae", "e": "ei", "o": "oi"}
_LEGAL_FORMS = re.compile(
    r"(?<!\w)(?:[ΑAΟOΕE]\.?\s?[ΕE]|Ε\.?\s?Π\.?\s?Ε|[ΙI]\.?\s?[ΚK]\.?\s?[ΕE]|[SΣ]\.?\s?[AΑ])\.?(?!\w)", re.I
)


_Word = tuple[str, ...]


class Sign(StrEnum):
    """What two records have in common."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    AFM = "afm"
    AMKA = "amka"
    PAAYPA = "paaypa"
    PERMIT = "permit"
    PASSPORT = "passport"
    BORN = "born"


PAPERS = (Sign.AFM, Sign.AMKA, Sign.PAAYPA, Sign.PERMIT, Sign.PASSPORT)  # numbers that only one person has
CONTACTS = (Sign.PHONE, Sign.EMAIL)
FOR_LIFE = (Sign.AFM, Sign.AMKA)  # of which nobody has two

Mark = tuple[Sign, Hashable]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of somebody. Of phone and tax number only whether they are equal counts: a blind index will do."""

    key: int
    name: str
    phone: Hashable | None = None
    email: str | None = None
    afm: Hashable | None = None
    born_on: date | None = None
    also: str | None = None  # the name in other letters, as the passport has it
    numbers: frozenset[Mark] = frozenset()  # further ones: of papers, of several telephones

    @property
    def names(self) -> tuple[str, ...]:
        """All that the person is called by."""
        return tuple(filter(None, (self.name, self.also)))

    @property
    def marks(self) -> frozenset[Mark]:
        """All numbers and addresses, each with what it is."""
        own = ((Sign.PHONE, self.phone), (Sign.AFM, self.afm), (Sign.EMAIL, _plain_email(self.email)))
        return self.numbers.union(mark for mark in own if mark[1] is not None)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much speaks for one person, from 0 to 100, and what they have in common."""

    score: int
    signs: tuple[Sign, ...]

    @property
    def is_same(self) -> bool:
        """Whether somebody should look at the two."""
        return self.score >= SAME

    @property
    def is_by_name_alone(self) -> bool:
        """Whether nothing agrees but the name."""
        return self.signs == (Sign.NAME,)


def find_same_people(
    people: Iterable[PersonFacts], apart: Container[tuple[int, int]] = frozenset()
) -> list[tuple[int, int, Likeness]]:
    """The pairs that somebody should look at, by their keys; without those of which it is known that they are apart.

    Of namesakes only the two that are most alike count, if any two are.
    """
    by_key = {facts.key: facts for facts in sorted(people, key=lambda facts: (facts.name, facts.key))}
    pairs = candidate_pairs((key, person_keys(facts)) for key, facts in by_key.items())
    compared = (
        (one, other, compare(by_key[one], by_key[other])) for one, other in sorted(pairs) if (one, other) not in apart
    )
    found = [pair for pair in compared if pair[2].is_same]
    by_name: dict[int, list[int]] = defaultdict(list)
    for one, other, likeness in found:
        if likeness.is_by_name_alone:
            by_name[one].append(likeness.score)
            by_name[other].append(likeness.score)
    return [
        (one, other, likeness)
        for one, other, likeness in found
        if not likeness.is_by_name_alone or all(_stands_out(likeness.score, by_name[key]) for key in (one, other))
    ]


def _stands_out(score: int, scores: list[int]) -> bool:
    return max(scores) == score and scores.count(score) == 1


def person_keys(facts: PersonFacts) -> Iterator[Hashable]:
    """Two records without a key in common are not compared; all of them have a day of birth, or none has."""
    yield from facts.marks
    if facts.born_on is not None:
        yield from ((Sign.BORN, facts.born_on, bone) for name in facts.names for bone in consonants(name))
    year = facts.born_on and facts.born_on.year  # of another year it is somebody else
    for name in facts.names:
        yield from ((*key, year) for key in _name_keys(_words(name)))


def _name_keys(words: tuple[_Word, ...]) -> Iterator[tuple[Hashable, ...]]:
    bones = sorted({_bones(sound) for word in words for sound in word if len(sound) > _SHORTENED})
    yield from ((Sign.NAME, *pair) for pair in combinations(bones, 2))
    if len(words) == 1:
        yield from ((Sign.NAME, bone) for bone in bones)


def compare(one: PersonFacts, other: PersonFacts) -> Likeness:
    """How alike the two are. Two tax numbers that differ are two people, whatever else agrees but a paper."""
    shared, both = _in_common(one, other)
    if papers := tuple(sign for sign in PAPERS if sign in shared):
        return Likeness(CERTAIN, papers)
    if not both.isdisjoint(FOR_LIFE):
        return Likeness(0, ())
    if _are_born_apart(one.born_on, other.born_on):
        return Likeness(0, ())
    named = _named(one, other)
    signs: tuple[Sign, ...] = tuple(sign for sign in CONTACTS if sign in shared)
    if named is None:  # somebody who rang and said no name
        return Likeness(SAME if signs else 0, signs)
    if one.born_on == other.born_on and not is_guessed(one.born_on):
        signs = (*signs, Sign.BORN)
    if named < (_CLOSE if signs else _ALIKE):
        return Likeness(0, signs)
    if signs:
        return Likeness(round(named), (Sign.NAME, *signs))
    return Likeness(0 if Sign.PHONE in both else _by_name_alone(one, other, named), (Sign.NAME,))


def _named(one: PersonFacts, other: PersonFacts) -> float | None:
    """How alike their names are, in whatever letters they are most alike; None where one of them says none."""
    return max((name_likeness(*names) for names in product(_fullest(one), _fullest(other))), default=None)


def _fullest(facts: PersonFacts) -> tuple[str, ...]:
    """The names that are whole, if any is: a given name in one script says little beside the whole name in another."""
    return tuple(name for name in facts.names if len(_words(name)) > 1) or facts.names


@lru_cache(maxsize=65_536)
def name_likeness(one: str, other: str) -> float:
    """From 0 to 100: as alike as the worst pair of their words, in whatever order they stand."""
    if _is_arabic(one) != _is_arabic(other):
        return _likeness_by_consonants(one, other)
    few, many = sorted((_words(one), _words(other)), key=len)
    if not few:
        return 0.0
    left, worst, as_other_sex = list(many), 100.0, 0
    for word in few:
        best = max(left, key=lambda candidate: _word_likeness(word, candidate))
        worst = min(worst, _word_likeness(word, best))
        as_other_sex += _differ_in_sex(word, best)
        left.remove(best)
    if as_other_sex > 1:
        return min(worst, _OTHER_SEX)
    most = _CLOSE if len(few) == 1 < len(many) else _WHOLE if len(few) < len(many) else 100
    return min(worst, most)


def _is_arabic(name: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in name)


def _likeness_by_consonants(one: str, other: str) -> float:
    """Of names in Arabic and in other letters. Mahmoud has those of Mohammed: a second sign is always needed."""
    few, many = sorted((consonants(one), consonants(other)), key=len)
    left, worst = list(many), float(_BY_CONSONANTS)
    for word in few:
        best = max(left, key=lambda candidate: fuzz.ratio(word, candidate))
        worst = min(worst, fuzz.ratio(word, best))
        left.remove(best)
    return worst if len(few) > 1 or len(many) == 1 == len(few) else 0.0


def days_alike(born: date) -> Iterator[date]:
    """The day, the same with month and day exchanged, and the one that is written down where nobody knows."""
    yield born
    yield born.replace(month=1, day=1)
    if born.day <= 12:
        yield born.replace(month=born.day, day=born.month)


def is_guessed(born: date | None) -> bool:
    """Whether the day says no more than a year."""
    return born is None or (born.month, born.day) == (1, 1)


def _are_born_apart(one: date | None, other: date | None) -> bool:
    """Whether they are two days of birth, and not one of which day and month were exchanged or never known."""
    if one is None or other is None or one == other:
        return False
    is_slip = (one.month, one.day) == (other.day, other.month) or is_guessed(one) or is_guessed(other)
    return one.year != other.year or not is_slip


def differing(one: PersonFacts, other: PersonFacts) -> Iterator[Sign]:
    """What speaks against one person, where a paper says that it is one."""
    if (named := _named(one, other)) is not None and named < _CLOSE:
        yield Sign.NAME
    if _are_born_apart(one.born_on, other.born_on):
        yield Sign.BORN
    shared, both = _in_common(one, other)
    yield from (sign for sign in FOR_LIFE if sign in both - shared)


def _in_common(one: PersonFacts, other: PersonFacts) -> tuple[set[Sign], set[Sign]]:
    """Of which numbers they have the same, and of which both have any."""
    marks, others = one.marks, other.marks
    shared = {sign for sign, _ in marks & others}
    return shared, {sign for sign, _ in marks} & {sign for sign, _ in others}


def _by_name_alone(one: PersonFacts, other: PersonFacts, named: float) -> int:
    """Only where nothing speaks against it and both give a whole name: namesakes are many."""
    is_whole = all(len(_words(name)) > 1 for facts in (one, other) for name in _fullest(facts))
    return round(named) - _FOR_WANT_OF_A_NUMBER if is_whole and named >= _WHOLE else 0


@lru_cache(maxsize=65_536)
def _words(name: str) -> tuple[_Word, ...]:
    bare = _LEGAL_FORMS.sub(" ", name)
    return tuple(_word(spelt) for spelt in sounds(bare)) or tuple(_word(spelt) for spelt in sounds(name))


@lru_cache(maxsize=65_536)
def _word(spelt: tuple[str, str]) -> _Word:
    """A word as it may sound; of a given name as the register has it, also where a letter slipped."""
    registered = next(filter(None, map(registered_name, spelt)), None)
    return (registered,) if registered else tuple(dict.fromkeys(spelt))


def _word_likeness(one: _Word, other: _Word) -> float:
    short, long = sorted((one, other), key=lambda word: len(word[0]))
    if len(short[0]) <= _SHORTENED and len(short[0]) < len(long[0]):
        return _INITIAL if any(_begins(a, b) for a, b in product(short, long)) else 0.0
    return max(fuzz.ratio(a, b) for a, b in product(one, other))


def _begins(short: str, long: str) -> bool:
    """One letter may begin a vowel of two: the Α. of Αικατερίνη, which sounds as ε."""
    return long[0] in _VOWELS_OF.get(short, short) if len(short) == 1 else long.startswith(short)


def _differ_in_sex(one: _Word, other: _Word) -> bool:
    is_whole = min(len(one[0]), len(other[0])) > _SHORTENED
    return is_whole and one[0].endswith("s") != other[0].endswith("s")


def _bones(sound: str) -> str:
    """The beginning of a word without its vowels: what a slip seldom touches."""
    return sound[0] + "".join(letter for letter in sound[1:] if letter not in "aeio")[:2]


def _plain_email(email: str | None) -> str | None:
    return email.strip().casefold() if email else None
