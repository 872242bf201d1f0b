"""The best set of offers for all who wait and all that is free, beside the greedy one. Pure.

A pair is possible where it breaks no limit of `housing.ranking`. It counts the ranking's points, points for a home at
all, and what the household gets for waiting and for its vulnerability (`fairness`). Scarce flats are reserved for those
who can live in no others (`scarcity`). That the plan is the best there is, is proven and not believed (`solving`).
"""

from housing.allocation.edges import TooMany
from housing.allocation.fairness import Fairness, FairnessWeights, Group, fairness_of, groups_of
from housing.allocation.pins import Moved, PinCost, cost_of, lift, may_be_solved_again
from housing.allocation.plans import Allocation, Change, NotProven, Placement, Plan, allocate
from housing.allocation.scarcity import Kind, kinds_needed, kinds_of_flat
from housing.allocation.world import IMPOSSIBLE, Applicant, Pair, Vacancy, World

__all__ = [
    "IMPOSSIBLE", "Allocation", "Applicant", "Change", "Fairness", "FairnessWeights", "Group", "Kind", "Moved",
    "NotProven", "Pair", "PinCost", "Placement", "Plan", "TooMany", "Vacancy", "World", "allocate", "cost_of",
    "fairness_of", "groups_of", "kinds_needed", "kinds_of_flat", "lift", "may_be_solved_again",
]  # fmt: skip
