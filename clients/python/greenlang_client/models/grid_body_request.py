from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.published_body_request import PublishedBodyRequest


T = TypeVar("T", bound="GridBodyRequest")


@_attrs_define
class GridBodyRequest:
    """What is published for a grid; left out where nothing is."""

    residual_mix: None | PublishedBodyRequest | Unset = UNSET
    regional: None | PublishedBodyRequest | Unset = UNSET
    national: None | PublishedBodyRequest | Unset = UNSET
    past_not_available: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.published_body_request import PublishedBodyRequest  # noqa: PLC0415

        residual_mix: dict[str, Any] | None | Unset
        if isinstance(self.residual_mix, Unset):
            residual_mix = UNSET
        elif isinstance(self.residual_mix, PublishedBodyRequest):
            residual_mix = self.residual_mix.to_dict()
        else:
            residual_mix = self.residual_mix

        regional: dict[str, Any] | None | Unset
        if isinstance(self.regional, Unset):
            regional = UNSET
        elif isinstance(self.regional, PublishedBodyRequest):
            regional = self.regional.to_dict()
        else:
            regional = self.regional

        national: dict[str, Any] | None | Unset
        if isinstance(self.national, Unset):
            national = UNSET
        elif isinstance(self.national, PublishedBodyRequest):
            national = self.national.to_dict()
        else:
            national = self.national

        past_not_available = self.past_not_available

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if residual_mix is not UNSET:
            field_dict["residual_mix"] = residual_mix
        if regional is not UNSET:
            field_dict["regional"] = regional
        if national is not UNSET:
            field_dict["national"] = national
        if past_not_available is not UNSET:
            field_dict["past_not_available"] = past_not_available

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.published_body_request import PublishedBodyRequest  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_residual_mix(data: object) -> None | PublishedBodyRequest | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                residual_mix_type_1 = PublishedBodyRequest.from_dict(data)

                return residual_mix_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PublishedBodyRequest | Unset, data)

        residual_mix = _parse_residual_mix(d.pop("residual_mix", UNSET))

        def _parse_regional(data: object) -> None | PublishedBodyRequest | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                regional_type_1 = PublishedBodyRequest.from_dict(data)

                return regional_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PublishedBodyRequest | Unset, data)

        regional = _parse_regional(d.pop("regional", UNSET))

        def _parse_national(data: object) -> None | PublishedBodyRequest | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                national_type_1 = PublishedBodyRequest.from_dict(data)

                return national_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PublishedBodyRequest | Unset, data)

        national = _parse_national(d.pop("national", UNSET))

        past_not_available = d.pop("past_not_available", UNSET)

        grid_body_request = cls(
            residual_mix=residual_mix,
            regional=regional,
            national=national,
            past_not_available=past_not_available,
        )

        grid_body_request.additional_properties = d
        return grid_body_request

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
