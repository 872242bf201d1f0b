"""Which adverts lie near a point and fit the filters, in the order asked for, page by page."""

from housing.search.circle import Near, some_inside
from housing.search.criteria import Order, SearchCriteria, conditions, reach_over
from housing.search.let_homes import LeasesSeen
from housing.search.ordered import Placed
from housing.search.pages import COUNTED, ROWS, Found, Mark, SearchResult, count, find, search
from housing.search.traits import Placing, Traits
from housing.search.unseen import Unseen

__all__ = [
    "COUNTED", "ROWS", "Found", "LeasesSeen", "Mark", "Near", "Order", "Placed", "Placing", "SearchCriteria",
    "SearchResult", "Traits", "Unseen", "conditions", "count", "find", "reach_over", "search", "some_inside",
]  # fmt: skip
