"""What the registry's doors take and give."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.registry.models import AgentAlias, AliasMove, Consumer, Deprecation
from apps.registry.selectors import Found
from greenlang.edges.bodies import ClosedBody

CHANGES = ["added", "removed", "changed"]


class AliasDocument(serializers.ModelSerializer[AgentAlias]):
    """A name and the version it stands for."""

    version = serializers.CharField(source="version.version")

    class Meta:
        model = AgentAlias
        fields = ["name", "version", "moved_by", "moved_at"]


class AliasMoveDocument(serializers.ModelSerializer[AliasMove]):
    """One step of an alias's history; no target where it was removed."""

    class Meta:
        model = AliasMove
        fields = ["name", "source", "target", "reason", "actor", "recorded_at"]


class AliasRequest(ClosedBody):
    """Which version the name stands for, and why."""

    version = serializers.CharField(max_length=60)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class DeprecationDocument(serializers.ModelSerializer[Deprecation]):
    """Why a version should no longer be used, and what instead."""

    class Meta:
        model = Deprecation
        fields = ["reason", "replacement", "since", "actor"]


class DeprecationRequest(ClosedBody):
    """Why, what instead, since when."""

    reason = serializers.CharField(max_length=500)
    replacement = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")
    since = serializers.DateTimeField(required=False)


class ConsumerDocument(serializers.ModelSerializer[Consumer]):
    """Who uses an agent, and what it relies on."""

    version = serializers.CharField(source="document.version")
    documents = serializers.ListField(child=serializers.DictField(), source="document.documents")
    outputs = serializers.DictField(child=serializers.CharField(), source="document.outputs")

    class Meta:
        model = Consumer
        fields = ["name", "version", "documents", "outputs", "registered_by", "registered_at"]


class ConsumerRequest(ClosedBody):
    """The version it was written for, the documents it sends, and the outputs it reads with their units."""

    version = serializers.CharField(max_length=60)
    documents = serializers.ListField(child=serializers.DictField(), required=False, default=list)
    outputs = serializers.DictField(child=serializers.CharField(), required=False, default=dict)


class FoundDocument(serializers.Serializer[Any]):
    """An agent that can do what was asked for, with the newest of its versions that can."""

    agent_id = serializers.CharField(source="version.agent.slug")
    name = serializers.CharField(source="version.agent.name")
    version = serializers.CharField(source="version.version")
    state = serializers.CharField(source="version.state")
    domain = serializers.CharField(source="version.domain")
    scope = serializers.SerializerMethodField()
    inputs = serializers.SerializerMethodField()
    outputs = serializers.SerializerMethodField()
    regions = serializers.SerializerMethodField()

    def get_scope(self, found: Found) -> str:
        """1, 2 or 3."""
        return ", ".join(found.named("scope"))

    def get_inputs(self, found: Found) -> list[str]:
        """Their names."""
        return found.named("input")

    def get_outputs(self, found: Found) -> list[str]:
        """Their names."""
        return found.named("output")

    def get_regions(self, found: Found) -> list[str]:
        """Whose factors it selects; ``*`` where its input takes any."""
        return found.named("region")


class ChangeDocument(serializers.Serializer[Any]):
    """Something that differs."""

    kind = serializers.ChoiceField(CHANGES)
    what = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class FileChangeDocument(serializers.Serializer[Any]):
    """A file that differs, as a unified diff."""

    kind = serializers.ChoiceField(CHANGES)
    path = serializers.CharField()
    diff = serializers.CharField()


class BrokenDocument(serializers.Serializer[Any]):
    """A promise of the earlier version that the later one does not keep."""

    what = serializers.CharField()
    why = serializers.CharField()


class ContractDocument(serializers.Serializer[Any]):
    """What the agent takes and gives; ``declared`` says whether the version numbers announce what is broken."""

    inputs = ChangeDocument(many=True)
    outputs = ChangeDocument(many=True)
    formulas = ChangeDocument(many=True)
    broken = serializers.SerializerMethodField()
    breaking = serializers.BooleanField(source="is_breaking")
    declared = serializers.BooleanField()

    @extend_schema_field(BrokenDocument(many=True))
    def get_broken(self, contract: Any) -> list[dict[str, str]]:
        """Each with the reason."""
        return [{"what": what, "why": why} for what, why in contract.broken]


class ScoredDocument(serializers.Serializer[Any]):
    """A dimension in both reports; empty where it was not measured."""

    name = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class ComparisonDocument(serializers.Serializer[Any]):
    """Everything that differs between two versions."""

    before = serializers.CharField()
    after = serializers.CharField()
    spec = ChangeDocument(many=True)
    code = FileChangeDocument(many=True)
    contract = ContractDocument()
    evaluation = ScoredDocument(many=True)
    scores = serializers.ListField(child=serializers.CharField())
    notes = serializers.ListField(child=serializers.CharField())
