"""The audit log: written by whatever service changes something, in the transaction of the change."""

from django.db import connection

from apps.events.models import AuditEntry, AuditKind


def audit_record(*, kind: AuditKind, act: str, actor: str, subject: str = "", detail: str = "") -> AuditEntry:
    """Note an act of the present tenant, in the caller's transaction. What is too long for its column is cut.

    Args:
        act: what was done, in a verb's past form: "invited", "signed off".
        actor: who did it, as histories name people and keys.
        subject: to whom or what.
        detail: what else a reader has to know; never a secret.

    Raises:
        RuntimeError: outside a transaction, where the entry could outlive a change that failed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An act is noted in the transaction that does it.")
    texts = {"act": act[:60], "actor": actor[:200], "subject": subject[:300], "detail": detail[:500]}
    return AuditEntry.objects.create(kind=kind, **{name: text.replace("\x00", "") for name, text in texts.items()})
