"""Scope 2 boards beside agents and runs: which agents take what is left open, and when a board may be taken back."""

from apps.agents.models import AgentVersion
from apps.calculations.catalogue.fallback import MARKET_BASED, method_of
from apps.inventory.models import Scope2Board
from apps.inventory.tasks import BoardVerb, board_change_submit
from apps.jobs.models import Job
from apps.registry.models import AgentDescriptor
from apps.runtime.selectors import versions_running
from apps.runtime.services.withdrawals import require_no_run
from greenlang.engine.methods.purchased_electricity import MARKET_BASED as MARKET_METHOD
from greenlang.errors import InvalidInput


def market_agents() -> list[AgentVersion]:
    """Running agents that calculate scope 2 by the market-based method."""
    running = versions_running()
    documents = AgentDescriptor.objects.filter(version__in=running).values_list("version_id", "document")
    market = {version for version, document in documents if _is_market_based(document)}
    return [version for version in running if version.id in market]


def _is_market_based(document: dict[str, list[dict[str, str]]]) -> bool:
    sources = {formula.get("source", "") for formula in document.get("formulas", [])}
    categories = {factor.get("category", "") for factor in document.get("factors", [])}
    return MARKET_METHOD.definition.source in sources or any(method_of(name) is MARKET_BASED for name in categories)


def board_hand_on_submit(*, board: Scope2Board, agent: str, actor: str) -> Job:
    """Have an accepted board entered into the inventory.

    Args:
        agent: slug of a running agent of `market_agents`, to whose run what no instrument covers is left; empty: none.

    Raises:
        InvalidInput: no such agent.
        PeriodLocked: the period was signed off.
    """
    if agent and agent not in {version.agent.slug for version in market_agents()}:
        raise InvalidInput(
            "Choose an agent.", where="agent", mend="It has to run, and calculate the market-based method."
        )
    return board_change_submit(period=board.period, verb=BoardVerb.HAND_ON, actor=actor, agent=agent)


def board_reopen_submit(*, board: Scope2Board, actor: str) -> Job:
    """Have a board's acceptance taken back, with what it entered.

    Raises:
        Conflict: a run over the period goes on.
        PeriodLocked: the period was signed off.
    """
    require_no_run(board.period_id)
    return board_change_submit(period=board.period, verb=BoardVerb.REOPEN, actor=actor)
