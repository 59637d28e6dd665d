from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PartnerDocument")


@_attrs_define
class PartnerDocument:
    """A partner."""

    id: UUID
    name: str
    key_id: None | UUID
    has_secret: bool
    """ Whether a secret is kept for its tokens. """
    created_at: datetime.datetime
    base_url: str | Unset = UNSET
    token_url: str | Unset = UNSET
    client_id: str | Unset = UNSET
    answers_itself: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        key_id: None | str
        if isinstance(self.key_id, UUID):
            key_id = str(self.key_id)
        else:
            key_id = self.key_id

        has_secret = self.has_secret

        created_at = self.created_at.isoformat()

        base_url = self.base_url

        token_url = self.token_url

        client_id = self.client_id

        answers_itself = self.answers_itself

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "key_id": key_id,
                "has_secret": has_secret,
                "created_at": created_at,
            }
        )
        if base_url is not UNSET:
            field_dict["base_url"] = base_url
        if token_url is not UNSET:
            field_dict["token_url"] = token_url
        if client_id is not UNSET:
            field_dict["client_id"] = client_id
        if answers_itself is not UNSET:
            field_dict["answers_itself"] = answers_itself

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        def _parse_key_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                key_id_type_0 = UUID(data)

                return key_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        key_id = _parse_key_id(d.pop("key_id"))

        has_secret = d.pop("has_secret")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        base_url = d.pop("base_url", UNSET)

        token_url = d.pop("token_url", UNSET)

        client_id = d.pop("client_id", UNSET)

        answers_itself = d.pop("answers_itself", UNSET)

        partner_document = cls(
            id=id,
            name=name,
            key_id=key_id,
            has_secret=has_secret,
            created_at=created_at,
            base_url=base_url,
            token_url=token_url,
            client_id=client_id,
            answers_itself=answers_itself,
        )

        partner_document.additional_properties = d
        return partner_document

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
