from planparse.text.printable import harmless, harmless_lines


def test_harmless_keeps_what_can_be_seen():
    seen = "　　（一）“引号”：é \u00a0𠮷🙂"
    assert harmless(seen) == seen
    assert harmless("a\tb\ud800") == "a b\\ud800"


def test_lines_are_kept_and_controls_of_eight_bits_shown():
    assert harmless_lines("一、\x9b31m目\r\n\x1b[2J二、\n") == (
        "一、\\x9b31m目\r\n\\x1b[2J二、\n"
    )
