"""The pack of each domain and the record of its generated modules; run as a program, it records them anew."""

from collections.abc import Mapping

from apps.agents.codegen import GeneratedAgent
from tests.agents.codegen.agent_samples import RECORDED, RECORDS, pack_bytes, record
from tests.agents.codegen.carried_catalogue import build_carried

DOMAIN_PACKS: Mapping[str, str] = {
    "stationary-combustion": "stationary-combustion",
    "mobile-combustion": "vehicle-fuel",
    "refrigerants": "refrigerant-mass-balance",
    "process-emissions": "carbonate-process",
    "purchased-electricity": "electricity-location-based",
    "purchased-heat": "purchased-steam",
    "purchased-goods": "purchased-goods-by-spend",
    "capital-goods": "capital-goods-by-spend",
    "fuel-and-energy": "fuel-supply",
    "upstream-transport": "freight-by-distance",
    "waste": "waste-by-type",
    "business-travel": "business-travel-by-distance",
    "commuting": "commuting-by-distance",
    "upstream-leased-assets": "leased-offices",
    "downstream-transport": "outbound-freight",
    "processing-of-sold-products": "processing-by-fuel",
    "use-of-sold-products": "gases-in-sold-products",
    "end-of-life": "end-of-life-by-material",
    "downstream-leased-assets": "let-buildings",
    "franchises": "franchised-shops",
    "investments": "equity-by-revenue",
}


def domain_record(agent: GeneratedAgent) -> str:
    """The agent's own modules in one text."""
    modules = {path: data for path, data in agent.files.items() if path.startswith("agent/")}
    return "".join(f"==== {path}\n{data.decode()}" for path, data in modules.items())


if __name__ == "__main__":  # python -m tests.agents.codegen.domain_records
    for domain, pack in DOMAIN_PACKS.items():
        (RECORDS / f"{domain}.txt").write_text(domain_record(build_carried(pack_bytes(pack))), encoding="utf-8")
    for name in RECORDED:
        (RECORDS / f"{name}.txt").write_text(record(name), encoding="utf-8")
