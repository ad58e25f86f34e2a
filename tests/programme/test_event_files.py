"""Event files: what is read of them is what a replay says, and every fault has its event."""

import io
import json
import re
import tracemalloc
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmi_core.errors import Fault
from pmi_core.programme import (
    BodyId,
    Event,
    FaultyHistory,
    History,
    Lifecycle,
    LifeEnd,
    find_lifecycle,
    read_histories,
    replay,
    replay_events,
    state_on,
    write_events,
)
from pmi_core.programme.course import walk
from pmi_core.testing import histories
from tests.programme.contoh import CONTOH

KAWAN = find_lifecycle("kawan-pmi")
DAY = date(2023, 7, 22)
BODY = BodyId("kawan-32-60")
STEPS = ("pengusulan", "pembentukan", "pengukuhan", "mulai_bertugas")
LIFECYCLES = [KAWAN, find_lifecycle("anggota"), CONTOH]


def event(name: str, days: int = 0, recorded: int | None = None, **more: Any) -> Event:
    written = days if recorded is None else recorded
    return Event(
        name=name,
        effective=DAY + timedelta(days=days),
        recorded=DAY + timedelta(days=written),
        actor="BP2MI",
        **more,
    )


LIFE = History(events=tuple(event(name, days) for days, name in enumerate(STEPS)))


def written(*lives: tuple[str, History]) -> bytes:
    return b"".join(write_events((BodyId(body), history) for body, history in lives))


def reordered(data: bytes) -> bytes:
    """The same events, spelt as nobody here spells them: every line goes the strict way."""
    lines = (dict(reversed(json.loads(line).items())) for line in io.BytesIO(data))
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


