#!/usr/bin/env python3
"""The rules of setting Chinese, measured on three hundred pages of prose (prose.py) as printed (prose_lines.py), at
28 characters a line and at 10. One method a rule, named for it; each says how much it looked at.

usage: test_prose.py [CL-20]     all, or one rule"""
import collections
import re
import statistics
import sys
import unittest

import prose_lines
from pdfread import CLOSING, OPENING, STOPS, is_han
from prose_gaps import (MARKS, NATURAL, around, blocks, breaks, full_lines, gap, gaps_of_full_lines, in_address,
                        is_forced, is_one_piece, is_too_wide, is_word, kind_of, neighbours, reports, stretch_of, where,
                        words_of)
from prose_lines import BASELINE, CELL, LEFT, PITCH, TOP

LONGEST = 12          # list of what is wrong
NEAR = 0.1            # CL-08: what "flush" means, pt
OVERLAP = 0.3         # CL-13: a dash is drawn that much longer, lest a seam be seen
ROUNDED = 0.05        # Cairo leaves out moves of less than 3/1000 of the type size, and makes them good with the next
SUFFIXES = "%％‰°℃℉′″"
HAN = "[\u3400-\u9fff\U00020000-\U0003ffff〇]"
LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
NUMBER = r"\d+(?:[.,:\u202f]\d+)*"


def near(glyph):
    return OVERLAP if glyph.text == "—" else NEAR


class Prose(unittest.TestCase):
    def none_of(self, breaches, seen, what, least=50):
        """Asserts that there is no breach among enough that was looked at."""
        name = self.id().split(".")[-1].removeprefix("test_").replace("_", "-", 1).replace("_", " ")
        print(f"{name}: {seen} {what}, {len(breaches)} wrong")
        self.assertGreaterEqual(seen, least if len(reports()[0].blocks) > 200 else 1, what)
        self.assertFalse(breaches, f"{len(breaches)} of {seen} {what}:\n" + "\n".join(map(str, breaches[:LONGEST])))

    def not_at_start(self, marks, name=""):
        """No line begins with one of marks(block, index of its first character); in all reports, or in one."""
        rows = [(report, block, index) for report, block, index, _, _ in breaks() if name in ("", report.name)]
        wrong = [f"{r.name}: {around(b, i)}" for r, b, i in rows if b.words[i] in marks(b, i)]
        self.none_of(wrong, len(rows), "line starts")

    def not_at_end(self, marks, name="", skip=lambda block, index: False):
        rows = [(report, block, index, before) for report, block, index, before, _ in breaks()
                if name in ("", report.name) and not skip(block, index)]
        self.none_of([f"{r.name}: {around(b, i)}" for r, b, i, before in rows if before.glyphs[-1].text in marks],
                     len(rows), "line ends")

    def not_split(self, pattern, what, least=50, skip=lambda block, index: False):
        """No line begins inside what the pattern matches."""
        expression, seen, wrong = re.compile(pattern), 0, []
        for report, block in blocks():
            begins = {line.glyphs[0].index for line in block.lines[1:]}
            for match in expression.finditer(block.words):
                seen += 1
                wrong += [f"{report.name}: {around(block, i)}" for i in begins
                          if match.start() < i < match.end() and not skip(block, i) and self.fits(report, match[0])]
        self.none_of(wrong, seen, what, least)

    @staticmethod
    def fits(report, words):
        return sum(1 if is_han(c) or c in MARKS else 0.5 for c in words) < report.cells - 2


