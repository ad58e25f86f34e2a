"""Invented papers of the meeting: ten proposals, eight formulations, their decisions."""

from typing import Final

import attrs

from examples.rakernas_generator.roll import associations, regencies
from pmi_core.messages import Text
from pmi_core.programme import Aspect, BodyId, Phase, Programme, ServiceArea
from pmi_core.reporting import (
    Decision,
    DecisionOutcome,
    Formulation,
    ParticipantCategory,
    Proceedings,
    Proposal,
)

MEETING: Final = "rakernas-2023"
_PENGGIAT: Final = ParticipantCategory("penggiat")
_BOTH: Final = (Programme("kawan_pmi"), Programme("perwira_pmi"))
_KAWAN: Final = (Programme("kawan_pmi"),)
_PERWIRA: Final = (Programme("perwira_pmi"),)

_PROPOSALS: Final = (
    ("HK", "Materi pembekalan mengenai perjanjian kerja agar tersedia dalam bahasa sederhana."),
    ("HK", "Kontak relawan di daerah asal agar dibagikan kepada komunitas di Hong Kong."),
    ("MY", "Keluarga di desa agar dibantu menyiapkan dokumen pemulangan pekerja terkendala."),
    ("MY", "Penyuluhan bahaya jalur nonprosedural agar diperbanyak di daerah asal."),
    ("JP", "Purna PMI dari Jepang agar dilibatkan sebagai narasumber kewirausahaan."),
    ("JP", "Pelatihan bahasa agar diadakan berkelanjutan setelah kontrak berakhir."),
    ("KR", "Tabungan dan rencana usaha agar disiapkan sejak pekerja masih di Korea Selatan."),
    ("KR", "Produk usaha Purna PMI agar dipasarkan melalui jejaring diaspora."),
    ("SG", "Alur pengaduan dari keluarga ke BP3MI agar dibuat satu halaman yang mudah dibaca."),
    ("SG", "Bahan mengenai jalur nonprosedural agar dibagikan juga melalui grup keluarga."),
)


@attrs.frozen
class _Draft:
    proposals: tuple[int, ...]
    subjects: tuple[Programme, ...]
    text: Text
    measure: Text
    unit: Text
    target: int
    area: str
    phase: str
    aspect: str


