"""Issues: finding them, and what people make of them."""

from apps.inventory.services.issues.changes import issue_accept, issue_assign, issue_reopen, issue_resolve
from apps.inventory.services.issues.detecting import Detected, issues_detect

__all__ = ["Detected", "issue_accept", "issue_assign", "issue_reopen", "issue_resolve", "issues_detect"]
