"""What a person may decide of a pair, beside limits and points. Pure."""

from enum import StrEnum


class Ruling(StrEnum):
    """Whatever the points say."""

    PIN = "pin"  # the household is to be offered this flat
    BAR = "bar"  # it is not
