"""Registered packs, and what is said of the versions that have one: names, tags, deprecation, consumers, abilities."""

from django.db import models

from apps.agents.models import Agent, AgentVersion
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class AgentPack(TenantScopedModel):
    """A reproducible archive. Signature, quality report and build statement lie beside it and name its hash."""

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="packs")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    signature = models.JSONField()
    quality_report = models.JSONField()
    statement = models.JSONField(default=dict)
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-registered_at"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "sha256"], name="pack_once")]

    def __str__(self) -> str:
        return self.sha256


class AgentDescriptor(TenantScopedModel):
    """What a registered version takes, gives and is made of."""

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="descriptors")
    pack = TenantForeignKey(AgentPack, on_delete=models.PROTECT, related_name="descriptors")
    domain = models.CharField(max_length=60)
    scope = models.CharField(max_length=20)
    document = models.JSONField()
    descriptor_hash = models.CharField(max_length=71)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id", "version"], name="descriptor_once")]

    def __str__(self) -> str:
        return str(self.version)


class CapabilityTerm(TenantScopedModel):
    """One thing a registered version can be found by (``input:fuel``, ``region:US``): the index of the search.

    The agent's id stands beside the term, so that what is found comes in its order and a page can end early.
    """

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="capabilities")
    term = models.CharField(max_length=200)
    agent_slug = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "term", "agent_slug", "version"], name="capability_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "version", "term"], name="capability_of_version"),
        ]

    def __str__(self) -> str:
        return self.term


class AgentAlias(TenantScopedModel):
    """A name that stands for a version of an agent and can be moved to another one."""

    agent = TenantForeignKey(Agent, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=40)
    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="aliases")
    moved_by = models.CharField(max_length=200, blank=True)
    moved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "agent", "name"], name="alias_once")]

    def __str__(self) -> str:
        return f"{self.agent}@{self.name}"


class AliasMove(TenantScopedModel):
    """One step in an alias's history; rows are only ever added. No target: it was removed."""

    agent = TenantForeignKey(Agent, on_delete=models.PROTECT, related_name="alias_moves")
    name = models.CharField(max_length=40)
    source = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    actor = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["recorded_at"]

    def __str__(self) -> str:
        return f"{self.name}: {self.source or '–'} → {self.target or '–'}"


class VersionTag(TenantScopedModel):
    """A word somebody put on a version."""

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="tags")
    tag = models.CharField(max_length=40)
    added_by = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["tag"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "version", "tag"], name="tag_once")]

    def __str__(self) -> str:
        return self.tag


class Deprecation(TenantScopedModel):
    """A version still works and should no longer be used."""

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="deprecations")
    reason = models.CharField(max_length=500)
    replacement = models.CharField(max_length=150, blank=True)
    since = models.DateTimeField()
    actor = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id", "version"], name="deprecated_once")]

    def __str__(self) -> str:
        return f"{self.version} is deprecated"


class Consumer(TenantScopedModel):
    """Somebody who uses an agent, and what it relies on: a later version is measured against it.

    ``document`` is an ``apps.evaluation.contracts.ConsumerExpectation``.
    """

    agent = TenantForeignKey(Agent, on_delete=models.PROTECT, related_name="consumers")
    name = models.CharField(max_length=100)
    document = models.JSONField()
    registered_by = models.CharField(max_length=200, blank=True)
    registered_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "agent", "name"], name="consumer_once")]

    def __str__(self) -> str:
        return self.name
