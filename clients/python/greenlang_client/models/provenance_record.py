from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.gas_document import GasDocument
    from ..models.provenance_record_emission_factor import ProvenanceRecordEmissionFactor
    from ..models.provenance_record_formula import ProvenanceRecordFormula
    from ..models.provenance_record_inputs import ProvenanceRecordInputs
    from ..models.provenance_record_parameters_item import ProvenanceRecordParametersItem
    from ..models.provenance_record_source import ProvenanceRecordSource


T = TypeVar("T", bound="ProvenanceRecord")


@_attrs_define
class ProvenanceRecord:
    """A calculation with everything that led to it."""

    calculation_id: str
    timestamp: str
    agent_id: str
    agent_version: str
    pack_sha256: str
    scope: str
    inputs: ProvenanceRecordInputs
    input_hash: str
    formula_id: str
    formula_version: str
    formula_hash: str
    formula: ProvenanceRecordFormula
    emission_factor: ProvenanceRecordEmissionFactor
    parameters: list[ProvenanceRecordParametersItem]
    gases: list[GasDocument]
    memo: list[GasDocument]
    gwp_set: str
    result: str
    result_unit: str
    co2e: str
    co2_biogenic: str
    result_hash: str
    source: ProvenanceRecordSource
    reverses: None | str
    sequence: str
    recipe_hash: str
    record_hash: str
    chain_hash: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        calculation_id = self.calculation_id

        timestamp = self.timestamp

        agent_id = self.agent_id

        agent_version = self.agent_version

        pack_sha256 = self.pack_sha256

        scope = self.scope

        inputs = self.inputs.to_dict()

        input_hash = self.input_hash

        formula_id = self.formula_id

        formula_version = self.formula_version

        formula_hash = self.formula_hash

        formula = self.formula.to_dict()

        emission_factor = self.emission_factor.to_dict()

        parameters = []
        for parameters_item_data in self.parameters:
            parameters_item = parameters_item_data.to_dict()
            parameters.append(parameters_item)

        gases = []
        for gases_item_data in self.gases:
            gases_item = gases_item_data.to_dict()
            gases.append(gases_item)

        memo = []
        for memo_item_data in self.memo:
            memo_item = memo_item_data.to_dict()
            memo.append(memo_item)

        gwp_set = self.gwp_set

        result = self.result

        result_unit = self.result_unit

        co2e = self.co2e

        co2_biogenic = self.co2_biogenic

        result_hash = self.result_hash

        source = self.source.to_dict()

        reverses: None | str
        reverses = self.reverses

        sequence = self.sequence

        recipe_hash = self.recipe_hash

        record_hash = self.record_hash

        chain_hash = self.chain_hash

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "calculation_id": calculation_id,
                "timestamp": timestamp,
                "agent_id": agent_id,
                "agent_version": agent_version,
                "pack_sha256": pack_sha256,
                "scope": scope,
                "inputs": inputs,
                "input_hash": input_hash,
                "formula_id": formula_id,
                "formula_version": formula_version,
                "formula_hash": formula_hash,
                "formula": formula,
                "emission_factor": emission_factor,
                "parameters": parameters,
                "gases": gases,
                "memo": memo,
                "gwp_set": gwp_set,
                "result": result,
                "result_unit": result_unit,
                "co2e": co2e,
                "co2_biogenic": co2_biogenic,
                "result_hash": result_hash,
                "source": source,
                "reverses": reverses,
                "sequence": sequence,
                "recipe_hash": recipe_hash,
                "record_hash": record_hash,
                "chain_hash": chain_hash,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.gas_document import GasDocument  # noqa: PLC0415
        from ..models.provenance_record_emission_factor import (
            ProvenanceRecordEmissionFactor,  # noqa: PLC0415
        )
        from ..models.provenance_record_formula import ProvenanceRecordFormula  # noqa: PLC0415
        from ..models.provenance_record_inputs import ProvenanceRecordInputs  # noqa: PLC0415
        from ..models.provenance_record_parameters_item import (
            ProvenanceRecordParametersItem,  # noqa: PLC0415
        )
        from ..models.provenance_record_source import ProvenanceRecordSource  # noqa: PLC0415

        d = dict(src_dict)
        calculation_id = d.pop("calculation_id")

        timestamp = d.pop("timestamp")

        agent_id = d.pop("agent_id")

        agent_version = d.pop("agent_version")

        pack_sha256 = d.pop("pack_sha256")

        scope = d.pop("scope")

        inputs = ProvenanceRecordInputs.from_dict(d.pop("inputs"))

        input_hash = d.pop("input_hash")

        formula_id = d.pop("formula_id")

        formula_version = d.pop("formula_version")

        formula_hash = d.pop("formula_hash")

        formula = ProvenanceRecordFormula.from_dict(d.pop("formula"))

        emission_factor = ProvenanceRecordEmissionFactor.from_dict(d.pop("emission_factor"))

        parameters = []
        _parameters = d.pop("parameters")
        for parameters_item_data in _parameters:
            parameters_item = ProvenanceRecordParametersItem.from_dict(parameters_item_data)

            parameters.append(parameters_item)

        gases = []
        _gases = d.pop("gases")
        for gases_item_data in _gases:
            gases_item = GasDocument.from_dict(gases_item_data)

            gases.append(gases_item)

        memo = []
        _memo = d.pop("memo")
        for memo_item_data in _memo:
            memo_item = GasDocument.from_dict(memo_item_data)

            memo.append(memo_item)

        gwp_set = d.pop("gwp_set")

        result = d.pop("result")

        result_unit = d.pop("result_unit")

        co2e = d.pop("co2e")

        co2_biogenic = d.pop("co2_biogenic")

        result_hash = d.pop("result_hash")

        source = ProvenanceRecordSource.from_dict(d.pop("source"))

        def _parse_reverses(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reverses = _parse_reverses(d.pop("reverses"))

        sequence = d.pop("sequence")

        recipe_hash = d.pop("recipe_hash")

        record_hash = d.pop("record_hash")

        chain_hash = d.pop("chain_hash")

        provenance_record = cls(
            calculation_id=calculation_id,
            timestamp=timestamp,
            agent_id=agent_id,
            agent_version=agent_version,
            pack_sha256=pack_sha256,
            scope=scope,
            inputs=inputs,
            input_hash=input_hash,
            formula_id=formula_id,
            formula_version=formula_version,
            formula_hash=formula_hash,
            formula=formula,
            emission_factor=emission_factor,
            parameters=parameters,
            gases=gases,
            memo=memo,
            gwp_set=gwp_set,
            result=result,
            result_unit=result_unit,
            co2e=co2e,
            co2_biogenic=co2_biogenic,
            result_hash=result_hash,
            source=source,
            reverses=reverses,
            sequence=sequence,
            recipe_hash=recipe_hash,
            record_hash=record_hash,
            chain_hash=chain_hash,
        )

        provenance_record.additional_properties = d
        return provenance_record

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
