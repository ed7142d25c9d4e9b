"""Half-hours: exact, plain decimals only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.runtime import hours


@given(st.integers(-1_999_999, 1_999_999))
def test_parse_undoes_format(value: int) -> None:
    """What is printed is read back as the same half-hours."""
    assert hours.parse_hours(hours.format_hours(value)) == value


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Text is a multiple of a half, or one of the two named errors; nothing else happens."""
    try:
        value = hours.parse_hours(text)
    except (hours.NotANumberError, hours.NotHalfHoursError):
        return
    assert isinstance(value, int)
    assert text.isascii()
    assert hours.parse_hours(hours.format_hours(value)) == value


@pytest.mark.parametrize(
    ("text", "value"), [("2.5", 5), ("80", 160), ("0.5", 1), ("-2", -4), ("4.50", 9), ("+1", 2), ("0", 0)]
)
def test_decimal_texts(text: str, value: int) -> None:
    """Decimals with a zero tail are the same figure."""
    assert hours.parse_hours(text) == value


@pytest.mark.parametrize(
    "text", ["", ".nan", ".inf", "1e1", "四", "４", "٤", "4学时", "1,5", "0x10", "1_0", "4.", ".5", "4 ", "9999999"]
)
def test_what_is_no_decimal(text: str) -> None:
    """Exponents, other digits, units and blanks are no numbers."""
    with pytest.raises(hours.NotANumberError):
        hours.parse_hours(text)


@pytest.mark.parametrize("text", ["1.3", "0.25", "2.55", "2.05"])
def test_what_is_no_half(text: str) -> None:
    """Numbers between the halves are refused."""
    with pytest.raises(hours.NotHalfHoursError):
        hours.parse_hours(text)


def test_numbers_and_percentages() -> None:
    """JSON numbers are exact, and shares are rounded half up with one decimal."""
    assert [hours.hours_number(n) for n in (5, 8, 0)] == [2.5, 4, 0]
    assert hours.percent_text(1, 2) == "50.0%"
    assert hours.percent_text(2, 3) == "66.7%"
    assert hours.percent_text(1, 2000) == "0.1%"
    assert hours.percent_text(1, 0) == "—"
