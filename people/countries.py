"""The countries that people come from, named in the language of whoever looks."""

from flask_babel import get_locale
from wtforms import SelectChoice

from maps.places import plain_name

# Codes that Unicode names besides the countries of ISO 3166-1.
_NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


def country_name(code: str) -> str:
    """The country in the reader's own words."""
    name: str = get_locale().territories.get(code, code)
    return name


def country_choices() -> list[SelectChoice]:
    """Codes and names for a form, in the order of the names."""
    territories = get_locale().territories.items()
    named = [(name, code) for code, name in territories if code.isalpha() and code not in _NO_COUNTRIES]
    return [SelectChoice(code, name) for name, code in sorted(named, key=lambda pair: plain_name(pair[0]))]
