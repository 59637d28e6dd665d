from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.factor_hint_body import FactorHintBody
    from ..models.passed_over_document import PassedOverDocument


T = TypeVar("T", bound="AllocationDocument")


@_attrs_define
class AllocationDocument:
    """kWh that one step answers; a null factor is published as not available, and is not zero."""

    kwh: str
    step: str
    factor: FactorHintBody | None
    instrument_id: str
    note: str
    passed_over: list[PassedOverDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.factor_hint_body import FactorHintBody  # noqa: PLC0415

        kwh = self.kwh

        step = self.step

        factor: dict[str, Any] | None
        if isinstance(self.factor, FactorHintBody):
            factor = self.factor.to_dict()
        else:
            factor = self.factor

        instrument_id = self.instrument_id

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
                "factor": factor,
                "instrument_id": instrument_id,
                "note": note,
                "passed_over": passed_over,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.factor_hint_body import FactorHintBody  # noqa: PLC0415
        from ..models.passed_over_document import PassedOverDocument  # noqa: PLC0415

        d = dict(src_dict)
        kwh = d.pop("kwh")

        step = d.pop("step")

        def _parse_factor(data: object) -> FactorHintBody | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                factor_type_1 = FactorHintBody.from_dict(data)

                return factor_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FactorHintBody | None, data)

        factor = _parse_factor(d.pop("factor"))

        instrument_id = d.pop("instrument_id")

        note = d.pop("note")

        passed_over = []
        _passed_over = d.pop("passed_over")
        for passed_over_item_data in _passed_over:
            passed_over_item = PassedOverDocument.from_dict(passed_over_item_data)

            passed_over.append(passed_over_item)

        allocation_document = cls(
            kwh=kwh,
            step=step,
            factor=factor,
            instrument_id=instrument_id,
            note=note,
            passed_over=passed_over,
        )

        allocation_document.additional_properties = d
        return allocation_document

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
