"""What is written and not yet handed in."""

from django.db import models

from greenlang.isolation import TenantScopedModel


class SpecDraft(TenantScopedModel):
    """The specification somebody is writing, with what completes it; one a person and tenant, whatever it holds."""

    author = models.CharField(max_length=60, help_text="who, as `Principal.pk` tells it")
    source = models.BinaryField()
    completion = models.BinaryField(default=b"")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id", "author"], name="spec_draft_once")]

    def __str__(self) -> str:
        return f"draft of {self.author}"
