"""What is written is read again, or is refused; both lanes tell the same; a cut is a fault."""

import gzip
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from pmi_core.errors import OutputNotWritten
from pmi_core.programme import (
    BodyId,
    Event,
    FaultyHistory,
    History,
    find_lifecycle,
    read_histories,
    replay_events,
    write_event_file,
    write_events,
)

KAWAN = find_lifecycle("kawan-pmi")
DAY = date(2023, 7, 22)
FIRST = Event(name="pengusulan", effective=DAY, recorded=DAY, actor="BP2MI")
SECOND = attrs.evolve(FIRST, name="pembentukan")
LIFE = History(events=(FIRST, SECOND))
NIK = "3171011708450001"

UNREADABLE = {
    "control character": ({"note": "a\x0b"}, "note", "text"),
    "zero": ({"note": "\0"}, "note", "text"),
    "escape": ({"evidence": "\x1b[31m"}, "evidence", "text"),
    "C1 control": ({"actor": "\x85"}, "actor", "text"),
    "noncharacter": ({"note": "\ufffe"}, "note", "text"),
    "lone surrogate": ({"note": "\ud800"}, "note", "text"),
    "long note": ({"note": "x" * 32_768}, "note", "text"),
    "no actor": ({"actor": None}, "actor", "type"),
    "a number for an actor": ({"actor": 5}, "actor", "type"),
    "bytes for a note": ({"note": b"x"}, "note", "type"),
    "a large number": ({"name": "koreksi", "corrects": 10**30}, "corrects", "range"),
}


def faults(data: bytes, file: Any = None) -> list[tuple[str, str]]:
    with pytest.raises(FaultyHistory) as caught:
        list(replay_events(file or io.BytesIO(data), KAWAN))
    return [(fault.code, fault.pointer) for fault in caught.value.faults]


def lines(*lives: tuple[str, History]) -> bytes:
    return b"".join(write_events((BodyId(body), life) for body, life in lives))


@pytest.mark.parametrize(("spoilt", "field", "code"), UNREADABLE.values(), ids=list(UNREADABLE))
def test_an_event_that_could_not_be_read_again_is_not_written(
    spoilt: dict[str, Any], field: str, code: str
) -> None:
    life = History(events=(FIRST, attrs.evolve(SECOND, **spoilt)))
    writing = write_events([(BodyId("a"), LIFE), (BodyId("b"), life)])
    assert next(writing) == lines(("a", LIFE))
    with pytest.raises(FaultyHistory) as caught:
        next(writing)
    assert [(f.pointer, f.code) for f in caught.value.faults] == [(f"b event 2/{field}", code)]


def test_a_body_whose_id_could_not_be_read_again_is_not_written() -> None:
    with pytest.raises(FaultyHistory) as caught:
        lines(("a\x1b", LIFE))
    assert str(caught.value).splitlines() == [
        "a\\x1b event 1/body: the character U+001B is not allowed in text [text]",
        "a\\x1b event 2/body: the character U+001B is not allowed in text [text]",
    ]


def test_an_event_with_an_hour_is_no_event() -> None:
    with pytest.raises(TypeError, match="effective is a date, not datetime"):
        attrs.evolve(FIRST, effective=datetime(2023, 7, 22, tzinfo=UTC))


def test_texts_that_may_stand_in_a_file_are_written_whatever_they_are() -> None:
    note = "é\u00a0😀\u202e\n\t\r\U0001fffe" + "x" * 32_000
    life = History(events=(attrs.evolve(FIRST, note=note),))
    assert list(read_histories(io.BytesIO(lines(("a", life))))) == [("a", life)]


def test_an_event_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "peristiwa.ndjson"
    write_event_file(path, [(BodyId("a"), LIFE), (BodyId("b"), LIFE)])
    assert path.read_bytes() == lines(("a", LIFE), ("b", LIFE))
    bad = History(events=(attrs.evolve(FIRST, note="\0"),))
    for life, refusal in ((bad, FaultyHistory), (LIFE, ValueError)):
        with pytest.raises(refusal):
            write_event_file(
                path, [(BodyId("b"), LIFE), (BodyId("c" if life is bad else "a"), life)]
            )
        assert path.read_bytes() == lines(("a", LIFE), ("b", LIFE))
    with pytest.raises(OutputNotWritten):
        write_event_file(path / "x", [])


