"""Pairs of rows that may be about the same thing: kept up to date, listed, and said to be apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.db import Base, lock_rows
from core.errors import NotFound
from core.paging import Page, take_page
from core.pairs.models import Pair
from core.text import N_, Sentence

NO_SUCH_PAIR = Sentence(N_("Nobody takes these two for the same any more."))


AnyPair = TypeVar("AnyPair", bound=Pair)
AnyMerged = TypeVar("AnyMerged", bound=Base)  # with `same_as_id`, the key of the row that leads


@dataclass(frozen=True, slots=True)
class Found:
    """Two rows that may be the same, the one with the smaller key first."""

    one_id: int
    other_id: int
    score: int
    agree: Sequence[str]
    differ: Sequence[str]

    @property
    def ids(self) -> tuple[int, int]:
        """What tells the pair from every other."""
        return self.one_id, self.other_id


def list_pairs(
    session: Session, kind: type[AnyPair], seen: ColumnElement[bool], number: int, *, apart: bool
) -> Page[AnyPair]:
    """A page of the pairs that wait, the most alike first; or of those known to be apart, the latest first."""
    query = select(kind).where(seen).options(joinedload(kind.one), joinedload(kind.other), joinedload(kind.apart_by))
    if apart:
        query = query.where(kind.apart_at.is_not(None)).order_by(kind.apart_at.desc(), kind.id)
    else:
        query = query.where(kind.apart_at.is_(None)).order_by(kind.score.desc(), kind.id)
    return take_page(session, query, number)


def count_open(kind: type[AnyPair], seen: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many pairs wait for somebody, for a query."""
    return select(func.count(kind.id)).where(kind.apart_at.is_(None), seen).scalar_subquery()


def open_pairs_of(session: Session, kind: type[AnyPair], row_id: int, seen: ColumnElement[bool]) -> list[AnyPair]:
    """What this row may be the same as, the most alike first."""
    query = select(kind).where(or_(kind.one_id == row_id, kind.other_id == row_id), kind.apart_at.is_(None), seen)
    query = query.options(joinedload(kind.one), joinedload(kind.other))
    return list(session.scalars(query.order_by(kind.score.desc(), kind.id)))


def get_pair(session: Session, kind: type[AnyPair], pair_id: int, seen: ColumnElement[bool]) -> AnyPair:
    """The pair, for those who see both."""
    query = select(kind).options(joinedload(kind.one), joinedload(kind.other))
    pair = session.scalar(query.where(kind.id == pair_id, seen))
    if pair is None:
        raise NotFound(NO_SUCH_PAIR)
    return pair


def lock_pair(session: Session, pair: AnyPair) -> None:
    """Keep the pair, and all others of its two rows, from changing meanwhile: before anything else is locked.

    Raises NotFound when somebody has merged the two or said that they are apart.
    """
    kind, ids = type(pair), (pair.one_id, pair.other_id)
    locked = lock_rows(session, kind, or_(kind.one_id.in_(ids), kind.other_id.in_(ids)))
    if pair not in locked or pair.apart_at is not None:
        raise NotFound(NO_SUCH_PAIR)


def get_leading(session: Session, kind: type[AnyMerged], *keys: int) -> AnyMerged:
    """The row that leads of these, when somebody has merged them: nothing is left of their pair. Raises NotFound."""
    columns = kind.__table__.c
    rows = session.execute(select(columns.id, columns.same_as_id).where(columns.id.in_(keys))).all()
    leads = {same_as_id or key for key, same_as_id in rows}
    if len(leads) != 1 or not any(same_as_id for _, same_as_id in rows):
        raise NotFound(NO_SUCH_PAIR)
    return session.get_one(kind, leads.pop(), populate_existing=True)


def known_apart(session: Session, kind: type[AnyPair]) -> set[tuple[int, int]]:
    """The pairs of which somebody said that they are not the same."""
    query = select(kind.one_id, kind.other_id).where(kind.apart_at.is_not(None))
    return {(one, other) for one, other in session.execute(query)}


def keep_apart(pair: AnyPair, *, actor: User, at: datetime) -> None:
    """Somebody knows that the two are not the same; nobody is asked again."""
    pair.apart_at, pair.apart_by_id = at, actor.id


def part(session: Session, kind: type[AnyPair], merged_id: int, led_by_id: int, *, actor: User, at: datetime) -> None:
    """The same of two that were taken for one, and of which no pair is left."""
    one_id, other_id = sorted((merged_id, led_by_id))
    pair = kind(one_id=one_id, other_id=other_id, score=0, agree=[], differ=[], found_at=at)
    keep_apart(pair, actor=actor, at=at)
    session.add(pair)


def bring_up_to_date(session: Session, kind: type[AnyPair], found: Iterable[Found], *, at: datetime) -> None:
    """Keep what is found and nothing else; what somebody has spoken about stays as it is."""
    wanted = {pair.ids: pair for pair in found}
    for stored in lock_rows(session, kind, true()):
        now = wanted.pop((stored.one_id, stored.other_id), None)
        if stored.apart_at is not None:
            continue
        if now is None:
            session.delete(stored)
        else:
            stored.score, stored.agree, stored.differ = now.score, list(now.agree), list(now.differ)
    session.add_all(
        kind(
            one_id=pair.one_id,
            other_id=pair.other_id,
            score=pair.score,
            agree=list(pair.agree),
            differ=list(pair.differ),
            found_at=at,
        )
        for pair in wanted.values()
    )
    session.flush()


def hand_over(session: Session, kind: type[AnyPair], merged_id: int, kept_id: int) -> None:
    """What was said of a merged row holds for the row that leads; what was only suspected is looked for anew."""
    stored = session.scalars(select(kind).where(or_(kind.one_id == merged_id, kind.other_id == merged_id))).all()
    for pair in stored:
        third_id = pair.other_id if pair.one_id == merged_id else pair.one_id
        one_id, other_id = min(third_id, kept_id), max(third_id, kept_id)
        if pair.apart_at is None or third_id == kept_id or _find(session, kind, one_id, other_id):
            session.delete(pair)
        else:
            pair.one_id, pair.other_id = one_id, other_id
    session.flush()


def _find(session: Session, kind: type[AnyPair], one_id: int, other_id: int) -> AnyPair | None:
    return session.scalar(select(kind).where(and_(kind.one_id == one_id, kind.other_id == other_id)))
