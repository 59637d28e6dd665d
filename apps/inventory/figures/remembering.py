"""Sums over the figures are remembered for as long as they stay true: until an entry of the ledger is taken in.

What a sum depends on is in its key: the tenant, the question with everything it names, how far the figures are, and
which entity and country every site is of. Where the cache cannot be reached, the sum is made again.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache
from django.db import connection
from redis.exceptions import RedisError

from greenlang.isolation import current_tenant_id

T = TypeVar("T")
SECONDS = 24 * 3600
_STANDING = """
SELECT (SELECT (sequence, tombstones)::text FROM inventory_figurestate WHERE tenant_id = %(tenant)s),
    (SELECT md5(string_agg(concat_ws('|', s.id, s.entity_id, s.country, s.name, e.country), ',' ORDER BY s.id))
     FROM inventory_site s JOIN inventory_entity e ON e.tenant_id = s.tenant_id AND e.id = s.entity_id
     WHERE s.tenant_id = %(tenant)s)
"""


def standing() -> str:
    """What everything that is remembered depends on besides its question; one query."""
    tenant = current_tenant_id()
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"tenant": tenant})
        return f"{tenant} {cursor.fetchone()}"


def remembered(question: object, stands: str, answer: Callable[[], T]) -> T:
    """The answer to a question as things stand (`standing`), from memory where it was asked before.

    Args:
        question: everything the answer is made from, with a ``repr`` that says it.
    """
    key = f"figures:{sha256(f'{stands} {question!r}'.encode()).hexdigest()}"
    try:
        found = cache.get(key)
    except (RedisError, OSError):
        return answer()
    if found is None:
        found = (answer(),)
        cache.set(key, found, SECONDS)
    return found[0]  # type: ignore[no-any-return]
