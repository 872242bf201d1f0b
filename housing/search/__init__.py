"""Which adverts lie near a point and fit the filters, in the order asked for, page by page."""

from housing.search.criteria import Order, SearchCriteria, conditions, reach_over
from housing.search.nearest import Near
from housing.search.ordered import Placed
from housing.search.pages import COUNTED, ROWS, Found, Mark, SearchResult, count, search
from housing.search.traits import Placing, Traits

__all__ = [
    "COUNTED", "ROWS", "Found", "Mark", "Near", "Order", "Placed", "Placing", "SearchCriteria", "SearchResult",
    "Traits", "conditions", "count", "reach_over", "search",
]  # fmt: skip
