"""A sheet whose rows are as high as they are told, and grow with what is written into them."""

from typing import Any

from xlsxwriter.worksheet import Worksheet


class GrowingRows(Worksheet):  # type: ignore[misc,unused-ignore]
    """A sheet in which a height is not fixed by hand.

    XlsxWriter says of each height that somebody has set it; programs then keep to it,
    and hide what is filled in later.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        """Write the start of an element, of a row without that its height is fixed."""
        if tag == "row":
            attributes = [it for it in attributes if it[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, list(attributes))
