"""What stands around every page: organisation, person, the period that is looked at, the method of scope 2."""

import uuid
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, get_script_prefix, resolve

from apps.inventory.models import ReportingPeriod
from apps.portal.tabs import tabs_for
from apps.tenants.models.roles import Action
from apps.tenants.principal import Principal
from apps.tenants.selectors import memberships_of
from greenlang.errors import NotFound

SESSION_PERIOD = "period_id"
SESSION_BASIS = "basis"
BASES = {"location": "Location-based", "market": "Market-based"}


class Frame:
    """The frame of one request; it asks the database for what is used only.

    The period is the one of ``?period=``, which is remembered for the session, else the remembered one, else the
    latest. The method by which scope 2 is counted is that of ``?basis=`` in the same way, else location-based.
    """

    def __init__(self, request: HttpRequest, principal: Principal) -> None:
        self.request = request
        self.principal = principal

    @cached_property
    def periods(self) -> list[ReportingPeriod]:
        """The tenant's periods, latest first; for the holder of an auditor link its own."""
        periods = ReportingPeriod.objects.select_related("entity")
        only = self.principal.period_id
        return list(periods.filter(id=only) if only else periods)

    @cached_property
    def period(self) -> ReportingPeriod | None:
        """The period that is looked at; None where there is none yet."""
        by_id: dict[uuid.UUID | None, ReportingPeriod] = {period.id: period for period in self.periods}
        asked = by_id.get(as_uuid(self.request.GET.get("period", "")))
        if asked is not None and self.request.session.get(SESSION_PERIOD) != str(asked.id):
            self.request.session[SESSION_PERIOD] = str(asked.id)
        remembered = by_id.get(as_uuid(self.request.session.get(SESSION_PERIOD, "")))
        return asked or remembered or (self.periods[0] if self.periods else None)

    @cached_property
    def basis(self) -> str:
        """``location`` or ``market``."""
        asked = self.request.GET.get("basis", "")
        if asked in BASES and self.request.session.get(SESSION_BASIS) != asked:
            self.request.session[SESSION_BASIS] = asked
        remembered = str(self.request.session.get(SESSION_BASIS, ""))
        return asked if asked in BASES else remembered if remembered in BASES else "location"

    @cached_property
    def can(self) -> dict[str, bool]:
        """What the role allows, by action."""
        return {action.value: self.principal.allows(action) for action in Action}

    @cached_property
    def period_choices(self) -> list[dict[str, str]]:
        """Every period by id and name; with its entity where there are several."""
        several = len({period.entity_id for period in self.periods}) > 1
        return [{"id": str(p.id), "name": f"{p.entity.name}, {p.name}" if several else p.name} for p in self.periods]

    def as_context(self) -> dict[str, Any]:
        """``portal`` in the templates; ``portal.can`` says what the role allows."""
        user = self.principal.user
        period = str(self.period.id) if self.period else ""
        return {
            "organisation": {"name": self.principal.tenant_name},
            "organisation_count": len(memberships_of(user)) if user else 1,
            "user": {"email": user.email if user else self.principal.name, "role": self.principal.role},
            "period": next((choice for choice in self.period_choices if choice["id"] == period), None),
            "periods": self.period_choices,
            "basis": self.basis,
            "bases": [{"key": key, "label": label} for key, label in BASES.items()],
            "can": self.can,
            "tabs": self._tabs(),
            "auditor": self.is_auditor,
        }

    @property
    def is_auditor(self) -> bool:
        """Whether somebody looks at one period by an auditor link, and sees pages for auditors only."""
        return self.principal.link_id is not None

    def _tabs(self) -> dict[str, list[dict[str, str]]]:
        tabs = tabs_for(self.can)
        if not self.is_auditor:
            return tabs
        return {noun: [tab for tab in pages if is_for_auditors(tab["url"])] for noun, pages in tabs.items()}

    def require(self, period_id: uuid.UUID | None) -> None:
        """Go on only with what belongs to a period that may be seen; anything else is not here.

        Raises:
            NotFound: it is of another period than the auditor link shows, or of none.
        """
        if not self.principal.sees(period_id):
            raise NotFound("There is no such thing here.")


def is_for_auditors(address: str) -> bool:
    """Whether holders of an auditor link may see the page of an address; prefix and query are left aside."""
    path = "/" + address.partition("?")[0].removeprefix(get_script_prefix())
    try:
        return bool(getattr(resolve(path).func, "for_auditors", False))
    except Resolver404:
        return False


def as_uuid(text: object) -> uuid.UUID | None:
    """The UUID a text means, or None for anything else."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
