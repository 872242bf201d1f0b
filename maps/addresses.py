"""An address as officers, landlords and portals write it, read into its parts. Pure.

What is not of the place (floors, bells, telephones, who lives there) is left out, so that it is never asked for.
"""

import re
from dataclasses import dataclass, replace

from maps.places import plain_name
from maps.region import region

POSTAL_CODE = re.compile(
    r"(?i)(?:\b(?:τ\.?\s?κ\.?|t\.?\s?k\.?|p\.?\s?c\.?|postal code|zip)\s*:?\s*)?(?<!\d)(\d{3}) ?(\d{2})(?!\d)"
)
LONGEST = 300  # characters of an address; what comes after them is none

_COUNTRY = ("Ελλάδα", "Ελλάς", "Greece", "Hellas", "Ellada")
_PARTS = re.compile(r"[,;\n]|\s[-–—]\s")
_BRACKETS = re.compile(r"\([^)]*\)?")  # a remark, if not somebody's name
_HYPHENATED = re.compile(r"\s*[-–—]\s*")
_MUNICIPALITY = re.compile(r"(?i)(?:δ[ήη]μο[ςσυ]\s|δ\.|dimos\s|municipality\s(?:of\s)?)\s*(?=\w)")
_UNIT = re.compile(r"(?i)(?:νομ(?:ό[ςσ]|ο[ςσυ]|ού)\s|π\.\s?ε\.|περιφερειακή\s+ενότητα\s|nomos\s)\s*(?=\w)")
_AFTER_NAME = re.compile(r"(?i)\s+(?:municipality|(?P<unit>regional\s+unit|prefecture))$")
# With all that follows in the same part: whose it is.
_WHOSE = re.compile(
    r"(?i)(?<!\w)(?:c/o|κουδ(?:ούνι|\.)|bell|υπ(?:όψη|\.?\s?όψιν?)|ιδιοκτ\w*|owner|οικία|τηλ\w*\.?|tel\.?|phone)(?!\w).*"
)
_ASIDE = re.compile(
    r"""(?ix)(?<!\w)(?:
      \+?\d{10,14} | 69\d{2}\s?\d{3}\s?\d{3} | 2\d{3}\s\d{3}\s?\d{3}
    | \d{1,2}\s?(?:ος|ου|ο|st|nd|rd|th)?\s*(?:όροφος|ορόφου|οροφος|orofos|floor)
    | (?:όροφος|floor)\s*\d{1,2}
    | ισόγειο | ισογειο | isogeio | ημιυπόγειο | υπόγειο | ημιώροφος | (?:ground\s)floor | basement
    | (?:διαμ(?:έρισμα|\.)|apt\.?|apartment|flat)\s*\w{1,3}
    )(?!\w)"""
)
_OF_NUMBER = re.compile(r"(?i)(?<!\w)(?:αρ(?:ιθμός|ιθ)?\.?|no\.?|nr\.?)\s*(?=\d)|#")
_NUMBER = re.compile(r"(?<!\w)(\d{1,4}(?:\s?[-–/]\s?\d{1,4})?)\s?([^\W\d_])?(?!\w)")
_LONG_KINDS = ((re.compile(r"(?i)^(?:λεωφ?\.|λ\.)\s*"), "Λεωφόρος "), (re.compile(r"(?i)^πλ\.\s*"), "Πλατεία "))
# Left out: the map's names do not have them, or in another language.
_KIND = re.compile(
    r"(?i)^(?:οδός|οδο[σςυ]|οδού|οδ\.|odos|od\.|leoforos|leof\.|street|avenue|ave\.?)\s+|[\s,]+(?:street|str\.?|st\.?|avenue|ave\.?|av\.|road|rd\.?)$"
)
_IS_KIND = re.compile(r"(?i)^(?:λεωφόρος|λεωφορος|πλατεία|πλατεια|plateia|πάροδος)\s")
_CORNER = re.compile(
    r"(?i)(?<!\w)(?:στη[ν]?\s+)?(?:γωνί[αά]|γωνια|γων\.|gonia|gwnia|corner(?:\s+of)?|συμβολή(?:\s+των)?(?:\s+οδών)?)(?!\w)(?:\s+(?:με|και|of|with)(?!\w))?"
)
_AND = re.compile(r"(?i)\s*[&+]\s*|\s*/\s*(?=[^\W\d])|\s+(?:και|κ\.|με|and|kai|ke)\s+")
_SURELY_AND = re.compile(r"\s*[&+]\s*|(?<=[^\W\d])\s*/\s*(?=[^\W\d])")
_SAINTS = re.compile(r"(?i)αγ(?:ί|ι)ων|αγ\.|agion|ag\.")  # Αγίων Κωνσταντίνου και Ελένης is one street
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")


