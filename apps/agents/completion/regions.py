"""Regions as packs spell them, by the catalogue's own names."""

from collections.abc import Mapping

NOWHERE = {"GLOBAL", "WORLD", "GLO", "INTERNATIONAL", "OTHER", "ROW"}
"""Spellings that name no place a grid or a national publisher is of."""

_SPELT: Mapping[str, str] = {
    "UK": "GB", "GREAT BRITAIN": "GB", "UNITED KINGDOM": "GB", "ENGLAND": "GB",
    "USA": "US", "UNITED STATES": "US", "UNITED STATES OF AMERICA": "US",
    "EUROPE": "EU", "EU27": "EU", "EU-27": "EU", "EUROPEAN UNION": "EU",
    "GERMANY": "DE", "FRANCE": "FR", "ITALY": "IT", "SPAIN": "ES", "NETHERLANDS": "NL", "POLAND": "PL",
    "CHINA": "CN", "INDIA": "IN", "JAPAN": "JP", "BRAZIL": "BR", "AUSTRALIA": "AU", "CANADA": "CA",
    "NEW ZEALAND": "NZ", "MEXICO": "MX", "SOUTH KOREA": "KR", "TAIWAN": "TW", "THAILAND": "TH",
    "DEUTSCHLAND": "DE", "FRANKREICH": "FR", "ITALIEN": "IT", "SPANIEN": "ES", "NIEDERLANDE": "NL", "POLEN": "PL",
    "AUSTRIA": "AT", "ÖSTERREICH": "AT", "SWITZERLAND": "CH", "SCHWEIZ": "CH", "SUISSE": "CH", "BELGIUM": "BE",
    "VEREINIGTES KÖNIGREICH": "GB", "GROSSBRITANNIEN": "GB", "ROYAUME-UNI": "GB", "ÉTATS-UNIS": "US",
    "DEU": "DE", "FRA": "FR", "GBR": "GB", "ITA": "IT", "ESP": "ES", "CHN": "CN", "IND": "IN", "JPN": "JP",
    "BRA": "BR", "AUS": "AU", "CAN": "CA", "NZL": "NZ", "MEX": "MX", "KOR": "KR",
}  # fmt: skip


def region_named(text: str) -> str:
    """``UK`` as ``GB``; a spelling that is a code already as it is; empty for the whole world."""
    name = " ".join(text.strip().upper().replace("_", " ").split())
    return "" if name in NOWHERE else _SPELT.get(name, name.replace(" ", "-"))
