"""Labels as LibreOffice writes them, for every number format; skipped where it is not installed."""

from collections.abc import Callable
from pathlib import Path

from planparse.readers import read

from .docx_files import HEAD, abstract, level, num, packed, paragraph, parts

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LAST = 200
"""So many labels are written in each format."""
ALIKE = {
    "chineseCounting": 99,
    "chineseCountingThousand": LAST,
    "chineseLegalSimplified": LAST,
    "ideographLegalTraditional": LAST,
    "japaneseCounting": 99,
    "taiwaneseCounting": 99,
    "taiwaneseCountingThousand": 100,
    "ideographDigital": 9,
    "ideographTraditional": LAST,
    "ideographZodiac": LAST,
    "decimalEnclosedCircle": 20,
    "decimalEnclosedCircleChinese": 20,
    "decimalZero": LAST,
    "lowerLetter": LAST,
    "upperLetter": LAST,
    "lowerRoman": LAST,
    "upperRoman": LAST,
    "decimal": LAST,
}
"""Up to which number labels are alike.

Beyond it LibreOffice does not do what ISO/IEC 29500-1, 17.18.59, says: it writes 一百 where
chineseCounting goes on digit by digit, 一百 where Japanese has 百, 十 where ideographDigital
has 一〇, and ㉑ where Word has no circle. What it writes in plain digits (full width, in
brackets, with a point, the cycle of sixty) is not compared.
"""


def test_labels_are_those_of_libreoffice(
    tmp_path: Path, writer: Callable[[Path, str], Path]
) -> None:
    lists = "".join(
        abstract(at, level(0, form, "%1、")) for at, form in enumerate(ALIKE)
    ) + "".join(num(at + 1, at) for at in range(len(ALIKE)))
    body = "".join(
        paragraph("甲", at) for at in range(1, len(ALIKE) + 1) for _ in range(LAST)
    )
    document = parts(body, lists)
    document["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override '
        f'PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/>'
        "</Types>"
    )
    document["word/_rels/document.xml.rels"] = (
        document["_rels/.rels"]
        .replace("word/document.xml", "numbering.xml")
        .replace('officeDocument"', 'numbering"')
    )
    file = tmp_path / "labels.docx"
    file.write_bytes(packed(document))
    made = writer(file, "txt:Text (encoded):UTF8")
    written = made.read_text(encoding="utf-8-sig").splitlines()
    ours = read(file.read_bytes()).text.splitlines()
    for at, (form, last) in enumerate(ALIKE.items()):
        span = slice(at * LAST, at * LAST + last)
        theirs = [line.partition("、")[0].strip() for line in written[span]]
        assert [line.partition("、")[0] for line in ours[span]] == theirs, form
