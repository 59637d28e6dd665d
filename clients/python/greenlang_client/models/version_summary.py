from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.version_state import VersionState, check_version_state
from ..types import UNSET, Unset

T = TypeVar("T", bound="VersionSummary")


@_attrs_define
class VersionSummary:
    """A version and where it stands."""

    version: str
    verbs: list[str]
    spec_hash: str
    url: str
    """ Where it can be reached; empty when nowhere. """
    created_at: datetime.datetime
    state: VersionState | Unset = UNSET
    """ * `draft` - Draft
    * `building` - Building
    * `testing` - Testing
    * `validated` - Validated
    * `staged` - Staged
    * `active` - Active
    * `running` - Running
    * `paused` - Paused
    * `failed` - Failed
    * `retired` - Retired """
    domain: str | Unset = UNSET
    pack_sha256: str | Unset = UNSET
    created_by: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        verbs = self.verbs

        spec_hash = self.spec_hash

        url = self.url

        created_at = self.created_at.isoformat()

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        domain = self.domain

        pack_sha256 = self.pack_sha256

        created_by = self.created_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "version": version,
                "verbs": verbs,
                "spec_hash": spec_hash,
                "url": url,
                "created_at": created_at,
            }
        )
        if state is not UNSET:
            field_dict["state"] = state
        if domain is not UNSET:
            field_dict["domain"] = domain
        if pack_sha256 is not UNSET:
            field_dict["pack_sha256"] = pack_sha256
        if created_by is not UNSET:
            field_dict["created_by"] = created_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        version = d.pop("version")

        verbs = cast(list[str], d.pop("verbs"))

        spec_hash = d.pop("spec_hash")

        url = d.pop("url")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        _state = d.pop("state", UNSET)
        state: VersionState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_version_state(_state)

        domain = d.pop("domain", UNSET)

        pack_sha256 = d.pop("pack_sha256", UNSET)

        created_by = d.pop("created_by", UNSET)

        version_summary = cls(
            version=version,
            verbs=verbs,
            spec_hash=spec_hash,
            url=url,
            created_at=created_at,
            state=state,
            domain=domain,
            pack_sha256=pack_sha256,
            created_by=created_by,
        )

        version_summary.additional_properties = d
        return version_summary

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
