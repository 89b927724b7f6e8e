#!/usr/bin/env python3
"""Writes Chinese official prose, as varied as a year of real reports and the same on every machine: what the measuring
tests (test_prose.py, tests/rules/test_first_fit.c) set and read back.

usage: prose.py CHARACTERS FILE     one paragraph a line, about so many characters in all
"""
import pathlib
import sys

# The vocabulary of annual reports, two to twenty characters a piece, in the order it came to mind.
BODY = """
本年度 我局 本机关 全区 各单位 各科室 各街道 区政府 市政府 办公室 领导小组 工作专班 主要负责人 分管领导 业务骨干 法律顾问 新闻发言人
政府信息公开 主动公开 依申请公开 公开属性 公开范围 公开目录 公开指南 公开平台 公开专栏 公开审查 保密审查 动态调整 源头认定 全程留痕
政务服务 政务新媒体 政府网站 政务公开标准化 政策解读 政策咨询 政策直达 政策兑现 政策汇编 决策公开 执行公开 管理公开 服务公开 结果公开
重大行政决策 重大建设项目 公共资源配置 社会公益事业 公共企事业单位 基层政务公开 财政预算决算 政府采购 行政许可 行政处罚 行政强制 行政确认
行政复议 行政诉讼 行政规范性文件 规章 备案审查 合法性审核 公平竞争审查 立改废释 集中清理 现行有效 予以废止 修订完善 制发机关
收到申请 受理答复 依法答复 按期办结 补正告知 征求意见 第三方意见 不予公开 部分公开 予以公开 不予处理 无法提供 结转下年度 上年结转
自然人 法人或者其他组织 商业企业 科研机构 社会公益组织 法律服务机构 其他组织 群众 企业 服务对象 社会公众 人大代表 政协委员 利益相关方
就业创业 社会保险 劳动关系 人才引进 职业技能培训 劳动监察 工伤认定 养老服务 医疗保障 住房保障 义务教育 学前教育 食品安全 药品监管
生态环境 水务管理 绿化市容 城市更新 旧区改造 乡村振兴 交通运输 道路养护 安全生产 应急管理 防汛防台 消防救援 公共文化 体育健身 旅游推介
营商环境 数字化转型 一网通办 一网统管 一件事 好办快办 免申即享 高效办成 随申办 市民服务热线 民生实事 惠民利企 助企纾困 减税降费
加强 推进 落实 完善 健全 优化 规范 细化 压实 提升 拓展 强化 深化 聚焦 围绕 坚持 统筹 持续 扎实开展 稳步实施 全面梳理 及时更新 定期通报
认真贯彻落实 进一步明确 切实保障 有效提升 不断丰富 积极回应 广泛征求 主动接受监督 严格执行 统一部署 分级负责 协同联动 形成合力 举一反三
存在的主要问题 改进情况 薄弱环节 不足之处 工作机制 长效机制 责任清单 任务分解 考核评估 社会评议 责任追究 监督检查 业务培训 专题会议
以公开为常态不公开为例外 为人民群众提供更加优质便捷高效的服务 保障公民法人和其他组织依法获取信息 提高政府工作的透明度 建设法治政府
充分发挥政府信息对人民群众生产生活的服务作用 把政务公开贯穿权力运行全过程 推动政策解读从单向发布向双向互动转变 回应社会关切 引导社会预期
让群众看得到听得懂能监督 切实增强公开意识 严把政治关法律关政策关保密关文字关 推动各项工作落地见效 发布权威信息 解疑释惑 凝聚共识
与上年度相比 总体平稳 略有上升 大幅下降 基本持平 稳中有进 成效明显 有待提高 较为突出 尚需加强 不够及时 不够丰富 仍有差距 任务艰巨
下一步 今后 同时 此外 另外 其中 目前 截至年底 全年累计 第一季度 上半年 近三年来 首次 再次 逐步 进一步 依据有关规定 按照上级要求
""".split()
LINKS = "的 和 与 及 对 在 由 为 已 均 共 将 并 等 或 从 以 向 按 了 是".split()
MEASURES = "件 条 次 人次 份 项 个 万元 亿元 万人 家 人 平方米 公里 期 起 户 亩 个百分点 个工作日".split()
UNITS = "km km² kg kWh MW m³ GB MHz mm t kW h".split()
LAWS = """中华人民共和国政府信息公开条例 中华人民共和国行政许可法 优化营商环境条例 政府信息公开工作年度报告 重大行政决策程序暂行条例
行政规范性文件管理规定 政务公开工作要点 公共数据开放暂行办法 目录 条例 管理办法 实施细则 三年行动方案 高质量发展“十四五”规划""".split()
NAMES = "买买提·艾力 阿卜杜拉·玉素甫·买买提 古丽娜尔·阿不都热依木 卡尔·马克思 列夫·托尔斯泰 乌鲁木齐·达坂城".split()
RARE = "沭阳 㙍头镇 垚 翀 焜 赟 喆 翯 𬒈石 𬭚 𫖯 濂溪 鄠邑区 犍为 涪陵 盱眙 亳州 郯城 邗江 氹仔".split()
WORDS = """Word App PDF/A-2 COVID-19 AI GIS OFD H5 iOS Android WPS Excel QQ Wi-Fi ETC 5G IPv6 VR UTC+8 P2P O2O
ISO9001 GDP""".split()
PHRASES = """Microsoft Office 365|Adobe Acrobat Reader DC|Portable Document Format|Shanghai Minhang District
Internet of Things|World Health Organization|data governance|open government|Internet Explorer 11|Kylin Desktop V10
Government Information Disclosure|ISO/IEC 27001|Don't repeat yourself|e-government services"""
PHRASES = PHRASES.replace("\n", "|").split("|")
LONG_WORDS = """internationalization interoperability telecommunications Verwaltungsgerichtsbarkeit
transparency responsibilities""".split()
ADDRESSES = """https://www.shmh.gov.cn/shmh/zwgk/index.html
http://www.gov.cn/zhengce/content/2021-09/26/content_5639389.htm
https://zwdt.sh.gov.cn/govPortals/index.do?itemCode=310112000&type=1 www.shanghai.gov.cn
ftp.example.org/pub/annual-report_2025.zip""".split()
MAILS = "mhrsj@shmh.gov.cn xxgk.office@example.gov.cn gongkai_2025@minhang.sh.cn".split()
IDENTIFIERS = """SHMH-2025-0012-A AA4310000-2025-002 310112-XK-2025-000123 MH/T-0007_2025-rev.3
SHMH_ZWGK_2025_INDEX_V2""".split()


