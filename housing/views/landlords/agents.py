"""Those who speak for landlords."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.session import db_session, lock_for_update
from housing.forms.agent import AgentForm
from housing.models import Agent
from housing.services.landlords import agents
from housing.services.landlords.landlord_reach import get_landlord
from housing.views.blueprint import bp


@bp.route("/landlords/<int:landlord_id>/agents/new", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def add_agent(landlord_id: int) -> ResponseReturnValue:
    landlord, form = get_landlord(db_session(), landlord_id, actor()), AgentForm()
    if form.validate_on_submit():
        with form.refusals():
            agent = agents.add_agent(db_session(), landlord, form.details(), actor=actor(), at=utc_now())
            flash(_("The agent is written down."))
            _ask_whose_phone(agent)
            return redirect(url_for(".show_landlord", landlord_id=landlord.id))
    record_read(db_session(), "show-landlord", landlord, actor=actor())
    page = render_template("housing/add_agent.html", form=form, landlord=landlord)
    return page, 422 if form.is_submitted() else 200


@bp.route("/agents/<int:agent_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def change_agent(agent_id: int) -> ResponseReturnValue:
    agent = agents.get_agent(db_session(), agent_id, actor())
    lock_for_update(agent)
    form = AgentForm(obj=agent)
    if form.validate_on_submit():
        with form.refusals():
            agents.change_agent(db_session(), agent, form.details(), actor=actor())
            flash(_("The agent is changed."))
            _ask_whose_phone(agent)
            return redirect(url_for(".show_landlord", landlord_id=agent.landlord_id))
    record_read(db_session(), "show-landlord", agent.landlord, actor=actor())
    page = render_template("housing/change_agent.html", form=form, agent=agent)
    return page, 422 if form.is_submitted() else 200


@bp.post("/agents/<int:agent_id>/remove")
@requires(Permission.EDIT_LISTINGS)
def remove_agent(agent_id: int) -> ResponseReturnValue:
    agent = agents.get_agent(db_session(), agent_id, actor())
    landlord_id = agent.landlord_id
    agents.remove_agent(db_session(), agent, actor=actor())
    flash(_("The agent is removed."))
    return redirect(url_for(".show_landlord", landlord_id=landlord_id))


def _ask_whose_phone(agent: Agent) -> None:
    """An agent can be reached by the landlord's own telephone; more often one of the two was written down wrongly."""
    if agent.phone and agent.phone == agent.landlord.phone:
        flash(_("The landlord's own telephone is the same as this agent's. Is that right?"), "wait")
