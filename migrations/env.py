"""Alembic's environment: it works on the connection that core.migrate hands over."""

from alembic import context

import app  # noqa: F401  (knows every package, and so every model)
from core.db import Base, Euros, Instant
from core.sealed import BlindIndex, Sealed


def render_item(kind: str, item: object, autogen_context: object) -> str | bool:
    """Write our column types as what they are in the database: migrations import nothing from the models."""
    if kind == "type" and isinstance(item, Euros):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, (Sealed, BlindIndex)):
        return "sa.LargeBinary()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
