"""A report whose table of 24 columns is too wide for the page, in a layout of one's own."""
import functools
import shutil

import built
from harness import ROOT, program, run

GROUPS = ("东部地区", "中部地区", "西部地区", "东北地区")
IN_GROUP = 6
ROWS = [f"科目{n}" for n in range(1, 41)]
COLUMNS = [(group, n) for group in GROUPS for n in range(1, IN_GROUP + 1)]


def form():
    heads = "".join(f"          - label: {group}\n            columns:\n" +
                    "".join(f"              - {{key: {group}{n}, label: 第{n}区}}\n" for n in range(1, IN_GROUP + 1))
                    for group in GROUPS)
    return f"""form: wide
title: 宽表
tables:
  支出:
    title: 支出
    widths: [6字+2份, 2字+1份×{len(COLUMNS)}]
    blocks:
      - stub_head: 项目
        stubs: [1]
        columns:
{heads}        rows: [{", ".join(ROWS)}]
"""


def figure(row, column):
    return 10000 + 100 * row + column


def report():
    rows = "".join(f"    {name}: {[figure(r, c) for c in range(len(COLUMNS))]}\n" for r, name in enumerate(ROWS))
    return f"""agency: 甲局
year: 2025
title: 甲局统计公报
form: wide
layout: ours
sections:
  - title: 总体情况
    text: 表前的文字。
  - title: 支出情况
    content:
      - {{table: 支出, caption: 表1　各区支出, note: 数据为初步数。}}
      - text: 表后的文字，见[说明](https://www.example.org/)。
figures:
  支出:
{rows}"""


@functools.lru_cache(maxsize=None)
def written(layout, wide):
    """The source, and the layouts it needs: `layout` with what it says of wide tables."""
    folder = built.folder() / f"wide-{layout}-{wide}"
    shutil.copytree(ROOT / "layouts", folder / "layouts")
    words = (folder / f"layouts/{layout}.yaml").read_text(encoding="utf-8")
    for kind in ("turn", "fold"):
        words = words.replace(f"wide: {kind}", f"wide: {wide}")
    (folder / "layouts/ours.yaml").write_text(words, encoding="utf-8")
    (folder / "layouts/forms/wide.yaml").write_text(form(), encoding="utf-8")
    (folder / "wide.yaml").write_text(report(), encoding="utf-8")
    return folder / "wide.yaml", folder / "layouts"


@functools.lru_cache(maxsize=None)
def build(layout, wide, kind="pdf"):
    source, layouts = written(layout, wide)
    target = source.with_suffix(f".{kind}")
    done = run(program(), "build", "--layouts", layouts, source, "-f", kind, "-o", target)
    if done.status:
        raise AssertionError(done.err)
    return target
