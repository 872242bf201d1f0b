"""The other fifty-four households of the whole demonstration, put together from names.csv; the same ones every day."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from people.demo import Family
from people.models import Relation, Sex

NAMES = Path(__file__).with_name("names.csv")
LANGUAGES = ("ar", "fa", "fr", "uk", "en", "so")

_HEAD, _PARTNER, _CHILD, _PARENT = Relation.APPLICANT, Relation.PARTNER, Relation.CHILD, Relation.PARENT
_SIBLING = Relation.SIBLING
_SEXES = {"man": Sex.MALE, "woman": Sex.FEMALE}

Somebody = tuple[str, int, Relation]  # man or woman, age in years, relation

# Nine households of one to eight people; in every language they begin at another of them.
COMPOSITIONS: tuple[tuple[Somebody, ...], ...] = (
    (("man", 26, _HEAD),),
    (("woman", 29, _HEAD), ("woman", 3, _CHILD)),
    (("man", 37, _HEAD), ("woman", 33, _PARTNER), ("man", 6, _CHILD), ("woman", 1, _CHILD)),
    (("woman", 41, _HEAD), ("man", 16, _CHILD), ("woman", 12, _CHILD)),
    (("man", 45, _HEAD), ("woman", 42, _PARTNER), ("woman", 18, _CHILD), ("man", 14, _CHILD), ("woman", 9, _CHILD)),
    (("woman", 23, _HEAD), ("woman", 20, _SIBLING)),
    (("man", 34, _HEAD), ("woman", 31, _PARTNER), ("woman", 64, _PARENT)),
    (
        ("man", 48, _HEAD), ("woman", 44, _PARTNER), ("man", 17, _CHILD), ("woman", 15, _CHILD), ("man", 11, _CHILD),
        ("woman", 7, _CHILD), ("man", 5, _CHILD), ("woman", 2, _CHILD),
    ),
    (
        ("woman", 39, _HEAD), ("man", 40, _PARTNER), ("woman", 13, _CHILD), ("man", 10, _CHILD), ("man", 8, _CHILD),
        ("woman", 4, _CHILD),
    ),
)  # fmt: skip


def many_families() -> Iterator[Family]:
    """Language by language; every other one is served in Chania, two of three have a bank account."""
    names = _names()
    for turn, language in enumerate(LANGUAGES):
        given = {sex: cycle(names[language, sex]) for sex in ("man", "woman")}
        for number, (_, native, latin, nationality) in enumerate(names[language, "family"]):
            composition = COMPOSITIONS[(number + turn) % len(COMPOSITIONS)]
            members = [(*next(given[sex]), age, relation) for sex, age, relation in composition]
            running = turn * len(COMPOSITIONS) + number
            has_account = running % 3 != 2
            yield Family(
                name=native,
                language=language,
                centre="chania" if running % 2 else "heraklion",
                members=tuple(
                    (f"{own} {native}", f"{said} {latin}", age, relation, _SEXES[sex])
                    for sex, own, said, _, age, relation in members
                ),
                nationality=nationality,
                single_parent=_PARTNER not in (member[-1] for member in members) and len(members) > 1,
                phone=f"69{70000000 + running:08d}" if running % 4 else None,
                iban=invented_iban(100 + running) if has_account else None,
            )


def invented_iban(number: int) -> str:
    """Right in form and nobody's: no bank has the code 999."""
    account = f"9990000{number:016d}"
    check = 98 - int(f"{account}162700") % 97  # ISO 7064, with GR as 1627
    return f"GR{check:02d}{account}"


def _names() -> dict[tuple[str, str], list[tuple[str, str, str, str]]]:
    """By language and kind: kind, as it is written, in Latin letters, nationality."""
    found = defaultdict(list)
    with NAMES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["language"], row["kind"]].append((row["kind"], row["native"], row["latin"], row["nationality"]))
    return found
