"""How often a tenant may call which doors of the API."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from greenlang.isolation import TenantScopedModel


class Endpoint(models.TextChoices):
    """Doors that are counted together."""

    READ = "read", "what only reads"
    WRITE = "write", "what changes something"
    EXECUTIONS = "executions", "executions of agents"
    JOBS = "jobs", "what starts long work"


class Quota(TenantScopedModel):
    """A tenant's own figure for a door; where there is none, the installation's holds (``RATE_LIMITS``)."""

    endpoint = models.CharField(max_length=20, choices=Endpoint.choices)
    per_minute = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(10_000_000)])
    changed_by = models.CharField(max_length=200, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["endpoint"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "endpoint"], name="one_quota_a_door")]

    def __str__(self) -> str:
        return f"{self.endpoint}: {self.per_minute} a minute"
