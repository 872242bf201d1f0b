"""What must hold for every case holds for 100,000 of them; `make test` tries the first thousand of its own."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, seed, settings

from tests.subsidies.drawn import Drawn, drawn
from tests.subsidies.properties import PROPERTIES

PARTS = 100
EXAMPLES = 1000  # of a part: what one loses when the run is ended


@pytest.mark.parametrize("part", range(PARTS))
def test_every_property_holds(part: int, record_property: Callable[[str, object], None]) -> None:
    held: Counter[str] = Counter()

    @seed(part)
    @settings(max_examples=EXAMPLES, derandomize=False, database=None)
    @given(drawn())
    def hold(example: Drawn) -> None:
        for property_holds in PROPERTIES:
            property_holds(example)
            held[property_holds.__name__] += 1

    hold()
    assert min(held.values()) >= EXAMPLES
    for name, examples in held.items():
        record_property(name, examples)
