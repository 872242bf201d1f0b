"""Reading nested objects key by key, knowing the path of each value.

What is wrong goes to `refuse(code, path, problem)`, the problem without its subject: "is 0; it must be …".
A case stops at the first (`refuse` raises); a scheme file collects all (`refuse` notes it, the value is read as None,
and the reader throws the whole scheme away in the end).
"""

from collections.abc import Callable
from typing import TypeVar, cast

from core.text import N_, Sentence
from subsidies.rules.parsing import Repeated
from subsidies.rules.shown import cut, nearest, printable, shown
from subsidies.rules.values import MALFORMED, Malformed

Value = TypeVar("Value")
Refuse = Callable[[str, str, Sentence], None]

AN_OBJECT = Sentence(N_("it must hold keys and values"))
A_LIST = Sentence(N_("it must be a list"))
A_FULL_LIST = Sentence(N_("it must be a list with one entry at least"))
HERE = Sentence(N_("here"))


class Fields:
    """An object of a case or a scheme file and its path. A null is as good as absent.

    What should be an object and is none has been said once: its keys are not asked for.
    """

    def __init__(self, raw: object, path: str, refuse: Refuse, allowed: Sentence = AN_OBJECT) -> None:
        self.path = path
        self._refuse = refuse
        self._values: dict[str, object] = raw if isinstance(raw, dict) else {}
        self._is_object = isinstance(raw, dict)
        if not self._is_object:
            refuse(*_found("not-an-object", path, raw, allowed))

    def only(self, *known: str, where: Sentence = HERE) -> "Fields":
        """Refuse every key but these, and keys that are there twice."""
        for key, value in self._values.items():
            if key not in known:
                self.refuse(key, _unknown(key, known, where), code="unknown-key")
            elif isinstance(value, Repeated):
                problem = Sentence(N_("is given more than once; an object has each key once"))
                self.refuse(key, problem, code="repeated-key")
        return self

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) is not None

    def refuse(self, key: str, problem: Sentence, *, code: str = MALFORMED) -> None:
        """Say that the value under the key is wrong."""
        self._refuse(code, self.path_to(key), problem)

    def path_to(self, key: str) -> str:
        short = cut(key) if key.strip() else shown(key)
        return f"{self.path}.{short}" if self.path else short

    def need(self, key: str, read: Callable[[object], Value]) -> Value:
        """The value of a key that must be there."""
        return self._read(key, read) if self._is_object else cast(Value, None)

    def get(self, key: str, read: Callable[[object], Value], default: Value) -> Value:
        """The value of a key that may be left out."""
        return self._read(key, read) if key in self else default

    def find(self, key: str, read: Callable[[object], Value]) -> Value | None:
        """The value of a key that may be left out, and then is nothing."""
        return self._read(key, read) if key in self else None

    def inner(self, key: str, *, needed: bool = False, allowed: Sentence = AN_OBJECT) -> "Fields":
        """The object under the key; an empty one when the key may be left out and is."""
        raw = self._values[key] if key in self else None if needed else {}
        return Fields(raw, self.path_to(key), self._refuse, allowed)

    def entries(
        self,
        key: str,
        *,
        needed: bool = False,
        allowed: Sentence | None = None,
        each: Sentence = AN_OBJECT,
        bare: str = "",
    ) -> list["Fields"]:
        """The objects of the list under the key, at least one when `needed`.

        `allowed` is said of a wrong list, `each` of a wrong element. An element that is bare text stands for an object
        with only the key `bare`.
        """
        raw = self._values[key] if key in self else None if needed else []
        if not isinstance(raw, list) or (needed and not raw):
            code = "missing" if raw == [] else "not-a-list"
            self._refuse(*_found(code, self.path_to(key), raw, allowed or (A_FULL_LIST if needed else A_LIST)))
            return []
        elements = [{bare: element} if bare and isinstance(element, str) else element for element in raw]
        path = self.path_to(key)
        return [Fields(element, f"{path}[{index}]", self._refuse, each) for index, element in enumerate(elements)]

    def _read(self, key: str, read: Callable[[object], Value]) -> Value:
        raw = self._values.get(key)
        try:
            return read(raw)
        except Malformed as malformed:
            self._refuse(*_found(malformed.code, self.path_to(key), raw, malformed.allowed))
            return cast(Value, None)


def said_of(path: str, problem: Sentence) -> Sentence:
    """The whole sentence about the value at the path."""
    return Sentence(N_("%(key)s %(problem)s"), {"key": printable(path), "problem": problem})


def _found(code: str, path: str, raw: object, allowed: Sentence) -> tuple[str, str, Sentence]:
    """What to refuse: no reader takes None, which stands for a value that is missing."""
    if raw is None:
        return "missing", path, Sentence(N_("is missing; %(allowed)s"), {"allowed": allowed})
    return code, path, Sentence(N_("is %(found)s; %(allowed)s"), {"found": shown(raw), "allowed": allowed})


def _unknown(key: str, known: tuple[str, ...], where: Sentence) -> Sentence:
    meant = nearest(key, known)
    values = {"where": where, "known": ", ".join(known), "meant": meant}
    if meant is None:
        return Sentence(N_("is not a known key %(where)s; known: %(known)s"), values)
    return Sentence(N_("is not a known key %(where)s; did you mean %(meant)s? Known: %(known)s"), values)
