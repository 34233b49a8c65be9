"""What a house has instead of the standard: a part of the YAML, or a Word file of its own."""

import io

import pytest

from planparse.errors import PlanparseError
from planparse.export.word.house import STYLES, departures, house_of, standard
from planparse.export.word.template import house_of_file
from tests.readers.docx_files import docx, paragraph
from tests.tasks.test_work_points import sample

from .reading import part, read_back, tree, written
from .test_layout import style, value


def test_the_standard_says_how_each_style_is_set() -> None:
    house = standard()
    assert set(house.styles) == set(STYLES)
    assert all(each.face in house.faces for each in house.styles.values())
    assert len({each.name for each in house.styles.values()}) == len(STYLES)
    assert [*departures(house)] == []


def test_a_part_is_enough_and_what_departs_is_told() -> None:
    house = house_of("styles: {title: {size: 20}, cell: {size: 12}}\n", "house.yaml")
    assert house.styles["title"].face == "小标宋"
    assert house.styles["cell"].size == 12  # no clause fixes it
    (told,) = departures(house)
    assert told == ("styles.title.size", 20, 22, "7.3.1")


def test_the_page_of_a_house() -> None:
    house = house_of("page: {top: 40, lines: 20}\n", "house.yaml")
    data = written(sample("law.txt"), house=house)
    grid = part(data).find(".//{*}docGrid")
    assert grid is not None
    assert (
        grid.get(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}linePitch"
        )
        == "637"
    )
    assert {each.clause for each in departures(house)} == {"5.2.1", "5.2.3"}


def test_a_fault_is_told_with_its_place() -> None:
    with pytest.raises(
        PlanparseError, match=r"house.yaml:1:17: styles\.titel is to be"
    ):
        house_of("styles: {titel: {size: 20}}\n", "house.yaml")


def test_a_word_file_gives_its_styles_and_its_page() -> None:
    house_file = written(
        sample("law.txt"),
        house=house_of("page: {left: 30}\nstyles: {title: {size: 26}}\n", "h.yaml"),
    )
    house = house_of_file(house_file)
    of = sample("flood-season.txt")
    data = written(of, house=house)
    assert value(style(data, "Title"), "rPr/sz") == "52"
    assert [each.field for each in departures(house)] == ["page.left"]
    assert tree(read_back(data)) == tree(of)


def test_a_style_is_known_by_its_name_and_what_it_lacks_is_ours() -> None:
    library = pytest.importorskip("docx")
    document, out = library.Document(), io.BytesIO()
    document.styles["Heading 1"].font.name = "Arial"
    document.save(out)
    data = written(sample("law.txt"), house=house_of_file(out.getvalue()))
    heading, own = style(data, "Heading1"), style(data, "GwBody")
    assert value(heading, "rPr/rFonts", "ascii") == "Arial"
    assert value(own, "rPr/sz") == "32"
    opened = library.Document(io.BytesIO(data))
    assert opened.paragraphs[0].style.name == "Title"


def test_labels_that_a_house_counts_are_not_counted_twice() -> None:
    number = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        f"<w:pPr>{number}</w:pPr></w:style></w:styles>"
    )
    data = written(
        sample("law.txt"), house=house_of_file(docx(paragraph("模板"), styles=styles))
    )
    assert value(style(data, "Heading1"), "pPr/numPr/numId") is None


def test_no_template_is_a_damaged_file() -> None:
    with pytest.raises(PlanparseError, match="a damaged Word document"):
        house_of_file(b"PK nothing")
