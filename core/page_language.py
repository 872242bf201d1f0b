"""What templates know of their reader: the catalogue, the language switch, and filters that write as it reads."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from babel import support
from flask import Flask, request
from flask_babel import Babel, Domain
from jinja2 import pass_context
from jinja2.runtime import Context

from core import i18n
from core.i18n import DEFAULT, NAMES, PSEUDO, direction, language, offered_languages, tag
from core.phones import as_dialled

LATIN, GREEK = ([f"{script}-{weight}" for weight in (400, 600, 700)] for script in ("latin", "greek"))
_FILTERS: dict[str, Callable[..., str]] = {
    "money": i18n.money,
    "whole_euros": i18n.whole_euros,
    "number": i18n.number,
    "percent": i18n.percent,
    "km": i18n.kilometres,
    "distance": i18n.distance,
    "kilobytes": i18n.kilobytes,
    "day": i18n.day,
    "day_long": i18n.day_long,
    "month": i18n.month,
    "moment": i18n.moment,
    "clock": i18n.clock,
    "weekday": i18n.weekday,
    "say": i18n.say,
    "coordinate": i18n.coordinate,
    "yes_no": i18n.yes_no,
    "iban": i18n.iban,
    "dialled": as_dialled,
}


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """One entry of the language switch."""

    code: str
    tag: str  # what the page says of the language, BCP 47
    name: str
    is_current: bool


class _PseudoTranslations(support.NullTranslations):
    """Every text in brackets, under the names by which Flask-Babel asks."""

    def ugettext(self, message: str) -> str:
        return f"[{message}]"

    def ungettext(self, singular: str, plural: str, n: int) -> str:
        return f"[{singular if n == 1 else plural}]"


class _ReaderDomain(Domain):
    """The catalogue of the reader's language, or the pseudo-language. A page asks some four hundred times."""

    def get_translations(self) -> support.NullTranslations:
        code = language()
        if code not in self.cache:
            self.cache[code] = _PseudoTranslations() if code == PSEUDO else super().get_translations()
        return self.cache[code]


class _Babel(Babel):
    @cached_property
    def domain_instance(self) -> Domain:
        """One for the whole process: it keeps the catalogues that it has read."""
        return _ReaderDomain(domain=self.domain)


def reader() -> dict[str, object]:
    """What every template knows of its reader. `faces` are those of Noto Sans in which every page of the language has
    words: a page that asks for them before its sheets do is laid out once. The switch names Greek to all."""
    code = language()
    choices = [LanguageChoice(other, tag(other), NAMES[other], other == code) for other in offered_languages()]
    return {
        "language": code,
        "language_tag": tag(code),
        "direction": direction(),
        "languages": choices,
        "faces": LATIN + (GREEK if code == DEFAULT else GREEK[:1]),
        "here": here(),
    }


def here() -> str:
    """Where one comes back to in another language. A button that was refused has no page: then whence it was sent."""
    if request.url_rule is None or "GET" in (request.url_rule.methods or ()):
        return request.full_path.rstrip("?")
    sent_from = urlsplit(request.referrer or "")
    return urlunsplit(("", "", sent_from.path, sent_from.query, ""))


def _when_read(function: Callable[..., str]) -> Callable[..., str]:
    """The filter, kept by the context from being worked out when the template is compiled.

    A figure that stands in it, as in `{{ 0 | money }}`, would speak for ever the language of whoever read it first.
    """

    @pass_context
    @wraps(function)
    def written(_context: Context, *values: Any, **named: Any) -> str:
        return function(*values, **named)

    return written


def init_app(app: Flask) -> None:
    """Install catalogues, filters and the page's language."""
    _Babel(
        app,
        default_locale=DEFAULT,
        locale_selector=lambda: tag(language()),
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")
    for name, function in _FILTERS.items():
        app.add_template_filter(_when_read(function), name)
    app.context_processor(reader)
