"""What standards ask a report to state, row by row, in our own words; pure.

A new edition is a new file beside the old one: what was reported by the old one keeps being held against it.
"""

from apps.reports.standards.reading import CONFORMITY, Kind, Requirement, Standard, standards

__all__ = ["CONFORMITY", "Kind", "Requirement", "Standard", "standards"]
