"""Tags and keys of published answers, whatever is asked."""

from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from greenlang.edges.published import entity_tag, is_known, surrogate_key, surrogate_keys

REQUEST = RequestFactory()


def tag(path: str, state: str = "sha256:s", form: str = "1") -> str:
    return entity_tag(REQUEST.get(path), state, form)


def test_a_tag_changes_with_the_data_the_form_and_the_address_and_not_with_the_querys_order() -> None:
    base = tag("/api/v1/factors?q=gas&region=US")
    assert tag("/api/v1/factors?region=US&q=gas") == base
    others = {
        tag("/api/v1/factors?q=gas&region=US", state="sha256:t"),
        tag("/api/v1/factors?q=gas&region=US", form="2"),
        tag("/api/v1/factors?q=gas"),
        tag("/api/v1/factors?q=gas&region=US&region=GB"),
        tag("/api/v1/editions?q=gas&region=US"),
        tag("/api/v1/factors?q=gas%26region=US"),
    }
    assert len(others | {base}) == 7


def test_who_has_one_of_several_tags_has_it() -> None:
    etag = tag("/x")
    assert is_known(etag, etag)
    assert is_known(etag, f'"a", W/{etag}')
    assert is_known(etag, "*")
    assert not is_known(etag, "")
    assert not is_known(etag, '"a"')
    assert not is_known(etag, etag.strip('"'))


@given(st.text())
def test_no_text_makes_more_than_one_plain_key(text: str) -> None:
    key = surrogate_key(text)
    assert key
    assert key.isascii()
    assert " " not in key
    assert surrogate_keys([text, text]).split() == list(dict.fromkeys(["catalogue", key]))


@given(st.text(max_size=50), st.text(max_size=50))
def test_any_query_has_a_tag(name: str, value: str) -> None:
    request = REQUEST.get("/api/v1/factors", {name: value})
    assert entity_tag(request, "s", "1") == entity_tag(request, "s", "1")
    surrogates = REQUEST.get("/api/v1/factors?q=%ED%A0%80")
    assert entity_tag(surrogates, "s", "1").startswith('"')
