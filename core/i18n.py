"""Languages: which one the reader sees, and how amounts, days and sentences look in it.

Greek is the default, English the other. A right-to-left pseudo-language stands for Arabic and Farsi until their
catalogues exist: it shows every catalogue entry in brackets, so that a bare string or a fixed direction is seen.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal

from babel import numbers
from babel.dates import format_date, format_datetime
from flask import g, has_app_context, has_request_context, session
from flask_babel import force_locale, get_locale, gettext, ngettext

from core.dates import ATHENS
from core.session import settings
from core.signs import MINUS
from core.text import Factor, Name, Sentence

DEFAULT = "el"
PSEUDO = "rtl"
NAMES: Mapping[str, str] = {"el": "Ελληνικά", "en": "English", PSEUDO: "[rtl]"}


def offered_languages() -> tuple[str, ...]:
    """The languages a person may choose here; the pseudo-language is a tool of tests, and no reader's."""
    return ("el", "en", PSEUDO) if settings().testing or settings().pseudo_language else ("el", "en")


def language() -> str:
    """The reader's language code."""
    if not has_app_context():
        return DEFAULT
    if "language" not in g:
        chosen = session.get("language") if has_request_context() else None
        g.language = chosen if chosen in offered_languages() else DEFAULT
    code: str = g.language
    return code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Say everything in this language for a while, whoever looks on: a letter, a message."""
    before = language()
    try:
        g.language = code
        with force_locale(tag(code)):
            yield
    finally:
        g.language = before


def spoken(code: str) -> str:
    """The language to write in to somebody who reads this one: English where we have no words in it.

    The one rule for letters, messages, calendars and a household's own pages.
    """
    return code if code in offered_languages() else "en"


def tag(code: str) -> str:
    """What a page says of its language, BCP 47."""
    return "en" if code == PSEUDO else code


def direction() -> str:
    """`ltr` or `rtl`, for the page."""
    return "rtl" if language() == PSEUDO else "ltr"


def choose_language(code: str) -> bool:
    """Remember the language for this browser; False when it is not offered."""
    if code not in offered_languages():
        return False
    session["language"] = code
    return True


def say(sentence: Sentence) -> str:
    """The sentence in the reader's language, its values formatted by their type."""
    values = {name: _show(value) for name, value in sentence.values.items()}
    if sentence.plural is None:
        return gettext(sentence.msgid, **values)
    count = sentence.values["n"]
    assert isinstance(count, int)
    return ngettext(sentence.msgid, sentence.plural, count, **values)


def _show(value: object) -> str:
    match value:
        case Sentence():
            return say(value)
        case Decimal():
            return money(value)
        case Factor():
            return str(value).replace(".", decimal_sign())
        case Name():
            return value.el if _locale() == "el" else value.en
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case float():
            return number(value)
        case _:
            return str(value)


def money(amount: Decimal) -> str:
    """`1.234,56 €` in Greek, `€1,234.56` in English; a true minus sign."""
    return numbers.format_currency(amount, "EUR", locale=_locale()).replace("-", MINUS)


def whole_euros(amount: Decimal) -> str:
    """`450 €`, for a pin on a map; cents are shown only where there are any."""
    pattern = None if amount % 1 else "#,##0 ¤" if _locale() == "el" else "¤#,##0"
    return numbers.format_currency(amount, "EUR", format=pattern, currency_digits=pattern is None, locale=_locale())


def decimal_sign() -> str:
    """What parts whole units from their decimals."""
    sign: str = numbers.get_decimal_symbol(_locale())
    return sign


def number(value: float | Decimal | int) -> str:
    """A number with at most one decimal."""
    return numbers.format_decimal(value, format="#,##0.#", locale=_locale()).replace("-", MINUS)


def percent(value: Decimal) -> str:
    """Hundredths of a whole with at most four decimals; the unit is written alike in every language."""
    return f"{numbers.format_decimal(value, format='#,##0.####', locale=_locale())}\N{NO-BREAK SPACE}%"


def kilometres(value: float) -> str:
    """A distance with at most one decimal, and its unit."""
    return gettext("%(distance)s km", distance=number(value))


def distance(value: float) -> str:
    """A distance in km as exactly as half a percent asks for, in one line: `440 m`, `2.35 km`, `24.1 km`."""
    metres = round(1000 * value)
    if metres < 1000:
        return _together(gettext("%(metres)s m", metres=number(metres)))
    pattern = "#,##0.##" if metres < 10_000 else "#,##0.#"
    figure = numbers.format_decimal(value, format=pattern, locale=_locale())
    return _together(gettext("%(distance)s km", distance=figure))


def _together(figure: str) -> str:
    """A figure and its unit, which stay in one line."""
    return figure.replace(" ", "\N{NO-BREAK SPACE}")


def day(on: date) -> str:
    """`30/11/2026`: for tables."""
    return on.strftime("%d/%m/%Y")


def day_long(on: date) -> str:
    """`30 Νοεμβρίου 2026`: for sentences."""
    return format_date(on, "d MMMM y", locale=_locale())


def month(on: date) -> str:
    """`Νοέμβριος 2026`."""
    text = format_date(on, "LLLL y", locale=_locale())
    return text[:1].upper() + text[1:]


def moment(at: datetime) -> str:
    """`30/11/2026, 14:05` in Athens."""
    return format_datetime(at.astimezone(ATHENS), "dd/MM/y, HH:mm", locale=_locale())


def clock(at: datetime) -> str:
    """`14:05` in Athens."""
    return format_datetime(at.astimezone(ATHENS), "HH:mm", locale=_locale())


def weekday(on: date) -> str:
    """`Δευτέρα 30 Νοεμβρίου 2026`: for appointments."""
    return format_date(on, "EEEE d MMMM y", locale=_locale())


def kilobytes(size: int) -> str:
    """The size of a file, `12 kB`, never less than one; the unit is written alike in every language."""
    return f"{number(max(1, round(size / 1024)))}\N{NO-BREAK SPACE}kB"


def coordinate(degrees: float) -> str:
    """Degrees with five decimals, about a metre; the point of every map service, in every language."""
    return f"{degrees:.5f}"


def iban(number: str) -> str:
    """Groups of four, as on the bank's paper; a line may break between them."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def yes_no(value: bool | None) -> str:
    """A fact that may not have been asked yet."""
    return gettext("not asked") if value is None else gettext("yes") if value else gettext("no")


def _locale() -> str:
    return str(get_locale() or DEFAULT)
