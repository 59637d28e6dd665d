"""Peers the product is measured beside, each in an environment of its own with locked requirements."""
