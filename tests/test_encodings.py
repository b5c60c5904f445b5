"""Encodings: each table against an independent one, texts there and back, and what the evidence decides."""

from __future__ import annotations

import shutil
import time
import unicodedata
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import example, given, settings
from hypothesis import strategies as st
from legacy import ENCODERS, VOWELS, encode, iconv
from viparse.normalize.encodings import CHARMAPS

import vnreport
from vnreport.errors import ReadError
from vnreport.reading import NAMES, known, normalise, read_bytes
from vnreport.reading.encodings import decode
from vnreport.reading.evidence import weigh
from vnreport.reading.syllables import is_syllable

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
CORPUS = ROOT.parent / "shared" / "corpus"

TITLE = "Thu ngân sách Hà Nam vượt dự toán"
TEXT = f"""{TITLE}
Sở Tài chính cho biết, 9 tháng đầu năm 2024, thu ngân sách nhà nước trên địa bàn tỉnh ước đạt 8.214,5 tỷ đồng,
bằng 76,3% dự toán và tăng 12,4% so với cùng kỳ. Ước cả năm, tổng thu đạt 11.250 tỷ đồng, vượt 4,5% dự toán.
"""

# What old encodings lack: quotes, dashes and dots are typed in ASCII.
_TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "•": "*"})


# -- tables ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("iconv") is None, reason="the system has no iconv to compare with")
@pytest.mark.parametrize(
    ("name", "reference"), [("tcvn5712", "TCVN"), ("viscii", "VISCII"), ("windows-1258", "CP1258")]
)
def test_each_byte_is_what_iconv_makes_of_it(name: str, reference: str) -> None:
    compared = 0
    for byte in (*range(1, 32), *range(127, 256)):
        data = bytes([byte]) + b"|"  # iconv holds a vowel back until it sees that no tone follows
        told = iconv(data, reference, "UTF-8").decode("utf-8")
        if told:
            compared += 1
            assert normalise(decode(data, name)) == normalise(told), hex(byte)
    assert compared > 140


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_each_letter_is_what_was_seen_in_real_documents(name: str) -> None:
    """viparse's tables were drawn from documents of the time; its yï was inferred, and is no VNI."""
    for written, letter in CHARMAPS[name].pairs:
        # Two small letters around it, so that TCVN3's capitals are not restored.
        assert decode(f"x {written} x".encode("windows-1252"), name) == f"x {letter} x"


@pytest.mark.parametrize("name", ["tcvn3", "tcvn5712", "vni", "viscii", "viqr", "windows-1258"])
@pytest.mark.parametrize("vowel", [vowel for vowel in VOWELS if not vowel.isascii()])
def test_each_vowel_comes_back(vowel: str, name: str) -> None:
    if "tcvn3" in name and vowel.isupper() and len(unicodedata.normalize("NFD", vowel)) > 1:
        vowel = vowel.lower()  # TCVN3 has no others
    end = "" if vowel in "yýỳỷỹỵYÝỲỶỸỴ" else "m"
    text = f"t{vowel}{end}" if vowel.islower() else f"T{vowel}{end.upper()}"
    assert normalise(decode(encode(text, name), name)) == text


def test_capitals_that_tcvn3_lacks_are_seen_from_the_words_around() -> None:
    told = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nỦy ban xã Hà Hồi: NGHỊ QUYẾT 5 của xã. Ở đây, ông Hà.\n"
    assert "CéNG HßA X· HéI" in encode(told, "tcvn3-capitals").decode("windows-1252")
    assert decode(encode(told, "tcvn3-capitals"), "tcvn3") == told


