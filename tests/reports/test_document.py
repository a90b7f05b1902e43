"""The official text: it says what the facts say, and lays it out as official texts are."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.reports.conftest import ask
from zcins.office import Office
from zcins.reports import Facts, document
from zcins.reports.layout import Look, RedHead


def paragraphs(content: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]


def text(facts: Facts) -> str:
    return "\n".join(paragraphs(document(facts)))


def test_the_sentences_of_the_small_office(year: Facts) -> None:
    said = text(year)
    for sentence in (
        "列入应投保范围的企业（含按项目投保的施工项目）共5家，其中非煤矿山1家、危险化学品2家、化工2家。",
        "应投保企业5家，已投保2家，投保率40.0%，比上年末上升20.0个百分点。",
        "其余企业中，脱保1家、未投保1家、待核实1家，名单见附件。",
        "投保率最高的是非煤矿山（100.0%），最低的是化工（0.0%）。",
        "全年起保的保单6份，应收保费7700.50元。台账载明已到账5200.00元（另有2份保单未载明实收）。",
        "按不少于保费总额15%提取，全年起保的保单应提取事故预防费用1155.08元。",
        "人保财险汇总数90.00元与凭证数100.00元不一致，使用数按凭证计。",
        "全年出险1件，1人死亡，无人受伤。已赔付12.00万元，未决50.00元，先行垫付30.00元。",
        "另有1件赔案未载明出险日期",
        "未测算",
    ):
        assert sentence in said


def test_order_and_signature(year: Facts) -> None:
    lines = [line for line in paragraphs(document(year)) if line]
    heads = [line[0] for line in lines if re.match("[一二三四五六七八九十]、", line)]
    assert heads == list("一二三四五六七八九十")
    assert lines[2] == "区政府："
    signed = lines.index("试点办")
    assert lines[signed - 1 : signed + 2] == ["6．口径说明", "试点办", "2019年12月31日"]


def test_nothing_is_left_to_fill_in(year: Facts, office: Office) -> None:
    for facts in (year, ask(office, known_at="0"), ask(office, date(2017, 12, 31), "2017")):
        assert not re.search(r"[{}\[\]]|None|nan|XX|TODO|待填", text(facts))


def test_tables_hold_the_facts(year: Facts) -> None:
    tables = docx.Document(io.BytesIO(document(year))).tables
    _steps, sectors, _towns, _departments, insurers, *_rest = tables
    assert [cell.text for cell in sectors.rows[-1].cells] == [
        *("合计", "5", "2", "1", "1", "1", "40.0%", "20.0%"),
    ]
    assert [cell.text for cell in insurers.rows[1].cells] == [
        *("人保财险", "4", "5", "2", "7,400.50", "5,200.00"),
    ]


def test_a_rate_that_fell_is_said_to_have_fallen(year: Facts) -> None:
    better = replace(year.coverage.total, insured=4, lapsed=0, uninsured=0)
    fallen = replace(year, coverage=replace(year.coverage, before=better))
    assert "比上年末下降40.0个百分点" in text(fallen)
    same = replace(year, coverage=replace(year.coverage, before=year.coverage.total))
    assert "与上年末持平" in text(same)


def test_the_first_year_compares_with_nothing(office: Office) -> None:
    said = text(ask(office, date(2017, 12, 31), "2017"))
    assert "上年末" not in said
    assert "据已收到的理赔台账，全年未发生出险。" in said


def test_what_no_ledger_says_is_not_said_to_be_nothing(office: Office) -> None:
    said = text(ask(office, known_at="1"))
    assert "出险与理赔情况不详" in said
    assert "承保和保费情况不详" in said
    assert "其余均为未投保5家" in said
    assert "未发生" not in said


def test_a_day_within_the_year(office: Office) -> None:
    said = text(ask(office, date(2019, 6, 30)))
    assert "1月1日至6月30日起保的保单4份，应收保费6300.50元" in said
    assert "全年" not in said


def test_layout(year: Facts) -> None:
    found = docx.Document(io.BytesIO(document(year)))
    section = found.sections[0]
    margins = [getattr(section, f"{side}_margin") for side in ("top", "bottom", "left", "right")]
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    grid = found.element.xpath("//w:docGrid")[0]
    told = [grid.get(qn(f"w:{name}")) for name in ("type", "linePitch", "charSpace")]
    assert told == ["linesAndChars", "579", "-848"]  # (156 mm / 28 - 16 pt) in 4096ths
    body = style_of(found, "根据《")
    assert body.element.xpath("w:pPr/w:ind/@w:firstLineChars") == ["200"]
    assert body.element.xpath("w:pPr/w:spacing/@w:line") == [str(round(28.95 * 20))]  # twentieths
    fonts = {
        "周村区": "方正小标宋简体",
        "一、": "黑体",
        "（一）": "楷体_GB2312",
        "根据《": "仿宋_GB2312",
    }
    for start, font in fonts.items():
        named = style_of(found, start).element.xpath("w:rPr/w:rFonts/@w:eastAsia")
        assert named == [font]


def style_of(found: Any, start: str) -> Any:
    return next(one.style for one in found.paragraphs if one.text.startswith(start))


def test_pictures_say_what_they_show(year: Facts) -> None:
    found = docx.Document(io.BytesIO(document(year)))
    told = found.element.xpath("//wp:docPr/@descr")
    assert told[0].startswith("非煤矿山100.0%（上年末0.0%）")
    assert len(told) == 3  # by sector, by month, premium and claims; there is no subsidy


def test_an_office_template_gives_page_and_styles(year: Facts, tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("本机关的版头")
    own.sections[0].left_margin = Mm(40)
    own.styles["Heading 1"].font.name = "华文中宋"
    own.save(str(tmp_path / "own.docx"))
    made = document(year, Look(template=(tmp_path / "own.docx").read_bytes()))
    found = docx.Document(io.BytesIO(made))
    assert found.paragraphs[0].text == "本机关的版头"
    assert found.paragraphs[1].text.startswith("周村区高危行业")
    assert round((found.sections[0].left_margin or 0) / Mm(1)) == 40
    assert style_of(found, "一、").font.name == "华文中宋"
    assert len(found.tables) == len(docx.Document(io.BytesIO(document(year))).tables)


def test_a_red_head_has_no_number_that_nobody_gave(year: Facts) -> None:
    lines = paragraphs(document(year, Look(head=RedHead("试点办文件"))))
    assert lines[0] == "试点办文件"
    assert not any("〔" in line for line in lines[:6] if not line.startswith("根据"))
    numbered = paragraphs(document(year, Look(head=RedHead("试点办文件", "试办〔2020〕2号"))))
    assert "试办〔2020〕2号" in numbered[:6]


def test_the_same_facts_give_the_same_bytes(year: Facts, office: Office) -> None:
    assert document(year) == document(ask(office))


def test_times_are_those_of_the_event(year: Facts) -> None:
    properties = docx.Document(io.BytesIO(document(year))).core_properties
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.timestamp() == pytest.approx(year.at.timestamp(), abs=1)
