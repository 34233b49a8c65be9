"""Pages of HTML saved as one file (.mht), as Word writes them too under the name of .doc."""

from email import message_from_bytes, policy

from planparse.errors import DamagedError
from planparse.locale.message import _
from planparse.readers import html
from planparse.text.encoding import Source, UnknownEncodingError


def read(data: bytes, path: str, encoding: str | None = None) -> Source:
    """Return the text of the document in the first page of a file. Raises DamagedError."""
    message = message_from_bytes(data.lstrip(), policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                try:
                    return html.read(page, path, encoding or part.get_content_charset())
                except UnknownEncodingError:
                    return html.read(page, path, encoding)
    raise DamagedError(
        _("a saved web page (MHTML) without a page in it; save it again in a browser")
    )
