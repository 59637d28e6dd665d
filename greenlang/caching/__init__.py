"""Cache tiers: this process's memory (L1), Redis (L2); the HTTP edge (L3) and PostgreSQL (L4) lie around them.

Two ways to stay right. A value under a key that carries everything it depends on is never wrong and needs no
invalidation. A value that can change carries *tags*; a change gives its tags new generations in Redis and is told
to every process on a stream, see `invalidation`.
"""
