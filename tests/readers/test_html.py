"""What is read out of web pages: the document, by blocks, without what stands around it."""

import time
from base64 import b64encode

import pytest

import planparse
from planparse.readers import read
from planparse.text.original import Original

MENU = (
    '<div class="top"><a href="/">首页</a><a href="/zw">政务公开</a>'
    '<a href="/hd">互动交流</a></div>'
)
FOOT = '<div class="bottom"><p>主办：清源县人民政府，承办：县数据局。</p></div>'
PLAN = (
    "<p>清源县河道保洁工作方案</p><p>一、总体要求</p><p>按照“属地管理、分级负责”的原则，"
    "全面落实河道保洁责任，确保水清岸绿。</p><p>二、主要任务</p>"
    "<p>（一）清理漂浮物。各乡镇每周清理一次。</p><p>（二）疏浚河道。年内疏浚20公里。</p>"
)


def text_of(page: str, encoding: str = "utf-8") -> str:
    return read(page.encode(encoding), "plan.html").text


def original_of(page: str) -> Original:
    original = read(page.encode(), "plan.html").original
    assert original is not None
    return original


def test_blocks_are_lines_and_inline_elements_are_none() -> None:
    page = (
        "<!doctype html><meta charset=utf-8><title>站点</title>"
        "<nav>首页 | 政务公开</nav><div class=TRS_Editor>"
        "<p>一、<span>总体</span><b>要求</b><p>（一）指导思想。<br>（二）基本原则。"
        "<ol><li>摸清底数<li>建立台账</ol>"
        "<table><tr><td>一、<td>单元格</table>"
        '<p style="display:none">隐藏</p><!-- 注释 --></div>'
        '<div>上一篇：一、别的文章</div><script>var a="一、脚本"</script>'
    )
    assert text_of(page) == (
        "一、总体要求\n（一）指导思想。\n（二）基本原则。\n摸清底数\n建立台账\n一、\t单元格\n"
    )
    plan = planparse.parse(page.encode())
    assert [node.label for node in plan.sections()] == ["一、", "（一）", "（二）"]
    assert plan.source.format == "html"


@pytest.mark.parametrize(
    "wrapped",
    [
        '<div id="zoom">{}</div>',
        '<div class="main"><div class="text">{}</div></div>',
        "<table><tr><td>{}</td></tr></table>",
        '<table><tr><td width="20%"><a href="/1">栏目</a></td><td>{}</td></tr></table>',
        "<article>{}</article>",
    ],
)
def test_the_document_is_found_by_what_stands_in_it(wrapped: str) -> None:
    text = text_of(f"<html><body>{MENU}{wrapped.format(PLAN)}{FOOT}</body></html>")
    assert text.startswith("清源县河道保洁工作方案\n一、总体要求\n")
    assert text.endswith("（二）疏浚河道。年内疏浚20公里。\n")


def test_the_title_above_the_document_is_kept() -> None:
    head = "<head><title>清源县河道保洁办法_县政府</title></head>"
    title = "<div class=t>清源县河道保洁办法</div><p>来源：县政府办</p>"
    body = PLAN.replace("清源县河道保洁工作方案", "清政发〔2024〕3号")
    text = text_of(f"<html>{head}<body>{MENU}{title}<div id=zoom>{body}</div>{FOOT}")
    assert text.startswith(
        "清源县河道保洁办法\n来源：县政府办\n清政发〔2024〕3号\n一、"
    )
    twice = f"<html><body><h1>清源县河道保洁工作方案</h1><div id=zoom>{PLAN}</div>"
    assert text_of(twice).count("清源县河道保洁工作方案") == 1


def test_no_numbered_line_is_left_out() -> None:
    page = (
        f"<body>{MENU}<div class=left>{PLAN}</div><div class=nav><p>三、保障</p></div>"
    )
    assert "三、保障\n" in text_of(page)


def test_menus_inside_the_document_are_left_out() -> None:
    links = "".join(f'<li><a href="/{at}">栏目{at}</a></li>' for at in range(6))
    page = f"<body>{PLAN}<ul>{links}</ul>"
    assert "栏目" not in text_of(page)
    annexes = '<p><a href="1.doc">附件1：任务表</a></p>'
    assert text_of(f"<body>{PLAN}{annexes}").endswith("附件1：任务表\n")


