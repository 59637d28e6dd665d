#!/usr/bin/env python3
"""GreenLang's command line: sets up its own environment where needed, then runs the command.

The syntax of this file stays within Python 3.6, so that an older interpreter prints one line.
"""

import os
import sys

OLDEST_PYTHON = (3, 11)


def main() -> int:
    """Run the command in ``sys.argv`` and return the process's exit status."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        sys.stderr.write(
            "GreenLang needs Python 3.11 or newer; this is Python %s. Mend: python3.11 manage.py\n" % found  # noqa: UP031
        )
        return 2
    try:
        from greenlang import bootstrap  # noqa: PLC0415

        status = bootstrap.enter_environment(os.path.dirname(os.path.abspath(__file__)), sys.argv)  # noqa: PTH100, PTH120
        return run_command() if status is None else status
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return 130


def run_command() -> int:
    """Hand over to Django; an error of ours becomes one message and exit status 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlang.settings")
    from greenlang.errors import GreenLangError  # noqa: PLC0415

    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415
    except ImportError as error:
        sys.stderr.write(
            "Django cannot be imported (%s). Mend: unset GREENLANG_BOOTSTRAP, "  # noqa: UP031
            "or install requirements/product.txt into this Python.\n" % error
        )
        return 2
    try:
        execute_from_command_line(sys.argv)
    except GreenLangError as error:
        if os.environ.get("GREENLANG_DEBUG") == "1":
            raise
        sys.stderr.write("Error: %s\n" % error)  # noqa: UP031
        if len(error.errors) > 1:
            sys.stderr.writelines("  - %s\n" % finding_text(finding) for finding in error.errors)  # noqa: UP031
        return 1
    except Exception as error:
        if os.environ.get("GREENLANG_DEBUG") == "1":
            raise
        from greenlang.management.unforeseen import message_of  # noqa: PLC0415

        sys.stderr.write("Error: %s\n" % message_of(error))  # noqa: UP031
        return 1
    return 0


def finding_text(finding):  # noqa: ANN001, ANN201 - an older Python has to read this file
    # type: (dict[str, str]) -> str
    """One of several findings: line, path, what is wrong, how to mend it."""
    place = finding.get("path") or finding.get("pointer") or ""
    line = "line %s, " % finding["line"] if finding.get("line") else ""  # noqa: UP031
    text = "%s%s: %s %s" % (line, place, finding["detail"], finding.get("mend", ""))  # noqa: UP031
    return text.strip()


if __name__ == "__main__":
    sys.exit(main())