class Dice:
    """A generator of our own: Python's differs between versions in what it makes of one seed."""

    def __init__(self, seed):
        self.state = seed * 2862933555777941757 + 3037000493 & (1 << 64) - 1

    def below(self, count):
        self.state = self.state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        return (self.state >> 33) % count

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def of(self, items):
        return items[self.below(len(items))]


# numbers

def integer(dice):
    return dice.of([str(dice.between(0, 9)), str(dice.between(10, 999)), f"{dice.between(1000, 99999)}",
                    f"{dice.between(1000, 9999999):,}"])


def decimal(dice):
    return f"{dice.between(0, 999)}.{dice.between(0, 99):02}"


def grouped(dice):
    return f"{dice.between(1, 999)}\u202f{dice.below(1000):03}\u202f{dice.below(1000):03}"


def signed(dice):
    return dice.of("±+−×¥￥$€№") + dice.of([integer, decimal])(dice)


def suffixed(dice):
    return dice.of([integer, decimal])(dice) + dice.of(["%", "％", "‰", "℃", "%", "°", "℉"])


def with_unit(dice):
    return dice.of([integer, decimal])(dice) + dice.of([" ", "", "\u202f"]) + dice.of(UNITS)


def counted(dice):
    return dice.of([integer, integer, decimal])(dice) + dice.of(MEASURES)


def between(dice):
    low = dice.between(1, 40)
    high = low + dice.between(1, 40)
    return dice.of([f"{low}%～{high}%", f"{low}—{high}条", f"{low}～{high}件", f"202{low % 5}–2025年", f"{low}-{high}人",
                    f"第{low}～{high}条", f"{low}℃～{high}℃", f"{low}.5～{high}.5万元"])