def test_numbers_in_the_margin_are_left_out() -> None:
    articles = "".join(
        f"<section><div class=n><span>{at}</span></div><div><p>第{number}条</p></div>"
        f"<div><p>各乡镇应当落实第{at}项责任。</p></div></section>"
        for at, number in enumerate("一二三四", 1)
    )
    text = text_of(f"<body>{articles}")
    assert text.splitlines()[:3] == ["第一条", "各乡镇应当落实第1项责任。", "第二条"]


def test_the_number_of_an_article_and_its_text_may_be_two_paragraphs() -> None:
    page = "<body><p>第一条</p><p>为了规范河道管理，制定本办法。</p><p>第二条</p><p>本办法适用于全县。</p>"
    first, second = planparse.parse(page.encode()).sections()
    assert (first.text, first.children) == ("为了规范河道管理，制定本办法。", ())
    assert (second.cite, second.text) == ("第二条", "本办法适用于全县。")


def test_gb2312_means_gb18030() -> None:
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
        "</head><body><p>一、镕基街道（㐀）整治</p><p>（一）收费€30</p></body></html>"
    )
    assert text_of(page, "gb18030") == "一、镕基街道（㐀）整治\n（一）收费€30\n"


@pytest.mark.parametrize("charset", ["gb2312", "utf-8"])
def test_a_page_that_was_saved_as_one_file_is_read(charset: str) -> None:
    page = "<html><body><p>一、防汛工作</p><p>（一）清淤。</p></body></html>"
    coded = b64encode(page.encode(charset)).decode()
    data = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
        f"--x\r\nContent-Type: text/html; charset={charset}\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{coded}\r\n--x--\r\n"
    ).encode()
    assert read(data, "plan.doc").text == "一、防汛工作\n（一）清淤。\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_the_encoding_is_told(codec: str) -> None:
    head = '<meta charset="big5">' if codec == "big5" else ""
    page = f"<html><head>{head}</head><body><p>一、防汛工作</p></body></html>"
    assert text_of(page, codec) == "一、防汛工作\n"


def test_broken_lines_are_judged_as_in_text() -> None:
    page = "<p>　　各乡镇要认真贯彻落实县委、县<br>政府的决策部署。<br><br>第二段文字。</p>"
    lines = original_of(page).lines
    assert [line.begins for line in lines] == [True, False, True]


def test_each_line_knows_its_element() -> None:
    page = f'<body><div id="zoom">{PLAN}<h2>三、保障</h2></div>'
    lines = original_of(page).lines
    assert [line.element for line in lines][:2] == ["div#zoom/p", "div#zoom/p[2]"]
    assert (lines[-1].element, lines[-1].outline) == ("div#zoom/h2", 2)
    plan = planparse.parse(page.encode())
    assert [node.element for node in plan.sections()][-1] == "div#zoom/h2"


def test_a_table_has_its_merged_cells_and_heads() -> None:
    page = (
        f"<body>{PLAN}<table><thead><tr><td colspan=2>任务</td><td>单位</td></tr></thead>"
        "<tr><td rowspan=2>清淤</td><td>一期</td><td>甲</td></tr>"
        "<tr><td>二期</td><td>乙</td></tr></table>"
    )
    (found,) = original_of(page).tables
    assert [[cell[2:] for cell in row] for row in found.rows] == [
        [(0, 1, 2, True), (2, 1, 1, True)],
        [(0, 2, 1, False), (1, 1, 1, False), (2, 1, 1, False)],
        [(1, 1, 1, False), (2, 1, 1, False)],
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<p>一、甲<p>（一）乙<p>" + "<div>" * 50_000 + "（二）丙",
        "<p>一、甲<p>（一）乙<p>" + "<!--" * 50_000 + "（二）丙",
        "<p>一、甲<p>（一）乙<p>" + '<a title="' * 20_000 + '">（二）丙',
        "<p>一、甲<p>（一）乙<p>" + "<table><tr><td>" * 10_000 + "（二）丙",
        "<p>一、甲<p>（一）乙<p>" + "<td><div></td></b></p>" * 10_000 + "（二）丙",
        "<p>一、甲<p>（一）乙<p>" + "<script><style>" * 20_000 + "（二）丙",
    ],
    ids=["divs", "comments", "quotes", "tables", "ends", "scripts"],
)
def test_time_grows_linearly_whatever_the_markup(page: str) -> None:
    begun = time.process_time()
    text = text_of(page)
    assert time.process_time() - begun < 5
    assert text.startswith("一、甲\n（一）乙")


def test_a_page_without_text_is_an_empty_text() -> None:
    assert text_of("<html><body><script>x</script></body></html>") == ""
    assert planparse.parse(b"<html></html>").documents[0].children == ()
