#include "make.h"

#include <locale.h>
#include <sys/stat.h>

/* A face that fontconfig knows, so that the tests hold no path of one machine. */
static uint32_t add_installed(struct maker *maker, const char *pattern, const char *name)
{
  char *found = RUN_TOOL("fc-match", "-f", "%{file}\n%{index}\n%{postscriptname}", pattern);
  char **parts = g_strsplit(found, "\n", 3);
  assert_string_equal(parts[2], name);
  uint32_t face = frame_add_face(maker->arena, &maker->document, arena_strdup(maker->arena, parts[0]),
                                 (uint32_t)g_ascii_strtoull(parts[1], NULL, 10), name);
  g_strfreev(parts);
  g_free(found);
  return face;
}

static void add_faces(struct maker *maker)
{
  frame_add_face(maker->arena, &maker->document, MAKE_FANG, 0, "FandolFang-Regular");
  frame_add_face(maker->arena, &maker->document, MAKE_HEI, 0, "FandolHei-Bold");
  add_installed(maker, "Noto Serif CJK SC:style=Regular", "NotoSerifCJKsc-Regular");
  add_installed(maker, "LXGW WenKai:style=Regular", "LXGWWenKai-Regular");
}

/* One page for each face, and everything else a page can hold on the last. */
static void make_sample(struct maker *maker)
{
  static const char *const labels[] = {"封面", "1", "2", "3"};
  make_begin(maker);
  add_faces(maker);
  for (uint32_t face = 0; face < 4; face++) {
    make_page(maker, labels[face]);
    make_text(maker, face, 10 * LEN_PT, 30 * LEN_PT, "无户一乙年报“公开”");
    make_text(maker, face, 10 * LEN_PT, 60 * LEN_PT, "No.2025,50%");
  }
  make_text(maker, 2, 10 * LEN_PT, 90 * LEN_PT, "见网页")->colour = (struct frame_colour){0, 0, 255};
  make_rule(maker, 10 * LEN_PT, 95 * LEN_PT, (struct frame_rule){.dx = 48 * LEN_PT, .width = LEN_PT / 2});
  make_rect(maker, 100 * LEN_PT, 5 * LEN_PT,
            (struct frame_rect){.width = 20 * LEN_PT, .height = 10 * LEN_PT, .colour = {204, 204, 204}});
  make_path(maker, 130 * LEN_PT, 20 * LEN_PT, 8 * LEN_PT, 0, (struct frame_colour){0, 0, 0});
  make_path(maker, 150 * LEN_PT, 20 * LEN_PT, 8 * LEN_PT, LEN_PT, (struct frame_colour){0, 0, 0});
  make_link(maker, 10 * LEN_PT, 75 * LEN_PT, 48 * LEN_PT, 18 * LEN_PT, "https://example.org/a?b='(c\\)&d");
  make_inner_link(maker, 10 * LEN_PT, 20 * LEN_PT, 48 * LEN_PT, 16 * LEN_PT, 1, 30 * LEN_PT);
  make_outline(maker, 1, "一、总体情况", 0, 10 * LEN_PT);
  make_outline(maker, 3, "’quoted' (and) \\ \"bent\" page=9", 1, 20 * LEN_PT);
  make_outline(maker, 2, "（二）", 2, 20 * LEN_PT);
  make_outline(maker, 1, "Plain (with) \\ 'quotes' dest='x'", 3, 30 * LEN_PT);
  maker->document.title = "2025年（报告） \\ (draft)";
  assert_sound(maker);
}

struct made {
  char *folder, *file;
};

static int setup_made(void **state)
{
  struct maker maker;
  struct emit_bytes bytes;
  struct made *made = g_new0(struct made, 1);
  make_sample(&maker);
  assert_true(emit_pdf(&maker.document, &bytes, &maker.diags));
  made->folder = g_dir_make_tmp("nianbao-test-XXXXXX", NULL);
  made->file = g_build_filename(made->folder, "sample.pdf", NULL);
  assert_true(g_file_set_contents(made->file, (const char *)bytes.data, (gssize)bytes.size, NULL));
  emit_bytes_done(&bytes);
  make_end(&maker);
  *state = made;
  return 0;
}

static int teardown_made(void **state)
{
  struct made *made = *state;
  g_remove(made->file);
  g_rmdir(made->folder);
  g_free(made->file);
  g_free(made->folder);
  g_free(made);
  return 0;
}

