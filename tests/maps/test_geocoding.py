import pytest

from maps.distance import Point
from maps.geocoding import (
    FirstAnswer,
    GeocoderUnavailable,
    Located,
    Precision,
    StoredAnswer,
    StoredAnswers,
    one_spelling,
)

DOOR = Located(Point(35.3387, 25.1442), "Κνωσού 12", Precision.ADDRESS, "nominatim")
TOWN = Located(Point(35.32787, 25.14341), "Ηράκλειο", Precision.PLACE, "gazetteer")


class Answering:
    def __init__(self, answer: Located | None) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def locate(self, address: str) -> Located | None:
        self.asked.append(address)
        return self.answer


class Silent:
    def locate(self, address: str) -> Located | None:
        raise GeocoderUnavailable


class Memory:
    def __init__(self) -> None:
        self.kept: dict[str, Located | None] = {}

    def find(self, query: str) -> StoredAnswer | None:
        return StoredAnswer(self.kept[query]) if query in self.kept else None

    def keep(self, query: str, located: Located | None) -> None:
        self.kept[query] = located


@pytest.mark.parametrize("answer", [DOOR, None])
def test_an_address_is_asked_once_whatever_the_answer(answer: Located | None) -> None:
    geocoder = Answering(answer)
    stored = StoredAnswers(Memory(), geocoder)

    assert stored.locate("Κνωσού 12, Ηράκλειο") == answer
    assert stored.locate("  Κνωσού  12 ,Ηράκλειο ") == answer
    assert geocoder.asked == ["Κνωσού 12, Ηράκλειο"]


def test_a_failed_call_is_not_remembered() -> None:
    memory = Memory()

    with pytest.raises(GeocoderUnavailable):
        StoredAnswers(memory, Silent()).locate("Κνωσού 12, Ηράκλειο")

    assert memory.kept == {}


def test_the_first_geocoder_that_knows_answers() -> None:
    last = Answering(TOWN)

    assert FirstAnswer([Answering(None), Answering(DOOR), last]).locate("Κνωσού 12, Ηράκλειο") == DOOR
    assert last.asked == []


def test_a_geocoder_that_is_down_is_passed_over() -> None:
    assert FirstAnswer([Silent(), Answering(TOWN)]).locate("Κνωσού 12, Ηράκλειο") == TOWN


@pytest.mark.parametrize("geocoders", [[], [Silent()], [Answering(None), Silent()]])
def test_nobody_knowing_is_an_answer_too(geocoders: list) -> None:
    assert FirstAnswer(geocoders).locate("Κνωσού 12, Ηράκλειο") is None


def test_blanks_and_commas_do_not_make_another_address() -> None:
    assert one_spelling(" Κνωσού\t12 ,, Ηράκλειο ,") == "Κνωσού 12, Ηράκλειο"
