"""Webhooks: a tenant's own systems are told of its events over HTTP, by the Standard Webhooks convention."""
