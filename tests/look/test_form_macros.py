"""Label, hint, error and their ids agree, whatever the field, so that a screen reader hears what the eye sees."""

import pytest
from jinja2 import Environment, FileSystemLoader
from lxml import html
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, Form, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired


class HomeForm(Form):
    street = StringField("Street", [InputRequired("Enter the street")])
    rent = IntegerField("Rent", [InputRequired("Enter the rent")])
    floor = SelectField("Floor", choices=[SelectChoice("0", "Ground"), SelectChoice("1", "First")])
    kind = RadioField("Kind", [InputRequired("Choose the kind")], choices=[SelectChoice("flat", "Flat")])
    lift = BooleanField("There is a lift", [InputRequired("Say whether there is a lift")])
    notes = TextAreaField("Notes")
    phones = FieldList(StringField("Phone", [InputRequired("Enter the phone")]), min_entries=1)


@pytest.fixture
def environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader("templates"), autoescape=True, extensions=["jinja2.ext.i18n"], trim_blocks=True
    )
    environment.install_null_translations(newstyle=True)
    environment.globals.update(
        url_for=lambda endpoint, filename: f"/{endpoint}/{filename}",
        csrf_token=lambda: "token",
        typed_id=lambda url, own_id: own_id,
    )
    return environment


@pytest.fixture
def page(environment):
    """The macros called on a form, as parsed HTML."""

    def render(source: str, form: Form) -> html.HtmlElement:
        names = "checkbox, error_summary, field, filter_field, post_form, radios, submit"
        template = f'{{% from "components/forms.html" import {names} %}}<main>{source}</main>'
        return html.fromstring(environment.from_string(template).render(form=form))

    return render


EVERYTHING = """
{{ error_summary(form) }}
{% call post_form("/homes") %}
{{ field(form.street, hint="As it is written on the door", width=16, autocomplete="off") }}
{{ field(form.rent, unit="€", hint="For a month") }}
{{ field(form.floor) }}{{ radios(form.kind) }}{{ checkbox(form.lift, hint="It must work") }}{{ field(form.notes) }}
{% for phone in form.phones %}{{ field(phone) }}{% endfor %}
{{ submit("Save", "/homes") }}
{% endcall %}
"""


def wrong_form() -> HomeForm:
    form = HomeForm(MultiDict({"street": "", "rent": "many", "floor": "1", "phones-0": ""}))
    assert not form.validate()
    return form


def test_every_id_is_given_once_and_every_reference_leads_to_one(page):
    tree = page(EVERYTHING, wrong_form())
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    described = " ".join(tree.xpath("//@aria-describedby")).split()
    links = [link.removeprefix("#") for link in tree.xpath("//*[@class='st-errors']//@href")]
    assert set(described) | set(tree.xpath("//label/@for")) | set(links) <= set(ids)


def test_the_summary_leads_to_each_field_in_error_also_within_a_list(page):
    tree = page(EVERYTHING, wrong_form())
    assert tree.xpath("//*[@class='st-errors']//@href") == ["#street", "#rent", "#kind-0", "#lift", "#phones-0"]


def test_the_summary_names_each_field(page):
    said = page(EVERYTHING, wrong_form()).xpath("//*[@class='st-errors']//a/text()")
    assert said[0] == "Street: Enter the street"
    assert said[1].startswith("Rent: ")


def test_a_field_in_error_says_so_and_points_at_hint_and_error(page):
    tree = page(EVERYTHING, wrong_form())
    (street,) = tree.xpath("//input[@name='street']")
    assert (street.get("aria-invalid"), street.get("aria-describedby")) == ("true", "street-hint street-error")
    assert "Enter the street" in tree.get_element_by_id("street-error").text_content()


def test_a_field_without_error_carries_no_empty_attribute(page):
    form = HomeForm(MultiDict({"street": "Ikarou", "rent": "450", "kind": "flat", "lift": "y"}))
    tree = page(EVERYTHING, form)
    (notes,) = tree.xpath("//textarea")
    assert set(notes.attrib) == {"class", "id", "name"}
    assert not tree.xpath("//*[@*='None' or @*='none']")
    assert not tree.xpath("//*[@role='alert']")


def test_what_was_typed_is_kept_and_shown_as_text(page):
    form = HomeForm(MultiDict({"street": '"><script>alert(1)</script>', "rent": "many"}))
    form.validate()
    tree = page(EVERYTHING, form)
    assert tree.xpath("//input[@name='street']/@value") == ['"><script>alert(1)</script>']
    assert tree.xpath("//input[@name='rent']/@value") == ["many"]
    assert not tree.xpath("//script")


def test_a_field_that_may_stay_empty_is_called_optional(page):
    labels = page(EVERYTHING, HomeForm()).xpath("//label[contains(., '(optional)')]/@for")
    assert labels == ["notes"]


def test_a_form_that_changes_something_carries_the_token(page):
    tree = page(EVERYTHING, HomeForm())
    assert tree.xpath("//form[@method='post']/input[@name='csrf_token']/@value") == ["token"]


def test_the_error_of_a_filter_stands_beside_it(page):
    tree = page('{{ filter_field(form.rent, unit="€") }}', wrong_form())
    assert tree.xpath("//input/@aria-describedby") == ["rent-error"]
    assert tree.get_element_by_id("rent-error").text_content().strip()
