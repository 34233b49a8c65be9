import re
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planparse.text.characters import HAN
from planparse.text.dictionary import DICTIONARY
from planparse.text.segmentation import segment

SAMPLES = Path(__file__).parents[2] / "samples"

# Characters of many words, some that are listed in longer words alone (怃, 捭, 揶, 瞓), one
# that jieba knows nothing of and one beyond the plane that it looks at.
han = st.text("安全生产工作人民政府中国家大学院长沙市长春节一怃然捭阖揶揄瞓鿿𠀀")


@pytest.fixture(scope="module")
def by_jieba() -> Callable[[str], list[str]]:
    """How jieba divides a text without its hidden Markov model."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its source has escapes that Python warns of
        import jieba  # type: ignore[import-untyped]
    tokenizer = jieba.Tokenizer()
    # Its dictionary read as it lies: no cache file, no logging.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return lambda text: list(tokenizer.cut(text, HMM=False))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("产", ["产"]),
        ("安全生产工作", ["安全", "生产", "工作"]),
        ("长春市长春节致辞", ["长春", "市长", "春节", "致辞"]),
        ("怃然后退", ["怃然", "后退"]),
        ("鿿鿿", ["鿿", "鿿"]),
    ],
)
def test_a_text_is_divided_into_listed_words(text: str, words: list[str]) -> None:
    assert segment(text, DICTIONARY) == words


@given(han)
@example("长春市长春节")
@example("怃然后捭阖")
def test_texts_are_divided_as_by_jieba(
    by_jieba: Callable[[str], list[str]], text: str
) -> None:
    found = segment(text, DICTIONARY)
    assert "".join(found) == text
    assert found == by_jieba(text)


def test_samples_are_divided_as_by_jieba(
    by_jieba: Callable[[str], list[str]],
) -> None:
    texts = "".join(
        path.read_text("utf-8", "ignore") for path in sorted(SAMPLES.glob("*.txt"))
    )
    runs = sorted(set(re.findall(f"[{HAN}]+", texts)))
    assert len(runs) > 1_000
    assert [run for run in runs if segment(run, DICTIONARY) != by_jieba(run)] == []
