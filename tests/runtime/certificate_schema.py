"""cert-manager's Certificate as far as the product writes one: our own schema, since clusters carry none of it."""

from typing import Any

_LABEL = {"type": "string", "pattern": r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "maxLength": 63}
_HOST = {
    "type": "string",
    "pattern": r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
    "maxLength": 253,
}
_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
_DURATION = {"type": "string", "pattern": "^[1-9][0-9]*h$"}


def _closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


CERTIFICATE = _closed(
    ["apiVersion", "kind", "metadata", "spec"],
    apiVersion={"const": "cert-manager.io/v1"},
    kind={"const": "Certificate"},
    metadata=_closed(["name", "namespace"], name=_LABEL, namespace=_LABEL, labels=_TEXTS, annotations=_TEXTS),
    spec=_closed(
        ["secretName", "dnsNames", "issuerRef", "duration", "renewBefore", "privateKey", "usages"],
        secretName=_LABEL,
        commonName={"type": "string", "maxLength": 64},
        dnsNames={"type": "array", "items": _HOST, "minItems": 1},
        duration=_DURATION,
        renewBefore=_DURATION,
        privateKey=_closed(
            ["algorithm", "size", "rotationPolicy"],
            algorithm={"const": "ECDSA"},
            size={"enum": [256, 384]},
            rotationPolicy={"enum": ["Always", "Never"]},
        ),
        usages={"type": "array", "items": {"enum": ["digital signature", "server auth", "client auth"]}},
        issuerRef=_closed(
            ["name", "kind", "group"],
            name={"type": "string", "minLength": 1},
            kind={"enum": ["Issuer", "ClusterIssuer"]},
            group={"const": "cert-manager.io"},
        ),
    ),
)
