"""The closed sets of the programme: values are the field's own words, labels live in messages."""

from enum import Enum
from typing import Final


class Programme(Enum):
    """The partners: the predecessor community, the volunteers, the entrepreneurs."""

    KKBM = "kkbm"
    KAWAN_PMI = "kawan_pmi"
    PERWIRA_PMI = "perwira_pmi"


class WorkerStatus(Enum):
    """Where a migrant worker is; by law each of them is a Pekerja Migran Indonesia."""

    PROSPECTIVE = "calon_pmi"
    WORKING = "sedang_bekerja"
    RETURNED = "purna_pmi"
    DISTRESSED = "pmi_terkendala"


class MemberKind(Enum):
    """What a member is: the six kinds that sources name of a KKBM, and the workers of today.

    Of Perwira PMI the press release says workers and their families; by law a worker is one who
    will work, works or has worked abroad.
    """

    PROSPECTIVE = "calon_pmi"
    WORKING = "sedang_bekerja"
    RETURNED = "purna_pmi"
    FAMILY = "keluarga_pmi"
    FAMILY_OF_RETURNED = "keluarga_purna_pmi"
    PARALEGAL = "paralegal"
    ACTIVIST = "penggiat"
    ORGANISER = "penggerak"


class ServiceArea(Enum):
    """The two services of the press release."""

    PLACEMENT = "penempatan"
    PROTECTION = "pelindungan"


class Phase(Enum):
    """Before, during and after work."""

    BEFORE = "sebelum_bekerja"
    DURING = "selama_bekerja"
    AFTER = "setelah_bekerja"


class Aspect(Enum):
    """Legal, economic and social: the aspects of the definition of protection."""

    LEGAL = "hukum"
    ECONOMIC = "ekonomi"
    SOCIAL = "sosial"


class Level(Enum):
    """The level of community a body works at; not the tree of territory."""

    VILLAGE = "desa"
    DISTRICT = "kecamatan"
    REGENCY = "kabkota"
    PROVINCE = "provinsi"
    NATIONAL = "pusat"


class Role(Enum):
    """Roles in a unit or board; an acting chair signs for the chair."""

    CHAIR = "ketua"
    ACTING_CHAIR = "plt_ketua"
    SECRETARY = "sekretaris"
    MEMBER = "anggota"


class Division(Enum):
    """The three divisions observed in Kawan PMI units."""

    INFORMATION = "penyebarluasan_informasi"
    ASSISTANCE = "pendampingan"
    PREVENTION = "pencegahan"


class ReportKind(Enum):
    """What a report covers."""

    MONTHLY = "bulanan"
    SEMESTER = "semester"
    SINCE_FORMATION = "sejak_pembentukan"
    ANNUAL = "tahunan"


class ActivityKind(Enum):
    """What an activity does."""

    OUTREACH = "penyebarluasan"
    ASSISTANCE = "pendampingan"
    RETURN = "pemulangan"
    PREVENTION = "pencegahan"
    EMPOWERMENT = "pemberdayaan"
    COORDINATION = "koordinasi"
    TRAINING = "pelatihan"


class InformationTopic(Enum):
    """What prospective workers are to be told, by PP 59/2021 Pasal 4 ayat (4) huruf a to k."""

    RIGHTS = "hak_dan_kewajiban"
    VACANCIES = "lowongan"
    SOCIAL_SECURITY = "jaminan_sosial"
    PROCEDURE = "prosedur_resmi"
    COSTS = "biaya_penempatan"
    VULNERABILITY = "kerentanan"
    LAW_AND_CULTURE = "hukum_dan_budaya"
    AGREEMENTS = "perjanjian"
    FIRMS = "perusahaan_dan_mitra"
    COUNTRIES = "negara_terbuka_dan_dilarang"
    COMPLAINTS = "cara_mengadu"


class ObstacleKind(Enum):
    """What stood in the way, as the field evaluation of December 2023 reported it."""

    FUNDS = "dana"
    MATERIALS = "sarana"
    PUBLIC_AWARENESS = "kesadaran_publik"
    PEOPLE_AND_REACH = "personel_jangkauan"
    OFFICE = "kantor"


_DIVISION_OF: Final = {
    ActivityKind.OUTREACH: Division.INFORMATION,
    ActivityKind.ASSISTANCE: Division.ASSISTANCE,
    ActivityKind.RETURN: Division.ASSISTANCE,
    ActivityKind.PREVENTION: Division.PREVENTION,
}


def proposed_division(kind: ActivityKind) -> Division | None:
    """The division an activity's kind suggests; a proposal, marked as derived where it is used.

    >>> proposed_division(ActivityKind.RETURN)
    <Division.ASSISTANCE: 'pendampingan'>
    """
    return _DIVISION_OF.get(kind)
