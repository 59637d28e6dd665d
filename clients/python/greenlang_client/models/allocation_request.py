from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.consumption_body_request import ConsumptionBodyRequest
    from ..models.instrument_body_request import InstrumentBodyRequest
    from ..models.vintage_body_request import VintageBodyRequest


T = TypeVar("T", bound="AllocationRequest")


@_attrs_define
class AllocationRequest:
    """Earlier consumptions draw on the instruments first."""

    consumptions: list[ConsumptionBodyRequest]
    instruments: list[InstrumentBodyRequest] | Unset = UNSET
    vintage: VintageBodyRequest | Unset = UNSET
    """ How many days before and after the consumption electricity may have been generated. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        consumptions = []
        for consumptions_item_data in self.consumptions:
            consumptions_item = consumptions_item_data.to_dict()
            consumptions.append(consumptions_item)

        instruments: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.instruments, Unset):
            instruments = []
            for instruments_item_data in self.instruments:
                instruments_item = instruments_item_data.to_dict()
                instruments.append(instruments_item)

        vintage: dict[str, Any] | Unset = UNSET
        if not isinstance(self.vintage, Unset):
            vintage = self.vintage.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "consumptions": consumptions,
            }
        )
        if instruments is not UNSET:
            field_dict["instruments"] = instruments
        if vintage is not UNSET:
            field_dict["vintage"] = vintage

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.consumption_body_request import ConsumptionBodyRequest  # noqa: PLC0415
        from ..models.instrument_body_request import InstrumentBodyRequest  # noqa: PLC0415
        from ..models.vintage_body_request import VintageBodyRequest  # noqa: PLC0415

        d = dict(src_dict)
        consumptions = []
        _consumptions = d.pop("consumptions")
        for consumptions_item_data in _consumptions:
            consumptions_item = ConsumptionBodyRequest.from_dict(consumptions_item_data)

            consumptions.append(consumptions_item)

        _instruments = d.pop("instruments", UNSET)
        instruments: list[InstrumentBodyRequest] | Unset = UNSET
        if _instruments is not UNSET:
            instruments = []
            for instruments_item_data in _instruments:
                instruments_item = InstrumentBodyRequest.from_dict(instruments_item_data)

                instruments.append(instruments_item)

        _vintage = d.pop("vintage", UNSET)
        vintage: VintageBodyRequest | Unset
        if isinstance(_vintage, Unset):
            vintage = UNSET
        else:
            vintage = VintageBodyRequest.from_dict(_vintage)

        allocation_request = cls(
            consumptions=consumptions,
            instruments=instruments,
            vintage=vintage,
        )

        allocation_request.additional_properties = d
        return allocation_request

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
