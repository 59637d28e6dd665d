"""The disclosures of a period as their pages show them."""

from typing import Any

from django.urls import reverse

from apps.reports.disclosing.topics import TOPICS, Topic, of_topic
from apps.reports.evidence import EVIDENCE, SHOWN_IN
from apps.reports.evidence.reading import Place
from apps.reports.models import PeriodDisclosures


def topic_rows(kept: PeriodDisclosures) -> list[dict[str, Any]]:
    """Each topic with how much of it is said."""
    return [_row(topic, kept) for topic in TOPICS]


def _row(topic: Topic, kept: PeriodDisclosures) -> dict[str, Any]:
    said = of_topic(topic, kept.said)
    return {
        "id": topic.id,
        "title": topic.title,
        "told": topic.told,
        "url": reverse("portal:disclosure", args=[topic.id]),
        "said": bool(said),
        "carried": kept.carried.get(topic.id, ""),
    }


def topic_page(topic: Topic, kept: PeriodDisclosures) -> dict[str, Any]:
    """What stands around a topic's form."""
    place = TOPICS.index(topic)
    following = TOPICS[place + 1] if place + 1 < len(TOPICS) else None
    sections = {
        SHOWN_IN[each.id].number: SHOWN_IN[each.id].title
        for each in EVIDENCE.values()
        if each.place == Place(f"disclosures/{topic.id}")
    }
    return {
        **_row(topic, kept),
        "asked_by": topic.asked_by,
        "sections": [{"number": number, "title": title} for number, title in sections.items()],
        "position": place + 1,
        "count": len(TOPICS),
        "next": {"title": following.title} if following else None,
        "changed_by": kept.changed_by,
        "changed_at": kept.changed_at if kept.changed_by else None,
    }