class Lines(Prose):
    """Where lines begin and end, and that they are flush."""

    def test_CL_04_every_mark_has_its_width(self):
        """Between two Han in their natural setting: half a cell, or a whole one; with its blank always a whole one."""
        wrong, seen = [], 0
        for report, block in blocks():
            if len(block.words) == 3 and block.words[0] == block.words[2] == "国":
                seen += 1
                first, mark, last = block.lines[0].glyphs
                wide = 1 if mark.text in MARKS or mark.text in prose_lines.WHOLE else 0.5
                if abs(gap(first, last) - wide * CELL) > ROUNDED:
                    wrong.append(f"{mark.text} {gap(first, last) / CELL:.3f} em: {where(report, block.lines[0])}")
        self.none_of(wrong, seen, "marks")

    def test_CL_06_baselines_stand_on_the_grid(self):
        wrong, seen = [], 0
        for report, block in blocks():
            for line in block.lines:
                steps = (line.y - TOP - BASELINE) / PITCH
                seen += 1
                if abs(steps - round(steps)) * PITCH > 0.05 or round(steps) not in range(22):
                    wrong.append(where(report, line))
        self.none_of(wrong, seen, "lines")

    def test_CL_08_full_lines_are_flush_on_both_sides(self):
        wrong, seen = [], 0
        for report, block, line in full_lines():
            seen += 1
            off = line.glyphs[-1].right - report.right
            if abs(off) > near(line.glyphs[-1]) and not (off < 0 and is_one_piece(block, line)):
                wrong.append(f"right by {off:.2f}: {where(report, line)}")
        for report, block, _, _, line in breaks():
            off = line.glyphs[0].left - LEFT
            if abs(off) > near(line.glyphs[0]):
                wrong.append(f"left by {off:.2f}: {where(report, line)}")
        self.none_of(wrong, seen, "lines")

    def test_CL_08_last_lines_are_not_stretched(self):
        wrong, seen = [], 0
        for report, block in blocks():
            for a, b in neighbours(block.lines[-1]):
                if is_han(a.text) and is_han(b.text):
                    seen += 1
                    if abs(gap(a, b)) > ROUNDED:
                        wrong.append(where(report, block.lines[-1]))
            if block.lines[-1].glyphs[-1].right > report.right + NEAR:
                wrong.append(f"too wide: {where(report, block.lines[-1])}")
        self.none_of(wrong, seen, "gaps of last lines")

    def test_CL_20_marks_not_at_a_line_s_start(self):
        def marks(block, index):
            single = block.words[index] == "—" and "—" not in (block.words[index + 1:index + 2], block.words[index - 1])
            return STOPS | CLOSING | set("‼⁇⁈⁉-–‐～·‧•・/／") | ({"—"} if single else set())
        self.not_at_start(marks)

    def test_CL_20_openers_not_at_a_line_s_end(self):
        self.not_at_end(OPENING)

    def test_CL_21_no_solidus_at_a_line_s_end(self):
        self.not_at_end("/／", skip=lambda block, index: in_address(block.words, index))

    def test_CL_22_strict_dashes_not_at_a_line_s_start(self):
        self.not_at_start(lambda block, index: set("—⸺…⋯"), "strict")

    def test_CL_23_half_width_marks_beside_han(self):
        """, . : ; ! ? ) ] } % like their full-width kin, ( [ { $ ¥ like the opening ones."""
        self.not_at_start(lambda block, index: set(",.:;!?)]}%"))
        self.not_at_end("([{$¥")

    def test_CL_24_marks_that_word_processors_keep(self):
        """々 〃 ∶ … also do not begin a line; £ ￥ and the interpunct do not end one."""
        self.not_at_start(lambda block, index: set("¨ˇˉ―‖…∶〃々｀｜￠"), "word")
        self.not_at_end("£￡¥￥·．", "word")

    def test_CL_43_opening_marks_at_a_line_s_start_lose_their_blank(self):
        rows = [(report, line) for report, _, _, _, line in breaks() if line.glyphs[0].text in OPENING]
        self.none_of([where(r, l) for r, l in rows if abs(l.glyphs[0].left - LEFT) > NEAR], len(rows), "opening marks")

    def test_CL_44_marks_at_a_line_s_end_take_half_a_cell(self):
        rows = [(report, line) for report, _, line in full_lines() if line.glyphs[-1].text in CLOSING | STOPS]
        wrong = [where(r, l) for r, l in rows if abs(l.glyphs[-1].right - r.right) > NEAR]
        self.none_of(wrong, len(rows), "closing marks")

    def test_CL_80_first_lines_are_two_characters_in(self):
        """In a narrow column one."""
        wrong, seen = [], 0
        for report, block in blocks():
            first, seen = block.lines[0].glyphs[0], seen + 1
            indent = (2 if report.cells >= 15 else 1) * CELL
            edges = [first.left - LEFT - indent] + [first.left - LEFT - indent - CELL / 2] * (first.text in OPENING)
            if min(map(abs, edges)) > NEAR:
                wrong.append(where(report, block.lines[0]))
        self.none_of(wrong, seen, "paragraphs")

    def test_CL_83_no_character_alone_on_the_last_line(self):
        wrong, seen = [], 0
        for report, block in blocks():
            if len(block.lines) > 1:
                seen += 1
                if sum(glyph.text not in MARKS for glyph in block.lines[-1].glyphs) < 2:
                    wrong.append(where(report, block.lines[-2]) + " | " + words_of(block.lines[-1]))
        self.none_of(wrong, seen, "last lines")


