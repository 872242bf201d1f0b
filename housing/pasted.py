"""An address as it is pasted from an advert, taken apart into the fields that it has here. Pure."""

import re
from typing import NamedTuple

from maps.addresses import POSTAL_CODE, is_land


class Address(NamedTuple):
    """What is not said is empty."""

    address: str = ""  # street and number
    area: str = ""
    city: str = ""
    postal_code: str = ""


def take_apart(pasted: str) -> Address:
    """`Εφέσου 7, Πόρος, 713 05 Πόλη, Ελλάδα`: the street first, the town last, a neighbourhood between them."""
    code = POSTAL_CODE.search(pasted)
    bare = POSTAL_CODE.sub(" ", pasted, count=1)
    parts = [" ".join(part.split()) for part in re.split(r"[,;\n]", bare)]
    street, *places = [part for part in parts if part and not is_land(part)] or [""]
    *between, city = places or [""]
    return Address(street, ", ".join(between), city, "".join(code.groups()) if code else "")
