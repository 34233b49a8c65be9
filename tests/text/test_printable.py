from planparse.text.printable import harmless


def test_harmless_keeps_what_can_be_seen():
    seen = "　　（一）“引号”：é \u00a0𠮷🙂"
    assert harmless(seen) == seen
    assert harmless("a\tb\ud800") == "a b\\ud800"
