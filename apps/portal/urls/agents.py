"""Agents and how they are made."""

from django.urls import path

from apps.portal.views.agent_compare import agent_compare
from apps.portal.views.agent_files import agent_code, agent_file, agent_pack
from apps.portal.views.agent_names import agent_names, agent_say
from apps.portal.views.agent_quality import agent_evaluate, agent_quality, agent_quality_file
from apps.portal.views.agent_verbs import agent_verb
from apps.portal.views.agent_work import agent_work
from apps.portal.views.agents import agent, agents
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
    path("agents/<str:agent_id>/quality", agent_quality, name="agent_quality"),
    path("agents/<str:agent_id>/quality/report.<slug:extension>", agent_quality_file, name="agent_quality_file"),
    path("agents/<str:agent_id>/evaluations", agent_evaluate, name="agent_evaluate"),
    path("agents/<str:agent_id>/code", agent_code, name="agent_code"),
    path("agents/<str:agent_id>/names", agent_names, name="agent_names"),
    path("agents/<str:agent_id>/names/<slug:what>", agent_say, name="agent_say"),
    path("agents/<str:agent_id>/work/<uuid:job_id>", agent_work, name="agent_work"),
    path("agents/<str:agent_id>/versions/<str:version>/pack", agent_pack, name="agent_pack"),
    path("agents/<str:agent_id>/compare", agent_compare, name="agent_compare"),
    path("agents/<str:agent_id>/execute", agent_execute, name="agent_execute"),
    path("agents/<str:agent_id>/verbs/<slug:verb>", agent_verb, name="agent_verb"),
    path("agents/<str:agent_id>/review", agent_review, name="agent_review"),
    path("agents/<str:agent_id>/versions/<str:version>/files/<path:path>", agent_file, name="agent_file"),
]
