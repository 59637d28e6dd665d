"""An evaluation's report as a file, from its page in the admin."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from apps.evaluation.models import QualityReport
from apps.factory.quality_files import quality_file
from greenlang.errors import GreenLangError, NotFound


def quality_file_view(request: HttpRequest, report_id: str, extension: str) -> HttpResponse:
    """A report that the operator may see, of the organisation that is chosen."""
    rows = admin.site.get_model_admin(QualityReport)
    report = rows.get_object(request, str(report_id))
    if not rows.has_view_permission(request, report):
        raise PermissionDenied
    if report is None:
        raise Http404
    try:
        return quality_file(report, extension).as_response()
    except NotFound as error:
        raise Http404(error.message) from error
    except GreenLangError as error:
        return HttpResponse(f"{error.message} {error.mend}", status=error.status, content_type="text/plain")
