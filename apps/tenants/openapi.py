"""How the API's description names our two ways to authenticate."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from apps.tenants.client_tokens import TOKEN_PATH
from apps.tenants.models.roles import Action


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """``Authorization: Bearer glk_…``."""

    target_class = "apps.tenants.authentication.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """An HTTP bearer scheme."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "glk_<tenant>_<key>_<secret>"}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """``Authorization: Bearer <JSON web token>``, of a person or of a machine."""

    target_class = "apps.tenants.authentication.TenantJWTAuthentication"
    name = ["token", "oauth"]

    def get_security_requirement(self, auto_schema: object) -> list[dict[str, list[Any]]]:
        """Either of them."""
        return [{name: []} for name in self.name]

    def get_security_definition(self, auto_schema: object) -> list[dict[str, Any]]:
        """An HTTP bearer scheme, and OAuth 2.0's client credentials."""
        scopes = {action.value: f"{action.label} what the key's role may" for action in Action}
        flow = {"tokenUrl": TOKEN_PATH, "scopes": scopes}
        return [
            {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            {"type": "oauth2", "flows": {"clientCredentials": flow}},
        ]
