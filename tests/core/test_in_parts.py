"""A query that asks for many rows asks for some after the others."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import in_parts
from core.structure import Centre

MOST = 65_535  # values that a statement may hold, where it may hold most


@pytest.mark.parametrize(("count", "parts"), [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (9, [3, 3, 3])])
def test_every_value_is_in_one_part(count: int, parts: list[int]):
    made = list(in_parts(iter(range(count)), most=3))
    assert [len(part) for part in made] == parts
    assert [value for part in made for value in part] == list(range(count))


def test_more_is_asked_for_than_a_statement_holds(session: Session):
    wanted = range(MOST + 1)
    found = [
        centre for part in in_parts(wanted) for centre in session.scalars(select(Centre).where(Centre.id.in_(part)))
    ]
    assert found == []