def test_viqr_reads_what_its_marks_make_and_leaves_the_rest() -> None:
    written = (
        r"Thu nga^n sa'ch nuo+'c (trie^.u ddo^`ng) http://baomoi.vn/a.html QDD-UBND Kro^ng co'\? a+b C++."
    )
    told = "Thu ngân sách nước (triệu đồng) http://baomoi.vn/a.html QĐ-UBND Krông có? a+b C++."
    assert decode(written.encode(), "viqr") == told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("la`giu'p ty?ddo^`ng La~nhdda.o raTa.i tayThi?nh", "làgiúp tỷđồng Lãnhđạo raTại tayThỉnh"),
        ("Cu+ Ju't, bo^xi't, Dzu~, Sa'nchez", "Cư Jút, bôxít, Dzũ, Sánchez"),
        (
            "DDarkrong, ddolomit, N'ddir, LDDLDD, TT-BGDDDT, QSDDD",
            "Đarkrong, đolomit, N'đir, LĐLĐ, TT-BGDĐT, QSDĐ",
        ),
        ("DDoS, ddos, we're, you've; chao.com, hoa.edu.vn, Canada? YouTube?", None),
        ("http://tu.chi.net/ba.html", None),
    ],
)
def test_viqr_reads_words_without_a_space_between_and_names(written: str, told: str | None) -> None:
    assert decode(written.encode(), "viqr") == (told or written)


def test_a_megabyte_of_viqr_without_a_space_is_read_in_seconds() -> None:
    started = time.process_time()
    decode(b"a'ca'" * 200_000, "viqr")
    assert time.process_time() - started < 30  # minutes where its time grows with the square


def test_viqr_reads_a_short_horn_as_it_is_typed_elsewhere_in_the_text() -> None:
    assert decode(b"Nuo+'c, nguo+`i", "viqr") == "Nước, người"
    assert decode(b"Nu+o+'c du+o+.c nguo+`i", "viqr") == "Nước dược nguời"


def test_viqr_takes_a_full_stop_for_one_where_no_tone_would_stand() -> None:
    typed = b"Thu cao. Kho^ng qua? Ti'nh dde^'n nay. Ddo' la` thu... Co' the^? o+? xa~. DDo.c ba'o."
    told = "Thu cao. Không quả Tính đến nay. Đó là thu... Có thể ở xã. Đọc báo."
    assert decode(typed, "viqr") == told
    assert decode(rb"nga\. ho^i.", "viqr") == "nga. hôị"  # who types the backslash has typed a tone here


@pytest.mark.parametrize(
    "text",
    [
        "Tu 5 gio? Co.",
        "Thu chi:\n- Thu.\n- Chi.\n- Dan so.\n- Nha.\n- Xe.\n- Tau.\n- Ca.\n",
        "Ho di xe. Ta ve nha. Ba ta ra cho? Me la co. Gia ca phe? Chi co 2 xa.",
        "'Ho' va 'ta'. 1. a. 2. e. 3. o.",
        "o+u=e; a^b; x=a^2+u+o; e^x",
    ],
)
def test_plain_text_is_not_taken_for_viqr(text: str) -> None:
    """Full stops and question marks after a vowel are what VIQR writes tones with."""
    reading = read_bytes(text.encode(), "-")
    assert (reading.text, reading.source.encoding, reading.doubts) == (text, "utf-8", ())


def test_few_words_in_viqr_are_read_with_a_doubt() -> None:
    reading = read_bytes(b"Thu nga^n sa'ch", "-")
    assert reading.text == "Thu ngân sách"
    assert "2 of 3 words have marks" in reading.doubts[0]


# -- there and back --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted({*ENCODERS} - {"tcvn3", "tcvn3-as-windows-1252"}))
def test_an_article_is_recognised_and_read(name: str) -> None:
    typed = [path.read_text(encoding="utf-8").translate(_TYPED) for path in SAMPLES]
    read = 0
    for text in [TEXT, *typed]:
        try:
            data = encode(text, name)
        except UnicodeEncodeError:
            continue
        read += 1
        reading = read_bytes(data, "-")
        assert reading.doubts == ()
        if name == "tcvn3-capitals":
            # A capital with a tone in a word of small letters is lost: Hà Nội, Á Châu.
            assert reading.text.lower() == text.lower()
            continue
        assert reading.text == text
        # Without its capitals with tones, TCVN 5712-1 is TCVN3.
        assert reading.source.encoding in ((name, "tcvn3") if name == "tcvn5712" else (name,))
    assert read > len(SAMPLES) / 2


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii", "windows-1258", "utf-8-as-windows-1252"])
def test_a_headline_alone_is_read(name: str) -> None:
    assert read_bytes(encode(TITLE, name), "-").text == TITLE


