"""Claims of publications in words, with what follows from them: people check a sum by seeing it."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from pmi_core.messages import Language, Text, format_value, render, text
from pmi_core.regulation import Citation, Period, Registry, UnknownInstrument, resolve
from pmi_core.reporting import (
    Attainment,
    CitedLaw,
    Claim,
    Comparison,
    Count,
    DatedWeekday,
    Figure,
    Growth,
    Ranking,
    Series,
    Share,
    Sum,
)


def claim_text(claim: Claim, registry: Registry) -> Text:
    """A claim as it is printed, then what follows from its figures.

    Args:
        claim: Of whichever kind.
        registry: Where a cited law is looked up.

    >>> from datetime import date
    >>> from pmi_core.regulation import shipped_registry
    >>> from pmi_core.reporting import ClaimId, Weekday
    >>> claim = DatedWeekday(
    ...     id=ClaimId("p9"), text="Selasa (2/10/2024)", day=date(2024, 10, 2),
    ...     weekday=Weekday.TUESDAY,
    ... )
    >>> claim_text(claim, shipped_registry()).id
    'Selasa (2/10/2024); tercetak Selasa; menurut kalender Rabu, 2 Oktober 2024'
    """
    said = _law(claim, registry) if isinstance(claim, CitedLaw) else _TELLERS[type(claim)](claim)
    return said if claim.text is None else _joined(Text(id=claim.text, en=claim.text), said)


def _sum(claim: Sum) -> Text:
    known = [part.value for part in claim.known_parts if part.value is not None]
    lacking = len(claim.parts) - len(known)
    added, total = sum(known, Fraction()), claim.total.value
    said = _say(
        "jumlah_kurang" if lacking else "jumlah",
        banyak=len(claim.parts),
        kurang=lacking,
        jumlah=_number(added),
        total=_number(total),
    )
    odd = [value for value in known if value.denominator != 1]
    if lacking or total is None or total.denominator != 1 or len(odd) != 1:
        return said
    rest = _say("bagian_pecahan", bagian=_number(odd[0]), sisa=_number(total - added + odd[0]))
    return _joined(said, rest)


def _share(claim: Share) -> Text:
    computed = _ratio(claim.part.value, claim.whole.value)
    return _computed(
        "bagian", computed, claim.percent, _number(claim.part.value), _number(claim.whole.value)
    )


def _growth(claim: Growth) -> Text:
    earlier, later = claim.earlier.value, claim.later.value
    rise = None if earlier is None or later is None else later - earlier
    return _computed(
        "pertumbuhan",
        _ratio(rise, None if earlier is None else abs(earlier)),
        claim.percent,
        _number(earlier),
        _number(later),
    )


def _attainment(claim: Attainment) -> Text:
    computed = _ratio(claim.realised.value, claim.target.value)
    return _computed(
        "capaian",
        computed,
        claim.percent,
        _number(claim.realised.value),
        _number(claim.target.value),
    )


def _computed(
    key: str, computed: Fraction | None, printed: Figure | None, one: Text, other: Text
) -> Text:
    if computed is None:
        said = _say("tak_terhitung")
    else:
        said = _say(key, satu=one, lain=other, hitung=_percent(computed))
    if printed is None or printed.value is None:
        return said
    return _joined(said, _say("tercetak", cetak=_percent(printed.value / 100)))


def _ranking(claim: Ranking) -> Text:
    return _say("urutan", angka=_listed(claim.items))


def _count(claim: Count) -> Text:
    total = claim.total.value
    units = None if claim.units is None else claim.units.value
    each = None if claim.each is None else claim.each.value
    if units is not None and each is not None:
        product = _number(units * each)
        return _say(
            "kali", unit=_number(units), isi=_number(each), kali=product, jumlah=_number(total)
        )
    if units and total is not None:
        rest = _number(total % units)
        return _say("bagi", unit=_number(units), jumlah=_number(total), sisa=rest)
    return _say("hitungan", jumlah=_number(total))


def _weekday(claim: DatedWeekday) -> Text:
    return _say("hari", tercetak=claim.weekday, hari=claim.day)


def _law(claim: CitedLaw, registry: Registry) -> Text:
    try:
        found = resolve(Citation.parse(claim.cited), registry)
    except UnknownInstrument as problem:
        near = ", ".join(problem.nearest) or "-"
        return _say("hukum_lain", dirujuk=claim.cited, dikenal=near)
    except ValueError:
        return _say("hukum_tak_terbaca", dirujuk=claim.cited)
    return _say("hukum", dirujuk=claim.cited, kutipan=found.cite)


def _comparison(claim: Comparison) -> Text:
    return _say("perbandingan", angka=_listed((claim.stated, *claim.others)))


def _series(claim: Series) -> Text:
    return _say("kumulatif" if claim.cumulative else "deret", angka=_listed(claim.items))


def _listed(figures: Sequence[Figure]) -> Text:
    """Figures one by one; what is told of all of them alike is told once, behind them."""
    shared = set(_told(figures[0])).intersection(*map(_told, figures[1:]))
    said = [
        _figure(figure, [one for one in _told(figure) if one not in shared]) for figure in figures
    ]
    common = [one for one in _told(figures[0]) if one in shared]
    listed = _row(said, "; ")
    return _say("semua", angka=listed, keterangan=_row(common, ", ")) if common else listed


def _figure(figure: Figure, told: Sequence[Text]) -> Text:
    value = _number(figure.value)
    if figure.label is not None:
        value = _say("berlabel", label=figure.label, nilai=value)
    return _say("angka", nilai=value, keterangan=_row(told, ", ")) if told else value


def _told(figure: Figure) -> tuple[Text, ...]:
    """Whose figure it is, what it counts, over which months and as of when."""
    words = (figure.source, figure.definition)
    days = () if figure.as_of is None else (_say("per", hari=figure.as_of),)
    months = () if figure.span is None else (_months(figure.span),)
    return (*(Text(id=word, en=word) for word in words if word is not None), *months, *days)


def _row(texts: Sequence[Text], mark: str) -> Text:
    return Text(id=mark.join(one.id for one in texts), en=mark.join(one.en for one in texts))


def _months(span: Period) -> Text:
    key = (
        "bulan"
        if (span.first.year, span.first.month) == (span.last.year, span.last.month)
        else "rentang"
    )
    return _say(key, awal=span.first, akhir=span.last)


def _number(value: Fraction | None) -> Text:
    """A number as people write it; one that is not whole with its decimals."""
    if value is None:
        return text("format.tidak_diketahui")
    whole = value.denominator == 1
    given, form = (value.numerator, "angka") if whole else (value, "")
    decimals = _long_decimals(value)

    def say(language: Language) -> str:
        if not decimals:
            return format_value(given, form, language)
        # A figure that was printed with more decimals than are usual is shown as it was printed.
        sign, magnitude = ("-" if value < 0 else ""), abs(value)
        ones = format_value(int(magnitude), "angka", language)
        rest = int(magnitude % 1 * 10**decimals)
        return f"{sign}{ones}{_POINT[language]}{rest:0{decimals}}"

    return Text(id=say(Language.ID), en=say(Language.EN))


_POINT: Final = {Language.ID: ",", Language.EN: "."}
_MOST_DECIMALS: Final = 6


def _long_decimals(value: Fraction) -> int:
    """With how many decimals a number is exact, where those are more than two; otherwise none."""
    exact = (n for n in range(_MOST_DECIMALS + 1) if (value * 10**n).denominator == 1)
    decimals = next(exact, 0)
    return decimals if decimals > 2 else 0


def _percent(share: Fraction) -> Text:
    return Text(
        id=format_value(share, "persen", Language.ID), en=format_value(share, "persen", Language.EN)
    )


def _ratio(part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    return None if part is None or not whole else part / whole


def _say(key: str, **arguments: Any) -> Text:
    return render(f"dokumen.klaim.{key}", **arguments)


def _joined(one: Text, other: Text) -> Text:
    return _row((one, other), "; ")


_TELLERS: Final[Mapping[type[Claim], Callable[[Any], Text]]] = MappingProxyType(
    {
        Attainment: _attainment,
        Comparison: _comparison,
        Count: _count,
        DatedWeekday: _weekday,
        Growth: _growth,
        Ranking: _ranking,
        Series: _series,
        Share: _share,
        Sum: _sum,
    }
)
