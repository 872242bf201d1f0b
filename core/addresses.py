"""Addresses of this service that came from outside: a way back that leads nowhere else. Pure."""

import re

# One slash, then anything but a second one, a backslash or a blank: browsers read those as another host's address.
_LOCAL = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f]*")


def local_address(address: str, otherwise: str) -> str:
    """The address when it lies within this service."""
    return address if _LOCAL.fullmatch(address) else otherwise
