"""PDF files as the tests need them: text at places in a font that readers have, and lines."""

from collections.abc import Iterable, Sequence

FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    "/DescendantFonts[{}]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
    "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor {}>>",
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
)
PICTURE = (
    b"q 400 0 0 600 90 120 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\xff\x00 EI Q\n"
)


def say(x: float, y: float, text: str, size: float = 14, matrix: str = "") -> bytes:
    """Return text that begins `x` points from the left and stands `y` above the foot."""
    place = f"{matrix} {x} {y} Tm" if matrix else f"1 0 0 1 {x} {y} Tm"
    return (
        f"BT /F1 {size} Tf {place} <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()
    )


def line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """Return a line that is drawn from one place to another."""
    return f"{x0} {y0} m {x1} {y1} l S\n".encode()


def pdf(
    *pages: bytes | Iterable[bytes],
    box: str = "0 0 595 842",
    rotate: int = 0,
    bookmarks: Sequence[tuple[str, int]] = (),
    trailer: str = "",
) -> bytes:
    """Return a PDF file; a bookmark is a title and a page, from 0."""
    objects: list[bytes] = [b"", b"", b"", b"", b""]
    for place, text in enumerate(
        [FONT[0].format("4 0 R"), FONT[1].format("5 0 R"), FONT[2]], 2
    ):
        objects[place] = text.encode()
    kids = []
    for page in pages:
        stream = page if isinstance(page, bytes) else b"".join(page)
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Rotate {rotate}"
            f"/Contents {len(objects) + 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        objects.append(
            f"<</Length {len(stream)}>>\nstream\n".encode() + stream + b"\nendstream"
        )
    outlines = ""
    if bookmarks:
        top = len(objects) + 1
        outlines = f"/Outlines {top} 0 R"
        first, last = top + 1, top + len(bookmarks)
        objects.append(f"<</First {first} 0 R/Last {last} 0 R>>".encode())
        for at, (title, page) in enumerate(bookmarks):
            links = f"/Next {first + at + 1} 0 R" if first + at < last else ""
            name = (b"\xfe\xff" + title.encode("utf-16-be")).hex()
            objects.append(
                f"<</Title<{name}>/Parent {top} 0 R{links}"
                f"/Dest[{kids[page]} 0 R/Fit]>>".encode()
            )
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{outlines}>>".encode()
    named = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Kids[{named}]/Count {len(kids)}>>".encode()
    return _file(objects, trailer)


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    """Return the objects as a file, with the table of their places."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += (
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(out)
