"""Which ways out the settings open."""

from core.config import Settings
from core.messages.gateway import Gateway
from core.messages.models import Channel
from core.messages.smtp import Smtp
from core.messages.transports import Console, Transport


class Transports(dict[Channel, Transport]):
    """The open ways by channel; none where nothing is set."""

    def leaves(self, channel: Channel) -> bool:
        """Whether such a message leaves this machine."""
        return not isinstance(self.get(channel, Console()), Console)

    @classmethod
    def of(cls, settings: Settings) -> "Transports":
        """E-mail by SMTP and SMS by a gateway; in a demonstration and in tests what is not set goes to the terminal."""
        found = cls()
        if settings.demonstration or settings.testing:
            found.update(dict.fromkeys(Channel, Console()))
        if settings.smtp_url:
            found[Channel.EMAIL] = Smtp.at(settings.smtp_url, settings.mail_from)
        if settings.sms_url:
            found[Channel.SMS] = Gateway(settings.sms_url, settings.sms_token)
        return found
