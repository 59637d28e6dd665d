"""Keys begin as the design says and carry everything else a value depends on."""

import uuid
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from greenlang.caching.keys import agent_key, calculation_key, factor_key, rate_key, session_key

TENANT = uuid.UUID(int=7)
OTHER = uuid.UUID(int=8)


def test_a_factors_key_is_readable_and_names_the_tenant_only_where_the_answer_is_the_tenants() -> None:
    parts = {"source": "epa-hub-2025", "fuel_type": "natural-gas", "region": "US", "on": date(2025, 3, 1)}
    public = factor_key(tenant=None, identity={"a": "b"}, **parts)  # type: ignore[arg-type]
    assert public.startswith("ef:epa-hub-2025:natural-gas:US:2025:public:")
    own = factor_key(tenant=TENANT, identity={"a": "b"}, **parts)  # type: ignore[arg-type]
    assert own.startswith(f"ef:epa-hub-2025:natural-gas:US:2025:{TENANT}:")
    assert factor_key(tenant=None, source="", fuel_type="", region="", on=None, identity={}).startswith(
        "ef:any:any:any:any:public:"
    )


def test_a_calculations_key_changes_with_each_thing_it_depends_on() -> None:
    given = {
        "tenant": TENANT,
        "formula_id": "energy",
        "formula_hash": "sha256:f",
        "gwp_hash": "sha256:g",
        "factor_hashes": ("sha256:1", "sha256:2"),
        "input_hash": "sha256:i",
    }
    others = {
        "tenant": OTHER,
        "formula_id": "mass",
        "formula_hash": "sha256:F",
        "gwp_hash": "sha256:G",
        "factor_hashes": ("sha256:2", "sha256:1"),
        "input_hash": "sha256:I",
    }
    key = calculation_key(**given)  # type: ignore[arg-type]
    assert key.startswith("calc:energy:sha256-i:")
    changed = {calculation_key(**{**given, name: value}) for name, value in others.items()}  # type: ignore[arg-type]
    assert len(changed | {key}) == 7


def test_the_other_patterns() -> None:
    assert agent_key(tenant=TENANT, agent_id="boiler") == f"agent:boiler:meta:{TENANT}"
    assert session_key(tenant=TENANT, session_id="s1") == f"session:{TENANT}:s1"
    assert rate_key(tenant=TENANT, endpoint="executions", window=29) == f"rate:{TENANT}:executions:29"


@given(st.text(), st.text())
def test_no_text_breaks_out_of_its_part_and_the_digest_tells_similar_ones_apart(one: str, two: str) -> None:
    def key(fuel: str) -> str:
        document = {"fuel": fuel.encode("utf-8", "surrogatepass").hex()}
        return factor_key(tenant=None, source="s", fuel_type=fuel, region="r", on=None, identity=document)

    assert key(one).count(":") == 6
    assert key(one).isascii()
    assert len(key(one)) < 400
    assert (key(one) == key(two)) is (one == two)
