"""The editions the product carries: pinned to the byte, counted, named and described."""

import hashlib
from collections import Counter

import pytest

from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.editions import FactorUse, ReadEdition
from apps.calculations.catalogue.reading import EDITIONS
from greenlang.engine.units import parse_unit
from tests.calculations.catalogue.carried import editions, factors

FILES = {
    "aib-2024/factors.csv": "216841b458f2228e18796c60d470abefd6fba98a3f31e24586043fe95abf6513",
    "aib-2025/factors.csv": "8fbb6618edaeb735e0332f934fca75e041f182eda24cb131da79981f33010e3b",
    "cea-india-21/factors.csv": "e3acdea8e5bcafc33eb9f769953f4bd00808fd057697cf419350a9b2af541fa9",
    "desnz-2024/factors.csv": "ac62a05d05a28ed1a30c7e1d60291c53c6f1130ac2e2f8eadd7887b27d46d21d",
    "desnz-2025/factors.csv": "1ff86d8bb228e1f2bf91379c148e9c904258ce7fa614a74e87950789b73798c8",
    "desnz-2026/factors.csv": "43d59e5dbe1afdbe0451193da3133f73420f6a7e1d39c544b09097d0b8b24ab9",
    "eccc-2026/factors.csv": "73779d982a63cac390d3e647afff6dba4533bd033f34bec389d44ae96e636b67",
    "eea-2025/factors.csv": "d7160eee679b481a2310c0ef6d61049ad42deef5ee7af28cee309000da177adf",
    "egrid2023-rev2/factors.csv": "d6ec53019acff93166b43bd64f0b91d6e30521e3498cf52c47249544508abdcf",
    "ember-2024/factors.csv": "1ddc4a480bbf4c16e34b8e2201dcefeac28e97822f73a00b093c8262087fd6d4",
    "epa-hub-2025/factors.csv": "71bac841dcefe571c13b054d28f004eb17e79b528433f8131bc03058ed59c46c",
    "ghgp-tools-2024/factors.csv": "50283fe6fbade13b31b216582ed8ea7b61a7c6245c712013db0865e98860956a",
    "green-e-2025/factors.csv": "9a723a2c31bd471a78870baadb3e3709413006af85172c60a823e27f360c23ba",
    "ipcc-2006-stationary/factors.csv": "ce2ff15ba80ea9c4ef160c4b80d0e17ca8b26345b47b43e58a68b687919e4a1e",
    "ipcc-gwp-ar4/gwp.csv": "6fa5a9a8f043ef91f1410513a1d53c20343a9da9a1be7e210e5f0c8b88182f30",
    "ipcc-gwp-ar5-feedback/gwp.csv": "586b9fb4d2068cc682a99cd437a33554c13a94b0f37ef9bbe7079db9accf0d61",
    "ipcc-gwp-ar5/gwp.csv": "12b41e0bf17d96246ed515fefac1985a26c43acd94169dff9cbb16af5bb75c53",
    "ipcc-gwp-ar6/gwp.csv": "c18bfccd08bf24667a4443d4596ca337dfb2a5b670eda90a8255f26a9169b7e6",
    "ipcc-gwp-sar/gwp.csv": "5d823d74ddef9e02d799ec48322c89646b63dbd17d1524cbb2608135cb472311",
    "mcti-brazil-2024/factors.csv": "096bf94d825413209452e7a22cd2d5773a0d3aa9c1f138c5bb111897a9089112",
    "mee-china-2022/factors.csv": "711fc669c1a5d62abcf723ff47782b04c428499d0c61ef6643b8b7ce24526a87",
    "nga-2025/factors.csv": "6ad35260c3a8865a79bd7dd24aeccf1cd8e93e41803761bf258a6cc43e7488db",
    "nga-2026/factors.csv": "148ccc95fccb55bbe7927307507515493c0e3ebdf9f367ed8ab7894cd150ce31",
    "nz-mfe-2026/factors.csv": "f4583ff1365ef7a2e7dad8921fc397d650d9c4688d6a8c997358d050123ae383",
    "single-substances-1/factors.csv": "c6b341f15641989ceb255fff1eb4fa6fe2c4bef03f2baf0a8a31d57472e1a876",
    "taiwan-boe-2024/factors.csv": "ffe4c3228bf6e1d8220922de3347847fc24d90eb97eaef3a8a05740b84e21c99",
    "thailand-eppo-2024/factors.csv": "f342e083c80d22313cbdf5985b6e366673333ae6722ed2faefbd82443490bb87",
    "useeio-1-3/factors.csv": "7020448da8f07bf16f1733c675e906935dd02ad1df74f243c9fa994777328b0f",
}
DESCRIPTIONS = {
    "aib-2024/edition.toml": "f75fda4a0db54c27a4065158f206013e7c1c5d2b580b3f0a39a4c06b5bc1e3b5",
    "aib-2025/edition.toml": "8d7529863a83220a4a052b7c31fedd87e9066131b077580af989e9bfa9c5e8ba",
    "cea-india-21/edition.toml": "52a1b1d211814301b382143edc505460a2cbd5d87ba9c1962789feadf1958354",
    "desnz-2024/edition.toml": "b0253026a6f13703006550e7049cdf537e5a47d4c94d63f90bb98164d38fb799",
    "desnz-2025/edition.toml": "fd72d7a2f0c46598ba09bb069b1b3e7842f4e57db39a2e68553a76b4c2c27410",
    "desnz-2026/edition.toml": "0a666528c217d03faa0eb45998297bea431fd0d2575ebce9a91edd7b47d72b61",
    "eccc-2026/edition.toml": "302e0834af6d879d290ee6ed1a21be0b4a6a5597abbe5308214996755225a272",
    "eea-2025/edition.toml": "9edf32baedc3d46d870c5d648e8b05d98fd6bacaad1d9ada081f2f003a278dab",
    "egrid2023-rev2/edition.toml": "8ccdab7d63e4b40e09f39f463f9d1ba6f765f9bbab630f0fa22b379cf0d1b82f",
    "ember-2024/edition.toml": "d1a7e834c812c58125e555804c38536f71454baee78f80282f27b874ba613668",
    "epa-hub-2025/edition.toml": "5bb389ab111db60695bc08e818a5de4dff958e68ee8bd0571d05fb9d07929daf",
    "ghgp-tools-2024/edition.toml": "4f5b0c854ab26b0ec9347c0b398472b852e6a71c560e9480aaa58028b04ec551",
    "green-e-2025/edition.toml": "c8521c18e35964336005a263e60b69e3c0746348c5150b900c0468512b2a3781",
    "ipcc-2006-stationary/edition.toml": "309a1572f1bcfc4fc9bc70d714d6fa285142e68b2597da92079ab47b9af4e4ca",
    "ipcc-gwp-ar4/edition.toml": "7c28cdac23ba51298f546c6fba4eacfbb678727ca968624e237b6f4bc7555b10",
    "ipcc-gwp-ar5-feedback/edition.toml": "7135ed1c8b1814d3ac452f0816d8dbd9b0e794c5289b291747e4340747986467",
    "ipcc-gwp-ar5/edition.toml": "99376095a8969aa09e9c588f3e5bcb52a4e2e184964e5c2176d74e34bcc56514",
    "ipcc-gwp-ar6/edition.toml": "fbbfb288637a1c9145f04246944fe6aee55684d2b25b77ad33d7a24b975c40c8",
    "ipcc-gwp-sar/edition.toml": "d7e62b119906f732ae79a96631fc4e04a1092a38caa90b1af5073f988ad9a06a",
    "mcti-brazil-2024/edition.toml": "0c4f35538c9b7fc4e662dd1f69e04192ec507f5952e89d81bdcd4e268d707bde",
    "mee-china-2022/edition.toml": "b43de058317812606ca7df24e1857b6346fb2732cdeff349b94786dfd9251556",
    "nga-2025/edition.toml": "1be5a82c98ac4a005a3e57bd3f97cc8802472857ed44cdb34e301625bb0276d0",
    "nga-2026/edition.toml": "d1be3d241235b39c9e9534045f230656e5bee2feb50a458e685e1ee992d233c2",
    "nz-mfe-2026/edition.toml": "44066e9f9485fc55e3229c2fad63a6c53f724956ddb2ab2d7e4a143db8056fc6",
    "single-substances-1/edition.toml": "13ceeadd8e7a5df3b4f1dd1eef9d82fe3efb0842d09e8d8ab01e0b041c89fbc4",
    "taiwan-boe-2024/edition.toml": "3dac04a5bd752b2c9a423816282d1c7b12d55c8bc523975c93d11aa301cf550f",
    "thailand-eppo-2024/edition.toml": "eb2c9113c7cbd94a614ea04d8c756c1097e52c98a956e8f087a203535b113415",
    "useeio-1-3/edition.toml": "13001487e68cf34e65d68625f7e7ac2ed1fd4c345c930398f8f6f1c98a5e2a77",
}
"""Pinned as well: a description is part of what an installation compares with what it has imported."""
ROWS = {
    "aib-2024": 27,
    "aib-2025": 27,
    "cea-india-21": 11,
    "desnz-2024": 2616,
    "desnz-2025": 7305,
    "desnz-2026": 7035,
    "eccc-2026": 13,
    "eea-2025": 28,
    "egrid2023-rev2": 137,
    "ember-2024": 212,
    "epa-hub-2025": 1533,
    "ghgp-tools-2024": 12,
    "green-e-2025": 27,
    "ipcc-2006-stationary": 281,
    "ipcc-gwp-ar4": 59,
    "ipcc-gwp-ar5": 89,
    "ipcc-gwp-ar5-feedback": 89,
    "ipcc-gwp-ar6": 89,
    "ipcc-gwp-sar": 37,
    "mcti-brazil-2024": 8,
    "mee-china-2022": 1,
    "nga-2025": 9,
    "nga-2026": 15,
    "nz-mfe-2026": 32,
    "single-substances-1": 30,
    "taiwan-boe-2024": 18,
    "thailand-eppo-2024": 12,
    "useeio-1-3": 3048,
}
HUB_TABLES = {
    "Table 1": 421,
    "Table 2": 10,
    "Table 3": 230,
    "Table 4": 68,
    "Table 5": 80,
    "Table 6": 195,
    "Table 7": 3,
    "Table 8": 21,
    "Table 9": 366,
    "Table 10": 36,
    "Table 12": 103,
}
LICENCES = {
    "LicenseRef-US-Government-Work": {"egrid2023-rev2", "epa-hub-2025", "useeio-1-3"},
    "OGL-UK-3.0": {"desnz-2024", "desnz-2025", "desnz-2026"},
    "LicenseRef-Cited-Facts": {
        "ipcc-2006-stationary", "ipcc-gwp-ar4", "ipcc-gwp-ar5", "ipcc-gwp-ar5-feedback", "ipcc-gwp-ar6", "ipcc-gwp-sar",
        "single-substances-1",
    },
}  # fmt: skip


