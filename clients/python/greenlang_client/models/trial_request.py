from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.trial_request_inputs import TrialRequestInputs


T = TypeVar("T", bound="TrialRequest")


@_attrs_define
class TrialRequest:
    """A specification, and inputs to try it with."""

    pack: str
    """ The pack.yaml. """
    completion: str | Unset = ""
    """ What it lacks, as YAML. """
    inputs: TrialRequestInputs | Unset = UNSET
    """ As an execution takes them; left out: golden tests only. """
    gwp_set: str | Unset = ""
    """ AR4, AR5 or AR6; its own when left out. """
    on: str | Unset = ""
    """ A day of the activity, for factors of that time. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pack = self.pack

        completion = self.completion

        inputs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.inputs, Unset):
            inputs = self.inputs.to_dict()

        gwp_set = self.gwp_set

        on = self.on

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pack": pack,
            }
        )
        if completion is not UNSET:
            field_dict["completion"] = completion
        if inputs is not UNSET:
            field_dict["inputs"] = inputs
        if gwp_set is not UNSET:
            field_dict["gwp_set"] = gwp_set
        if on is not UNSET:
            field_dict["on"] = on

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("pack", (None, str(self.pack).encode(), "text/plain")))

        if not isinstance(self.completion, Unset):
            files.append(("completion", (None, str(self.completion).encode(), "text/plain")))

        if not isinstance(self.inputs, Unset):
            files.append(("inputs", (None, json.dumps(self.inputs.to_dict()).encode(), "application/json")))

        if not isinstance(self.gwp_set, Unset):
            files.append(("gwp_set", (None, str(self.gwp_set).encode(), "text/plain")))

        if not isinstance(self.on, Unset):
            files.append(("on", (None, str(self.on).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.trial_request_inputs import TrialRequestInputs  # noqa: PLC0415

        d = dict(src_dict)
        pack = d.pop("pack")

        completion = d.pop("completion", UNSET)

        _inputs = d.pop("inputs", UNSET)
        inputs: TrialRequestInputs | Unset
        if isinstance(_inputs, Unset):
            inputs = UNSET
        else:
            inputs = TrialRequestInputs.from_dict(_inputs)

        gwp_set = d.pop("gwp_set", UNSET)

        on = d.pop("on", UNSET)

        trial_request = cls(
            pack=pack,
            completion=completion,
            inputs=inputs,
            gwp_set=gwp_set,
            on=on,
        )

        trial_request.additional_properties = d
        return trial_request

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
