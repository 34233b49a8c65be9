"""Below which node each paragraph of the samples stands, as people marked it by reading."""

from pathlib import Path

from planparse.text.encoding import decode
from tests.laws.laws import parents_of

SAMPLES = Path(__file__).parents[2] / "samples"
MARKED: dict[str, dict[str, str]] = {
    "archive.txt": {
        "*年主要目标是:新增公园": "",
        "抽查食堂留样和进货台账,": "",
        "各学校要结合自身特点修订": "六、",
        "坚持先急后缓、先险后夷,": "三、",
        "采取一季一查、半年一评、": "四、",
        "按照步行十分钟可达的原则": "一、",
        "依托学校操场、文体中心设": "四、",
    },
    "crlf-gb18030.txt": {
        "为组织好今年春季义务植树": "",
        "全区计划栽植各类苗木16": "一、",
        "各单位在组织实施中要做到": "四、",
        "序号": "",
    },
    "decimal.txt": {"为指导公共数据平台的建设": "1/1.1"},
    "flood-season.txt": {
        "据气象部门预测，今年青云": "",
        "通报到各县区，连续两次排": "",
        "各县区要结合实际制定实施": "",
    },
    "inline-series.txt": {
        "坚持急用先行、以点带面，": "二、",
        "在推进方式上，要把握好三": "二、",
    },
    "law.txt": {
        "本办法所称公共绿地，是指": "第一章/第二条",
        "任何单位和个人都有爱护公": "第一章/第三条",
        "发展改革、自然资源、水务": "第一章/第四条",
        "游客在草坪开放区搭设帐篷": "第三章/第十二条之一",
    },
    "notice-and-plan.txt": {
        "（此件公开发布）": "",
        "为进一步方便企业和群众办": "",
        "坚持群众跑得少、窗口办得": "一、",
        "按照前台综合受理、后台分": "二、/(一)",
    },
    "report.txt": {
        "受县人民政府委托，我把去": "",
        "过去的一年，是云溪爬坡过": "一、",
        "一年来，我们把力气用在三": "一、",
        "——新建公办幼儿园4所，": "一、/（三）",
        "——建成农村互助食堂65": "一、/（三）",
        "各位代表，成绩来之不易，": "一、",
        "2024年是实施“十四五": "二、",
        "围绕上述目标，重点抓好以": "三、",
        "● 改造农村危旧桥梁18": "三、/（三）",
        "各位代表！山再高，往上攀": "",
    },
}
"""The labels above a paragraph, by its first characters: "" is the document itself."""
KNOWN = {("report.txt", "各位代表，成绩来之不易，")}
"""Not yet read so: a series inside the paragraph behind it hides that the part ends."""


def test_paragraphs_stand_where_people_marked_them() -> None:
    missed = set()
    for name, marked in MARKED.items():
        text = decode((SAMPLES / name).read_bytes(), name).text
        parents = parents_of(text)
        for words, parent in marked.items():
            found = {path for start, path in parents if text.startswith(words, start)}
            if found != {parent}:
                missed.add((name, words))
    assert missed == KNOWN