/* Spaces aside: readers see one where a glyph is narrower than the 16 pt it is given here. */
static void assert_text_right(char *text)
{
  int pages = 0;
  char **words = g_strsplit(text, " ", -1);
  g_free(text);
  text = g_strjoinv("", words);
  g_strfreev(words);
  for (const char *at = text; (at = strstr(at, "无户一乙年报“公开”")) != NULL; at++)
    pages++;
  assert_int_equal(pages, 4);
  assert_has(text, "见网页");
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
    assert_false(g_utf8_get_char(at) >= 0x2E80 && g_utf8_get_char(at) <= 0x2FDF); /* radicals */
  g_free(text);
}

static void test_text_comes_out_as_it_went_in(void **state)
{
  const struct made *made = *state;
  assert_text_right(RUN_TOOL("pdftotext", made->file, "-"));
  assert_text_right(RUN_TOOL("mutool", "draw", "-q", "-F", "txt", made->file));
}

static void test_fonts_are_embedded_subsets_with_unicode_and_their_names(void **state)
{
  const struct made *made = *state;
  char *list = RUN_TOOL("pdffonts", made->file);
  char **lines = g_strsplit(g_strchomp(list), "\n", -1);
  assert_true(g_strv_length(lines) >= 2 + 4);
  for (size_t i = 2; lines[i] != NULL; i++)
    if (strstr(lines[i], "yes yes yes") == NULL)
      fail_msg("%s", lines[i]);
  assert_has(list, "+FandolFang-Regular ");
  assert_has(list, "+FandolHei-Bold ");
  assert_has(list, "+NotoSerifCJKsc-Regular ");
  assert_has(list, "+LXGWWenKai-Regular ");
  g_strfreev(lines);
  g_free(list);
}

static void test_qpdf_finds_nothing(void **state)
{
  const struct made *made = *state;
  char *out = RUN_TOOL("qpdf", "--check", made->file);
  assert_has(out, "No syntax or stream encoding errors found");
  assert_has(out, "PDF Version: 1.7");
  g_free(out);
}

static void test_information_is_the_documents(void **state)
{
  const struct made *made = *state;
  char *out = RUN_TOOL("mutool", "show", made->file, "trailer/Info");
  assert_has(out, "/CreationDate (D:20260120000000+08'00')");
  assert_has(out, "/ModDate (D:20260120000000+08'00')");
  assert_has(out, "/Creator (nianbao " NIANBAO_VERSION ")");
  assert_null(strstr(out, "cairo"));
  assert_null(strstr(out, "/Keywords"));
  g_free(out);
  out = RUN_TOOL("pdfinfo", made->file);
  assert_has(out, "2025年（报告） \\ (draft)");
  assert_has(out, "局");
  g_free(out);
}

static void test_catalog_names_language_labels_and_title(void **state)
{
  const struct made *made = *state;
  char *out = RUN_TOOL("mutool", "show", "-g", made->file, "trailer/Root");
  assert_has(out, "/Lang(zh-CN)");
  assert_has(out, "/DisplayDocTitle true");
  assert_has(out, "/PageLabels<</Nums[0<</P");
  assert_has(out, "1<</S/D/St 1>>]");
  g_free(out);
}

static void test_every_page_has_its_trim_box(void **state)
{
  const struct made *made = *state;
  char *out = RUN_TOOL("pdfinfo", "-box", "-f", "1", "-l", "4", made->file);
  for (int page = 1; page <= 4; page++) {
    char *line = g_strdup_printf("Page %4d TrimBox:       0.00     0.00   200.00   100.00", page);
    assert_has(out, line);
    g_free(line);
  }
  g_free(out);
}

static void test_outline_is_a_tree_with_the_words_as_written(void **state)
{
  const struct made *made = *state;
  char *out = RUN_TOOL("mutool", "show", made->file, "outline");
  assert_has(out, "+\t\"一、总体情况\"\t#page=1&zoom=100,10,10\n");
  assert_has(out, "|\t\t\"’quoted' (and) \\\\ \\\"bent\\\" page=9\"\t#page=2&zoom=100,10,20\n");
  assert_has(out, "|\t\t\"（二）\"\t#page=3&zoom=100,10,20\n");
  assert_has(out, "|\t\"Plain (with) \\\\ 'quotes' dest='x'\"\t#page=4&zoom=100,10,30\n");
  g_free(out);
  out = RUN_TOOL("mutool", "show", "-g", made->file, "trailer/Root/Outlines/Last");
  assert_has(out, "/XYZ 10 70 0]");
  g_free(out);
}

