"""A completion over a pack: it adds, by id and name, and is refused where it contradicts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.agents.spec import SpecError, read_spec
from greenlang.engine import sha256_of
from greenlang.engine.canonical_json import sha256_bytes
from tests.agents.spec.spec_samples import FACTORY_PACK, wild

COMPLETION = """\
agents:
  - id: kiln-fuel
    outputs:
      - {name: emissions_kgco2e, unit: kg CO2e}
      - {name: grams, unit: g CO2e}
factors:
  - {id: ef, category: stationary-combustion, activity: natural-gas, region: US, unit: kg/mmBtu(HHV), gases: [CO2]}
tests:
  golden:
    - {name: gas_in_therms, gwp_set: AR5}
    - {name: another, input: {quantity: 1}, expect: {emissions_kgco2e: 1}}
"""


def test_what_a_completion_adds_is_added_by_id_and_name() -> None:
    spec = read_spec(wild("kiln.factory"), completion=COMPLETION.encode()).spec
    assert [(output.name, output.unit) for output in spec.agent.outputs] == [
        ("emissions_kgco2e", "kg CO2e"), ("emission_factor_source", ""), ("scope", ""), ("provenance_hash", ""),
        ("grams", "g CO2e"),
    ]  # fmt: skip
    assert [factor.id for factor in spec.factors] == ["", "", "ef"]
    golden = {each.name: each for each in spec.tests.golden}
    assert golden["gas_in_therms"].gwp_set == "AR5"
    assert golden["gas_in_therms"].input["unit"] == "therm"
    assert list(golden)[-1] == "another"


def test_the_hash_is_of_both_files_and_of_the_pack_alone_without_one() -> None:
    pack, completion = wild("kiln.factory"), COMPLETION.encode()
    assert read_spec(pack).source_hash == sha256_bytes(pack)
    both = sha256_of({"pack": sha256_bytes(pack), "completion": sha256_bytes(completion)})
    reading = read_spec(pack, completion=completion)
    assert (reading.source_hash, reading.source, reading.completion) == (both, pack, completion)


def test_a_contradiction_is_refused_with_both_values_and_lines() -> None:
    completion = b"pack: {name: Other}\nagents:\n  - id: kiln-fuel\n    type: ml-classifier\n"
    with pytest.raises(SpecError) as caught:
        read_spec(wild("kiln.factory"), completion=completion, completion_name="mine.yaml")
    found = {error["path"]: error for error in caught.value.errors}
    assert set(found) == {"pack.name", "agents[0].type"}
    assert found["agents[0].type"]["line"] == "4"
    assert found["agents[0].type"]["file"] == "mine.yaml"
    assert "'ml-classifier'" in found["agents[0].type"]["detail"]
    assert "'deterministic-calculator' at agents[0].type, line 19" in found["agents[0].type"]["detail"]
    assert str(caught.value).startswith("mine.yaml line 1, pack.name")


def test_problems_and_keys_without_effect_name_the_file_they_are_in() -> None:
    completion = COMPLETION.replace("unit: g CO2e", "unit: g CO2e, colour: red")
    reading = read_spec(wild("kiln.factory"), completion=completion.encode(), completion_name="mine.yaml")
    entry = next(entry for entry in reading.ledger if entry.file)
    assert (entry.path, entry.line, entry.file) == ("agents[0].outputs[1].colour", 5, "mine.yaml")
    with pytest.raises(SpecError) as caught:
        read_spec(wild("kiln.factory"), completion=b"factors:\n  - {id: ef, gases: CO2}", completion_name="mine.yaml")
    assert (caught.value.errors[0]["file"], caught.value.errors[0]["path"]) == ("mine.yaml", "factors[0].gases")


def test_a_completion_is_held_to_the_same_bounds_as_a_pack() -> None:
    with pytest.raises(SpecError, match=r"mine\.yaml line 2, pack\.a") as caught:
        read_spec(
            FACTORY_PACK.encode(), completion=b"pack:\n  a: !!python/name:os.system x", completion_name="mine.yaml"
        )
    assert caught.value.errors[0]["code"] == "tag"


def test_saying_the_same_again_changes_nothing_but_the_hash() -> None:
    pack = wild("kiln.factory")
    alone = read_spec(pack)
    again = read_spec(pack, completion=b"pack: {name: Kiln fuel}\nprovenance: {gwp_set: AR6GWP100}\n")
    assert again.spec == alone.spec
    assert again.source_hash != alone.source_hash


_scalars = st.none() | st.booleans() | st.integers(-9, 9) | st.text("abc", max_size=3)
_trees = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "a"]), inner, max_size=3)
    ),
    max_leaves=8,
)
_keys = st.sampled_from(["pack", "agents", "factors", "formulas", "tests", "tools", "provenance", "x"])


@given(st.dictionaries(_keys, _trees, min_size=1, max_size=4))
def test_any_completion_gives_a_model_or_problems_that_name_a_file(tree: dict[str, object]) -> None:
    import yaml

    completion = yaml.safe_dump(tree).encode()
    try:
        reading = read_spec(FACTORY_PACK.encode(), completion=completion)
    except SpecError as error:
        assert all(found["detail"] for found in error.errors)
        return
    assert reading.spec.pack.id == "burner"
