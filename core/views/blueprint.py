"""The blueprint of the ground floor's pages."""

from flask import Blueprint

bp = Blueprint("core", __name__)
