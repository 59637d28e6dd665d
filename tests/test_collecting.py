"""While something large is built, cycles are searched for rarely, and as before once the last of it is done."""

import gc

import pytest

from greenlang.collecting import RARE, rarely_collected


def test_the_usual_comes_back_with_the_end_of_the_last() -> None:
    usual = gc.get_threshold()
    one, other = rarely_collected(), rarely_collected()
    one.__enter__()
    other.__enter__()
    assert gc.get_threshold() == RARE
    one.__exit__(None, None, None)
    assert gc.get_threshold() == RARE
    other.__exit__(None, None, None)
    assert gc.get_threshold() == usual


def test_the_usual_comes_back_after_an_error() -> None:
    usual = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), rarely_collected():
        raise ValueError("broken")
    assert gc.get_threshold() == usual
