from typing import Literal

ReportsDownloadExtension = Literal[
    "csv.zip",
    "datapoints.csv",
    "esrs.xbri",
    "esrs.xbrl.json",
    "factors.csv",
    "files.csv",
    "gases.csv",
    "ifrs-s2.xbri",
    "ifrs-s2.xbrl.json",
    "json",
    "lines.csv",
    "pdf",
    "rejected.csv",
    "snapshot.json",
    "terms.csv",
    "vsme.xbri",
    "vsme.xbrl.json",
    "xlsx",
]

REPORTS_DOWNLOAD_EXTENSION_VALUES: set[ReportsDownloadExtension] = {
    "csv.zip",
    "datapoints.csv",
    "esrs.xbri",
    "esrs.xbrl.json",
    "factors.csv",
    "files.csv",
    "gases.csv",
    "ifrs-s2.xbri",
    "ifrs-s2.xbrl.json",
    "json",
    "lines.csv",
    "pdf",
    "rejected.csv",
    "snapshot.json",
    "terms.csv",
    "vsme.xbri",
    "vsme.xbrl.json",
    "xlsx",
}


def check_reports_download_extension(value: str) -> ReportsDownloadExtension:
    if value in REPORTS_DOWNLOAD_EXTENSION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REPORTS_DOWNLOAD_EXTENSION_VALUES!r}")
