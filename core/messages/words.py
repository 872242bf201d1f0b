"""The ways of messages in words, for pages."""

from flask_babel import lazy_gettext as _l

from core.messages.models import Channel

CHANNEL_WORDS = {Channel.EMAIL: _l("E-mail"), Channel.SMS: _l("SMS to a mobile phone")}
