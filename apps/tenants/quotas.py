"""The limits that hold for a tenant: the installation's, and the tenant's own where an operator has set them."""

import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from apps.tenants.access import access_changed
from apps.tenants.models import Endpoint, Quota
from apps.tenants.principal import Principal
from greenlang.caching.invalidation import tenant_tag
from greenlang.caching.process import process_cache
from greenlang.caching.rate_limiter import RateLimiter, RatePolicy, Verdict
from greenlang.caching.redis_tier import connect
from greenlang.caching.tiers import Kind
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope

LEAST_A_SLICE = 20
SLICES = (1, 10, 60)
"""Seconds. The shortest in which a quota allows some requests is taken: high ones are kept evenly, low ones leave room
for a few requests at once."""


def _figures(document: Any) -> dict[str, int]:
    return {str(endpoint): int(figure) for endpoint, figure in document.items()}


def _texts(figures: Mapping[str, int]) -> dict[str, str]:
    return {endpoint: str(figure) for endpoint, figure in figures.items()}


_OWN: Kind[dict[str, int]] = Kind("quotas", encode=_texts, decode=_figures, counted=False)
_policies: dict[tuple[str, int], RatePolicy] = {}
_limiter: RateLimiter | None = None


def quotas_of(tenant_id: uuid.UUID) -> Mapping[str, int]:
    """Requests a minute by endpoint that hold for a tenant."""
    own = process_cache().get(
        _OWN,
        tenant_id,
        key=lambda: f"quotas:{connection.settings_dict['NAME']}:{tenant_id}",
        load=lambda: _read(tenant_id),
        tags=(tenant_tag(tenant_id),),
    )
    return {**settings.RATE_LIMITS, **own} if own else settings.RATE_LIMITS


def quota_set(*, tenant_id: uuid.UUID, endpoint: str, per_minute: int | None, actor: str) -> None:
    """Give a tenant a figure of its own; None: the installation's holds again.

    Raises:
        InvalidInput: there is no such endpoint, or the figure is out of bounds.
    """
    with tenant_scope(tenant_id), transaction.atomic():
        row = Quota.objects.filter(endpoint=endpoint).first() or Quota(endpoint=endpoint)
        if per_minute is None:
            Quota.objects.filter(endpoint=endpoint).delete()
        else:
            row.per_minute, row.changed_by = per_minute, actor
            try:
                row.full_clean()
            except ValidationError as error:
                mend = f"Endpoints: {', '.join(Endpoint.values)}; 1 to 10,000,000 requests a minute."
                raise InvalidInput("; ".join(error.messages), where="quota", mend=mend) from error
            row.save()
        access_changed("quota", tenant_id)


def request_counted(tenant_id: uuid.UUID, endpoint: str) -> Verdict:
    """Count one request of a tenant to an endpoint."""
    return limiter().take(tenant_id, _policy(endpoint, quotas_of(tenant_id)[endpoint]))


@dataclass(frozen=True, slots=True)
class Usage:
    """What is taken of a quota in the present slice of ``seconds``; ``taken`` None: Redis does not say."""

    taken: int | None
    most: int
    seconds: int


def quota_usage(tenant_id: uuid.UUID, endpoint: str) -> Usage:
    """How much of a tenant's quota is used at present, as all processes have taken it."""
    policy = _policy(endpoint, quotas_of(tenant_id)[endpoint])
    return Usage(limiter().taken(tenant_id, policy), policy.quota, policy.window)


def limiter() -> RateLimiter:
    """This process's."""
    global _limiter  # noqa: PLW0603 - one a process is the point
    if _limiter is None:
        _limiter = RateLimiter(connect(settings.REDIS_URL))
    return _limiter


class TenantThrottle(BaseThrottle):
    """Counts a request by what its view says: ``endpoint`` names the door, else reading and writing are told apart."""

    verdict: Verdict | None = None

    def allow_request(self, request: Request, view: Any) -> bool:
        """Whether the tenant may call once more; whoever is nobody yet is not counted here."""
        if not isinstance(request.user, Principal):
            return True
        reads = request.method in {"GET", "HEAD", "OPTIONS"}
        endpoint = Endpoint.READ if reads else getattr(view, "endpoint", Endpoint.WRITE)
        self.verdict = request_counted(request.user.tenant_id, endpoint)
        view.rate_headers = self.verdict.headers()
        return self.verdict.allowed

    def wait(self) -> float | None:
        """Seconds until the next slice."""
        return float(self.verdict.reset) if self.verdict else None


def _policy(endpoint: str, per_minute: int) -> RatePolicy:
    known = _policies.get((endpoint, per_minute))
    if known is None:
        window = next((each for each in SLICES if per_minute * each // 60 >= LEAST_A_SLICE), SLICES[-1])
        known = RatePolicy(str(endpoint), per_minute * window // 60, window)
        if len(_policies) > 1000:
            _policies.clear()
        _policies[endpoint, per_minute] = known
    return known


def _read(tenant_id: uuid.UUID) -> dict[str, int]:
    with tenant_scope(tenant_id):
        return dict(Quota.objects.values_list("endpoint", "per_minute"))


def _after_fork() -> None:
    """The parent's connection is not the child's."""
    global _limiter  # noqa: PLW0603
    _limiter = None


os.register_at_fork(after_in_child=_after_fork)