_DRAFTS: Final = (
    _Draft(
        (1,),
        _KAWAN,
        Text(
            id="Materi pembekalan perjanjian kerja disusun dalam bahasa sederhana.",
            en="Briefing material on employment contracts is written in plain language.",
        ),
        Text(
            id="Jumlah materi sederhana yang dibagikan kepada unit.",
            en="Number of plain-language materials handed to units.",
        ),
        Text(id="materi", en="material"),
        8,
        "penempatan",
        "sebelum_bekerja",
        "hukum",
    ),
    _Draft(
        (2,),
        _KAWAN,
        Text(
            id="Daftar kontak unit Kawan PMI disediakan bagi komunitas di negara/wilayah "
            "penempatan.",
            en="A list of Kawan PMI unit contacts is given to communities in countries/territories "
            "of placement.",
        ),
        Text(
            id="Jumlah provinsi yang daftar kontaknya dimutakhirkan tiap triwulan.",
            en="Number of provinces whose contact list is updated each quarter.",
        ),
        Text(id="provinsi", en="province"),
        9,
        "pelindungan",
        "selama_bekerja",
        "sosial",
    ),
    _Draft(
        (3,),
        _KAWAN,
        Text(
            id="Pendampingan keluarga dalam penyiapan dokumen pemulangan dilaksanakan oleh unit.",
            en="Units accompany families in preparing documents for a return.",
        ),
        Text(
            id="Jumlah keluarga yang didampingi dan diteruskan ke BP3MI.",
            en="Number of families accompanied and referred to the BP3MI.",
        ),
        Text(id="keluarga", en="family"),
        120,
        "pelindungan",
        "selama_bekerja",
        "hukum",
    ),
    _Draft(
        (4, 10),
        _KAWAN,
        Text(
            id="Penyuluhan jalur nonprosedural dilaksanakan di desa dan melalui grup keluarga.",
            en="Outreach on irregular routes is held in villages and through family groups.",
        ),
        Text(id="Jumlah desa yang menerima penyuluhan.", en="Number of villages reached."),
        Text(id="desa", en="village"),
        200,
        "penempatan",
        "sebelum_bekerja",
        "sosial",
    ),
    _Draft(
        (5,),
        _BOTH,
        Text(
            id="Purna PMI dilibatkan sebagai narasumber kewirausahaan dalam kegiatan unit.",
            en="Returned workers speak on entrepreneurship at the units' activities.",
        ),
        Text(
            id="Jumlah kegiatan dengan narasumber Purna PMI.",
            en="Number of activities with a returned worker as speaker.",
        ),
        Text(id="kegiatan", en="activity"),
        96,
        "pelindungan",
        "setelah_bekerja",
        "ekonomi",
    ),
    _Draft(
        (7,),
        _PERWIRA,
        Text(
            id="Perencanaan usaha dan tabungan difasilitasi sebelum kepulangan.",
            en="Planning of business and savings is assisted before the return.",
        ),
        Text(
            id="Jumlah pekerja yang memiliki rencana usaha tertulis.",
            en="Number of workers with a written business plan.",
        ),
        Text(id="pekerja", en="worker"),
        80,
        "pelindungan",
        "selama_bekerja",
        "ekonomi",
    ),
    _Draft(
        (8,),
        _PERWIRA,
        Text(
            id="Produk usaha Purna PMI dipasarkan melalui jejaring di negara/wilayah penempatan.",
            en="Products of returned workers are marketed through networks in countries/"
            "territories of placement.",
        ),
        Text(id="Jumlah produk yang dipasarkan.", en="Number of products marketed."),
        Text(id="produk", en="product"),
        24,
        "pelindungan",
        "setelah_bekerja",
        "ekonomi",
    ),
    _Draft(
        (9,),
        _KAWAN,
        Text(
            id="Alur penerusan pengaduan ke BP3MI dibuat dalam satu halaman.",
            en="The way a complaint goes to the BP3MI is put on one page.",
        ),
        Text(
            id="Jumlah unit yang memasang alur penerusan pengaduan.",
            en="Number of units that display the page.",
        ),
        Text(id="unit", en="unit"),
        48,
        "pelindungan",
        "selama_bekerja",
        "hukum",
    ),
)


def proceedings() -> Proceedings:
    """Who was there, and how proposals became decisions; one of the ten was lost on the way."""
    came = (unit.id for unit in (*regencies(), *associations()) if unit.attending)
    return Proceedings(
        meeting=MEETING,
        attending=tuple(BodyId(body) for body in came),
        proposals=tuple(
            Proposal(
                id=f"usulan-{number:02}",
                category=_PENGGIAT,
                country=country,
                text=f"{text} (rekaan)",
                invented=True,
            )
            for number, (country, text) in enumerate(_PROPOSALS, start=1)
        ),
        formulations=tuple(
            _formulation(number, draft) for number, draft in enumerate(_DRAFTS, start=1)
        ),
        decisions=tuple(
            Decision(
                id=f"keputusan-{number:02}",
                formulation=f"rumusan-{number:02}",
                outcome=DecisionOutcome("disetujui"),
                invented=True,
            )
            for number in range(1, len(_DRAFTS) + 1)
        ),
    )


def _formulation(number: int, draft: _Draft) -> Formulation:
    return Formulation(
        id=f"rumusan-{number:02}",
        proposals=tuple(f"usulan-{item:02}" for item in draft.proposals),
        subjects=draft.subjects,
        text=draft.text,
        success_measure=draft.measure,
        unit=draft.unit,
        target=draft.target,
        owner=f"Unit Kerja Contoh {number} (rekaan)",
        service_area=ServiceArea(draft.area),
        phase=Phase(draft.phase),
        aspect=Aspect(draft.aspect),
        invented=True,
    )
