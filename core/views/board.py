"""The day's board: what waits for the person who looks."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, signed_in
from core.dates import today
from core.pages import page_number
from core.paging import cut_page
from core.panels import panels
from core.session import db_session
from core.tasks import Stage
from core.views.blueprint import bp

ROWS = 20


@bp.get("/")
@signed_in
def home() -> ResponseReturnValue:
    board = panels().board(db_session(), actor(), today())
    tab = board.find_tab(request.args.get("show", ""))
    page = cut_page(board.showing(tab), page_number(), length=ROWS)
    record_read(db_session(), "list-tasks", actor=actor(), values={"shown": len(page.rows)})
    cards = panels().cards(db_session(), actor(), today())
    return render_template("core/home.html", board=board, page=page, tab=tab, Stage=Stage, cards=cards)
