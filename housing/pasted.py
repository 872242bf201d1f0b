"""An address as it is pasted from an advert, taken apart into the fields that it has here. Pure."""

import re
from typing import NamedTuple

from maps.places import plain_name
from maps.region import region

_POSTAL_CODE = re.compile(r"(?<!\d)(\d{3}) ?(\d{2})(?!\d)")
_OF_POSTAL_CODE = re.compile(r"(?i)\b(?:τ\.?\s?κ\.?|t\.?k\.?|p\.?\s?c\.?)\s*(?=\d{3} ?\d{2}(?!\d))")
_COUNTRY = ("Ελλάδα", "Ελλάς", "Greece", "Hellas")


class Address(NamedTuple):
    """What is not said is empty."""

    address: str = ""  # street and number
    area: str = ""
    city: str = ""
    postal_code: str = ""


def take_apart(pasted: str) -> Address:
    """`Εφέσου 7, Πόρος, 713 05 Πόλη, Ελλάδα`: the street first, the town last, a neighbourhood between them."""
    code = _POSTAL_CODE.search(pasted)
    bare = _POSTAL_CODE.sub(" ", _OF_POSTAL_CODE.sub(" ", pasted), count=1) if code else pasted
    parts = [" ".join(part.split()) for part in re.split(r"[,;\n]", bare)]
    lands = set(map(plain_name, (*region().names, *_COUNTRY)))
    street, *places = [part for part in parts if part and plain_name(part) not in lands] or [""]
    *between, city = places or [""]
    return Address(street, ", ".join(between), city, "".join(code.groups()) if code else "")