def slow(data: bytes) -> bytes:
    """The same lines, with a rare letter, so that they go the strict way."""
    return data.replace(b"BP2MI", "BP2MI\u00a0".encode())


BEFORE = b'"recorded":"2023-07-21"'
AFTER = b'"recorded":"2023-07-22"'
UNMEANT = {
    "then a gap": (
        b"A1 A2! A4",
        [("value", "line 2, a event 2"), ("missing-event", "line 3, a event 4/number")],
    ),
    "then another body": (
        b"A1! B1?",
        [("value", "line 1, a event 1"), ("impossible-event", "line 2, b event 1/name")],
    ),
    "after one that is unknown": (
        b"A1? A2!",
        [("impossible-event", "line 1, a event 1/name"), ("value", "line 2, a event 2")],
    ),
    "alone": (b"A1!", [("value", "line 1, a event 1")]),
}


def spelt(short: bytes) -> bytes:
    """Lines by body and number: `!` is recorded before it held, `?` has an unknown name."""
    found = b""
    for word in short.lower().split():
        line = (
            b'{"body":"%c","number":%c,"name":"pengusulan","effective":"2023-07-22",%s,'
            b'"actor":"BP2MI","under":"1"}\n' % (word[0], word[1], AFTER)
        )
        if word.endswith(b"!"):
            line = line.replace(AFTER, BEFORE)
        found += line.replace(b"pengusulan", b"zzz") if word.endswith(b"?") else line
    return found


@pytest.mark.parametrize(("short", "told"), UNMEANT.values(), ids=list(UNMEANT))
def test_both_lanes_tell_the_same_of_an_event_that_is_none(
    short: bytes, told: list[tuple[str, str]]
) -> None:
    assert faults(spelt(short)) == told
    assert faults(slow(spelt(short))) == told


def test_how_many_more_faults_there_are_is_told_last() -> None:
    assert faults(b"[]\n" * 250)[-1] == ("more-faults", "lines below")
    assert faults(b"[]\n" * 101)[:2] == [("type", "line 1"), ("type", "line 2")]


def test_an_archive_that_was_cut_is_a_fault_and_its_last_body_does_not_come_out() -> None:
    many = lines(*((f"{number:06}", LIFE) for number in range(5_000)))
    archive = gzip.compress(many)[:-9]
    good: list[str] = []
    with pytest.raises(FaultyHistory) as caught, gzip.open(io.BytesIO(archive)) as stream:
        good += (end.body for end in replay_events(stream, KAWAN))
    (fault,) = caught.value.faults
    assert fault.code == "torn-file"
    assert good == [f"{number:06}" for number in range(len(good))]
    assert 0 < len(good) < 5_000


def test_an_archive_cut_at_once_is_a_fault() -> None:
    with gzip.open(io.BytesIO(gzip.compress(lines(("a", LIFE)))[:-9])) as stream:
        assert faults(b"", stream) == [("torn-file", "line 1")]


class NotReady(io.RawIOBase):
    """A file that has nothing yet, and does not wait."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> None:
        return None


def test_a_file_that_has_nothing_yet_is_not_taken_for_an_empty_one() -> None:
    with pytest.raises(BlockingIOError, match="open it blocking"):
        list(read_histories(NotReady()))  # type: ignore[arg-type]


def test_an_id_is_told_without_what_tells_who_somebody_is() -> None:
    twice = lines((f"b-{NIK}", LIFE)) + lines(("a", LIFE))
    with pytest.raises(FaultyHistory) as caught:
        list(replay_events(io.BytesIO(twice + b'{"body":"%s","number":3}\n' % NIK.encode()), KAWAN))
    assert NIK not in str(caught.value)
    assert "it stands after 'b-***'" in str(caught.value)
