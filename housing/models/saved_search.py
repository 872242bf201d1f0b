"""Views of the listings that people come back to, and which adverts they have seen there."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import Sealed, SealedJSON

Query = dict[str, str]  # the parts of an address: one text by name


class SavedSearch(Base):
    """One person's view of the listings: its filters as they stand in an address, and a name.

    Both are sealed where they rest, since they may say for whom somebody looks, and the audit keeps neither. An opened
    one has its filters in its address, a point to the metre included, as every view of the listings has; not its name.
    """

    __tablename__ = "saved_search"
    __audit_person__ = "user"
    __audit_hidden__ = frozenset({"name", "query"})

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[str] = mapped_column(Sealed("saved_search.name"))
    query: Mapped[Query] = mapped_column(SealedJSON("saved_search.query"))
    openings: Mapped[int] = mapped_column(default=0)  # how often it was opened with something new
    seen_to: Mapped[int] = mapped_column(default=0)  # adverts up to this number count as seen: too many fit to keep all
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship()


class SearchMatch(Base):
    """An advert that its owner has seen among what fits a saved search."""

    __tablename__ = "search_match"

    saved_search_id: Mapped[int] = mapped_column(ForeignKey("saved_search.id", ondelete="CASCADE"), primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True, index=True)
    opening: Mapped[int]  # at which it was new; 0: it was there when the search was saved
