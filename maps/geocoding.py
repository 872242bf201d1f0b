"""From an address to a point: who is asked, in which order, and what is remembered.

Only the address travels, never the name of anybody who lives or will live there.
"""

from typing import Protocol

from maps.addresses import Address, read_address
from maps.distance import distance_km
from maps.gazetteer import Gazetteer
from maps.located import Answer, Precision

FARTHEST_KM = 20  # that a street or a house lies from the middle of its town or village


class GeocoderUnavailable(Exception):
    """The service gave no answer at all: not "no such address", but "ask again later"."""


class Geocoder(Protocol):
    """Anything that knows where addresses are."""

    def locate(self, written: str) -> Answer:
        """What the address may mean. Raises GeocoderUnavailable where that cannot be told now."""
        ...

    def locate_once(self, written: str) -> Answer:
        """The same, and nothing of it is kept: for an address that may be somebody's."""
        ...

    def known(self, written: str) -> Answer:
        """The same without asking anybody."""
        ...


class Service(Protocol):
    """A geocoder over the network."""

    def find(self, address: Address) -> Answer:
        """What the address may mean. Raises GeocoderUnavailable."""
        ...


class AnswerStorage(Protocol):
    """Where the answers of a service are kept."""

    def find(self, query: str) -> Answer | None:
        """The stored answer, None when the query was never asked."""
        ...

    def keep(self, query: str, answer: Answer) -> None:
        """Remember the answer, also that there was none."""
        ...


class InOrder:
    """First what a service said before, then what the bundled places say for sure, then the service, if there is one.

    The middle of a town answers only who asked for the town: a street is asked of the service, and the town is what
    is left when that does not know it. A failed call is not an answer and is not kept.
    """

    def __init__(self, storage: AnswerStorage, gazetteer: Gazetteer, service: Service | None) -> None:
        self._storage, self._gazetteer, self._service = storage, gazetteer, service

    def locate(self, written: str) -> Answer:
        return self._answer(read_address(written), self._service)

    def locate_once(self, written: str) -> Answer:
        return self._answer(read_address(written), self._service, is_kept=False)

    def known(self, written: str) -> Answer:
        return self._answer(read_address(written), None)

    def _answer(self, address: Address, service: Service | None, *, is_kept: bool = True) -> Answer:
        known = self._gazetteer.find(address)
        settled = known.is_sure and not address.street
        told = self._told(self._gazetteer.spelled(address), None if settled else service, is_kept=is_kept)
        return _nearer(_around(told, known), known)

    def _told(self, address: Address, service: Service | None, *, is_kept: bool) -> Answer:
        """What the service says, or once said; each question is asked once."""
        for question in address.questions:
            answer = self._storage.find(question.text)
            if answer is None:
                if service is None:
                    break  # what was never asked may be nearer to the door than the rest
                answer = service.find(question)
                if is_kept:
                    self._storage.keep(question.text, answer)
            if answer.choices:
                return answer
        return Answer()


def _around(told: Answer, known: Answer) -> Answer:
    """Of several streets or villages with one name that which belongs to the place we know for sure."""
    if known.located is None:
        return told
    middle = known.located.point
    near = tuple(choice for choice in told.choices if distance_km(choice.point, middle) <= FARTHEST_KM)
    return Answer(near, is_sure=len(near) == 1)


def _nearer(told: Answer, known: Answer) -> Answer:
    """The service's answer, unless it says no more than what we know for sure."""
    says_more = any(choice.precision is not Precision.PLACE for choice in told.choices)
    return told if told.choices and (says_more or known.located is None) else known
