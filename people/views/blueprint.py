"""The blueprint of the pages about people."""

from flask import Blueprint

from people.languages import language_name

bp = Blueprint("people", __name__)
bp.add_app_template_filter(language_name)
