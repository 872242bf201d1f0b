"""Rows about flats and those who let them."""

from housing.models.agent import Agent, AgentCapacity
from housing.models.cell import ListingCell, ListingCellKind
from housing.models.complaint import Complaint, ComplaintKind
from housing.models.discrimination import DiscriminationReport, DiscriminationStep
from housing.models.document import LandlordDocument, LeaseDocument
from housing.models.dwelling import Dwelling
from housing.models.file_import import ColumnChoice, FileImport, FileImportRow, ImportStatus
from housing.models.flat_hold import FlatHold
from housing.models.landlord import Landlord, LandlordKind
from housing.models.landlord_promise import LandlordPromise
from housing.models.lease import Lease
from housing.models.line_place import LinePlace
from housing.models.listing import Listing
from housing.models.needs import Needs, NeedsArea
from housing.models.offer import Offer
from housing.models.ownership import OwnershipShare
from housing.models.pair_ruling import PairRuling
from housing.models.pairs import LandlordPair, ListingPair
from housing.models.photo import ListingPhoto
from housing.models.proposal import Proposal
from housing.models.ranking_weights import RankingWeights
from housing.models.saved_search import SavedSearch, SearchMatch
from housing.models.shortlist import ShortlistEntry
from housing.models.spot import ListingSpot
from housing.models.stance import Stance, StanceAnswer, StanceTopic
from housing.models.talk import LandlordTalk
from housing.models.viewing import Viewing, ViewingGuest
from housing.models.void_period import VoidPeriod

__all__ = [
    "Agent", "AgentCapacity", "ColumnChoice", "Complaint", "ComplaintKind", "DiscriminationReport",
    "DiscriminationStep", "Dwelling", "FileImport", "FileImportRow", "FlatHold", "ImportStatus", "Landlord",
    "LandlordDocument", "LandlordKind", "LandlordPair", "LandlordPromise", "LandlordTalk", "Lease", "LeaseDocument",
    "LinePlace", "Listing", "ListingCell", "ListingCellKind", "ListingPair", "ListingPhoto", "ListingSpot", "Needs",
    "NeedsArea", "Offer", "OwnershipShare", "PairRuling", "Proposal", "RankingWeights", "SavedSearch", "SearchMatch",
    "ShortlistEntry", "Stance", "StanceAnswer", "StanceTopic", "Viewing", "ViewingGuest", "VoidPeriod",
]  # fmt: skip
