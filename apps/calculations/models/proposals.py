"""Editions that were sent to be imported, before and after somebody has said yes."""

from django.db import models


class EditionProposal(models.Model):
    """A zip file of editions, as it was sent; nothing of it is in the catalogue until it is imported.

    Attributes:
        content: emptied when it is withdrawn.
        outcome: slugs of what was imported and of what was there, once it is; why it was decided so.
    """

    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    proposed_by = models.CharField(max_length=200)
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)

    class Meta:
        ordering = ["-proposed_at"]
        verbose_name = "edition import"

    def __str__(self) -> str:
        return f"{self.filename} of {self.proposed_at:%Y-%m-%d %H:%M}"

    @property
    def state(self) -> str:
        """ "waiting", "imported" or "withdrawn"."""
        if self.decided_at is None:
            return "waiting"
        return "imported" if "imported" in self.outcome else "withdrawn"
