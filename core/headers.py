"""What the browser is told with every answer, so that a slip of ours does less harm."""

from flask import Flask, Response, request

from core.session import settings
from core.setting_addresses import is_vector

YEAR = 365 * 24 * 60 * 60  # seconds
POWERS = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "midi",
    "payment",
    "usb",
)
PASSKEYS = "publickey-credentials-create=(self), publickey-credentials-get=(self)"
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join([*(f"{power}=()" for power in POWERS), PASSKEYS]),
}


def content_security_policy(tile_url: str | None) -> str:
    """Everything from this service and nothing inline; tiles also from their configured server."""
    images, answers = "'self' data:", "'self'"
    if tile_url:
        scheme, _, rest = tile_url.partition("://")
        host = f" {scheme}://{rest.split('/')[0].replace('{s}', '*')}"
        images, answers = (images, answers + host) if is_vector(tile_url) else (images + host, answers)
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src {answers}; "
        f"img-src {images}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def init_app(app: Flask) -> None:
    """Add the headers to every answer; a view may have set stricter ones of its own."""
    with app.app_context():
        configured = settings()
    chosen = {
        "Content-Security-Policy": content_security_policy(configured.tile_url),
        "Referrer-Policy": "same-origin",
    }
    fixed = FIXED | ({"Strict-Transport-Security": f"max-age={YEAR}"} if configured.https else {})

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.update(fixed)
        for name, value in chosen.items():
            response.headers.setdefault(name, value)
        if request.endpoint != "static" and not response.cache_control.public:
            response.cache_control.no_store = True  # whatever is made for a person may hold personal data
        return response
