"""The audit: every step and every look at a person's data, chained so that nobody can take one back unseen.

A service says what it does by `record` (with many rows at once by `record_each`), a page what it shows by
`record_read`, and by `record_along` what it shows to few. What changed is found by itself (`changes`), sealed under the
key of the person it is about (`person_keys`) and chained at the edge (`session_events`). Of rows that are private
(`privacy`) others are told less.
"""

from core.audit import session_events  # noqa: F401  (every session keeps the audit from here on)
from core.audit.recording import record, record_along, record_each, record_read

__all__ = ["record", "record_along", "record_each", "record_read"]
