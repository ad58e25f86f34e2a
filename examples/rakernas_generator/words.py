"""The sentences invented reports are made of: formal Indonesian, no real place and no person."""

from collections.abc import Collection
from random import Random
from typing import Final

FOREWORD: Final = (
    "Puji syukur dipanjatkan ke hadirat Tuhan Yang Maha Esa. Laporan ini disusun sebagai bentuk "
    "pertanggungjawaban pelaksanaan tugas komunitas relawan. Seluruh isi laporan ini merupakan "
    "data rekaan untuk keperluan contoh."
)
BACKGROUND: Final = (
    "Pelindungan Pekerja Migran Indonesia memerlukan keterlibatan masyarakat sejak sebelum, "
    "selama, hingga setelah bekerja. Unit dibentuk agar akses pelayanan penempatan dan "
    "pelindungan lebih mudah dijangkau (data rekaan)."
)

# Divisions take turns in this order, so that the first three activities cover all of them.
_DEEDS: Final = {
    "penyebarluasan": (
        "sosialisasi jalur penempatan resmi",
        "penyuluhan bahaya calo kerja",
        "pembagian brosur pelayanan BP3MI",
        "pemutaran film pendek migrasi aman",
        "pengenalan layanan pengaduan",
        "temu warga tentang biaya penempatan",
        "siaran radio komunitas mengenai hak pekerja",
        "penjelasan jaminan sosial bagi calon pekerja",
        "kelas singkat membaca perjanjian kerja",
        "pameran informasi lowongan luar negeri",
    ),
    "pendampingan": (
        "pendampingan keluarga pekerja terkendala",
        "kunjungan rumah kepada keluarga yang ditinggalkan",
        "pengumpulan dokumen pendukung klaim asuransi",
        "konsultasi hubungan kerja jarak jauh",
        "pengantaran warga ke kantor pelayanan",
        "penelusuran alamat keluarga di desa",
        "pertemuan orang tua tunggal pekerja migran",
        "pencatatan kebutuhan anak pekerja migran",
        "penjelasan tahapan pemulangan kepada keluarga",
        "mediasi awal utang biaya keberangkatan",
    ),
    "pencegahan": (
        "pemetaan jalur keberangkatan nonprosedural",
        "ronda informasi bersama perangkat desa",
        "koordinasi deteksi dini dengan kepolisian sektor",
        "pendataan tawaran kerja mencurigakan",
        "simulasi pemeriksaan dokumen di terminal",
        "diskusi pencegahan perdagangan orang",
        "pemantauan grup daring perekrutan",
        "penguatan pos pengawasan dusun",
        "pelatihan mengenali modus perekrutan",
        "deklarasi desa menolak calo",
    ),
    "koordinasi": (
        "rapat koordinasi dengan pemerintah desa",
        "penyelarasan agenda bersama dinas ketenagakerjaan",
        "pertemuan rutin antardivisi",
        "audiensi dengan camat setempat",
    ),
    "pemberdayaan": (
        "pelatihan pembukuan usaha Purna PMI",
        "kelas pengemasan produk rumahan",
        "pengenalan pemasaran daring bagi Purna PMI",
        "kunjungan belajar ke kelompok usaha",
    ),
}
_PLACES: Final = (
    "balai desa", "aula kecamatan", "posyandu", "gedung serbaguna", "halaman sekolah",
    "rumah ketua dusun", "kantor desa", "pendopo", "perpustakaan desa", "pasar desa",
    "taman bacaan", "sanggar tani",
)  # fmt: skip
_PEOPLE: Final = (
    "calon pekerja", "ibu rumah tangga", "pemuda karang taruna", "Purna PMI", "perangkat desa",
    "siswa kelas akhir", "kader posyandu", "tokoh agama", "petani muda", "nelayan pesisir",
    "pedagang kecil", "anggota keluarga",
)  # fmt: skip
_WAYS: Final = (
    "melalui ceramah dan tanya jawab", "dengan permainan peran", "lewat diskusi kelompok kecil",
    "menggunakan lembar balik bergambar", "dengan contoh kasus sehari-hari",
    "memakai pengeras suara keliling", "lewat kunjungan pintu ke pintu", "dengan kuis berhadiah",
    "melalui pemutaran video", "dengan peta jalur resmi", "lewat cerita pengalaman bekerja",
    "memakai daftar periksa dokumen",
)  # fmt: skip
_RESULTS: Final = (
    "warga memahami syarat dokumen", "tiga pertanyaan dicatat untuk dijawab kemudian",
    "peserta meminta jadwal lanjutan", "daftar kontak pelayanan dibagikan",
    "kesepakatan pengawasan ditulis bersama", "kepala dusun bersedia meneruskan pesan",
    "dua keluarga menyerahkan berkas", "nomor layanan ditempel di papan",
    "relawan baru menyatakan minat", "bahan cetak habis dibagikan",
    "pertemuan berikutnya ditetapkan", "keraguan tentang biaya terjawab",
)  # fmt: skip
_OPENINGS: Final = (
    "Pada awal bulan diadakan", "Selanjutnya dilaksanakan", "Atas permintaan warga digelar",
    "Bersama pengurus wilayah diselenggarakan", "Sesuai rencana kerja dijalankan",
    "Setelah musyawarah singkat dilakukan", "Menjelang akhir pekan diadakan",
    "Dengan dukungan pemerintah desa digelar", "Sebagai tindak lanjut dilaksanakan",
    "Pada kesempatan terpisah diselenggarakan",
)  # fmt: skip
RECOMMENDATIONS: Final = (
    "Bahan cetak mengenai jalur resmi agar ditambah.",
    "Jadwal kunjungan petugas BP3MI agar ditetapkan tiap triwulan.",
    "Pembekalan lanjutan bagi divisi pencegahan agar diadakan.",
    "Daftar perusahaan penempatan yang sah agar dikirim berkala.",
    "Koordinasi dengan pemerintah desa agar dibuat tertulis.",
    "Pelatihan pencatatan pengaduan agar diselenggarakan.",
    "Media informasi berbahasa daerah agar disediakan.",
    "Alur penerusan pengaduan agar dibuat satu halaman.",
)
OBSTACLES: Final = (
    ("dana", "Biaya perjalanan antardesa belum tertutup.", "Kegiatan digabung per kecamatan."),
    ("sarana", "Brosur dan spanduk habis.", "Brosur digandakan secara swadaya."),
    ("kesadaran_publik", "Warga masih percaya kepada calo.", "Tokoh setempat diajak berbicara."),
    ("personel_jangkauan", "Jarak antardesa jauh.", "Relawan desa dilibatkan sebagai penghubung."),
    ("kantor", "Belum ada tempat berkumpul tetap.", "Balai desa dipinjam setiap pekan."),
)
MENDED: Final = "Perbaikan atas pengembalian: "


def deed(kind: str, rng: Random, besides: Collection[str]) -> str:
    """A title for an activity of a kind, other than those the month has already."""
    return rng.choice([title for title in _DEEDS[kind] if title not in besides])


def place(rng: Random) -> str:
    """An invented place, as a unit would type it."""
    return f"{rng.choice(_PLACES).capitalize()} Contoh {rng.randint(1, 40)} (rekaan)"


def narrative(titles: tuple[str, ...], rng: Random) -> str:
    """A paragraph about activities: no two paragraphs share many runs of four words."""
    openings = rng.sample(_OPENINGS, len(titles))
    places = rng.sample(_PLACES, len(titles))
    people = rng.sample(_PEOPLE, len(titles))
    ways = rng.sample(_WAYS, len(titles))
    results = rng.sample(_RESULTS, len(titles))
    sentences = (
        f"{opening} {title} bagi {rng.randint(8, 60)} {who} di {where} {way}; hasilnya, {result}."
        for opening, title, who, where, way, result in zip(
            openings, titles, people, places, ways, results, strict=True
        )
    )
    return " ".join(sentences)