def date(dice):
    year, month, day = dice.between(2019, 2026), dice.between(1, 12), dice.between(1, 28)
    return dice.of([f"{year}年", f"{year}年{month}月", f"{year}年{month}月{day}日", f"{month}月{day}日",
                    f"{year}-{month:02}-{day:02}", f"{year}/{month}/{day}",
                    f"{dice.between(0, 23)}:{dice.below(60):02}"])


def document(dice):
    return dice.of(["国办公开办函", "沪府规", "闵府办发", "国令", "财预"]) + f"〔{dice.between(2017, 2026)}〕{dice.between(1, 199)}号"


def telephone(dice):
    return dice.of(["12345", "021-64881234", "400-820-1234", "(021)54881234", "021－64128888",
                    f"1{dice.between(30, 99)}-0000-0000"])


# marks

def title(dice):
    law = dice.of(LAWS)
    return dice.of([f"《{law}》", f"《{law}》", f"《{law}（试行）》", f"《关于印发〈{law}〉的通知》", f"《{law}》《{dice.of(LAWS)}》",
                    f"《{law}》（{document(dice)}）", f"《{law}（{dice.between(2019, 2025)}年版）》"])


def quoted(dice):
    a, b, c = dice.of(BODY), dice.of(BODY), dice.of(BODY)
    return dice.of([f"“{a}”", f"“{a}”“{b}”", f"“{a}”、“{b}”", f"“{a}‘{b}’{c}”", f"“《{a}》”", f"“{a}……”",
                    f"“‘{a}’”", f"‘{a}’",
                    f"“{a}，{b}。”", f"“{a}——{b}”", f"“{a}”（以下简称“{b}”）", f"“{dice.of(WORDS)}”", f"“{dice.of(WORDS)}+{a}”",
                    f"「{a}」", f"『{a}』", f"“（{a}）”", f"：“{a}？”", f"“{dice.of(PHRASES)}”"])


def bracketed(dice):
    a = dice.of(BODY)
    return dice.of([f"（{a}）", f"（{a}）（{dice.of(BODY)}）", f"（含{a}）", f"【{a}】", f"［{a}］", f"｛{a}｝",
                    f"（“{a}”）", f"（《{dice.of(LAWS)}》）",
                    f"（{counted(dice)}）", f"（{suffixed(dice)}）", f"（{dice.of(WORDS)}）", f"〖{a}〗",
                    f"（见附件{dice.between(1, 9)}）", f"（{a}（{dice.of(BODY)}））", f"（{dice.of(PHRASES)}）",
                    f"({a})", f"[{a}]", f"(见附件{dice.between(1, 9)})"])


def chained(dice):
    a, b = dice.of(BODY), dice.of(BODY)
    return a + dice.of(["——", "……", "～", "／", "/", "、", "——", "·", "-", "–", "—", "＋"]) + b


def noted(dice):
    return dice.of(BODY) + dice.of(["①", "②", "⑩", "⑳", "[1]", "[12]", "①②", "²", "¹"])


def enumerated(dice):
    return dice.of([f"①{dice.of(BODY)}；②{dice.of(BODY)}；③{dice.of(BODY)}", f"一是{dice.of(BODY)}；二是{dice.of(BODY)}",
                    f"（1）{dice.of(BODY)}；（2）{dice.of(BODY)}", f"1.{dice.of(BODY)}；2.{dice.of(BODY)}"])


def half_width(dice):
    """Latin marks beside Chinese, as drafters type them."""
    return dice.of(BODY) + dice.of([",", ";", ":", "!", "?", ".", ", ", "%", ")"]) + dice.of(BODY)


def latin(dice):
    return dice.of([dice.of(WORDS), dice.of(WORDS), dice.of(PHRASES), f" {dice.of(WORDS)} ", dice.of(LONG_WORDS)])


def link(dice):
    return dice.of([dice.of(ADDRESSES), dice.of(MAILS), dice.of(IDENTIFIERS), dice.of(LONG_WORDS)])


def odd(dice):
    return dice.of(["々", "〃", "〇", "人人々", "∶", "￥", "￡100", "£100", "年报〃", "比例为3∶1", "二〇二五年", "‖", "｜"])


def han(dice):
    return dice.of(BODY)


def linked(dice):
    return dice.of(LINKS) + dice.of(BODY)


NUMBERS = [integer, decimal, grouped, signed, suffixed, with_unit, counted, counted, between, date, date,
           document, telephone]
