"""No task may run for as long as the broker waits: it would be handed out a second time while it runs."""

import pytest

from greenlang.errors import Refused
from greenlang.settings import work as settings
from greenlang.settings.environment import whole


def test_the_limits_of_this_installation_are_below_the_brokers() -> None:
    assert settings.time_limit_refusals() == []
    assert settings.BATCH_TASK_SECONDS > settings.BATCH_PARTITION_SECONDS


@pytest.mark.parametrize("name", ["CELERY_TASK_TIME_LIMIT", "BATCH_TASK_SECONDS"])
def test_a_limit_that_reaches_it_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(settings, name, settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"])
    assert "the broker waits 3600" in settings.time_limit_refusals()[0]


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "many", "²"])
def test_a_setting_that_is_no_whole_number_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("GREENLANG_BATCH_WORKERS", text)
    with pytest.raises(Refused) as refusal:
        whole("GREENLANG_BATCH_WORKERS", 10)
    assert refusal.value.where == "GREENLANG_BATCH_WORKERS"


@pytest.mark.parametrize("text", ["[1]", "{", "security.protocol=SSL", "7"])
def test_settings_of_kafka_that_are_no_object_are_refused_by_name(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("GREENLANG_KAFKA_OPTIONS", text)
    assert settings.kafka() == {}
    monkeypatch.setenv("GREENLANG_KAFKA", "kafka:9092")
    with pytest.raises(Refused) as refusal:
        settings.kafka()
    assert refusal.value.where == "GREENLANG_KAFKA_OPTIONS"
