"""A field whose text is read as a cell of its column in a file is, so that a form takes what an import takes."""

from collections.abc import Callable
from typing import Any

from core.forms import TypedField
from core.i18n import say
from core.importing.cells import Unreadable
from core.importing.table import Cell


class CellField(TypedField):
    """What cannot be read is refused by `message`, else by the sentence that an import says beside the cell."""

    message = None

    def __init__(self, label: Any, read: Callable[[Cell], object], validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self._read = read

    def parse(self, text: str) -> object:
        try:
            return self._read(text)
        except Unreadable as fault:
            self.message = self.message or say(fault.sentence)
            raise ValueError from fault
