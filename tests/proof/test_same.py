"""Who is the same person and which adverts are about the same flat, on drawn records whose seeds set no weight."""

from collections.abc import Callable

import pytest

from tests.housing.labelled_flats import draw_adverts
from tests.housing.test_same_flat import measure_flats
from tests.people.labelled_people import draw_people
from tests.people.test_matching import measure_people

SEEDS = range(11, 21)
ADVERTS, PERSONS = 10_000, 3_000


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_flat_is_found(seed: int, record_property: Callable[[str, object], None]) -> None:
    drawn = draw_adverts(seed, ADVERTS)
    precision, recall = measure_flats(drawn)
    assert min(precision, recall) >= 0.95
    record_property("adverts", len(drawn.adverts))
    record_property("pairs_about_one_flat", len(drawn.same))
    record_property(f"flats_precision_seed_{seed}_in_10000", round(precision * 10_000))
    record_property(f"flats_recall_seed_{seed}_in_10000", round(recall * 10_000))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_person_is_found(seed: int, record_property: Callable[[str, object], None]) -> None:
    drawn = draw_people(seed, PERSONS)
    precision, recall = measure_people(drawn)
    assert min(precision, recall) >= 0.95
    record_property("records_of_people", len(drawn.people))
    record_property("pairs_of_one_person", len(drawn.same))
    record_property(f"people_precision_seed_{seed}_in_10000", round(precision * 10_000))
    record_property(f"people_recall_seed_{seed}_in_10000", round(recall * 10_000))
