"""What a browser asks, before anybody reads it."""

from typing import Any

from flask import Request


class ReadableRequest(Request):
    """Bytes of the address after its question mark that are no UTF-8 read as the sign for what cannot be read.

    Browsers write every such byte as %xx, which Werkzeug reads; a bare one it reads strictly, and fails.
    """

    def __init__(self, environ: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(environ, *args, **kwargs)
        self.query_string = self.query_string.decode("utf-8", "replace").encode()
