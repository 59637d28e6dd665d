"""What a restored database has lost against the store of checkpoints: found, and where somebody accepts it, signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from apps.calculations.certificates.statements import RESTORATION
from apps.calculations.models import LedgerHead, LedgerSegment
from apps.calculations.services.checkpoints import anchors, statements_open
from apps.tenants.models import Tenant
from greenlang.engine.chain import GENESIS
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope


@dataclass(frozen=True, slots=True)
class Loss:
    """Where a tenant's ledger contradicts its checkpoints.

    Args:
        sequence, chain_hash: where the ledger ends.
        last_signed: the last record that a checkpoint has seen.
        contradicted: numbers of the checkpoints that the ledger does not bear out.
    """

    tenant: Tenant
    sequence: int
    chain_hash: str
    last_signed: int
    contradicted: tuple[int, ...]

    @property
    def text(self) -> str:
        """One sentence."""
        return (
            f"{self.tenant.slug}: the ledger ends with record {self.sequence}, and contradicts "
            f"{len(self.contradicted)} signed checkpoint(s), the last of which has seen record {self.last_signed}"
        )


def ledger_loss(tenant: Tenant) -> Loss | None:
    """What the tenant's ledger has lost; None where it bears out every checkpoint."""
    known = anchors(tenant.id)
    with tenant_scope(tenant.id):
        head = LedgerHead.objects.filter(tenant_id=tenant.id).first()
        wanted = [point.sequence for point in known.points]
        ends = {
            segment.link.last_sequence: segment.chain_hash
            for segment in LedgerSegment.objects.defer("leaves").iterator(chunk_size=2000)
            if segment.link.last_sequence in wanted
        }
    sequence, chain_hash = (head.sequence, head.chain_hash) if head else (0, GENESIS)
    contradicted = known.contradicted(ends, sequence)
    if not contradicted:
        return None
    last = known.last
    return Loss(tenant, sequence, chain_hash, last.sequence if last else 0, tuple(contradicted))


def loss_accept(loss: Loss, *, reason: str) -> None:
    """Sign that the loss is known and accepted; verification tells it from then on instead of failing.

    Raises:
        InvalidInput: no reason is given.
    """
    if not reason.strip() or len(reason) > 500:
        raise InvalidInput("A reason of at most 500 characters is needed.", where="--accept-loss")
    content = {
        "sequence": str(loss.sequence),
        "chain_hash": loss.chain_hash,
        "voids": [str(number) for number in loss.contradicted],
        "reason": reason,
    }
    with statements_open(loss.tenant.id) as file:
        file.append(RESTORATION, content)


def store_merge(files: Mapping[str, bytes]) -> list[str]:
    """Take the files of a backup's store of statements; what is here and goes farther stays.

    Returns:
        The names of files that neither begins with: the one that is here stays, and somebody should look.
    """
    folder = Path(settings.CHECKPOINTS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    apart = []
    for name, content in files.items():
        path = folder / name
        here = path.read_bytes() if path.exists() else b""
        if content.startswith(here) and content != here:
            part = path.with_name(f".{name}.part")
            part.touch(mode=0o600)
            part.write_bytes(content)
            part.replace(path)
        elif not here.startswith(content):
            apart.append(name)
    return apart
