"""Which status may follow which."""

from enum import StrEnum


class ListingStatus(StrEnum):
    CANDIDATE = "candidate"
    CONTACTED = "contacted"
    VERIFIED = "verified"
    OFFERED = "offered"
    RESERVED = "reserved"
    LET = "let"
    WITHDRAWN = "withdrawn"


class OfferStatus(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