# -- what the evidence decides ---------------------------------------------------------------------------

_SYLLABLES = sorted({word.lower() for word in TEXT.split() if is_syllable(word)})


@given(
    st.lists(
        st.sampled_from([*_SYLLABLES, "5", "HĐND", "GRDP", "–", "“Ông”", "Å", "m²", "\n", "(a)"]), min_size=1
    )
)
@example(["m²"] * 5)
@settings(max_examples=300)
def test_clean_utf_8_is_never_taken_for_anything_else(words: list[str]) -> None:
    text = " ".join(words)
    for form in ("NFC", "NFD"):
        reading = read_bytes(unicodedata.normalize(form, text).encode(), "-")
        assert (reading.text, reading.source.encoding, reading.doubts) == (normalise(text), "utf-8", ())


@given(st.text(min_size=1))
@settings(max_examples=300)
def test_any_utf_8_stays_what_it_is(text: str) -> None:
    reading = read_bytes(b"\xef\xbb\xbf" + text.encode().replace(b"\0", b""), "-")
    assert reading.text == normalise(text.replace("\0", ""))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared articles are not beside this checkout")
def test_every_shared_article_is_clean_utf_8() -> None:
    for path in CORPUS.glob("*.txt"):
        data = path.read_bytes()
        reading = read_bytes(data, path.name)
        assert (reading.source.encoding, reading.doubts) == ("utf-8", ())
        assert reading.text == normalise(data.decode("utf-8").removeprefix("\ufeff"))


@pytest.mark.parametrize(
    "text",
    [
        "L'économie française a progressé de 2,5 % l'an dernier, portée par les exportations à l'étranger.",
        "Die Wirtschaft wächst um 2,5 Prozent, die Löhne für Beschäftigte in Köln und Düsseldorf stärker.",
        "La economía española creció un 2,5 % el año pasado, según informó ayer el señor Muñoz en Málaga.",
        "Kinh te Ha Nam tang 5,2%. Co 24/26 chi tieu dat ke hoach? Theo ong Ha, xa da co 5 ha. Co 3 xa.",
        'The economy grew by 5.2% (data). "So?" he asked; it\'s up to you. See www.example.com/a.b?c=d+e.',
    ],
    ids=["French", "German", "Spanish", "no-tone-marks", "English"],
)
def test_other_languages_in_utf_8_stay_as_they_are(text: str) -> None:
    reading = read_bytes(text.encode(), "-")
    assert (reading.text, reading.source.encoding, reading.doubts) == (text, "utf-8", ())


def test_another_language_in_eight_bits_is_refused_and_read_when_named() -> None:
    data = "Die Wirtschaft wächst um 2,5 Prozent, die Löhne für Beschäftigte in Düsseldorf.".encode("latin-1")
    with pytest.raises(ReadError, match=r"byte 16 \(0xE4\) is not UTF-8.*--encoding"):
        read_bytes(data, "-")
    assert read_bytes(data, "-", "latin-1").text == data.decode("latin-1")


def test_a_byte_that_the_encoding_does_not_have_is_named_however_late_it_stands() -> None:
    data = encode(TEXT * 300, "vni")
    with pytest.raises(ReadError, match=rf"byte {len(data)} \(0x81\) is not vni, .* damaged"):
        read_bytes(data + b"\x81", "-")


