"""What a version is made of: its files with their tree, and the pack as one file."""

import hashlib

from django.http import HttpResponse
from django.shortcuts import redirect

from apps.factory.api_packs import MEDIA_TYPE
from apps.factory.moving import pack_export
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.agents import agent_heading
from apps.portal.presenters.code import highlighted, language_of, tree_of
from apps.portal.presenters.numbers import size
from apps.portal.selectors.agents import pack_contents
from apps.registry.selectors import version_named
from greenlang.errors import NotFound

FIRST = ("agent/formulas.py", "pack.yaml")
"""What somebody looks at first; a version that was never built has the second."""


@page()
def agent_code(request: PortalRequest, agent_id: str) -> HttpResponse:
    """The first file to look at."""
    version = version_named(agent_id, request.GET.get("version", ""))
    files = pack_contents(version).files
    path = next((path for path in FIRST if path in files), next(iter(sorted(files))))
    return redirect("portal:agent_file", agent_id, version.version, path)


@page()
def agent_file(request: PortalRequest, agent_id: str, version: str, path: str) -> HttpResponse:
    """A file of a version's verified pack, with its hash; ``?as=text`` gives it as it is."""
    found = version_named(agent_id, version)
    files = pack_contents(found).files
    if path not in files:
        raise NotFound("There is no such file.", where="path")
    if request.GET.get("as") == "text":
        # As an attachment of plain text: a browser runs nothing of it.
        answer = HttpResponse(files[path], content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{path.rpartition("/")[2]}"'
        return answer
    context = {
        **agent_heading(found),
        "file": {
            "path": path,
            "size": size(len(files[path])),
            "sha256": hashlib.sha256(files[path]).hexdigest(),
            "language": language_of(path),
            "text": files[path].decode("utf-8", errors="replace"),
        },
        "lines": highlighted(path, files[path]),
        "tree": tree_of(files, path),
        "has_pack": bool(found.pack_sha256),
    }
    return render_page(request, "portal/agents/file.html", context)


@page()
def agent_pack(request: PortalRequest, agent_id: str, version: str) -> HttpResponse:
    """The pack with its signature, report and build statement, as the API exports it."""
    found = version_named(agent_id, version)
    answer = HttpResponse(pack_export(found), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{found.agent.slug}-{found.version}.glpack"'
    return answer
