from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FoundDocument")


@_attrs_define
class FoundDocument:
    """An agent that can do what was asked for, with the newest of its versions that can."""

    agent_id: str
    name: str
    version: str
    state: str
    domain: str
    scope: str
    """ 1, 2 or 3. """
    inputs: list[str]
    """ Their names. """
    outputs: list[str]
    """ Their names. """
    regions: list[str]
    """ Whose factors it selects; ``*`` where its input takes any. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_id = self.agent_id

        name = self.name

        version = self.version

        state = self.state

        domain = self.domain

        scope = self.scope

        inputs = self.inputs

        outputs = self.outputs

        regions = self.regions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "agent_id": agent_id,
                "name": name,
                "version": version,
                "state": state,
                "domain": domain,
                "scope": scope,
                "inputs": inputs,
                "outputs": outputs,
                "regions": regions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agent_id = d.pop("agent_id")

        name = d.pop("name")

        version = d.pop("version")

        state = d.pop("state")

        domain = d.pop("domain")

        scope = d.pop("scope")

        inputs = cast(list[str], d.pop("inputs"))

        outputs = cast(list[str], d.pop("outputs"))

        regions = cast(list[str], d.pop("regions"))

        found_document = cls(
            agent_id=agent_id,
            name=name,
            version=version,
            state=state,
            domain=domain,
            scope=scope,
            inputs=inputs,
            outputs=outputs,
            regions=regions,
        )

        found_document.additional_properties = d
        return found_document

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
