import pytest

from core.errors import Refused
from core.importing.columns import Wanted, recognise, require
from core.importing.words import fold

NAMES = {"monthly_rent": ("rent", "ενοίκιο"), "size_m2": ("τ.μ.", "size in m2")}


@pytest.mark.parametrize(
    "name", ["ενοίκιο", "ΕΝΟΙΚΙΟ", "Ενοίκιο (€)", " ενοικιο: ", "Rent", "monthly rent", "MONTHLY_RENT", "Monthly-Rent"]
)
def test_case_accents_and_signs_do_not_count(name: str) -> None:
    assert recognise((name,), NAMES).places == {"monthly_rent": 0}


@pytest.mark.parametrize("name", ["τ.μ.", "ΤΜ", "Size in m²", "size (in m2)"])
def test_units_are_read_with_or_without_their_raised_two(name: str) -> None:
    assert recognise((name,), NAMES).places == {"size_m2": 0}


def test_unknown_columns_are_told_and_nameless_ones_by_their_number() -> None:
    columns = recognise(("Rent", "Colour", "", "ΤΜ"), NAMES)
    assert columns.places == {"monthly_rent": 0, "size_m2": 3}
    assert columns.unknown == ("Colour", "#3")


def test_two_columns_that_mean_the_same_are_refused() -> None:
    with pytest.raises(Refused, match="“Rent” and “Ενοίκιο” mean the same") as refused:
        recognise(("Rent", "ΤΜ", "Ενοίκιο"), NAMES)
    assert refused.value.field == "monthly_rent"


def test_every_column_that_is_missing_is_told_at_once() -> None:
    wanted = [Wanted(("monthly_rent",), "“Rent” / “Ενοίκιο”", "No rent."), Wanted(("size_m2",), "“Size”", "No size.")]
    require(recognise(("Rent", "ΤΜ"), NAMES), ("Rent", "ΤΜ"), wanted)
    with pytest.raises(Refused, match="No size."):
        require(recognise(("Rent",), NAMES), ("Rent",), wanted)
    with pytest.raises(Refused, match="These columns are missing: “Rent” / “Ενοίκιο”, “Size”.*“Colour”"):
        require(recognise(("Colour",), NAMES), ("Colour",), wanted)


def test_kept_signs_tell_words_apart() -> None:
    assert fold("Α+", keep="+") == "α+"
    assert fold("Α+") == fold("ά") == "α"
