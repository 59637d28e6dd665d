"""Scope 2: energy that others have made for the reporter."""

from apps.agents.domains.domain import ENERGY_GASES, Domain, Sector

DOMAINS = (
    Domain(
        id="purchased-electricity",
        title="Purchased electricity",
        scope="2",
        activity="electricity bought or otherwise brought in",
        sector=Sector.ENERGY,
        families=("purchased-electricity",),
        categories=frozenset(
            {
                "purchased-electricity", "residual-mix", "electricity-instrument", "electricity-contract",
                "electricity-supplier-rate", "electric-vehicles", "electricity-life-cycle", "electricity-non-baseload",
            }
        ),
        gases=ENERGY_GASES,
        words=(
            "electricity", "grid", "egrid", "location based", "market based", "subregion", "residual mix", "kilowatt",
            "power purchase", "renewable energy", "guarantee of origin", "carbon intensity", "scope 2",
        ),
    ),
    Domain(
        id="purchased-heat",
        title="Purchased heat, steam and cooling",
        scope="2",
        activity="heat, steam or cooling bought",
        sector=Sector.ENERGY,
        families=("purchased-heat",),
        categories=frozenset({"purchased-heat-and-steam"}),
        borrowed=frozenset({"stationary-combustion"}),
        gases=ENERGY_GASES,
        words=(
            "steam", "district heating", "district heat", "district cooling", "district energy", "chilled water",
            "purchased heat", "purchased steam", "cooling", "heat network",
        ),
    ),
)  # fmt: skip
