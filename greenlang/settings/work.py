"""Work beside requests: the bus, webhooks, tasks, batches, and how long what was told is kept."""

import json
import os
from typing import Any

from greenlang.errors import Refused
from greenlang.settings.environment import networks, whole
from greenlang.settings.storage import REDIS_URL


def kafka() -> dict[str, Any]:
    """Settings of librdkafka where servers are named; else the bus is Redis.

    Raises:
        Refused: the further settings are no JSON object.
    """
    servers, text = os.environ.get("GREENLANG_KAFKA", ""), os.environ.get("GREENLANG_KAFKA_OPTIONS") or "{}"
    if not servers:
        return {}
    try:
        return {**json.loads(text), "bootstrap.servers": servers}
    except (ValueError, TypeError):
        raise Refused(
            "The further settings of Kafka are no JSON object.",
            where="GREENLANG_KAFKA_OPTIONS",
            mend='Write it like {"security.protocol": "SASL_SSL"}.',
        ) from None


KAFKA = kafka()
# Webhooks: seconds before each further attempt, after the last of which a delivery is a dead letter.
WEBHOOK_PAUSES = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
# Networks that are no public ones and may be delivered to all the same ("10.1.0.0/16"), separated by commas.
WEBHOOK_ALLOWED_NETWORKS = networks("GREENLANG_WEBHOOK_NETWORKS", mend="Say which may be delivered to: 10.1.0.0/16")
WEBHOOK_PLAIN_HTTP = os.environ.get("GREENLANG_WEBHOOK_PLAIN_HTTP", "") == "1"

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_RESULT_BACKEND = "django-db"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 1800
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]


# Batches. The design's figures: 1,000 rows a partition, 10 partitions of a run at a time, 30 minutes a partition,
# three attempts with exponential backoff. The lease is renewed while its holder lives.
BATCH_PARTITION_ROWS = whole("GREENLANG_BATCH_PARTITION_ROWS", 1000)
BATCH_WORKERS = whole("GREENLANG_BATCH_WORKERS", 10)
BATCH_PARTITION_SECONDS = whole("GREENLANG_BATCH_PARTITION_SECONDS", 1800)
BATCH_ATTEMPTS = whole("GREENLANG_BATCH_ATTEMPTS", 3)
BATCH_BACKOFF_SECONDS = whole("GREENLANG_BATCH_BACKOFF_SECONDS", 5)
BATCH_LEASE_SECONDS = whole("GREENLANG_BATCH_LEASE_SECONDS", 60)
BATCH_TELL_AGAIN_SECONDS = whole("GREENLANG_BATCH_TELL_AGAIN_SECONDS", 60)
BATCH_INTERRUPTIONS = whole("GREENLANG_BATCH_INTERRUPTIONS", 30)
BATCH_ROW_SECONDS = whole("GREENLANG_BATCH_ROW_SECONDS", 60)
BATCH_ROW_MEMORY_BYTES = whole("GREENLANG_BATCH_ROW_MEMORY_MB", 512) * 1024 * 1024
# What the worker needs beside a partition's own time to note how it ended.
BATCH_TASK_SECONDS = BATCH_PARTITION_SECONDS + 120
SWEEP_SECONDS = 2
# How often what should run is compared with what stands.
OVERSEE_SECONDS = whole("GREENLANG_OVERSEE_SECONDS", 30)


# How long what has been told and done is kept, in days: events in the outbox and on Redis, the notes by which a group
# knows what it has done, and deliveries of webhooks.
EVENTS_DAYS = whole("GREENLANG_EVENTS_DAYS", 7)
INBOX_DAYS = whole("GREENLANG_INBOX_DAYS", 30)
WEBHOOK_DAYS = whole("GREENLANG_WEBHOOK_DAYS", 30)
if INBOX_DAYS <= EVENTS_DAYS:
    raise Refused(
        f"Notes of what was done are kept {INBOX_DAYS} days and the events {EVENTS_DAYS}: an event that is told again "
        "would be done again.",
        where="GREENLANG_INBOX_DAYS",
        mend=f"Say {EVENTS_DAYS + 1} or more.",
    )

# Whether a report's files are written when the last run over a period ends, before anybody asks.
REPORTS_AHEAD = os.environ.get("GREENLANG_REPORTS_AHEAD", "1") != "0"

MAPPING_RANKER = os.environ.get("GREENLANG_MAPPING_RANKER", "lexical")
"""What proposes factors for descriptions, by its name in `apps.inventory.mapping.rankers`."""


def time_limit_refusals() -> list[str]:
    """Limits that reach the broker's visibility timeout: it would hand a task out a second time while it runs."""
    longest = CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    limits = {"CELERY_TASK_TIME_LIMIT": CELERY_TASK_TIME_LIMIT, "GREENLANG_BATCH_PARTITION_SECONDS": BATCH_TASK_SECONDS}
    return [
        f"{name} allows a task {limit} seconds, and the broker waits {longest}"
        for name, limit in limits.items()
        if limit >= longest
    ]


if _late := time_limit_refusals():
    raise Refused(
        "; ".join(_late) + ".", where="environment", mend="Shorten the limit, or cut the work into smaller parts."
    )
