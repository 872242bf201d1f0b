"""Where people reach this service: what the setting says. What a browser claims counts on this machine only."""

from typing import Any

from flask import request, url_for

from core.config import Settings
from core.session import settings
from core.setting_addresses import LOOPBACK


def trusted_hosts(configured: Settings) -> list[str] | None:
    """Whose requests are answered, by the name they give us; None is everybody's, for the demonstration.

    The machine's own names stay open to whoever watches over the service there.
    """
    if configured.address is None:
        return None if configured.demonstration else list(LOOPBACK)
    name = configured.address.partition("://")[2].partition(":")[0]
    return [name.lower(), *LOOPBACK]


def own_address() -> str:
    """The beginning of every link that leaves the service, and what passkeys belong to."""
    scheme = "https" if settings().https else "http"
    return settings().address or f"{scheme}://{request.host}"


def full_url(endpoint: str, **values: Any) -> str:
    """A link to copy or to send."""
    return own_address() + url_for(endpoint, **values)
