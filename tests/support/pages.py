"""Pages as a person with a browser gets them: read as HTML, checked for soundness, forms filled in and sent."""

import re
from collections import Counter

from flask.testing import FlaskClient
from lxml import html
from lxml.html import FormElement, HtmlElement
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

NO_PAGE_HAS = {
    "no label": "(//input[not(@type='hidden' or @type='submit' or @type='button')] | //select | //textarea)"
    "[not(@aria-label or @aria-labelledby or ancestor::label or @id = //label/@for)]",
    "the browser would refuse": "//script[not(@src or @type='application/json')] | //style"
    " | //*[@style or @*[starts-with(name(), 'on')]]",
    "no caption": "//table[not(caption)]",
    "no scope": "//th[not(@scope)]",
    "second h1": "(//h1)[position() > 1]",
    "a region named as the card around it": "//*[@role='region'][@aria-label = ancestor::section//h2/text()]",
}


class PageClient(FlaskClient):
    """Flask's test client that also opens pages and sends their forms."""

    def page(self, path: str, status: int = 200) -> HtmlElement:
        """Open a page, following redirects; it must have this status and be sound."""
        return _read(self.get(path, follow_redirects=True), status)

    def submit(self, path: str, action: str | None = None, status: int = 200, **fields: object) -> HtmlElement:
        """Open a page, fill in the form that has these fields (or leads to `action`), send it, give what follows."""
        page = self.page(path)
        form = _find_form(page, action, set(fields))
        data = _fill_in(form, fields)
        send = self.post if form.method == "POST" else self.get
        where = {"data": data} if form.method == "POST" else {"query_string": data}
        return _read(send(form.action or path, follow_redirects=True, **where), status)


def _read(response: TestResponse, status: int) -> HtmlElement:
    assert response.status_code == status, f"{response.request.path}: {response.status}\n{response.text[:2000]}"
    page = html.document_fromstring(response.text)
    assert complaints(page) == [], response.request.path
    return page


def complaints(page: HtmlElement) -> list[str]:
    """What no page may have, whatever it is about."""
    heading, title = (" ".join(page.xpath(f"string(//{name})").split()) for name in ("h1", "title"))
    title = re.sub("^(Error|Σφάλμα): ", "", title)  # a form came back with errors
    ids = Counter(page.xpath("//@id"))
    return [
        *([] if heading and title.startswith(heading) else [f"title {title!r} does not start with h1 {heading!r}"]),
        *(f"id {name} is not unique" for name, times in ids.items() if times > 1),
        *(f"{rule}: {_source(found)}" for rule, path in NO_PAGE_HAS.items() for found in page.xpath(path)),
    ]


def _source(element: HtmlElement) -> str:
    return html.tostring(element, encoding="unicode", with_tail=False)[:120]


def _find_form(page: HtmlElement, action: str | None, fields: set[str]) -> FormElement:
    fitting = [
        form
        for form in page.forms
        if fields <= {*form.xpath(".//@name"), *_outer_buttons(form)} and (action is None or form.action == action)
    ]
    assert len(fitting) == 1, f"{len(fitting)} forms fit: {[_source(form) for form in page.forms]}"
    return fitting[0]


def _outer_buttons(form: FormElement) -> list[str]:
    """Names of those buttons that stand elsewhere on the page and send this form."""
    return form.xpath("//button[@form = $its_id]/@name", its_id=form.get("id", ""))


def _fill_in(form: FormElement, fields: dict[str, object]) -> MultiDict[str, object]:
    """What a browser would send; a file or a button's value is added as it is given."""
    own = form.xpath(".//input[@type='file' or @type='submit']/@name | .//button/@name")
    sent_as_given = dict.fromkeys([*own, *_outer_buttons(form)])
    for name, value in fields.items():
        if name not in sent_as_given:
            form.fields[name] = value
    return MultiDict([*form.form_values(), *((name, fields[name]) for name in sent_as_given if name in fields)])
