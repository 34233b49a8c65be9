"""Chinese words: a run of Han characters divided as the dictionary makes likeliest.

The division is that of jieba without its hidden Markov model, for which jieba would have to
be loaded: half a second, and longer than all else that a comparison of two plans does.
"""

import math

from planparse.text.dictionary import TOTAL, Dictionary

_LOG_TOTAL = math.log(TOTAL)


def segment(text: str, dictionary: Dictionary) -> list[str]:
    """Divide a text of Han characters into words; nothing is left out.

    A division is as likely as the product of its words' shares of TOTAL; of several that
    are as likely, the one with the longest first word is taken. Where no listed word
    begins, a character stands alone and counts as met once.
    """
    ends = _ends_of_words(text, dictionary)
    found = []
    start = 0
    while start < len(text):
        found.append(text[start : ends[start]])
        start = ends[start]
    return found


def _ends_of_words(text: str, dictionary: Dictionary) -> list[int]:
    """Return where the first word of the best division of what follows each place ends.

    Found from the last character to the first: what follows a word is divided already.
    """
    look_up, size = dictionary.look_up, len(text)
    best = [0.0] * (size + 1)
    ends = [0] * size
    for start in reversed(range(size)):
        likeliest, its_end = -math.inf, start + 1
        for end in range(start + 1, size + 1):
            frequency = look_up(text[start:end])
            if frequency is None:  # no word begins so
                break
            if frequency:
                likelihood = math.log(frequency) - _LOG_TOTAL + best[end]
                if likelihood >= likeliest:
                    likeliest, its_end = likelihood, end
        if likeliest == -math.inf:
            likeliest = best[its_end] - _LOG_TOTAL
        best[start], ends[start] = likeliest, its_end
    return ends
