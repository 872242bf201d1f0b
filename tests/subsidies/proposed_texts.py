"""Versions of a scheme that are proposed."""

from subsidies.rules.scheme_file import shipped_text

PLUS = shipped_text("helios-plus")
TEXT = PLUS.replace("months = 12", "months = 6")
OTHER = PLUS.replace("months = 12", "months = 9")
NEW = TEXT.replace('key = "helios-plus"', 'key = "helios-2030"')
