"""Agents and how they are made."""

from django.urls import path

from apps.portal.views.agents import agent, agent_compare, agent_file, agent_verb, agents
from apps.portal.views.builds import build, build_stop
from apps.portal.views.executions import agent_execute
from apps.portal.views.ready_made import ready_made_packs
from apps.portal.views.reviews import agent_review
from apps.portal.views.specs import build_check, build_discard, build_new
from apps.portal.views.trials import build_try

routes = [
    path("builds/new", build_new, name="build_new"),
    path("builds/check", build_check, name="build_check"),
    path("builds/discard", build_discard, name="build_discard"),
    path("builds/try", build_try, name="build_try"),
    path("builds/<uuid:job_id>", build, name="build"),
    path("builds/<uuid:job_id>/cancel", build_stop, name="build_cancel"),
    path("builds/<uuid:job_id>/progress", build, name="build_progress"),
    path("agents", agents, name="agents"),
    path("ready-made", ready_made_packs, name="ready_made"),
    path("agents/<str:agent_id>", agent, name="agent"),
    path("agents/<str:agent_id>/compare", agent_compare, name="agent_compare"),
    path("agents/<str:agent_id>/execute", agent_execute, name="agent_execute"),
    path("agents/<str:agent_id>/verbs/<slug:verb>", agent_verb, name="agent_verb"),
    path("agents/<str:agent_id>/review", agent_review, name="agent_review"),
    path("agents/<str:agent_id>/versions/<str:version>/files/<path:path>", agent_file, name="agent_file"),
]
