"""Parts of a page that htmx fetches by itself: how it is set up, and what a redirect means to it.

Every page works without it too: what htmx may ask for is also a link or a form.
"""

import json

from flask import Flask, Response, request

HTMX_CONFIG = json.dumps(
    {
        # The policy of our pages refuses both.
        "allowEval": False,
        "includeIndicatorStyles": False,
        "allowScriptTags": False,
        # Of what a part had before it was renewed only these are handed on for a moment: `style` the policy refuses.
        "attributesToSettle": ["class", "width", "height"],
        # Pages hold personal data: none is kept in the browser for the way back.
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        # A form that comes back with errors is shown; of other refusals the page stays as it is.
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "2..", "swap": True},
            {"code": "422", "swap": True},
            {"code": "...", "swap": False, "error": True},
        ],
    }
)


def init_app(app: Flask) -> None:
    """Tell templates the set-up, and lead the whole page where a redirect leads, not the part that asked."""
    app.jinja_env.globals["HTMX_CONFIG"] = HTMX_CONFIG
    app.after_request(_lead_the_page)


def _lead_the_page(response: Response) -> Response:
    if "HX-Request" in request.headers and response.location:
        response.headers["HX-Redirect"] = response.headers.pop("Location")
        response.status_code = 204
    return response
