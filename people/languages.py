"""The languages that families read, named in the language of whoever looks."""

from flask_babel import get_locale
from wtforms import SelectChoice

from people.language_codes import CODES


def language_name(code: str) -> str:
    """The language in the reader's own words; the bare code when nobody has named it yet."""
    name: str = get_locale().languages.get(code, code)
    return name[:1].upper() + name[1:]


def language_choices() -> list[SelectChoice]:
    """Codes and names for a form, in the order of the list above."""
    return [SelectChoice(code, language_name(code)) for code in CODES]
