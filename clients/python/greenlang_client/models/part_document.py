from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.step_passed_over import StepPassedOver


T = TypeVar("T", bound="PartDocument")


@_attrs_define
class PartDocument:
    """kWh that one step answers; ``kg`` null where the publisher says that there is no factor."""

    kwh: str
    step: str
    instrument: str
    factor: str
    kg: None | str
    note: str
    passed_over: list[StepPassedOver]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kwh = self.kwh

        step = self.step

        instrument = self.instrument

        factor = self.factor

        kg: None | str
        kg = self.kg

        note = self.note

        passed_over = []
        for passed_over_item_data in self.passed_over:
            passed_over_item = passed_over_item_data.to_dict()
            passed_over.append(passed_over_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kwh": kwh,
                "step": step,
                "instrument": instrument,
                "factor": factor,
                "kg": kg,
                "note": note,
                "passed_over": passed_over,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.step_passed_over import StepPassedOver  # noqa: PLC0415

        d = dict(src_dict)
        kwh = d.pop("kwh")

        step = d.pop("step")

        instrument = d.pop("instrument")

        factor = d.pop("factor")

        def _parse_kg(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        kg = _parse_kg(d.pop("kg"))

        note = d.pop("note")

        passed_over = []
        _passed_over = d.pop("passed_over")
        for passed_over_item_data in _passed_over:
            passed_over_item = StepPassedOver.from_dict(passed_over_item_data)

            passed_over.append(passed_over_item)

        part_document = cls(
            kwh=kwh,
            step=step,
            instrument=instrument,
            factor=factor,
            kg=kg,
            note=note,
            passed_over=passed_over,
        )

        part_document.additional_properties = d
        return part_document

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