static void test_links_lead_where_the_document_says(void **state)
{
  const struct made *made = *state;
  char *out = RUN_TOOL("mutool", "show", "-g", made->file, "pages/4/Annots/1");
  assert_has(out, "/Subtype/Link");
  assert_has(out, "/Rect[10 7 58 25]");
  assert_has(out, "/F 4");
  assert_has(out, "/Border[0 0 0]");
  assert_has(out, "/S/URI");
  assert_has(out, "/URI(https://example.org/a?b='\\(c\\\\\\)&d)");
  g_free(out);
}

/* Within the document by a destination: the reader needs no action, and no new window. */
static void test_inner_links_lead_to_a_place(void **state)
{
  const struct made *made = *state;
  char *page = RUN_TOOL("mutool", "show", made->file, "pages/2");
  char *out = RUN_TOOL("mutool", "show", "-g", made->file, "pages/4/Annots/2");
  char *place = g_strdup_printf("/Dest[%d 0 R/XYZ 10 70 0]", atoi(page)); /* "7 0 obj" … */
  assert_has(out, place);
  assert_has(out, "/Rect[10 64 58 80]");
  assert_null(strstr(out, "/URI"));
  g_free(place);
  g_free(page);
  g_free(out);
}

static void test_gray_is_set_as_gray(void **state)
{
  const struct made *made = *state;
  char *out = RUN_TOOL("mutool", "show", "-b", made->file, "pages/4/Contents");
  assert_has(out, "\n0 g\n");
  assert_has(out, "0.8 g\n");
  assert_has(out, "0 0 1 rg");
  assert_null(strstr(out, "0 0 0 "));
  g_free(out);
}

/* h closes, f fills, S strokes. */
static void test_paths_are_vectors(void **state)
{
  const struct made *made = *state;
  char *out = RUN_TOOL("mutool", "show", "-b", made->file, "pages/4/Contents");
  assert_has(out, "BDC 130 20 m 132 16 136 16 138 20 c 138 22 l 130 22 l h");
  assert_has(out, "0 G 1 w\n150 20 m 152 16 156 16 158 20 c 158 22 l 150 22 l h");
  g_free(out);
}

/* Called as `test_emit_pdf FILE`, the program writes its sample there: another process, another environment. */
static int write_sample(const char *path)
{
  struct maker maker;
  struct emit_bytes bytes;
  setlocale(LC_ALL, "");
  make_sample(&maker);
  bool good = emit_pdf(&maker.document, &bytes, &maker.diags) &&
              g_file_set_contents(path, (const char *)bytes.data, (gssize)bytes.size, NULL);
  emit_bytes_done(&bytes);
  make_end(&maker);
  return good ? 0 : 1;
}

/* A locale with a decimal comma, where the system can make one. */
static char *make_locale(const char *folder)
{
  char *locale = g_build_filename(folder, "de_DE.UTF-8", NULL);
  const char *command[] = {"localedef", "-i", "de_DE", "-f", "UTF-8", locale, NULL};
  if (!g_spawn_sync(NULL, (char **)(uintptr_t)command, NULL,
                    G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                    NULL, NULL, NULL) ||
      !g_file_test(locale, G_FILE_TEST_IS_DIR))
    print_message("no locale with a decimal comma can be made here\n");
  return locale;
}

/* The C library keeps a few bytes of a locale, so the child is not checked for leaks. */
static void test_bytes_do_not_depend_on_process_place_or_time(void **state)
{
  const struct made *made = *state;
  char *expected, *bytes, *self = g_file_read_link("/proc/self/exe", NULL);
  gsize expected_size, size;
  assert_true(g_file_get_contents(made->file, &expected, &expected_size, NULL));
  char *other = g_build_filename(made->folder, "other.pdf", NULL);
  char *locale = make_locale(made->folder), *locpath = g_strconcat("LOCPATH=", made->folder, NULL);
  g_free(RUN_TOOL("env", "-C", made->folder, "TZ=Pacific/Kiritimati", locpath, "LC_ALL=de_DE.UTF-8",
                  "SOURCE_DATE_EPOCH=1", "USER=nobody", "ASAN_OPTIONS=detect_leaks=0", self, other));
  g_free(RUN_TOOL("rm", "-rf", locale));
  g_free(locale);
  g_free(locpath);
  assert_true(g_file_get_contents(other, &bytes, &size, NULL));
  assert_int_equal(size, expected_size);
  assert_memory_equal(bytes, expected, size);
  g_remove(other);
  g_free(other);
  g_free(self);
  g_free(bytes);
  g_free(expected);
}

