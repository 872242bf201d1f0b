"""Why landlords say no: few codes, so that a centre learns what stands between its families and the flats."""

from enum import StrEnum


class RefusalReason(StrEnum):
    SUBSIDY = "subsidy"  # wants nobody whose rent is supported
    ORIGIN = "origin"  # wants no foreigners
    CHILDREN = "children"
    TOO_MANY = "too-many"  # people for the flat
    PETS = "pets"
    SEASON = "season"  # lets it to visitors for a part of the year
    DECLARATION = "declaration"  # does not declare the lease to AADE
    BANK = "bank"  # does not take the rent by bank
    RENT = "rent"  # wants more than can be paid
    GUARANTEE = "guarantee"  # asks for a guarantor, or for more deposit
    LET = "let"  # has let it to somebody else
    OTHER = "other"  # in the note
