"""What was registered before the key was exchanged is loaded after it."""

import shutil
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from apps.registry.services.packs import installation_signer, pack_load, pack_of
from apps.runtime.services.execution import execute
from greenlang.isolation import tenant_scope
from greenlang.signing import UntrustedSignature, key_rotate
from tests.house import GAS, House


def test_a_pack_signed_before_a_rotation_is_loaded_and_executed_after_it(house: House, tmp_path: Path) -> None:
    key, rotations = tmp_path / "key.pem", tmp_path / "key-rotations.jsonl"
    shutil.copy(settings.SIGNING_KEY_FILE, key)
    with override_settings(SIGNING_KEY_FILE=key, KEY_ROTATIONS=rotations, CHECKPOINTS=tmp_path / "checkpoints"):
        before = installation_signer().signer.key_id
        for days in (0, 1):
            key_rotate(path=key, rotations=rotations, now=datetime.now(UTC) + timedelta(days=days))
        assert installation_signer().signer.key_id != before
        with tenant_scope(house.alpha.id):
            assert pack_load(house.version, pack_of(house.version))
            assert execute(version=house.version, document=GAS, actor="test").result == Decimal("2655.725")
        rotations.unlink()
        with tenant_scope(house.alpha.id), pytest.raises(UntrustedSignature, match="another installation"):
            pack_of(house.version)