static void test_bytes_do_not_depend_on_what_was_drawn_before(void **state)
{
  const struct made *made = *state;
  struct maker maker;
  char *expected;
  gsize size;
  assert_true(g_file_get_contents(made->file, &expected, &size, NULL));
  make_sample(&maker);
  for (int i = 0; i < 2; i++) {
    struct emit_bytes bytes;
    assert_true(emit_pdf(&maker.document, &bytes, &maker.diags));
    assert_int_equal(bytes.size, size);
    assert_memory_equal(bytes.data, expected, size);
    emit_bytes_done(&bytes);
  }
  make_end(&maker);
  g_free(expected);
}

/* In Noto the radical ⼾ and the ideograph 户 share a glyph: each must come out as itself. */
static void test_one_glyph_may_stand_for_two_texts(void **state)
{
  (void)state;
  struct maker maker;
  struct emit_bytes bytes;
  make_begin(&maker);
  uint32_t face = add_installed(&maker, "Noto Serif CJK SC:style=Regular", "NotoSerifCJKsc-Regular");
  make_page(&maker, "1");
  make_text(&maker, face, 10 * LEN_PT, 30 * LEN_PT, "户⼾户");
  assert_true(emit_pdf(&maker.document, &bytes, &maker.diags));
  char *folder = g_dir_make_tmp("nianbao-test-XXXXXX", NULL), *file = g_build_filename(folder, "x.pdf", NULL);
  assert_true(g_file_set_contents(file, (const char *)bytes.data, (gssize)bytes.size, NULL));
  char *text = RUN_TOOL("pdftotext", file, "-");
  assert_has(text, "户⼾户");
  g_free(text);
  g_remove(file);
  g_rmdir(folder);
  g_free(file);
  g_free(folder);
  emit_bytes_done(&bytes);
  make_end(&maker);
}

static void test_clusters_of_other_than_one_to_one(void **state)
{
  (void)state;
  struct maker maker;
  struct emit_bytes bytes;
  make_begin(&maker);
  frame_add_face(maker.arena, &maker.document, MAKE_FANG, 0, "FandolFang-Regular");
  make_page(&maker, "1");
  struct frame_run *run = make_text(&maker, 0, 10 * LEN_PT, 30 * LEN_PT, "年——报");
  static const struct frame_cluster clusters[] = {{3, 1}, {6, 1}, {3, 1}};
  run->clusters = clusters;
  run->cluster_count = run->glyph_count = 3;
  make_text(&maker, 0, 10 * LEN_PT, 60 * LEN_PT, "")->text = "";
  assert_sound(&maker);
  assert_true(emit_pdf(&maker.document, &bytes, &maker.diags));
  char *folder = g_dir_make_tmp("nianbao-test-XXXXXX", NULL), *file = g_build_filename(folder, "x.pdf", NULL);
  assert_true(g_file_set_contents(file, (const char *)bytes.data, (gssize)bytes.size, NULL));
  char *text = RUN_TOOL("pdftotext", file, "-");
  assert_has(text, "年——报");
  g_free(text);
  g_remove(file);
  g_rmdir(folder);
  g_free(file);
  g_free(folder);
  emit_bytes_done(&bytes);
  make_end(&maker);
}

/* Each row changes the one face of a one-line document; the file is in `folder`. */
struct bad_font {
  const char *name; /* in the folder */
  uint32_t index, glyph;
  const char *words;
};

static void make_bad_files(const char *folder)
{
  char *bytes, *path;
  gsize size;
  assert_true(g_file_get_contents(MAKE_FANG, &bytes, &size, NULL));
  path = g_build_filename(folder, "whole.otf", NULL);
  assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
  g_free(path);
  path = g_build_filename(folder, "cut.otf", NULL);
  assert_true(g_file_set_contents(path, bytes, (gssize)size / 100, NULL));
  g_free(path);
  path = g_build_filename(folder, "words.otf", NULL);
  assert_true(g_file_set_contents(path, "no font at all\n", -1, NULL));
  g_free(path);
  path = g_build_filename(folder, "empty.otf", NULL);
  assert_true(g_file_set_contents(path, "", 0, NULL));
  g_free(path);
  path = g_build_filename(folder, "pipe.otf", NULL);
  assert_int_equal(mkfifo(path, 0600), 0);
  g_free(path);
  g_free(bytes);
}