def test_a_page_mended_in_part_says_so() -> None:
    sound, broken = TEXT.splitlines()[:2]
    reading = read_bytes(f"{sound}\n{broken.encode().decode('latin-1')}\n".encode(), "bài.txt")
    assert reading.text == f"{sound}\n{broken}\n"
    assert reading.source.encoding == "utf-8-as-latin-1"
    assert reading.doubts == (
        "bài.txt: is utf-8-as-latin-1 in part; 1 lines with marks are sound and left as they are",
    )


def test_text_read_as_latin_twice_is_mended() -> None:
    twice = TEXT.encode().decode("latin-1").encode().decode("latin-1")
    assert read_bytes(twice.encode(), "-").text == TEXT


def test_quotes_of_windows_alone_are_read_in_doubt() -> None:
    reading = read_bytes("Ha Nam “tang toc” – 5,2%".encode("windows-1252"), "-")
    assert reading.text == "Ha Nam “tang toc” – 5,2%"
    assert reading.source.encoding == "windows-1258"
    assert len(reading.doubts) == 1


def test_utf_16_without_a_mark_needs_to_be_text() -> None:
    assert read_bytes(TEXT.encode("utf-16-be"), "-").source.encoding == "utf-16-be"
    with pytest.raises(ReadError, match="a binary file"):
        read_bytes(bytes(range(256)) * 4, "-")


@given(st.binary(max_size=200))
def test_a_name_decides_alone(data: bytes) -> None:
    for name in NAMES:
        try:
            reading = read_bytes(data, "-", name)
        except ReadError as error:
            message = str(error)
        else:
            message = "-: " + reading.source.encoding
            assert reading.source.encoding == name
            assert reading.doubts == ()
        assert message.startswith("-: ")


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "", "a\0b", "tcvn"])
def test_what_is_no_encoding_is_not_known(name: str) -> None:
    assert not known(name)


def test_evidence_counts_marked_words() -> None:
    evidence = weigh("Thu ngân sách tăng 5% – HĐND “Đắk Lắk” đươc ước m² B¸o c¸o ƒ Å")
    assert (evidence.good, evidence.bad) == (6, 4)


@pytest.mark.parametrize(
    "word", ["Hoà", "HÒA", "nghiêng", "gì", "giếng", "quốc", "thuở", "khuỷu", "ước", "Đắk", "Lắk"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["đươc", "cãch", "ngàân", "Jút", "c¸o", "ễế", "straße", "naïve", "đ", "nôt"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_the_python_interface_takes_an_encoding_too() -> None:
    data = encode(TEXT, "vni")
    assert vnreport.read(data).records == vnreport.read(data, encoding="vni").records != ()


# -- the command -----------------------------------------------------------------------------------------


def test_the_command_says_when_it_is_not_sure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cũ.txt").write_bytes("Giá vàng 54,3 triệu đồng".encode("viscii"))
    done = run("extract", "cũ.txt")
    assert done.returncode == 0
    assert done.stderr.decode().startswith("vnreport: warning: cũ.txt: taken for viscii (4 of 4 words")
    assert done.stderr.count(b"\n") == 1
    assert b'"encoding":"viscii"' in done.stdout
    assert "54,3 triệu đồng".encode() in done.stdout
    assert run("extract", "-q", "cũ.txt").stderr == b""
    named = run("extract", "--encoding", "VISCII", "cũ.txt")
    assert (named.stderr, named.stdout) == (b"", done.stdout)


def test_the_command_takes_a_named_encoding_at_its_word(run: Run) -> None:
    data = encode(TEXT, "vni")
    done = run("extract", "--encoding", "utf-8", "-", input=data)
    assert done.returncode == 1
    told = "byte 7 is not utf-8; name another encoding, or leave --encoding out so that it is found"
    assert done.stderr.decode() == f"vnreport: -: {told}\n"
    wrong = run("explain", "--encoding", "klingon", "-", input=data)
    assert wrong.returncode == 2
    assert "'klingon' is no encoding; there are utf-8," in wrong.stderr.decode()