MARKS = [title, quoted, bracketed, chained, noted, enumerated, half_width]
SELDOM = [link, odd, lambda d: d.of(NAMES), lambda d: d.of(RARE)]
MIXED = [han] * 14 + [linked] * 8 + NUMBERS + MARKS + [latin] * 2 + SELDOM
KINDS = [  # weight, pieces, longest paragraph
    (10, MIXED, 400),
    (8, [han] * 6 + [linked] * 5 + NUMBERS[:1] + [counted, title, quoted], 260),
    (4, [han, han, linked], 400),
    (3, [han, linked] + NUMBERS, 240),
    (3, [han, linked] + MARKS + [title, quoted, bracketed], 240),
    (2, [latin, latin, link, han, integer, lambda d: d.of(PHRASES) + " "], 200),
    (2, [han, linked], 12),
    (1, [link, link, han], 120),
    (1, [lambda d: d.of(NAMES), lambda d: d.of(RARE), han, odd], 120)]
STOPS = ["。"] * 12 + ["；", "！", "？", "？！", "！！", "……。", "。”", "）。", "……", "。）", "：", "!", "."]


def join(dice, words, piece):
    """Two numbers or Latin words never meet without something between them."""
    meet = words and (words[-1].isascii() or words[-1] in "‰％℃℉°²³¹") and piece[0].isascii() and words[-1] != " "
    return words + (dice.of(LINKS) if meet else "") + piece


def sentence(dice, pieces):
    words = ""
    for clause in range(dice.between(1, 4)):
        words = words.rstrip(" ") + ("" if clause == 0 else dice.of("，，，，，、；："))
        for _ in range(dice.between(1, 4)):
            words = join(dice, words, dice.of(pieces)(dice))
    return words


def paragraph(dice):
    """What a paragraph says, without blanks at its ends."""
    weight = dice.below(sum(kind[0] for kind in KINDS))
    for share, pieces, longest in KINDS:
        weight -= share
        if weight < 0:
            break
    wanted = dice.between(1, longest)
    if wanted < 8 and dice.below(2):
        return "".join(dice.of(BODY) for _ in range(4))[:wanted] + dice.of(["。", "", "：", "。”"])
    words = ""
    while len(words) < wanted:
        words = join(dice, words, sentence(dice, pieces)).rstrip(" ")
        end = dice.of(STOPS)
        words += end if not (end[0] in ".!" and words[-1] in "，。；") else "。"
    return words.strip(" ")


# reports

def plain(words):
    """Without what would be markup at a paragraph's beginning, and what never stands there."""
    digits = words.lstrip("0123456789")
    numbered = digits != words and digits[:1] in (".", ")")
    return "第" + words if numbered or words[:1] in tuple("-+*#>=~`|[ ∶〃々｜‖") else words


def parts(dice, characters):
    """(kind, words) of a section's parts of about so many characters: headings, paragraphs, lists."""
    left, sectioned = characters, False
    while left > 0:
        roll = dice.below(12)
        if roll == 0 or (roll == 1 and not sectioned):
            sectioned = True
            yield "h2", dice.of(BODY) + dice.of(BODY)
        elif roll == 1:
            yield "h3", dice.of(BODY) + dice.of(["", "和", "（续）"]) + dice.of(BODY)
        for _ in range(dice.between(1, 3)):
            words = plain(paragraph(dice))
            left -= len(words)
            yield "item" if roll == 2 else "p", words


def source(layout, sections):
    """A report's YAML of (title, parts) each."""
    marks = {"h2": "## ", "h3": "### ", "item": "1. ", "p": ""}
    out = [f"agency: 甲区乙局\nyear: 2025\nlayout: {layout}\ntitle: 甲区乙局年度报告\nsections:"]
    for title, text in sections:
        out.append(f"  - title: {title}\n    text: |")
        escaped = ((kind, words.replace("[", "\\[").replace("]", "\\]")) for kind, words in text)
        out.extend(f"      {marks[kind]}{words}\n" for kind, words in escaped)
    return "\n".join(out)


def main():
    characters, target = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    dice, lines = Dice(2025), []
    while characters > 0:
        lines.append(paragraph(dice))
        characters -= len(lines[-1])
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
