"""Telling the HTTP caches at the edge what has changed: a BAN by surrogate key.

A new edition may change any list and any search: every published answer goes by the one key all of them have.
"""

import http.client
import logging
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from greenlang.caching.invalidation import NIL_TENANT, PLATFORM, stream_name
from greenlang.caching.listener import Listener
from greenlang.edges.published import CATALOGUE_KEY

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 2.0


def edge_listener(redis_url: str, caches: Sequence[str]) -> Listener | None:
    """Who tells these caches; None where there are none.

    What may have been missed, at the start or while Redis was away, bans everything: fetching again is cheap.
    """
    if not caches:
        return None

    def ban_all() -> None:
        for cache in caches:
            ban(cache, CATALOGUE_KEY)

    def heard(stream: str, event: Mapping[str, Any]) -> None:
        if event["type"] == "ef.updated" and event["tenantid"] == str(NIL_TENANT):
            ban_all()

    return Listener(redis_url, (stream_name(PLATFORM),), on_event=heard, on_gap=ban_all)


def ban(cache: str, key: str) -> bool:
    """Make one cache forget every answer with a surrogate key; whether it said it has.

    Args:
        cache: its address, "http://127.0.0.1:6081".
    """
    place = urlsplit(cache)
    connection = http.client.HTTPConnection(place.hostname or "", place.port or 80, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("BAN", "/", headers={"Surrogate-Key": key})
        answer = connection.getresponse()
        if answer.status == 200:
            return True
        logger.warning("the cache %s refused to forget %s: %s", cache, key, answer.status)
    except (OSError, http.client.HTTPException) as error:
        logger.warning("the cache %s does not answer: %s", cache, error)
    finally:
        connection.close()
    return False
