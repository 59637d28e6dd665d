from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReadyMadeDocument")


@_attrs_define
class ReadyMadeDocument:
    """A pack that is shipped, and how far it is here."""

    agent_id: str
    name: str
    description: str
    scopes: list[str]
    area: str
    """ GB, EU, US, anywhere, or several. """
    version: str
    """ The highest there is here. """
    state: str
    """ absent, building, or the version's. """
    job_id: None | UUID
    """ Of its build. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_id = self.agent_id

        name = self.name

        description = self.description

        scopes = self.scopes

        area = self.area

        version = self.version

        state = self.state

        job_id: None | str
        if isinstance(self.job_id, UUID):
            job_id = str(self.job_id)
        else:
            job_id = self.job_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "agent_id": agent_id,
                "name": name,
                "description": description,
                "scopes": scopes,
                "area": area,
                "version": version,
                "state": state,
                "job_id": job_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agent_id = d.pop("agent_id")

        name = d.pop("name")

        description = d.pop("description")

        scopes = cast(list[str], d.pop("scopes"))

        area = d.pop("area")

        version = d.pop("version")

        state = d.pop("state")

        def _parse_job_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                job_id_type_0 = UUID(data)

                return job_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        job_id = _parse_job_id(d.pop("job_id"))

        ready_made_document = cls(
            agent_id=agent_id,
            name=name,
            description=description,
            scopes=scopes,
            area=area,
            version=version,
            state=state,
            job_id=job_id,
        )

        ready_made_document.additional_properties = d
        return ready_made_document

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