@dataclass(frozen=True, slots=True)
class Address:
    """What an address says; what it does not is empty."""

    street: str = ""
    number: str = ""
    corner: str = ""  # the other street
    places: tuple[str, ...] = ()  # neighbourhood, village, town; a street too, where nothing tells that it is one
    municipality: str = ""  # what follows Δήμος
    unit: str = ""  # what follows Νομός or Περιφερειακή Ενότητα
    postal_code: str = ""

    @property
    def text(self) -> str:
        """The address in one spelling, as a service is asked for it."""
        streets = " & ".join(filter(None, (self.street, self.corner)))
        door = " ".join(filter(None, (streets, self.number)))
        municipality = _said(self.municipality, "Δήμος {}", "Municipality of {}")
        unit = _said(self.unit, "Περιφερειακή Ενότητα {}", "{} Regional Unit")
        return ", ".join(filter(None, (door, *self.places, municipality, unit, self.postal_code)))

    @property
    def questions(self) -> tuple["Address", ...]:
        """What to ask for, the whole first: a service knows no address of which it misses a single word.

        Neighbourhoods and postal codes are what it misses most.
        """
        near = replace(self, places=self.places[-1:] if self.street else self.places, postal_code="")
        houses = [replace(each, corner="") for each in (self, near)]
        corners = [replace(each, number="") for each in (self, near) if self.corner]
        asked = houses + corners if self.number else corners + houses
        return tuple(dict.fromkeys(question for question in asked if question.is_askable))

    @property
    def is_askable(self) -> bool:
        """Whether it names anything: a postal code alone is an area as large as ten villages."""
        return bool(self.street or self.places or self.municipality)


def read_address(written: str) -> Address:
    """`Λεωφ. Κνωσού 12, 713 06 Πόλη`, `Evans 12 Poli`, `γωνία Κνωσού & Έβανς, Δ. Πόλης`."""
    written = written[:LONGEST]
    code = POSTAL_CODE.search(written)
    bare = f"{written[: code.start()]},{written[code.end() :]}" if code else written
    address = Address(postal_code="".join(code.groups()) if code else "")
    for part in filter(None, map(_tidy, _PARTS.split(_joined(_BRACKETS.sub(",", bare))))):
        if not is_land(part):
            address = _with(address, part)
    return address


def is_land(part: str) -> bool:
    """Whether it names the region or the country: what an address may end with."""
    return plain_name(part) in set(map(plain_name, (*region().names, *_COUNTRY)))


def _with(address: Address, part: str) -> Address:
    """The address with what one part of it says."""
    after = _AFTER_NAME.search(part)
    if after or _MUNICIPALITY.match(part) or _UNIT.match(part):
        name = _AFTER_NAME.sub("", _UNIT.sub("", _MUNICIPALITY.sub("", part, count=1), count=1))
        is_unit = _UNIT.match(part) or (after and after["unit"])
        return replace(address, unit=name) if is_unit else replace(address, municipality=name)
    corner = _CORNER.match(part)
    if corner and address.street and not _AND.search(part, corner.end()):  # Κνωσού 12, γωνία Έβανς
        return replace(address, corner=_street(part[corner.end() :].strip())[0])
    if address.street:
        return replace(address, places=(*address.places, part))
    return _with_street(address, part)


def _with_street(address: Address, part: str) -> Address:
    """The address with a part that may be its street."""
    one, other = _corner_of(part)
    street, number, after = _street(one)
    if other:
        other_street, _, after = _street(other)
        return replace(address, street=street, number=number, corner=other_street, places=(*address.places, *after))
    if number or street != part or _IS_KIND.match(street) or any(letter.isdigit() for letter in street):
        return replace(address, street=street, number=number, places=(*address.places, *after))
    return replace(address, places=(*address.places, part))


def _corner_of(part: str) -> tuple[str, str]:
    """The two streets at whose corner it is; else the part and nothing."""
    word = _CORNER.search(part)
    if word:
        before, behind = part[: word.start()].strip(), part[word.end() :].strip()
        one, *others = [before, behind] if before else _AND.split(behind, maxsplit=1)
        return one, others[0] if others else ""
    if _SAINTS.match(part):
        return part, ""
    ends_with_number = _NUMBER.search(part) is not None
    one, *others = (_SURELY_AND if ends_with_number else _AND).split(part, maxsplit=1)
    return (one, others[0]) if others and one else (part, "")


def _street(part: str) -> tuple[str, str, tuple[str, ...]]:
    """The street's name, the number, and what follows it: `Evans 12 Poli`."""
    part = _OF_NUMBER.sub("", part)
    found = list(_NUMBER.finditer(part))
    if found and found[0].start() == 0 and (len(found) > 1 or _GREEK.search(part)):
        found = found[1:]  # 62 Μαρτύρων
    if not found:
        return _named(part), "", ()
    number = found[-1]
    written = re.sub(r"\s", "", number[1]) + (number[2] or "")
    if number.start() == 0:  # 12 Knossou Ave.
        return _named(part[number.end() :]), written, ()
    after = part[number.end() :].strip(" .")
    return _named(part[: number.start()]), written, (after,) if after else ()


def _named(street: str) -> str:
    street = street.strip()
    for short, long in _LONG_KINDS:
        street = short.sub(long, street)
    return _KIND.sub("", street).strip() or street


def _joined(written: str) -> str:
    """Municipalities that are written with a hyphen stay one part: Δήμος Αρχανών - Αστερουσίων."""
    parts = re.split(r"([,;\n])", written)
    return "".join(_HYPHENATED.sub("-", part) if _MUNICIPALITY.match(part.strip()) else part for part in parts)


def _tidy(part: str) -> str:
    return " ".join(_ASIDE.sub(" ", _WHOSE.sub(" ", part)).split()).strip(" .·:-")


def _said(name: str, greek: str, latin: str) -> str:
    return (greek if _GREEK.search(name) else latin).format(name) if name else ""