@pytest.mark.parametrize("file", FILES | DESCRIPTIONS)
def test_files_are_the_pinned_ones(file: str) -> None:
    assert hashlib.sha256((EDITIONS / file).read_bytes()).hexdigest() == (FILES | DESCRIPTIONS)[file]


def test_every_edition_is_pinned() -> None:
    carried = {f"{slug}/{'factors' if read.factors else 'gwp'}.csv" for slug, read in editions().items()}
    assert carried == set(FILES)
    assert {f"{slug}/edition.toml" for slug in editions()} == set(DESCRIPTIONS)


def test_rows_per_edition() -> None:
    assert {slug: len(read.factors) + len(read.gwps) for slug, read in editions().items()} == ROWS


def test_rows_per_table_of_the_hub() -> None:
    assert Counter(row.table for row in factors("epa-hub-2025")) == HUB_TABLES


def test_the_three_desnz_sets_have_the_same_activities() -> None:
    """By the publisher's own ids: what one set has, the next has under the same slug, so sets can be exchanged."""
    sets = {
        year: {(r.category, r.activity, r.region) for r in factors(f"desnz-{year}") if r.table != "Fuel properties"}
        for year in (2024, 2025, 2026)
    }
    assert sets[2024] <= sets[2025] <= sets[2026]
    added = sets[2026] - sets[2025]
    assert {category for category, _, _ in added} == {"material-use", "waste-disposal"}
    assert len(added) == 6


