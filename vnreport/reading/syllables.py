"""Vietnamese syllables by the language's own grammar: what is one, and where its tone mark stands."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex


def _bare(letters: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", letters) if letter.isalpha())


_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]"
# Rimes without their tone; those of "qu" and "gi" are among them. "ăk" and "ak" are of the names of the
# Central Highlands (Đắk Lắk).
_OPEN = (
    "a ai am an ang anh ao au ay ăm ăn ăng âm ân âng âu ây e em en eng eo ê êm ên ênh êu i ia iêm iên "
    "iêng iêu im in inh iu o oa oai oam oan oang oanh oao oay oăm oăn oăng oe oen oeo oi om on ong oong ô "
    "ôi ôm ôn ông ơ ơi ơm ơn u ua uân uâng uây uê uênh ui um un ung uôi uôm uôn uông uơ uy uya uyên uynh "
    "uyu ư ưa ưi ưm ưn ưng ươi ươm ươn ương ươu ưu y yêm yên yêng yêu ynh ak ăk"
)
_STOPPED = (
    "ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich iêc iêp iêt ip it oac oach oap oat oăc oăt oc "
    "oet ooc op ot ôc ôp ôt ơp ơt uât uc uêch uôc uôp uôt up ut uych uyêt uyp uyt ưc ươc ươp ươt ưt yêt "
    "yt"
)
_SYLLABLE = regex.compile(
    rf"(?:{_ONSETS})?+(?:(?P<open>{'|'.join(_OPEN.split())})|(?P<stopped>{'|'.join(_STOPPED.split())}))"
    r"|gi|g(?P<open>i(?:a|êm|ên|êng|êu|m|n|nh)?)|g(?P<stopped>i(?:êc|êp|êt|p|t|ch))"
)
_BARE_RIMES = sorted({_bare(rime) for rime in f"{_OPEN} {_STOPPED}".split()})
_BARE_SYLLABLE = regex.compile(rf"(?:{_ONSETS})?+(?:{'|'.join(_BARE_RIMES)})|gi", regex.IGNORECASE)
_STOP_TONES = frozenset("\u0301\u0323")
# A tone mark typed too late: on the last consonant (ticḥ, đông̀), on the vowel behind â, ê, ô, ơ, ư (hôị).
_LATE_TONE = regex.compile(
    r"(?<=\p{L})(?:[cghkmnpt][\u0300\u0301\u0303\u0309\u0323]|[ćǵḥḱḳḿṃǹńñṇṕṭ])"
    r"|(?<=[ăâêôơư])[àáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]"
)
_SIGNED = frozenset("ăâêôơư")
_VOWELS = _SIGNED | frozenset("aeiouy")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word, in any case and with either tone placement, is a well-formed Vietnamese syllable.

    A syllable that ends in a stop has an acute or a dot; where it bears neither it is none ("đươc").
    """
    parts = unicodedata.normalize("NFD", word.lower())
    bare = parts.translate(_TONES)
    tones = len(parts) - len(bare)
    if tones > 1:
        return False
    found = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare))
    if found is None:
        return False
    return found["stopped"] is None or (tones == 1 and any(tone in parts for tone in _STOP_TONES))


def with_late_tone_placed(word: str) -> str:
    """A syllable in small letters and NFC with the tone mark that was typed too late upon its vowel.

    Any other word is returned as it is.

    >>> with_late_tone_placed("hôị")
    'hội'
    """
    if _LATE_TONE.search(word) is None or not is_syllable(word):
        return word
    parts = unicodedata.normalize("NFD", word)
    letters = unicodedata.normalize("NFC", parts.translate(_TONES))
    (tone,) = (part for part in parts if ord(part) in _TONES)
    # It has a vowel with a sign, or it ends in a consonant and its last vowel bears the tone.
    bearer = max((letter in _SIGNED, at) for at, letter in enumerate(letters) if letter in _VOWELS)[1] + 1
    return unicodedata.normalize("NFC", letters[:bearer] + tone + letters[bearer:])


def is_bare_syllable(word: str) -> bool:
    """Whether a word of ASCII letters is a Vietnamese syllable without its marks."""
    return _BARE_SYLLABLE.fullmatch(word) is not None
