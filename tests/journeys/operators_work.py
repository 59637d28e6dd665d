"""What waits for an operator one morning, left in the running product: a version for review, and a dead letter.

Neither comes about in minutes by itself: hardly a pack's score lies between failing and passing, and a delivery is
given up after a day.
"""

import subprocess
import sys

import django

from tests.journeys.product import PROJECT, START_SECONDS, Product, environment

RECEIVER = "https://receiver.example/hooks"
SUBMITTER = "Analyst of Acme"


def leave(product: Product) -> None:
    """By a process of its own, as it needs the product's database."""
    command = [sys.executable, "-m", __name__]
    surroundings = environment(product.data, {"DJANGO_SETTINGS_MODULE": "greenlang.settings"})
    subprocess.run(command, cwd=PROJECT, env=surroundings, timeout=START_SECONDS, check=True)


def _version_for_review() -> None:
    """The first version once more, in Testing, with its own report on condition."""
    from apps.agents.lifecycle import CodeArtifact, Created, GenerationConfig
    from apps.agents.models import AgentVersion
    from apps.evaluation.models import QualityReport

    first = AgentVersion.objects.select_related("agent").get(agent__slug="stationary-combustion", version="1.0.0")
    report = QualityReport.objects.filter(version=first, depth="gate").latest("measured_at")
    second = AgentVersion(
        agent=first.agent, version="1.9.0", spec_source=first.spec_source, spec_hash=first.spec_hash,
        domain=first.domain, created_by=SUBMITTER,
    )  # fmt: skip
    second.begin(Created(first.spec_hash, first.agent.slug, second.version), actor=SUBMITTER)
    second.transition("agent.generated", GenerationConfig(first.spec_hash, first.domain, "1"), actor=SUBMITTER)
    second.transition("agent.built", CodeArtifact(1, 1, first.spec_hash), actor=SUBMITTER)
    report.pk, report.version, report.verdict, report.score = None, second, "CONDITIONAL", "65.00"
    report.save(force_insert=True)


def _dead_letter() -> None:
    """A delivery that a receiver never took."""
    import uuid

    from django.utils import timezone

    from apps.events.dead_letters import dead_letter_record
    from apps.events.models import DeliveryState, WebhookDelivery, WebhookSubscription
    from apps.events.webhooks.sealing import seal
    from apps.events.webhooks.signatures import new_secret

    subscription = WebhookSubscription.objects.create(url=RECEIVER, secret=seal(new_secret()), created_by=SUBMITTER)
    delivery = WebhookDelivery.objects.create(
        subscription=subscription, event_id=uuid.uuid4(), event_type="exec.completed", body="{}",
        state=DeliveryState.DEAD, attempts=8, status=503, finished_at=timezone.now(),
    )  # fmt: skip
    dead_letter_record(
        kind="webhook",
        source=subscription.url,
        subject=delivery.message_id,
        payload={"delivery_id": str(delivery.id), "event_type": delivery.event_type},
        reason="The receiver answered 503.",
        attempts=delivery.attempts,
    )


def main() -> None:
    """Both, in the demonstration's first tenant."""
    django.setup()
    from apps.tenants.models import Tenant
    from greenlang.isolation import operator_scope, tenant_scope

    with operator_scope():
        acme = Tenant.objects.get(slug="acme")
    with tenant_scope(acme.id):
        _version_for_review()
        _dead_letter()


if __name__ == "__main__":
    main()
