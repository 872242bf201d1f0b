"""In which order is asked, and what is remembered."""

from dataclasses import replace

import pytest

from maps.addresses import Address
from maps.distance import Point
from maps.gazetteer import Gazetteer
from maps.geocoding import GeocoderUnavailable, InOrder
from maps.located import Answer, Located, Precision

DOOR = Located(Point(35.3387, 25.1442), "Κνωσού 12", Precision.ADDRESS, "nominatim")
STREET = replace(DOOR, label="Κνωσού", precision=Precision.STREET)
TOWN = replace(DOOR, label="Ηράκλειο, Δήμος Ηρακλείου", precision=Precision.PLACE)
ELSEWHERE = replace(DOOR, point=Point(35.5138, 24.0180))
VILLAGES = [
    Located(point, "Άγιος Ιωάννης", Precision.PLACE, "nominatim", municipality)
    for point, municipality in [(Point(35.05, 24.80), "Δήμος Φαιστού"), (Point(35.20, 24.02), "Δήμος Σφακίων")]
]


class Memory:
    def __init__(self) -> None:
        self.kept: dict[str, Answer] = {}

    def find(self, query: str) -> Answer | None:
        return self.kept.get(query)

    def keep(self, query: str, answer: Answer) -> None:
        self.kept[query] = answer


class Service:
    """Knows some questions, and remembers which it was asked."""

    def __init__(self, knows: dict[str, list[Located]], *, is_away: bool = False) -> None:
        self.knows, self.is_away = knows, is_away
        self.asked: list[str] = []

    def find(self, address: Address) -> Answer:
        self.asked.append(address.text)
        if self.is_away:
            raise GeocoderUnavailable
        choices = tuple(self.knows.get(address.text, ()))
        return Answer(choices, is_sure=len(choices) == 1)


def in_order(knows: dict[str, list[Located]], **how: bool) -> tuple[InOrder, Service, Memory]:
    service, memory = Service(knows, **how), Memory()
    return InOrder(memory, Gazetteer(), service), service, memory


@pytest.mark.parametrize("choices", [[DOOR], []])
def test_a_question_is_asked_once_whatever_the_answer(choices: list[Located]) -> None:
    geocoder, service, _ = in_order({"Κνωσού 12": choices})
    answer = geocoder.locate("Κνωσού 12")
    assert geocoder.locate("  Κνωσού  12 ,Κρήτη ") == answer == Answer(tuple(choices), is_sure=bool(choices))
    assert service.asked == ["Κνωσού 12"]


def test_a_failed_call_is_not_remembered_and_not_taken_for_an_answer() -> None:
    geocoder, service, memory = in_order({}, is_away=True)
    for _ in range(2):
        with pytest.raises(GeocoderUnavailable):
            geocoder.locate("Κνωσού 12, Ηράκλειο")
    assert (len(service.asked), memory.kept) == (2, {})
    assert geocoder.known("Κνωσού 12, Ηράκλειο").located is not None  # the town, without asking


def test_what_was_once_said_is_known_without_asking() -> None:
    geocoder, service, memory = in_order({})
    memory.keep("Κνωσού 12, Ηράκλειο", Answer((DOOR,)))
    assert geocoder.known("Knwsou 12, Hrakleio").located != DOOR
    assert geocoder.known("Κνωσού 12 Ηράκλειο").located == DOOR
    assert geocoder.locate("Κνωσού 12 Ηράκλειο").located == DOOR
    assert service.asked == []


def test_nobody_is_asked_for_a_town_that_we_know() -> None:
    geocoder, service, _ = in_order({"Ηράκλειο": [TOWN]})
    answer = geocoder.locate("Ηράκλειο, Κρήτη").located
    assert answer is not None
    assert (answer.source, service.asked) == ("gazetteer", [])


@pytest.mark.parametrize(("found", "said"), [(DOOR, DOOR), (STREET, STREET), (TOWN, None), (ELSEWHERE, None)])
def test_the_middle_of_a_town_answers_no_street_unless_nothing_nearer_is_known(
    found: Located, said: Located | None
) -> None:
    geocoder, _, _ = in_order({"Κνωσού 12, Ηράκλειο": [found]})
    answer = geocoder.locate("Κνωσού 12, Ηράκλειο").located
    assert answer is not None
    assert (answer if said else answer.source) == (said or "gazetteer")


def test_without_a_service_the_town_is_what_is_known() -> None:
    answer = InOrder(Memory(), Gazetteer(), None).locate("Κνωσού 12, Ηράκλειο").located
    assert answer is not None
    assert (answer.label, answer.precision) == ("Ηράκλειο", Precision.PLACE)


def test_a_neighbourhood_that_the_service_does_not_know_is_left_out_of_the_second_question() -> None:
    geocoder, service, _ = in_order({"Εφέσου 7, Ηράκλειο": [DOOR]})
    assert geocoder.locate("Εφέσου 7, Πόρος, 71305 Ηράκλειο").located == DOOR
    assert service.asked == ["Εφέσου 7, Πόρος, Ηράκλειο, 71305", "Εφέσου 7, Ηράκλειο"]


def test_an_answer_to_a_shorter_question_does_not_hide_one_that_was_never_asked() -> None:
    geocoder, service, memory = in_order({"Εφέσου 7, Πόρος, Ηράκλειο": [DOOR]})
    memory.keep("Εφέσου 7, Ηράκλειο", Answer((STREET,)))
    assert geocoder.locate("Εφέσου 7, Πόρος, Ηράκλειο").located == DOOR
    assert service.asked == ["Εφέσου 7, Πόρος, Ηράκλειο"]


def test_villages_that_share_a_name_are_all_told_and_none_is_chosen() -> None:
    geocoder, service, _ = in_order({"Άγιος Ιωάννης": VILLAGES})
    for _ in range(2):
        answer = geocoder.locate("Άγιος Ιωάννης")
        assert (answer.choices, answer.located) == (tuple(VILLAGES), None)
    assert service.asked == ["Άγιος Ιωάννης"]


def test_a_village_whose_name_others_may_have_is_asked_for() -> None:
    geocoder, service, _ = in_order({})
    assert geocoder.locate("Πύργος").located is None
    assert service.asked == ["Πύργος"]


def test_of_streets_with_one_name_the_one_in_the_named_town_is_meant() -> None:
    geocoder, _, _ = in_order({"Κνωσού 12, Ηράκλειο": [ELSEWHERE, DOOR]})
    answer = geocoder.locate("Κνωσού 12, Ηράκλειο")
    assert answer.located == DOOR
