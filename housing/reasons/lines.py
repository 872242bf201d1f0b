"""Why a household stands in line for a flat no more: passed over, released, or taken out by an officer."""

from enum import StrEnum


class LineReason(StrEnum):
    HAS_OFFER = "has-offer"  # of another flat
    HAS_HOME = "has-home"
    FITS_NO_MORE = "fits-no-more"
    KEPT_APART = "kept-apart"  # by a decision
    LANDLORD_REFUSED = "landlord-refused"
    HELD = "held"  # by the landlord, for another household
    OTHER_CENTRE = "other-centre"
    FLAT_TAKEN = "flat-taken"  # another household has accepted it, or signed its lease
    TOOK_ANOTHER = "took-another"  # it has accepted another flat
    FLAT_GONE = "flat-gone"
    SAME_FLAT = "same-flat"  # it stands in line by another advert of the flat
    LEFT = "left"  # the programme
    UNWILLING = "unwilling"
    UNSUITED = "unsuited"
    MISTAKE = "mistake"
    OTHER = "other"


# What an officer says who takes a household out.
OF_OFFICERS = (LineReason.UNWILLING, LineReason.UNSUITED, LineReason.MISTAKE, LineReason.OTHER)