static void assert_font_refused(const char *folder, const struct bad_font *row)
{
  struct maker maker;
  struct emit_bytes bytes = {0};
  make_begin(&maker);
  frame_add_face(maker.arena, &maker.document, MAKE_FANG, 0, "FandolFang-Regular");
  make_page(&maker, "1");
  const struct frame_run *run = make_text(&maker, 0, 0, 0, "一");
  struct frame_glyph glyph = {.id = row->glyph == 0 ? run->glyphs[0].id : row->glyph};
  maker.page->items[1].as.run.glyphs = &glyph;
  maker.document.faces[0].file = arena_printf(maker.arena, "%s/%s", folder, row->name);
  maker.document.faces[0].index = row->index;
  assert_false(emit_pdf(&maker.document, &bytes, &maker.diags));
  assert_false(emit_png(&maker.document, 0, NULL, &bytes, &maker.diags));
  assert_false(emit_svg(&maker.document, 0, &bytes, &maker.diags));
  assert_null(bytes.data);
  assert_int_equal(maker.diags.count, 3);
  assert_int_equal(maker.diags.items[0]->code, DIAG_FONT_BAD);
  assert_has(maker.diags.items[0]->message, row->words);
  assert_has(maker.diags.items[0]->message, row->name);
  assert_non_null(maker.diags.items[0]->hint);
  make_end(&maker);
}

static void test_bad_fonts_are_refused_by_name(void **state)
{
  (void)state;
  static const struct bad_font rows[] = {
      {"missing.otf", 0, 0, "there is no such file or folder"},
      {"whole.otf/x", 0, 0, "a part of its path is a file"},
      {"words.otf", 0, 0, "is not a font that can be used"},
      {"empty.otf", 0, 0, "is not a font that can be used"},
      {"cut.otf", 0, 0, "is not a font that can be used"},
      {"pipe.otf", 0, 0, "is not a font that can be used"},
      {".", 0, 0, "is not a font that can be used"},
      {"whole.otf", 1, 0, "is not a font that can be used"},
      {"whole.otf", 0, 65535, "is not a font that can be used"},
  };
  static const char *const files[] = {"whole.otf", "cut.otf", "words.otf", "empty.otf", "pipe.otf"};
  char *folder = g_dir_make_tmp("nianbao-test-XXXXXX", NULL);
  make_bad_files(folder);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_font_refused(folder, &rows[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    char *path = g_build_filename(folder, files[i], NULL);
    g_remove(path);
    g_free(path);
  }
  assert_int_equal(g_rmdir(folder), 0);
  g_free(folder);
}

int main(int argc, char **argv)
{
  if (argc == 2)
    return write_sample(argv[1]);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_text_comes_out_as_it_went_in),
      cmocka_unit_test(test_fonts_are_embedded_subsets_with_unicode_and_their_names),
      cmocka_unit_test(test_qpdf_finds_nothing),
      cmocka_unit_test(test_information_is_the_documents),
      cmocka_unit_test(test_catalog_names_language_labels_and_title),
      cmocka_unit_test(test_every_page_has_its_trim_box),
      cmocka_unit_test(test_outline_is_a_tree_with_the_words_as_written),
      cmocka_unit_test(test_links_lead_where_the_document_says),
      cmocka_unit_test(test_inner_links_lead_to_a_place),
      cmocka_unit_test(test_gray_is_set_as_gray),
      cmocka_unit_test(test_paths_are_vectors),
      cmocka_unit_test(test_bytes_do_not_depend_on_process_place_or_time),
      cmocka_unit_test(test_bytes_do_not_depend_on_what_was_drawn_before),
      cmocka_unit_test(test_one_glyph_may_stand_for_two_texts),
      cmocka_unit_test(test_clusters_of_other_than_one_to_one),
      cmocka_unit_test(test_bad_fonts_are_refused_by_name),
  };
  return cmocka_run_group_tests(tests, setup_made, teardown_made);
}
