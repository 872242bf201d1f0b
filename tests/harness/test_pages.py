"""The tests' reader of pages finds what is wrong with one, and fills in forms as a browser does."""

from io import BytesIO

import pytest
from flask import Flask, request
from lxml import html

from tests.support.pages import PageClient, complaints

SOUND = """<!doctype html><title>Two flats - Stegi</title><h1>Two flats</h1>
<form method="post" action="/said"><input name="token" type="hidden" value="t"><label for="n">Name</label>
<input id="n" name="name" value="before"><label>Kind <select name="kind"><option>flat<option>house</select></label>
<label>Paper <input type="file" name="paper"></label><button name="then" value="stay">Save</button></form>
<form method="post" action="/sign-out"><button>Sign out</button></form>"""


def test_a_sound_page_has_no_complaints():
    assert complaints(html.document_fromstring(SOUND)) == []


@pytest.mark.parametrize(
    ("added", "complaint"),
    [
        ("<h1>Again</h1>", "second h1: <h1>Again</h1>"),
        ('<p id="n"></p>', "id n is not unique"),
        ('<input name="rent">', 'no label: <input name="rent">'),
        ("<script>alert(1)</script>", "the browser would refuse: <script>alert(1)</script>"),
        ('<p style="color:red">', 'the browser would refuse: <p style="color:red"></p>'),
        ('<a onclick="go()">go</a>', 'the browser would refuse: <a onclick="go()">go</a>'),
        ("<table></table>", "no caption: <table></table>"),
        ("<table><caption>Rents</caption><tr><th>Rent</table>", "no scope: <th>Rent</th>"),
    ],
)
def test_a_complaint_names_what_is_wrong(added: str, complaint: str):
    assert complaint in complaints(html.document_fromstring(SOUND + added))


def test_a_title_starts_with_the_heading():
    page = html.document_fromstring(SOUND.replace("<title>", "<title>Stegi: "))
    assert complaints(page) == ["title 'Stegi: Two flats - Stegi' does not start with h1 'Two flats'"]


@pytest.fixture
def client() -> PageClient:
    app = Flask(__name__)
    app.test_client_class = PageClient
    app.add_url_rule("/", view_func=lambda: SOUND, endpoint="page")
    app.add_url_rule("/said", view_func=_said, methods=["POST"])
    return app.test_client()


def _said() -> str:
    said = [*request.form.items(), *((name, file.filename) for name, file in request.files.items())]
    return f"<title>Said</title><h1>Said</h1><p>{said}</p>"


def test_a_form_is_sent_as_the_browser_would(client: PageClient):
    page = client.submit("/", name="Ελένη", paper=(BytesIO(b""), "paper.pdf"), then="stay")
    sent = [("token", "t"), ("name", "Ελένη"), ("kind", "flat"), ("then", "stay"), ("paper", "paper.pdf")]
    assert page.findtext(".//p") == str(sent)


def test_a_choice_that_the_page_does_not_offer_cannot_be_sent(client: PageClient):
    with pytest.raises(ValueError, match="castle"):
        client.submit("/", kind="castle")


def test_the_form_must_be_clear(client: PageClient):
    with pytest.raises(AssertionError, match="2 forms fit"):
        client.submit("/")