class Pieces(io.BytesIO):
    """A file that gives at most so many bytes at once."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self.size = size

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self.size)


def ends(
    data: bytes, lifecycle: Lifecycle[Any] = KAWAN, as_of: date | None = None
) -> list[LifeEnd]:
    return list(replay_events(io.BytesIO(data), lifecycle, as_of=as_of, file="a.ndjson"))


def faults(
    data: bytes, lifecycle: Lifecycle[Any] = KAWAN, as_of: date | None = None
) -> tuple[Fault, ...]:
    with pytest.raises(FaultyHistory) as caught:
        ends(data, lifecycle, as_of)
    assert {fault.file for fault in caught.value.faults} == {"a.ndjson"}
    with pytest.raises(FaultyHistory) as line_by_line:
        list(replay_events(Pieces(data, 1), lifecycle, as_of=as_of, file="a.ndjson"))
    assert line_by_line.value.faults == caught.value.faults
    return caught.value.faults


def told(data: bytes, as_of: date | None = None) -> list[tuple[str, str]]:
    """Code and place of each fault, without the line where the event is named."""
    return [(fault.code, unlined(fault.pointer)) for fault in faults(data, as_of=as_of)]


def unlined(pointer: str) -> str:
    return re.sub(r"^line \d+, (?=.* event )", "", pointer)


def replayed_end(lifecycle: Lifecycle[Any], body: str, history: History) -> LifeEnd:
    """Where a replay of one history leads, step by step."""
    replay(lifecycle, history)
    timeline = history.timeline()
    walked = walk(lifecycle, timeline)
    return LifeEnd(
        body=BodyId(body),
        events=len(history.events),
        version=walked.definition.version,
        state=walked.state,
        effective=timeline[-1].effective if timeline else None,
        recorded=history.events[-1].recorded,
    )


def test_each_body_comes_out_with_its_end() -> None:
    data = written(("a", LIFE), ("b", History()), ("c", History(events=LIFE.events[:1])))
    assert [(end.body, end.events, end.state) for end in ends(data)] == [
        ("a", 4, "aktif"),
        ("c", 1, "diusulkan"),
    ]


def test_a_file_of_nothing_has_no_body() -> None:
    assert ends(b"") == []


def test_a_history_of_which_nothing_stands_holds_from_no_day() -> None:
    struck = event("koreksi", 1, corrects=1)
    (end,) = ends(written((BODY, History(events=(event("pengusulan"), struck)))))
    assert (end.state, end.effective, end.recorded) == (
        "belum_tercatat",
        None,
        DAY + timedelta(days=1),
    )


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
@given(data=st.data())
def test_an_event_file_says_what_a_replay_says(
    lifecycle: Lifecycle[Any], data: st.DataObject
) -> None:
    lives = [
        (f"unit-{number}", history)
        for number, history in enumerate(data.draw(st.lists(histories(lifecycle), max_size=4)))
    ]
    known = [(body, history) for body, history in lives if history.events]
    file = written(*lives)
    expected = [replayed_end(lifecycle, body, history) for body, history in known]
    assert ends(file, lifecycle) == expected
    assert ends(reordered(file), lifecycle) == expected
    for end, (_, history) in zip(expected, known, strict=True):
        newest = lifecycle.on(date.max)
        (version,) = (v for v in lifecycle.versions if v.version == end.version)
        called = lifecycle.carried(end.state, version, newest)
        assert called == state_on(lifecycle, history, date.max).value


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda lifecycle: lifecycle.name)
@given(data=st.data())
def test_an_event_file_refuses_what_a_replay_refuses(
    lifecycle: Lifecycle[Any], data: st.DataObject
) -> None:
    one, other = data.draw(histories(lifecycle)), data.draw(histories(lifecycle, longest=3))
    history = History(events=one.events + other.events)
    as_of = data.draw(st.none() | st.sampled_from([date(2021, 12, 30), date(2024, 1, 5)]))
    expected = set[tuple[str, str, str]]()
    try:
        replay(lifecycle, history, as_of=as_of, pointer="")
    except FaultyHistory as problem:
        for fault in problem.faults:
            _, number, field = fault.pointer.split("/")
            at = int(number) + 1
            pointer = f"line {at}, {BODY} event {at}/{field}"
            expected.add((fault.code, pointer, fault.message))
    for file in (written((BODY, history)), reordered(written((BODY, history)))):
        found = set[tuple[str, str, str]]()
        try:
            ends(file, lifecycle, as_of)
        except FaultyHistory as problem:
            found = {(one.code, one.pointer, one.message) for one in problem.faults}
        assert found == expected


@given(lives=st.lists(histories(KAWAN).filter(lambda history: history.events), max_size=4))
def test_what_is_written_is_read_again(lives: list[History]) -> None:
    named = [(BodyId(f"unit-{number}"), history) for number, history in enumerate(lives)]
    file = written(*named)
    assert list(read_histories(io.BytesIO(file))) == named
    assert list(read_histories(io.BytesIO(reordered(file)))) == named


@pytest.mark.parametrize("second", ["a", "A", ""], ids=["same", "before", "empty"])
def test_bodies_are_written_in_the_order_of_their_ids(second: str) -> None:
    with pytest.raises(ValueError, match="write them in order of ids"):
        written(("a", LIFE), (second, LIFE))


ONE, TWO, THREE, FOUR = written((BODY, LIFE)).splitlines(keepends=True)
AT = f"{BODY} event"
# What stands in place of the second event of a unit, and the faults it makes.
SPOILT: dict[str, tuple[bytes, list[tuple[str, str]]]] = {
    "wrong type": (TWO.replace(b'"BP2MI"', b"5"), [("type", f"{AT} 2/actor")]),
    "unknown key": (TWO.replace(b'"actor"', b'"aktor":"x","actor"'), [("unknown-key", f"{AT} 2")]),
    "missing key": (TWO.replace(b',"actor":"BP2MI"', b""), [("missing", f"{AT} 2/actor")]),
    "two faults": (
        TWO.replace(b'"BP2MI"', b"5").replace(b"2023-07-23", b"2023-02-29", 1),
        [("type", f"{AT} 2/actor"), ("date", f"{AT} 2/effective")],
    ),
    "doubled key": (TWO.replace(b'"number"', b'"number":2,"number"'), [("syntax", "line 2")]),
    "impossible date": (
        TWO.replace(b"2023-07-23", b"2023-02-29", 1),
        [("date", f"{AT} 2/effective")],
    ),
    "not UTF-8": (TWO.replace(b"BP2MI", b"\xff"), [("syntax", "line 2")]),
    "control character": (TWO.replace(b"BP2MI", b"\\b"), [("text", "line 2/actor")]),
    "empty line": (b"\n", [("empty-line", "line 2")]),
    "a line of blanks": (b" \t\n", [("empty-line", "line 2")]),
    "number no number": (TWO.replace(b":2,", b':"2",'), [("type", "line 2/number")]),
    "body no text": (TWO.replace(b'"kawan-32-60"', b"1"), [("type", "line 2/body")]),
    "no object": (b"[]\n", [("type", "line 2")]),
    "recorded before it holds": (
        TWO.replace(b'"recorded":"2023-07-23"', b'"recorded":"2023-07-22"'),
        [("value", f"{AT} 2")],
    ),
    "correction of no number": (
        TWO.replace(b"pembentukan", b"koreksi"),
        [("value", f"{AT} 2")],
    ),
    "a number in what corrects nothing": (
        TWO.replace(b"}", b',"corrects":1}'),
        [("value", f"{AT} 2")],
    ),
    "missing event": (b"", [("missing-event", f"{AT} 3/number")]),
    "number doubled": (
        TWO.replace(b":2,", b":1,"),
        [("missing-event", f"{AT} 1/number"), ("missing-event", f"{AT} 3/number")],
    ),
    "recorded before the event above": (
        TWO.replace(b"2023-07-23", b"2023-07-21"),
        [("impossible-event", f"{AT} 2/name"), ("record-order", f"{AT} 2/recorded")],
    ),
    "unknown event": (
        TWO.replace(b"pembentukan", b"pembetukan"),
        [("impossible-event", f"{AT} 2/name")],
    ),
    "unknown version": (
        TWO.replace(b"}", b',"under":"9"}'),
        [("wrong-version", f"{AT} 2/under")],
    ),
    "correction of nothing": (
        TWO.replace(b"pembentukan", b"koreksi").replace(b"}", b',"corrects":7}'),
        [("impossible-correction", f"{AT} 2/corrects")],
    ),
}


@pytest.mark.parametrize(("line", "expected"), SPOILT.values(), ids=list(SPOILT))
def test_a_spoilt_event_is_named_with_its_body_number_and_field(
    line: bytes, expected: list[tuple[str, str]]
) -> None:
    assert told(ONE + line + THREE) == expected


@pytest.mark.parametrize("order", ["2134", "1324", "3124", "4321", "1243"])
def test_lines_of_a_body_that_change_places_are_one_fault(order: str) -> None:
    lines = (ONE, TWO, THREE, FOUR)
    file = written(("a", LIFE)) + b"".join(lines[int(number) - 1] for number in order)
    (at,) = [n for n in range(3) if order[n] > order[n + 1]][:1]
    (fault,) = faults(file)
    assert (fault.code, fault.pointer) == (
        "event-order",
        f"line {at + 5}, {AT} {order[at]}/number",
    )
    assert fault.message == f"event {order[at]} stands before event {order[at + 1]}"


def test_lines_that_change_places_hide_no_missing_event() -> None:
    assert told(ONE + FOUR + TWO) == [
        ("event-order", f"{AT} 4/number"),
        ("missing-event", f"{AT} 4/number"),
    ]


def test_a_fault_of_an_event_tells_its_line() -> None:
    spoilt = TWO.replace(b"pembentukan", b"pembetukan")
    file = many(2_000) + b"[]\n" + written(("h", LIFE)) + ONE + spoilt + THREE
    assert [fault.pointer for fault in faults(file)] == [
        "line 8001",
        f"line 8007, {AT} 2/name",
    ]


@pytest.mark.parametrize("read", [replay_events, read_histories], ids=["replay", "read"])
def test_what_is_no_file_of_bytes_is_refused_with_words(read: Any) -> None:
    more = (KAWAN,) if read is replay_events else ()
    with pytest.raises(TypeError, match=r"not str: open\(path, 'rb'\)"):
        list(read("life.ndjson", *more))
    with pytest.raises(TypeError, match="open it with 'rb'"):
        list(read(io.StringIO(ONE.decode()), *more))


def test_a_body_without_events_is_not_in_the_file() -> None:
    histories_ = [(BodyId("a"), History()), (BodyId("b"), LIFE)]
    assert len(list(write_events(histories_))) == 1
    assert list(write_events(histories_[:1])) == []


DAYS_BACK = {
    "holds before what it follows": (event("pembentukan", -1, 2), ("impossible-event", "2/name")),
    "recorded before what it follows": (event("pembentukan", 1, 1), ("record-order", "2/recorded")),
}


@pytest.mark.parametrize(("second", "fault"), DAYS_BACK.values(), ids=list(DAYS_BACK))
def test_a_day_that_goes_back_is_seen(second: Event, fault: tuple[str, str]) -> None:
    history = History(events=(event("pengusulan", 0, 2), second))
    code, place = fault
    assert told(written((BODY, history))) == [(code, f"{AT} {place}")]


@pytest.mark.parametrize("line", [line for line, _ in SPOILT.values()], ids=list(SPOILT))
def test_a_body_with_a_fault_does_not_come_out(line: bytes) -> None:
    file = written(("a", LIFE)) + ONE + line + THREE + written(("y", LIFE), ("z", LIFE))
    good = list[str]()
    with pytest.raises(FaultyHistory):
        good += (end.body for end in replay_events(io.BytesIO(file), KAWAN))
    assert BODY not in good


def test_after_an_event_that_is_none_a_body_is_not_judged() -> None:
    none = TWO.replace(b'"recorded":"2023-07-23"', b'"recorded":"2023-07-22"')
    assert told(ONE + none + THREE.replace(b"pengukuhan", b"bukan")) == [("value", f"{AT} 2")]


def test_every_body_with_a_fault_is_told() -> None:
    beginless = History(events=LIFE.events[3:])
    parts = [
        ONE + THREE,
        written(("l", beginless), ("m", LIFE)),
        b'{"body":"m","number":5}\n',
        written(("n", beginless), ("o", beginless)),
    ]
    assert told(b"".join(parts)) == [
        ("missing-event", f"{AT} 3/number"),
        ("impossible-event", "l event 1/name"),
        *[("missing", f"m event 5/{name}") for name in ("actor", "effective", "name", "recorded")],
        ("impossible-event", "o event 1/name"),
    ]


@pytest.mark.parametrize("cut", [0, 1, 2, 3], ids=str)
def test_a_body_beside_an_unreadable_line_is_not_judged(cut: int) -> None:
    lines = [ONE, TWO, THREE, FOUR]
    lines[cut] = b"[]\n"
    assert told(b"".join(lines)) == [("type", f"line {cut + 1}")]
    around = [b"[]\n", b"[]\n", *lines, written(("y", History(events=LIFE.events[3:])))]
    codes = [code for code, _ in told(b"".join(around))]
    # What stands right after an unreadable line may lack its beginning.
    assert codes == ["type"] * 3 + ["impossible-event"] * (cut < 3)


@pytest.mark.parametrize(
    ("bodies", "place"),
    [("aa", "a event 1/body"), ("ba", "a event 1/body"), ("aba", "a event 1/body")],
    ids=["twice", "out of order", "again"],
)
def test_each_body_stands_once_in_the_order_of_ids(bodies: str, place: str) -> None:
    first = written(("x", History(events=LIFE.events[:1]))).replace(b'"x"', b'"%s"')
    file = b"".join(first % body.encode() for body in bodies)
    code = "missing-event" if bodies == "aa" else "body-order"
    assert told(file) == [(code, place if code == "body-order" else "a event 1/number")]


@pytest.mark.parametrize("bodies", ["zab", "bac", "bab"])
def test_one_body_out_of_order_is_one_fault(bodies: str) -> None:
    first = written(("x", History(events=LIFE.events[:1]))).replace(b'"x"', b'"%s"')
    file = b"".join(first % body.encode() for body in bodies)
    assert told(file) == [("body-order", "a event 1/body")]


def test_a_body_has_an_id() -> None:
    assert told(ONE.replace(BODY.encode(), b"")) == [("body-order", " event 1/body")]


def test_an_unreadable_line_does_not_hide_a_body_out_of_order() -> None:
    b, a = written(("b", LIFE)), written(("a", LIFE))
    assert told(b + b"[]\n" + a) == [("type", "line 5"), ("body-order", "a event 1/body")]
    assert told(b + b"[]\n" + b) == [("type", "line 5")]


@pytest.mark.parametrize("size", [1, 20, len(FOUR) - 1], ids=str)
def test_a_torn_last_line_is_refused(size: int) -> None:
    assert told(ONE + TWO + THREE + FOUR[:size]) == [
        ("torn-line", f"{AT} 4" if size == len(FOUR) - 1 else "line 4")
    ]


class Endless(io.RawIOBase):
    """A file without any line end; it counts what is read of it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        buffer[:] = b"x" * len(buffer)
        self.taken += len(buffer)
        return len(buffer)


