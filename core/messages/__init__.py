"""Messages: e-mail and SMS, queued in the transaction that wants them said, sent by jobs, each at most once."""

from core.messages.models import Channel
from core.messages.outbox import Text, is_told, queue_message, was_told
from core.messages.ways import Transports

__all__ = ["Channel", "Text", "Transports", "is_told", "queue_message", "was_told"]
