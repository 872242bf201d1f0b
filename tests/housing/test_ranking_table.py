"""All flats for all households at once: the same points as judged one by one."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from housing.ranking import Cost, Estimate, FlatFacts, Weights, Wishes, judge
from housing.ranking.table import BREAKS_A_LIMIT, PointsTable
from tests.housing.flats_to_rank import columns_of, flats, home_of, households, some_estimate, weights


@given(
    st.lists(flats, unique_by=lambda flat: flat.listing_id, max_size=6),
    st.lists(st.tuples(households, st.integers(0, 1)), max_size=4),
    st.tuples(some_estimate, some_estimate),
    weights,
)
def test_every_pair_has_the_points_that_it_has_by_itself(
    several: Sequence[FlatFacts],
    asking: Sequence[tuple[Wishes, int]],
    by_group: Sequence[Estimate | None],
    weighed: Weights,
) -> None:
    def cost_of(group: int, cost, charges) -> Cost:
        return Cost(cost, by_group[group])

    table = PointsTable([columns_of(flat) for flat in several], weighed, cost_of=cost_of, home_of=home_of)
    for wishes, group in asking:
        judged = [judge(flat, wishes, by_group[group], weighed) for flat in several]
        expected = [BREAKS_A_LIMIT if one.broken else one.score for one in judged]
        assert table.points(wishes, group).tolist() == expected