def test_a_line_without_end_is_not_read_to_its_end() -> None:
    endless = Endless()
    with pytest.raises(FaultyHistory, match="longer than any event"):
        list(replay_events(io.BufferedReader(endless), KAWAN))
    assert endless.taken < 32 * 1024 * 1024


@pytest.mark.parametrize("days", [-1, 0, 1], ids=str)
def test_nothing_is_recorded_after_the_day_the_record_was_closed(days: int) -> None:
    closed = LIFE.events[-1].recorded + timedelta(days=days)
    for file in (written((BODY, LIFE)), reordered(written((BODY, LIFE)))):
        if days < 0:
            assert told(file, as_of=closed) == [("recorded-later", f"{AT} 4/recorded")]
        else:
            assert len(ends(file, as_of=closed)) == 1


def test_nothing_happens_after_the_end() -> None:
    ended = (event("pengusulan"), event("pembentukan"), event("pembubaran"), event("pengukuhan"))
    assert told(written((BODY, History(events=ended)))) == [("after-end", f"{AT} 4/name")]


@pytest.mark.parametrize("count", [99, 100, 101, 1250], ids=str)
def test_a_hundred_faults_are_told_and_how_many_more_there_are(count: int) -> None:
    found = faults(b"[]\n" * count)
    assert len(found) == min(count, 100) + (count > 100)
    rest = [fault.message for fault in found if fault.code == "more-faults"]
    assert rest == ([f"and {count - 100:,} more faults"] if count > 100 else [])


