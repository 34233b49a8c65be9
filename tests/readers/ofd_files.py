"""OFD files as the tests need them: text at places on pages, in millimetres."""

from collections.abc import Iterable, Sequence

from .docx_files import packed

NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>'


def say(x: float, y: float, text: str, *, size: float = 5, more: str = "") -> str:
    """Return a text object whose letters stand one height apart."""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 150 6" Font="3" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(text)} {size}">{text}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def path(data: str) -> str:
    """Return a path object that is drawn over the whole page."""
    return (
        '<ofd:PathObject ID="8" Boundary="0 0 210 297">'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd(
    *pages: Iterable[str],
    prolog: str = PROLOG,
    content_prolog: str = PROLOG,
    templates: Sequence[str] = (),
    more: dict[str, str] | None = None,
) -> bytes:
    """Return an OFD file; each page is its objects, in any order."""
    named = "".join(
        f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
        for at in range(len(pages))
    )
    named_templates = "".join(
        f'<ofd:TemplatePage ID="t{at}" BaseLoc="Tpls/T{at}.xml"/>'
        for at in range(len(templates))
    )
    used = "".join(
        f'<ofd:Template TemplateID="t{at}"/>' for at in range(len(templates))
    )
    parts = {
        "OFD.xml": f"{prolog}<ofd:OFD {NAMES}><ofd:DocBody>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{PROLOG}<ofd:Document {NAMES}><ofd:CommonData>"
        "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"{named_templates}</ofd:CommonData><ofd:Pages>{named}</ofd:Pages></ofd:Document>",
    }
    for at, objects in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{at}/Content.xml"] = _content(
            "".join(objects), content_prolog, used
        )
    for at, template in enumerate(templates):
        parts[f"Doc_0/Tpls/T{at}.xml"] = _content(template, PROLOG, "")
    return packed({**parts, **(more or {})})


def _content(objects: str, prolog: str, used: str) -> str:
    """Return the part of a page."""
    return (
        f"{prolog}<ofd:Page {NAMES}>{used}<ofd:Content><ofd:Layer>{objects}</ofd:Layer>"
        "</ofd:Content></ofd:Page>"
    )