def test_every_category_is_documented() -> None:
    text = (EDITIONS.parents[3] / "docs" / "factor-catalogue.md").read_text(encoding="utf-8")
    categories = {row.category for read in editions().values() for row in read.factors}
    assert [name for name in sorted(categories) if f"`{name}`" not in text] == []
    assert [slug for slug in editions() if f"`{slug}`" not in text] == []


def test_content_ids_are_unique_over_all_editions() -> None:
    ids = [ef_cid(row, read.edition) for read in editions().values() for row in read.factors]
    assert len(set(ids)) == len(ids) == sum(ROWS.values()) - 363


@pytest.mark.parametrize(
    ("slug", "unit", "cid"),
    [
        ("epa-hub-2025", "kg(CO2)/mmBtu(HHV)", "ef_39e250819f807d9e"),
        ("epa-hub-2025", "g(CH4)/mmBtu(HHV)", "ef_bd478d19a7be2cdd"),
        ("epa-hub-2025", "g(N2O)/mmBtu(HHV)", "ef_b03fab34586338d3"),
    ],
)
def test_content_ids_of_natural_gas_stay(slug: str, unit: str, cid: str) -> None:
    (row,) = [r for r in factors(slug) if (r.activity, r.unit) == ("natural-gas", unit)]
    assert ef_cid(row, editions()[slug].edition) == cid


