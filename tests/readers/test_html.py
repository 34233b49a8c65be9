"""What is read out of web pages: the document, by blocks, without what stands around it."""

import time
from base64 import b64encode
from collections.abc import Sequence

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


def link(text: str, to: str = "/1.html") -> str:
    return f'<a href="{to}">{text}</a>'


@pytest.mark.parametrize(
    "around",
    [
        "".join(f"<li><em>{n}</em>{link('县政府通知')}</li>" for n in range(1, 6)),
        "".join(f"<p>{n}. {link('县政府通知')}</p>" for n in range(1, 3)),
        "".join(f"<p>{link(f'{n}、县政府通知')}</p>" for n in range(1, 4)),
        "".join(f"<p>{n}、{link('县政府通知')}</p>" for n in "一二三"),
        "".join(f"<p>{n}. {link('通知')} 2024-03-0{n}</p>" for n in range(1, 6)),
        "".join(f"<dt>{n}</dt><dd>{link('县政府通知')}</dd>" for n in range(1, 4)),
        "".join(f"<dt>{n}.</dt><dd>{link('县政府通知')}</dd>" for n in range(1, 3)),
        "".join(
            f"<p>{n} {link('通知')} 发布时间：2024-03-0{n} 阅读 {n}</p>"
            for n in range(1, 4)
        ),
        f"<p>上一篇：{link('一、关于清淤的通知')}</p><p>下一条 {link('二、公告')}</p>",
        f"<p>相关链接：</p><p>1. {link('通知')}</p><p>2. {link('公告')}</p>",
        f"<div>{link('上一页')} <b>1</b> {link('2')} {link('下一页')}</div>",
        "<footer><p>1. 本网站由县政府办主办</p><p>2. 建议使用新的浏览器</p></footer>",
        "<div class=footer><ul><li>（一）网站声明</li><li>（二）联系电话</li></ul></div>",
    ],
)
@pytest.mark.parametrize(
    "page", ["<body>{0}{1}", "<body>{1}<hr>{0}", "<div id=zoom>{0}</div>{1}"]
)
def test_numbered_links_and_footers_around_the_document_are_left_out(
    around: str, page: str
) -> None:
    text = text_of(page.format(PLAN, around))
    assert text == text_of(f"<body>{PLAN}")


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (
            (f"（三）{link('保障')}", f"（四）{link('附则')}"),
            "（三）保障\n（四）附则\n",
        ),
        (
            ("附件：", f"1. {link('名单')}", f"2. {link('任务表')}"),
            "附件：\n1. 名单\n2. 任务表\n",
        ),
        (
            [f"{n}. {link('表', '/f/1.xlsx?v=2')}" for n in range(1, 6)],
            "1. 表\n2. 表\n3. 表\n4. 表\n5. 表\n",
        ),
        ((link("清源县人民政府"), "2024年3月1日"), "清源县人民政府\n2024年3月1日\n"),
        ((f"详见{link('《河道管理办法》')}。",), "详见《河道管理办法》。\n"),
    ],
)
def test_links_that_are_the_documents_are_kept(lines: Sequence[str], kept: str) -> None:
    page = f"<body>{PLAN}" + "".join(f"<p>{line}</p>" for line in lines)
    assert text_of(page).endswith(kept)


def test_numbered_links_inside_the_document_are_kept() -> None:
    laws = "".join(f"<p>{n}.{link('防洪法')}</p>" for n in range(1, 6))
    page = f"<body>{PLAN.replace('<p>（二）', laws + '<p>（二）', 1)}"
    assert "1.防洪法\n2.防洪法\n3.防洪法\n4.防洪法\n5.防洪法\n（二）" in text_of(page)
    only = "".join(f"<p>{n}.{link('防洪法')}</p>" for n in range(1, 4))
    assert text_of(f"<body>{only}") == "1.防洪法\n2.防洪法\n3.防洪法\n"


def test_a_list_set_aside_is_the_documents_where_it_is_the_longer_one() -> None:
    page = f"<body><div class=location>{PLAN}</div><p>1. 首页声明</p>"
    assert text_of(page).startswith("清源县河道保洁工作方案\n一、总体要求\n")


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
