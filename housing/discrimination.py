"""On what ground somebody was turned away, and how we know of it."""

from enum import StrEnum


class Ground(StrEnum):
    ORIGIN = "origin"  # race, colour, nationality, descent
    RELIGION = "religion"
    FAMILY = "family"  # children, a parent alone, many people
    DISABILITY = "disability"
    SEX = "sex"
    AGE = "age"
    SUPPORT = "support"  # lives on benefits or in a programme
    OTHER = "other"


class Evidence(StrEnum):
    ADVERT = "advert"  # stands in the advert
    TALK = "talk"  # was said to us
    HOUSEHOLD = "household"  # was said to a household
    OTHER = "other"