@pytest.mark.parametrize("slug", [slug for slug, count in ROWS.items() if not slug.startswith("ipcc-gwp")])
def test_no_figure_is_there_twice_under_any_table(slug: str) -> None:
    """Identity within an edition does not need the table: nobody has to know where a figure was printed."""
    identities = Counter(
        (r.category, r.activity, r.region, r.gas, r.unit, r.basis, r.route, r.valid_from, r.valid_to)
        for r in factors(slug)
    )
    assert [key for key, count in identities.items() if count > 1] == []


def test_units_are_canonical() -> None:
    for unit in {row.unit for read in editions().values() for row in read.factors}:
        assert parse_unit(unit).text == unit


def test_editions_say_where_they_are_from() -> None:
    for read in editions().values():
        edition = read.edition
        assert edition.applicability_note
        assert edition.citation.count("{table}") == 1
        assert "{" not in edition.cite(next(iter(edition.tables)))
        assert {row.table for row in read.factors} | {row.table for row in read.gwps} == set(edition.tables)
    assert editions()["epa-hub-2025"].edition.data_year == ""
    assert editions()["egrid2023-rev2"].edition.data_year == "2023"


def test_licences() -> None:
    by_licence: dict[str, set[str]] = {}
    for slug, read in editions().items():
        by_licence.setdefault(read.edition.licence, set()).add(slug)
        assert bool(read.edition.attribution) == (read.edition.licence == "OGL-UK-3.0")
    unknown = by_licence.pop("unknown")
    assert by_licence == LICENCES
    assert {"aib-2024", "aib-2025", "green-e-2025", "ember-2024", "eea-2025", "nga-2026"} <= unknown
    assert not any(editions()[slug].edition.licence_established for slug in unknown)


def test_what_serves_no_inventory() -> None:
    uses: dict[FactorUse, Counter[str]] = {use: Counter() for use in FactorUse}
    for read in editions().values():
        for row in read.factors:
            uses[row.use][row.category] += 1
    assert uses[FactorUse.COMPONENT] == {"spend-margin": 1016}
    assert uses[FactorUse.REFERENCE] == {
        "electricity-non-baseload": 84,
        "refrigerant-blend-gwp": 30,
        "fugitive-emissions": 3 * 260,
        "business-travel": 2 * 42,
        "purchased-electricity": 10,
        "fuel-density": 1,
    }


def dates(read: ReadEdition) -> tuple[str, str]:
    return str(read.edition.applicable_from), str(read.edition.applicable_to)


@pytest.mark.parametrize(
    ("slug", "first", "last"),
    [
        ("epa-hub-2025", "2024-01-01", "None"),
        ("egrid2023-rev2", "2023-01-01", "None"),
        ("desnz-2024", "2024-01-01", "2024-12-31"),
        ("desnz-2025", "2025-01-01", "2025-12-31"),
        ("desnz-2026", "2026-01-01", "2026-12-31"),
        ("aib-2024", "2024-01-01", "2024-12-31"),
        ("aib-2025", "2025-01-01", "None"),
        ("green-e-2025", "2023-01-01", "None"),
        ("useeio-1-3", "2022-01-01", "None"),
        ("nga-2025", "2025-07-01", "2026-06-30"),
        ("ipcc-2006-stationary", "2006-01-01", "None"),
    ],
)
def test_applicability_is_decided(slug: str, first: str, last: str) -> None:
    assert dates(editions()[slug]) == (first, last)
