"""Reading nested objects key by key, knowing the path of each value.

What is wrong goes to `refuse(code, path, sentence)`. A case stops at the first error (`refuse` raises); a scheme file
collects all (`refuse` notes it, the value is read as None, and the reader throws the whole scheme away in the end).
"""

from collections.abc import Callable
from typing import TypeVar, cast

from core.text import N_, Sentence
from subsidies.rules.values import Malformed

Value = TypeVar("Value")
Refuse = Callable[[str, str, Sentence], None]


class Repeated:
    """Stands in for the value of a key that its JSON object has more than once."""


class Fields:
    """An object of a case or a scheme file and its path. A null is as good as absent."""

    def __init__(self, raw: object, path: str, refuse: Refuse) -> None:
        self.path = path
        self._refuse = refuse
        self._values: dict[str, object] = raw if isinstance(raw, dict) else {}
        if not isinstance(raw, dict):
            refuse("not-an-object", path, Sentence(N_("must be an object with keys and values")))

    def only(self, *known: str) -> "Fields":
        """Refuse every key but these, and keys that are there twice."""
        for key, value in self._values.items():
            if key not in known:
                self.refuse("unknown-key", key, Sentence(N_("is not a known key here")))
            elif isinstance(value, Repeated):
                self.refuse("repeated-key", key, Sentence(N_("is given more than once")))
        return self

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) is not None

    def refuse(self, code: str, key: str, sentence: Sentence) -> None:
        """Say that the value under the key is wrong."""
        self._refuse(code, self.path_to(key), sentence)

    def path_to(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def need(self, key: str, read: Callable[[object], Value]) -> Value:
        """The value of a key that must be there."""
        if key not in self:
            self.refuse("missing", key, Sentence(N_("is missing")))
            return cast(Value, None)
        return self._read(key, read)

    def get(self, key: str, read: Callable[[object], Value], default: Value) -> Value:
        """The value of a key that may be left out."""
        return self._read(key, read) if key in self else default

    def find(self, key: str, read: Callable[[object], Value]) -> Value | None:
        """The value of a key that may be left out, and then is nothing."""
        return self._read(key, read) if key in self else None

    def inner(self, key: str, *, needed: bool = False) -> "Fields":
        """The object under the key; an empty one when the key is left out."""
        if needed and key not in self:
            self.refuse("missing", key, Sentence(N_("is missing")))
        return Fields(self._values[key] if key in self else {}, self.path_to(key), self._refuse)

    def entries(self, key: str, bare: str = "", *, needed: bool = False) -> list["Fields"]:
        """The objects of the list under the key, at least one when `needed`.

        An element that is bare text stands for an object with only the key `bare`.
        """
        raw = self._values[key] if key in self else []
        if not isinstance(raw, list):
            self.refuse("not-a-list", key, Sentence(N_("must be a list")))
            return []
        if needed and not raw:
            self.refuse("missing", key, Sentence(N_("needs at least one entry")))
        elements = [{bare: element} if bare and isinstance(element, str) else element for element in raw]
        path = self.path_to(key)
        return [Fields(element, f"{path}[{index}]", self._refuse) for index, element in enumerate(elements)]

    def _read(self, key: str, read: Callable[[object], Value]) -> Value:
        try:
            return read(self._values[key])
        except Malformed as malformed:
            self.refuse(malformed.code, key, malformed.sentence)
            return cast(Value, None)