def test_histories_are_read_with_the_faults_of_number_order_and_meaning() -> None:
    bad = TWO.replace(b'"recorded":"2023-07-23"', b'"recorded":"2023-07-22"')
    file = ONE + bad + written(("z", LIFE), ("zz", History(events=LIFE.events[:1]))) + FOUR
    with pytest.raises(FaultyHistory) as caught:
        list(read_histories(io.BytesIO(file), file="a.ndjson"))
    assert [(fault.file, fault.code, fault.pointer) for fault in caught.value.faults] == [
        ("a.ndjson", "value", f"line 2, {AT} 2"),
        ("a.ndjson", "body-order", f"line 8, {AT} 4/body"),
    ]


def test_an_id_of_any_length_is_told_shortly() -> None:
    long = written(("x" * 5_000, History(events=LIFE.events[3:])))
    again = written(("x", LIFE))
    found = faults(long + again)
    assert len(found) == 2
    assert all(len(str(fault)) < 500 for fault in found)


def many(bodies: int) -> bytes:
    line = written(("x", LIFE))
    return b"".join(line.replace(b'"x"', b'"%06d"' % number) for number in range(bodies))


@pytest.mark.parametrize("size", [1, 7, 150, 4_000], ids=str)
def test_where_a_file_is_cut_when_read_makes_no_difference(size: int) -> None:
    found = list(replay_events(Pieces(many(30) + ONE + TWO, size), KAWAN))
    assert [(end.body, end.events) for end in found] == [
        *[(f"{number:06}", 4) for number in range(30)],
        (BODY, 2),
    ]


def test_a_fault_far_down_is_told_by_its_line() -> None:
    file = many(2_000) + b"[]\n" + written(("z", LIFE))
    assert told(file) == [("type", "line 8001")]


def test_lines_are_counted_where_they_were_read_one_by_one() -> None:
    file = b"[]\n" + many(600) + b"[]\n"
    assert told(file) == [("type", "line 1"), ("type", "line 2402")]


def peak(bodies: int) -> int:
    stream = io.BytesIO(many(bodies))
    tracemalloc.start()
    try:
        assert sum(end.events for end in replay_events(stream, KAWAN)) == 4 * bodies
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_bodies() -> None:
    assert peak(10_000) < 1.5 * peak(2_000)
