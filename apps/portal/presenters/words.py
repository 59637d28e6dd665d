"""Names of the catalogue as people say them."""

import re


def words(slug: str) -> str:
    """ "distillate-fuel-oil-no-2" as "Distillate fuel oil no 2"."""
    return slug.replace("-", " ").capitalize()


def gas_words(gas: str) -> str:
    """ "CO2_biogenic" as "CO2, biogenic"."""
    return gas.replace("_", ", ")


def licence_words(licence: str) -> str:
    """A licence by its SPDX name; of a reference the words alone; empty where it is unknown."""
    if licence == "unknown":
        return ""
    reference = licence.removeprefix("LicenseRef-")
    return reference if reference == licence else reference.replace("-", " ")


def quoted(text: str) -> str:
    """What is set apart by marks for a terminal, in quotes: "`unit` is missing" as "“unit” is missing"."""
    return re.sub(r"`([^`]*)`", "“\\1”", text)
