from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sample_method import SampleMethod, check_sample_method
from ..types import UNSET, Unset

T = TypeVar("T", bound="SampleRequest")


@_attrs_define
class SampleRequest:
    """How to draw."""

    method: SampleMethod
    """ * `random` - At random
    * `largest` - The largest
    * `weighted` - In proportion to size
    * `chosen` - Chosen by hand """
    size: int | Unset = UNSET
    """ Lines; by weight, points. Not for chosen lines. """
    seed: str | Unset = UNSET
    """ Decides chance; made where none is given. """
    chosen: list[str] | Unset = UNSET
    """ Numbers of the ledger or ids of calculations, where lines are chosen by hand. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        method: str = self.method

        size = self.size

        seed = self.seed

        chosen: list[str] | Unset = UNSET
        if not isinstance(self.chosen, Unset):
            chosen = self.chosen

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "method": method,
            }
        )
        if size is not UNSET:
            field_dict["size"] = size
        if seed is not UNSET:
            field_dict["seed"] = seed
        if chosen is not UNSET:
            field_dict["chosen"] = chosen

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        method = check_sample_method(d.pop("method"))

        size = d.pop("size", UNSET)

        seed = d.pop("seed", UNSET)

        chosen = cast(list[str], d.pop("chosen", UNSET))

        sample_request = cls(
            method=method,
            size=size,
            seed=seed,
            chosen=chosen,
        )

        sample_request.additional_properties = d
        return sample_request

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
