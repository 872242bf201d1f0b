"""What was sent, for the administrator: how it went, not to whom nor what it said."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.messages import Channel, Transports
from core.messages.models import MessageState
from core.messages.outbox import SHOWN, latest_messages
from core.messages.words import CHANNEL_WORDS
from core.ports import answer_to
from core.session import db_session
from core.views.blueprint import bp

MESSAGE_SHAPES = {
    MessageState.WAITING: "todo",
    MessageState.SENDING: "doing",
    MessageState.SENT: "done",
    MessageState.FAILED: "refused",
    MessageState.UNCLEAR: "alert",
}
MESSAGE_WORDS = {
    MessageState.WAITING: _l("Waits"),
    MessageState.SENDING: _l("On its way"),
    MessageState.SENT: _l("Sent"),
    MessageState.FAILED: _l("Not sent"),
    MessageState.UNCLEAR: _l("Unclear"),
}


@bp.get("/outbox")
@requires(Permission.ADMINISTER)
def list_messages() -> ResponseReturnValue:
    return render_template(
        "core/list_messages.html",
        messages=latest_messages(db_session(), actor()),
        most=SHOWN,
        closed=[CHANNEL_WORDS[channel] for channel in Channel if channel not in answer_to(Transports)],
        words=MESSAGE_WORDS,
        shapes=MESSAGE_SHAPES,
        channels=CHANNEL_WORDS,
    )
