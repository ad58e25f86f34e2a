"""Spans of days for the tests of this folder: either end may be absent."""

from datetime import date

from hypothesis import strategies as st

Span = tuple[date | None, date | None]


def spans(
    first: st.SearchStrategy[date | None], last: st.SearchStrategy[date]
) -> st.SearchStrategy[Span]:
    return st.tuples(first, st.none() | last).map(_ordered)


def _ordered(span: Span) -> Span:
    first, last = span
    return (last, first) if first is not None and last is not None and last < first else span
