"""Characters of fonts of signs (Wingdings, Symbol), as Unicode has them."""

from types import MappingProxyType

_SIGNS = MappingProxyType(
    {
        "\uf052": "☑", "\uf053": "☒", "\uf0a3": "□", "\uf0a8": "□", "\uf06f": "□",
        "\uf0fe": "☑", "\uf0fd": "☒", "\uf0fc": "✓", "\uf0fb": "✗", "\uf06c": "●",
        "\uf06e": "■", "\uf075": "◆", "\uf0d8": "➢", "\uf0b7": "•",
    }
)  # fmt: skip
"""The signs that plans have."""
_UNKNOWN = "□"
_FIRST, _LAST = "\ue000", "\uf8ff"
"""Characters for private use, which say nothing without their font."""


def sign_of(code: str) -> str:
    """Return the character of a sign by its hexadecimal code; "" where it is none."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return _SIGNS.get(sign, _UNKNOWN if _FIRST <= sign <= _LAST else sign)
