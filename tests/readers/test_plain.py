"""Plain text: what is none is refused, and every encoding of text is told from it."""

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.errors import UnreadableFormatError
from planparse.readers import read
from planparse.text.encoding import decode

PLAN = (
    "青禾市2024年河道保洁工作要点\n"
    "一、清漂。沿线各镇每周打捞两次水面漂浮物，并报市水务局备案。\n"
    "二、护岸。对重点河段的堤防进行加固，年底前完成检查和验收工作。\n"
)
TRADITIONAL = (
    "青禾市2024年河道保潔工作要點\n"
    "一、清漂。沿線各鎮每週打撈兩次水面漂浮物，並報市水務局備案。\n"
    "二、護岸。對重點河段的堤防進行加固，年底前完成檢查和驗收工作～。\n"
)
STRAY = st.lists(st.integers(1, len(PLAN)), max_size=12)
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be", "utf-16"]


def program(seed: int) -> bytes:
    """What a compiler writes: small numbers, many NULs, some names."""
    dice = random.Random(seed)
    words = [dice.randrange(1 << dice.choice((3, 8, 16, 30))) for _ in range(600)]
    return b"".join(each.to_bytes(8, "little") for each in words) + b"\0main\0printf\0"


def sound(seed: int) -> bytes:
    """Frames as an MP3 has them: a head, and bytes of any value."""
    dice = random.Random(seed)
    return b"".join(b"\xff\xfb\x90\x64" + dice.randbytes(413) for _ in range(20))


@pytest.mark.parametrize("path", ["a.txt", "a", "a.md", "a.csv"])
@given(st.integers(0, 10**6))
def test_what_is_no_text_is_refused_whatever_it_is_called(path, seed):
    noise = random.Random(seed).randbytes(600)
    for data in (noise, program(seed), sound(seed), zlib.compress(noise)):
        with pytest.raises(UnreadableFormatError, match=r"no text .*--encoding"):
            read(data, path)


def test_a_program_is_known_by_its_sign():
    with pytest.raises(UnreadableFormatError, match="no text"):
        read(b"\x7fELF\x02\x01\x01\0\x03\0>\0", "a.txt")


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(STRAY)
def test_text_with_stray_nuls_is_read(encoding, places):
    text = PLAN
    for at in places:
        text = f"{text[:at]}\0{text[at:]}"
    assert read(text.encode(encoding), "a.txt").text == text


def test_a_run_of_nuls_from_a_failing_disk_leaves_it_a_text():
    data = PLAN.encode() + bytes(4096) + PLAN.encode()
    assert read(data, "a.txt").text == data.decode()


def test_text_in_an_encoding_that_is_not_known_is_read():
    data = "Été à la préfecture : élargissement des écoles. ".encode("latin-1") * 9
    assert read(data, "a.txt").damage


def test_whoever_names_an_encoding_is_believed():
    assert read(program(1), "a.txt", "utf-8").encoding == "utf-8"


def test_big5_is_told_from_gb18030():
    data = TRADITIONAL.encode("cp950")
    source = read(data, "a.txt")
    assert source.text == TRADITIONAL
    assert source.encoding == "cp950"
    assert decode(data).text != TRADITIONAL


def test_characters_of_hong_kong_are_read_as_such():
    text = TRADITIONAL.replace("市水務局", "啲嘅咗喺冇").replace("～", "")
    source = read(text.encode("big5hkscs"), "a.txt")
    assert (source.text, source.encoding) == (text, "big5hkscs")


@given(st.text(st.sampled_from("䶮堃垚祎喆赟玥翀芃旻"), min_size=40, max_size=80))
def test_rare_characters_in_gb18030_are_no_big5(names):
    assert read(names.encode("gb18030"), "a.txt").text == names


@pytest.mark.parametrize("text", [PLAN, TRADITIONAL, PLAN[:40], TRADITIONAL[:40]])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_chinese_in_the_usual_encodings_is_read_as_ever(text, encoding):
    assert read(text.encode(encoding), "a.txt").text == text
