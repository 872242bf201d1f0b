"""What a service says when it will not do as asked. The edge makes of it a page, a field's error or an exit code."""

from core.text import Sentence


class StegiError(Exception):
    """Base of the refusals that a person reads."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Refused(StegiError):
    """The request is understood but not allowed as things stand; nothing was changed.

    `field` names the form field that the sentence belongs to, if there is one.
    """

    def __init__(self, sentence: Sentence, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class NotFound(StegiError):
    """There is no such row (404)."""


class Forbidden(StegiError):
    """The row exists but this person may not touch it (403)."""
