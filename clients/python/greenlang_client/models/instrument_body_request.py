from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.step_enum import StepEnum, check_step_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.criteria_body_request import CriteriaBodyRequest
    from ..models.factor_hint_body_request import FactorHintBodyRequest
    from ..models.interval_body_request import IntervalBodyRequest


T = TypeVar("T", bound="InstrumentBodyRequest")


@_attrs_define
class InstrumentBodyRequest:
    """A certificate, a contract or a supplier's rate; only a rate may come without kWh."""

    id: str
    step: StepEnum
    """ * `energy-attribute-certificates` - energy-attribute-certificates
    * `contracts` - contracts
    * `supplier-rate` - supplier-rate """
    market: str
    vintage: IntervalBodyRequest
    """ From one day to another, both included. """
    factor: FactorHintBodyRequest
    """ What to ask the catalogue for. """
    kwh: None | str | Unset = UNSET
    criteria: CriteriaBodyRequest | Unset = UNSET
    """ The Scope 2 Quality Criteria a person or a registry attests; met where nothing is said. """
    certificates_sold_separately: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        step: str = self.step

        market = self.market

        vintage = self.vintage.to_dict()

        factor = self.factor.to_dict()

        kwh: None | str | Unset
        if isinstance(self.kwh, Unset):
            kwh = UNSET
        else:
            kwh = self.kwh

        criteria: dict[str, Any] | Unset = UNSET
        if not isinstance(self.criteria, Unset):
            criteria = self.criteria.to_dict()

        certificates_sold_separately = self.certificates_sold_separately

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "step": step,
                "market": market,
                "vintage": vintage,
                "factor": factor,
            }
        )
        if kwh is not UNSET:
            field_dict["kwh"] = kwh
        if criteria is not UNSET:
            field_dict["criteria"] = criteria
        if certificates_sold_separately is not UNSET:
            field_dict["certificates_sold_separately"] = certificates_sold_separately

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.criteria_body_request import CriteriaBodyRequest  # noqa: PLC0415
        from ..models.factor_hint_body_request import FactorHintBodyRequest  # noqa: PLC0415
        from ..models.interval_body_request import IntervalBodyRequest  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        step = check_step_enum(d.pop("step"))

        market = d.pop("market")

        vintage = IntervalBodyRequest.from_dict(d.pop("vintage"))

        factor = FactorHintBodyRequest.from_dict(d.pop("factor"))

        def _parse_kwh(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        kwh = _parse_kwh(d.pop("kwh", UNSET))

        _criteria = d.pop("criteria", UNSET)
        criteria: CriteriaBodyRequest | Unset
        if isinstance(_criteria, Unset):
            criteria = UNSET
        else:
            criteria = CriteriaBodyRequest.from_dict(_criteria)

        certificates_sold_separately = d.pop("certificates_sold_separately", UNSET)

        instrument_body_request = cls(
            id=id,
            step=step,
            market=market,
            vintage=vintage,
            factor=factor,
            kwh=kwh,
            criteria=criteria,
            certificates_sold_separately=certificates_sold_separately,
        )

        instrument_body_request.additional_properties = d
        return instrument_body_request

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