class Sequences(Prose):
    """What no line may cut."""

    def test_CL_30_dashes_and_ellipses_are_whole(self):
        self.not_split("——|……", "dashes and ellipses")

    def test_CL_31_numbers_are_whole(self):
        self.not_split(NUMBER, "numbers", skip=lambda block, i: in_address(block.words, i))

    def test_CL_31_ranges_are_whole(self):
        self.not_split(rf"{NUMBER}[{SUFFIXES}]?[～—–-]{NUMBER}[{SUFFIXES}]?", "ranges",
                       skip=lambda block, i: in_address(block.words, i))

    def test_CL_32_number_and_suffix(self):
        self.not_split(rf"\d[{SUFFIXES}]", "suffixes")

    def test_CL_33_prefix_and_number(self):
        self.not_split(r"[+−±×¥￥$€£￡№－]\d", "prefixes", skip=lambda block, i: in_address(block.words, i))

    def test_CL_34_number_and_unit(self):
        self.not_split(r"\d[ \u202f]?(?:km|kg|kWh|MW|m³|GB|MHz|mm|t|kW|h)²?(?![A-Za-z])", "units",
                       skip=lambda block, i: in_address(block.words, i))

    def test_CL_36_note_mark_and_base(self):
        self.not_split(rf"{HAN}[①-⑳²³¹]+|{HAN}\[\d+\]|[A-Za-z][²³¹]", "note marks")

    def test_CL_37_latin_words_are_whole(self):
        wrong, seen = [], 0
        for report, block in blocks():
            begins = {line.glyphs[0].index for line in block.lines[1:]}
            for match in LATIN_WORD.finditer(block.words):
                seen += 1
                wrong += [f"{report.name}: {around(block, i)}" for i in begins if match.start() < i < match.end()
                          and not in_address(block.words, i) and not is_too_wide(block, report, i)]
        self.none_of(wrong, seen, "words")

    def test_CL_37_addresses_break_behind_their_marks(self):
        """Inside their words only against holes in the line, which is rare at 28 characters."""
        rows = [(report, block, index) for report, block, index, _, _ in breaks()
                if report.cells == 28 and in_address(block.words, index)]
        inside = [f"{r.name}: {around(b, i)}" for r, b, i in rows if b.words[i - 1] not in "/._-?&=@:#%"]
        print(f"CL-37 {len(inside)} of {len(rows)} addresses cut inside a word")
        self.none_of(inside if len(inside) > len(rows) / 3 else [], len(rows), "addresses cut", least=20)

    def test_CL_38_document_numbers_and_dates(self):
        self.not_split(r"〔\d{4}〕\d+号", "document numbers")
        self.not_split(r"\d[年月日号]", "dates")

    def test_CL_39_number_of_a_heading_and_its_words(self):
        wrong, seen = [], 0
        for report, block in blocks():
            if block.kind != "p":
                seen += 1
                label = re.match(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.", block.words)
                if any(line.glyphs[0].index <= label.end() for line in block.lines[1:]):
                    wrong.append(where(report, block.lines[0]))
        self.none_of(wrong, seen, "headings and items")


class Gaps(Prose):
    """How the space of a line is shared."""

    def test_CL_40_marks_side_by_side(self):
        """CL-41: between the inks at most half a cell, none where both blanks lie outside; more only where the whole
        line is stretched."""
        wrong, seen = [], 0
        for report, block in blocks():
            for line in block.lines:
                stretch = stretch_of(line)
                for a, b in neighbours(line):
                    if a.text not in MARKS or b.text not in MARKS or not {a.text, b.text} & (OPENING | CLOSING):
                        continue
                    if a.latin or b.latin:
                        continue  # a quotation mark of Latin text
                    seen += 1
                    natural = CELL / 2 if a.text not in OPENING and b.text in OPENING else 0
                    extra = gap(a, b) - natural
                    if extra < -ROUNDED or stretch is not None and extra > max(stretch, 0) + 2 * ROUNDED:
                        wrong.append(f"{a.text}{b.text} {extra / CELL:.3f} em: {where(report, line)}")
        self.none_of(wrong, seen, "pairs of marks")

    def test_CL_42_centred_marks_are_never_squeezed(self):
        wrong, seen = [], 0
        for report, block in blocks():
            for line in block.lines:
                for a, b in neighbours(line):
                    if {a.text, b.text} & set("·／～—…") and not {a.text, b.text} & MARKS and not (
                            a.latin or b.latin or a.text == b.text):
                        seen += 1
                        if gap(a, b) < -ROUNDED:
                            wrong.append(f"{a.text}{b.text}: {where(report, line)}")
        self.none_of(wrong, seen, "gaps")

    def test_CL_61_no_gap_between_a_mark_s_ink_and_latin(self):
        """The ink side of a mark: （Word）, as long as the line is not stretched."""
        wrong, seen = [], 0
        for report, block in blocks():
            for line in block.lines:
                stretch = stretch_of(line)
                for a, b in neighbours(line):
                    if a.text in OPENING and is_word(b) or is_word(a) and b.text in CLOSING | STOPS:
                        seen += 1
                        if stretch is not None and abs(gap(a, b)) > max(stretch, 0) + 2 * ROUNDED:
                            wrong.append(f"{a.text}{b.text} {gap(a, b) / CELL:.3f} em: {where(report, line)}")
        self.none_of(wrong, seen, "places")

    def test_CL_63_gap_of_han_and_latin(self):
        """An eighth to half a cell; more only where the gaps between Han have a quarter already, or there are none."""
        wrong, seen = [], 0
        for report, block in blocks():
            for line in block.lines:
                stretch = stretch_of(line)
                most = CELL / 2 if stretch is not None and stretch < CELL / 4 - ROUNDED else CELL * 28
                for a, b in neighbours(line):
                    if kind_of(block, a, b) == "latin" and b.text not in "年月日号":
                        seen += 1
                        if not CELL / 8 - ROUNDED < gap(a, b) < most + ROUNDED:
                            wrong.append(f"{a.text}{b.text} {gap(a, b) / CELL:.3f} em: {where(report, line)}")
        self.none_of(wrong, seen, "gaps")

    def test_CL_70_gaps_of_one_class_are_equal(self):
        """In the whole of CL-70 … CL-79: inside one class all take the same."""
        wrong, seen = [], 0
        for report, _, line, kinds in gaps_of_full_lines():
            for kind, values in kinds.items():
                seen += len(values) > 1
                if max(values) - min(values) > 2 * ROUNDED:
                    ends = f"{min(values) / CELL:.3f} to {max(values) / CELL:.3f}"
                    wrong.append(f"{kind} {ends} em: {where(report, line)}")
        self.none_of(wrong, seen, "classes in lines")

    def check_order(self, name, applies, *conditions):
        """Where `applies` holds of a line, so must all conditions."""
        wrong, seen = [], 0
        for report, _, line, kinds in gaps_of_full_lines():
            mean = {kind: statistics.fmean(values) for kind, values in kinds.items()}
            if applies(mean):
                seen += 1
                if not all(condition(mean) for condition in conditions):
                    values = ", ".join(f"{kind} {value / CELL:.3f}" for kind, value in mean.items())
                    wrong.append(f"{values} em: {where(report, line)}")
        self.none_of(wrong, seen, name, least=10)

    def test_CL_74_brackets_give_before_pauses(self):
        """CL-73, CL-74"""
        self.check_order("lines", lambda m: m.get("pause", CELL) < CELL / 2 - 2 * ROUNDED, self.used_up("bracket"))

    def test_CL_75_pauses_give_before_the_gap_of_latin(self):
        self.check_order("lines", lambda m: m.get("latin", CELL) < CELL / 4 - 2 * ROUNDED, self.used_up("bracket"),
                         self.used_up("pause"))

    def test_CL_76_stops_give_last(self):
        self.check_order("lines", lambda m: m.get("stop", CELL) < CELL / 2 - 2 * ROUNDED, self.used_up("bracket"),
                         self.used_up("pause"), lambda m: m.get("latin", 0) < CELL * 9 / 64 + 2 * ROUNDED)

    def test_CL_78_word_spaces_take_before_the_gap_of_latin(self):
        """CL-77, CL-78"""
        self.check_order("lines", lambda m: m.get("latin", 0) > CELL / 4 + 2 * ROUNDED, self.full("space"))

    def test_CL_79_the_gap_of_latin_takes_before_all_others(self):
        """And all others take the same."""
        same = [lambda m, kind=kind: abs(m.get(kind, NATURAL[kind] + m["han"]) - NATURAL[kind] - m["han"]) < 2 * ROUNDED
                for kind in ("bracket", "pause", "stop")]
        self.check_order("stretched lines", lambda m: m.get("han", 0) > 2 * ROUNDED, self.full("latin"),
                         self.full("space"), *same)

    @staticmethod
    def used_up(kind):
        return lambda m: m.get(kind, 0) < 2 * ROUNDED

    @staticmethod
    def full(kind):
        return lambda m: m.get(kind, CELL) > CELL / 2 - 2 * ROUNDED

    def test_CL_79_gaps_between_han_at_28_characters(self):
        """The gate of quality: 95 of 100 under a tenth of a character, none over a quarter. None, that is, of lines that
        can be set better: not of those of Latin words, or before such a one, or before a piece of over four cells."""
        rows = [(kinds["han"], report, block, line) for report, block, line, kinds in gaps_of_full_lines()
                if report.cells == 28 and kinds.get("han")]
        values = sorted(value / CELL for han, _, _, _ in rows for value in han)
        high = values[int(len(values) * 0.95)]
        print(f"CL-79 95th percentile of {len(values)} gaps {high:.4f} em")
        free = [row for row in rows if len(row[0]) >= 8 and not is_forced(row[2], row[3])]
        wrong = [f"{max(han) / CELL:.3f} em: {where(report, line)}" for han, report, _, line in free
                 if max(han) > 0.25 * CELL or min(han) < -ROUNDED]
        widest = max(max(han) for han, _, _, _ in free) / CELL
        print(f"CL-79 widest gap {widest:.3f} em, {len(rows) - len(free)} of {len(rows)} lines left out")
        self.assertLess(high, 0.10)
        self.assertGreater(len(free), 0.75 * len(rows))
        self.none_of(wrong, len(free), "lines")

    def test_CL_79_gaps_between_han_at_10_characters(self):
        """In a narrow column no gap is squeezed, and half of them are small."""
        values = sorted(value / CELL for report, _, _, kinds in gaps_of_full_lines() if report.cells == 10
                        for value in kinds.get("han", ()))
        print(f"CL-79 at 10 characters 95th percentile {values[int(len(values) * 0.95)]:.4f} em, "
              f"median {statistics.median(values):.4f} em, maximum {values[-1]:.3f} em")
        self.assertGreater(values[0], -0.002)
        self.assertLess(statistics.median(values), 0.10)

    def test_CL_79_words_and_numbers_are_not_spread(self):
        """Two letters of a face stand everywhere as far from each other; those of an address by a breath more."""
        places = collections.defaultdict(list)
        for report, block in blocks():
            for line in block.lines:
                for a, b in neighbours(line):
                    if kind_of(block, a, b) == "inside":
                        breath = CELL / 12 if in_address(block.words, b.index) else 0
                        places[a.text + b.text, round(a.right - a.left, 1)].append((gap(a, b), breath, report, line))
        wrong = []
        for (pair, _), rows in places.items():
            narrow = min(row[0] for row in rows)
            wrong += [f"{pair} {g - narrow:.2f} pt: {where(report, line)}" for g, breath, report, line in rows
                      if g - narrow > breath + ROUNDED + 0.01]
        self.none_of(wrong, sum(map(len, places.values())), "pairs")

    def test_CL_79_sequences_are_not_spread(self):
        """Nor —— ……, a number and its sign, a range."""
        wrong, seen = [], 0
        for report, block in blocks():
            for line in block.lines:
                for a, b in neighbours(line):
                    pair = a.text + b.text
                    if re.fullmatch(r"——|……|\d[％℃℉～]|[￥～×№]\d", pair):
                        seen += 1
                        overlap = OVERLAP if pair == "——" else 0
                        if not -2 * ROUNDED - overlap < gap(a, b) < 2 * ROUNDED:
                            wrong.append(f"{pair} {gap(a, b) / CELL:.3f} em: {where(report, line)}")
        self.none_of(wrong, seen, "places")


class Pages(Prose):
    def test_CL_84_two_lines_on_either_side_of_a_page_s_end(self):
        wrong, seen = [], 0
        for report, block in blocks():
            counts = list(collections.Counter(line.page for line in block.lines).values())
            if len(counts) > 1:
                seen += 1
                if counts[0] < 2 or counts[-1] < 2:
                    wrong.append(where(report, block.lines[0]))
        self.none_of(wrong, seen, "paragraphs cut")

    def test_CL_86_headings_stay_with_two_lines(self):
        wrong, seen = [], 0
        for report in reports():
            for heading, following in zip(report.blocks, report.blocks[1:]):
                if heading.kind in ("h1", "h2", "h3"):
                    seen += 1
                    if any(line.page != heading.lines[-1].page for line in heading.lines + following.lines[:2]):
                        wrong.append(where(report, heading.lines[-1]))
        self.none_of(wrong, seen, "headings")


def main():
    rule = sys.argv[1] if len(sys.argv) > 1 else ""
    chosen = ["-k", f"*test_{rule.replace('-', '_')}_*"] if rule.startswith("CL-") else [rule] if rule else []
    unittest.main(argv=sys.argv[:1] + chosen)


if __name__ == "__main__":
    main()
