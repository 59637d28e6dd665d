from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.broken_document import BrokenDocument
    from ..models.change_document import ChangeDocument


T = TypeVar("T", bound="ContractDocument")


@_attrs_define
class ContractDocument:
    """What the agent takes and gives; ``declared`` says whether the version numbers announce what is broken."""

    inputs: list[ChangeDocument]
    outputs: list[ChangeDocument]
    formulas: list[ChangeDocument]
    broken: list[BrokenDocument]
    breaking: bool
    declared: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        inputs = []
        for inputs_item_data in self.inputs:
            inputs_item = inputs_item_data.to_dict()
            inputs.append(inputs_item)

        outputs = []
        for outputs_item_data in self.outputs:
            outputs_item = outputs_item_data.to_dict()
            outputs.append(outputs_item)

        formulas = []
        for formulas_item_data in self.formulas:
            formulas_item = formulas_item_data.to_dict()
            formulas.append(formulas_item)

        broken = []
        for broken_item_data in self.broken:
            broken_item = broken_item_data.to_dict()
            broken.append(broken_item)

        breaking = self.breaking

        declared = self.declared

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "inputs": inputs,
                "outputs": outputs,
                "formulas": formulas,
                "broken": broken,
                "breaking": breaking,
                "declared": declared,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.broken_document import BrokenDocument  # noqa: PLC0415
        from ..models.change_document import ChangeDocument  # noqa: PLC0415

        d = dict(src_dict)
        inputs = []
        _inputs = d.pop("inputs")
        for inputs_item_data in _inputs:
            inputs_item = ChangeDocument.from_dict(inputs_item_data)

            inputs.append(inputs_item)

        outputs = []
        _outputs = d.pop("outputs")
        for outputs_item_data in _outputs:
            outputs_item = ChangeDocument.from_dict(outputs_item_data)

            outputs.append(outputs_item)

        formulas = []
        _formulas = d.pop("formulas")
        for formulas_item_data in _formulas:
            formulas_item = ChangeDocument.from_dict(formulas_item_data)

            formulas.append(formulas_item)

        broken = []
        _broken = d.pop("broken")
        for broken_item_data in _broken:
            broken_item = BrokenDocument.from_dict(broken_item_data)

            broken.append(broken_item)

        breaking = d.pop("breaking")

        declared = d.pop("declared")

        contract_document = cls(
            inputs=inputs,
            outputs=outputs,
            formulas=formulas,
            broken=broken,
            breaking=breaking,
            declared=declared,
        )

        contract_document.additional_properties = d
        return contract_document

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
