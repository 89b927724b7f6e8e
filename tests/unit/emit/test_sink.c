#include "make.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emit/sink.h"

/* The system's calls as the sink meets them: one of them can be made to fail once. Tests run as root too, whom
 * permissions do not stop, and no disk is full on demand. */
static struct {
  const char *call;
  int error;
  int skip; /* that many calls succeed first */
} fault;

static bool fault_strikes(const char *call)
{
  if (fault.call == NULL || strcmp(fault.call, call) != 0 || fault.skip-- != 0)
    return false;
  errno = fault.error;
  return true;
}

int fsync(int fd)
{
  return fault_strikes("fsync") ? -1 : (int)syscall(SYS_fsync, fd);
}

int fchmod(int fd, mode_t mode)
{
  return fault_strikes("fchmod") ? -1 : (int)syscall(SYS_fchmod, fd, mode);
}

int rename(const char *from, const char *to)
{
  return fault_strikes("rename") ? -1 : (int)syscall(SYS_rename, from, to);
}

int close(int fd)
{
  bool strikes = fault_strikes("close");
  int error = errno;
  int result = (int)syscall(SYS_close, fd);
  errno = error;
  return strikes ? -1 : result;
}

ssize_t write(int fd, const void *bytes, size_t size)
{
  if (fault_strikes("write"))
    return -1;
  return syscall(SYS_write, fd, bytes, size > 3 && fault.call != NULL ? 3 : size); /* in small pieces */
}

int mkostemp(char *template, int flags)
{
  if (fault_strikes("mkostemp"))
    return -1;
  g_strlcpy(template + strlen(template) - 6, "abcdef", 7);
  return (int)syscall(SYS_openat, AT_FDCWD, template, O_RDWR | O_CREAT | O_EXCL | flags, 0600);
}

struct place {
  struct arena *arena;
  struct diags diags;
  char *folder, *file;
};

static int setup_place(void **state)
{
  struct place *place = g_new0(struct place, 1);
  place->arena = arena_new();
  diags_init(&place->diags, place->arena);
  place->folder = g_dir_make_tmp("nianbao-test-XXXXXX", NULL);
  place->file = g_build_filename(place->folder, "out.pdf", NULL);
  *state = place;
  return 0;
}

static size_t count_entries(const char *folder)
{
  size_t count = 0;
  GDir *dir = g_dir_open(folder, 0, NULL);
  assert_non_null(dir);
  while (g_dir_read_name(dir) != NULL)
    count++;
  g_dir_close(dir);
  return count;
}

static int teardown_place(void **state)
{
  struct place *place = *state;
  fault.call = NULL;
  g_remove(place->file);
  int result = g_rmdir(place->folder); /* fails if there is litter */
  arena_free(place->arena);
  g_free(place->file);
  g_free(place->folder);
  g_free(place);
  return result;
}

static void assert_holds(const char *file, const char *text)
{
  char *bytes;
  gsize size;
  assert_true(g_file_get_contents(file, &bytes, &size, NULL));
  assert_int_equal(size, strlen(text));
  assert_memory_equal(bytes, text, size);
  g_free(bytes);
}

static mode_t mode_of(const char *file)
{
  struct stat status;
  assert_int_equal(stat(file, &status), 0);
  return status.st_mode & 07777;
}

static void assert_refused(struct place *place, const char *path, const char *words, const char *hint)
{
  size_t before = place->diags.count;
  assert_false(sink_write(path, "new", 3, &place->diags));
  assert_int_equal(place->diags.count, before + 1);
  const struct diag *diag = place->diags.items[before];
  assert_int_equal(diag->code, DIAG_IO_WRITE);
  assert_has(diag->message, words);
  if (hint == NULL)
    assert_null(diag->hint);
  else
    assert_has(diag->hint, hint);
  assert_int_equal(diags_exit_status(&place->diags), EXIT_WORLD);
}

static void test_new_file_gets_the_users_mask(void **state)
{
  struct place *place = *state;
  mode_t old = umask(027);
  assert_true(sink_write(place->file, "a\0b", 3, &place->diags));
  umask(old);
  assert_int_equal(mode_of(place->file), 0640);
  assert_int_equal(count_entries(place->folder), 1);
  assert_int_equal(place->diags.count, 0);
}

static void test_old_file_is_replaced_and_its_mode_kept(void **state)
{
  struct place *place = *state;
  assert_true(g_file_set_contents(place->file, "old and longer", -1, NULL));
  assert_int_equal(chmod(place->file, 0604), 0);
  assert_true(sink_write(place->file, "new", 3, &place->diags));
  assert_holds(place->file, "new");
  assert_int_equal(mode_of(place->file), 0604);
  assert_int_equal(count_entries(place->folder), 1);
}

static void test_a_bare_name_goes_to_the_working_folder(void **state)
{
  struct place *place = *state;
  char *old = g_get_current_dir();
  assert_int_equal(chdir(place->folder), 0);
  assert_true(sink_write("out.pdf", "new", 3, &place->diags));
  assert_int_equal(chdir(old), 0);
  assert_holds(place->file, "new");
  g_free(old);
}

static void test_an_empty_file_can_be_written(void **state)
{
  struct place *place = *state;
  assert_true(sink_write(place->file, "", 0, &place->diags));
  assert_holds(place->file, "");
}

static void test_missing_folder_says_how_to_make_it(void **state)
{
  struct place *place = *state;
  char *path = g_build_filename(place->folder, "sub", "folder", "out.pdf", NULL);
  char *hint = g_strdup_printf("mkdir -p '%s/sub/folder'", place->folder);
  assert_refused(place, path, "there is no such file or folder", hint);
  g_free(hint);
  g_free(path);
}

static void test_only_regular_files_are_replaced(void **state)
{
  struct place *place = *state;
  char *link = g_build_filename(place->folder, "link", NULL), *pipe = g_build_filename(place->folder, "pipe", NULL);
  assert_true(g_file_set_contents(place->file, "old", -1, NULL));
  assert_int_equal(symlink("out.pdf", link), 0);
  assert_int_equal(mkfifo(pipe, 0600), 0);
  assert_refused(place, place->folder, "is a folder", "-o FILE");
  assert_refused(place, link, "is a link to another file", "-o FILE");
  assert_refused(place, pipe, "is a device or a pipe", "-o FILE");
  assert_refused(place, "/dev/null", "is a device or a pipe", "-o FILE");
  assert_holds(place->file, "old");
  g_remove(link);
  g_remove(pipe);
  g_free(link);
  g_free(pipe);
}

static void test_a_path_through_a_file_or_too_long_is_refused(void **state)
{
  struct place *place = *state;
  assert_true(g_file_set_contents(place->file, "old", -1, NULL));
  char *through = g_build_filename(place->file, "x.pdf", NULL);
  char *long_folder = g_strnfill(5000, 'x');
  for (size_t i = 100; i < 5000; i += 100)
    long_folder[i] = '/';
  char *long_path = g_build_filename(place->folder, long_folder, "x.pdf", NULL);
  assert_refused(place, through, "a part of its path is a file", NULL);
  assert_refused(place, long_path, "its name is too long", NULL);
  assert_holds(place->file, "old");
  g_free(long_path);
  g_free(long_folder);
  g_free(through);
}

/* The temporary name is a few bytes longer than the target's folder: that alone may be too much. */
static void test_a_folder_at_the_limit_is_refused(void **state)
{
  struct place *place = *state;
  GString *path = g_string_new(place->folder);
  while (path->len < 4085)
    g_string_append(path, "/.");
  g_string_append(path, "/o");
  assert_refused(place, path->str, "its name is too long", NULL);
  g_string_free(path, TRUE);
}

static void test_every_failing_call_leaves_the_old_file_and_no_litter(void **state)
{
  struct place *place = *state;
  static const struct {
    const char *call;
    int error, skip;
    const char *words, *hint;
  } rows[] = {
      {"mkostemp", EACCES, 0, "you do not have the right to it", "-o FILE"},
      {"mkostemp", EROFS, 0, "the disk can only be read", "-o FILE"},
      {"mkostemp", EPERM, 0, "the system does not allow it", "-o FILE"},
      {"mkostemp", EMFILE, 0, "too many files are open", NULL},
      {"mkostemp", ELOOP, 0, "its links lead in a circle", NULL},
      {"fchmod", EPERM, 0, "the system does not allow it", "-o FILE"},
      {"write", ENOSPC, 0, "the disk is full", "Make room"},
      {"write", EDQUOT, 0, "your share of the disk is used up", "Make room"},
      {"write", EFBIG, 0, "the file would be larger than the system allows", NULL},
      {"fsync", EIO, 0, "the disk reports an error", NULL},
      {"close", EIO, 0, "the disk reports an error", NULL},
      {"rename", EXDEV, 0, "Invalid cross-device link", NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    assert_true(g_file_set_contents(place->file, "old", -1, NULL));
    fault.call = rows[i].call;
    fault.error = rows[i].error;
    fault.skip = rows[i].skip;
    assert_refused(place, place->file, rows[i].words, rows[i].hint);
    fault.call = NULL;
    assert_holds(place->file, "old");
    assert_int_equal(count_entries(place->folder), 1);
  }
}

/* The file is there by then, so nothing is lost; but it may not outlive a power cut, and that is said. */
static void test_a_folder_that_cannot_be_synced(void **state)
{
  struct place *place = *state;
  static const struct {
    int error;
    bool good;
  } rows[] = {{EIO, false}, {EINVAL, true}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    fault.call = "fsync";
    fault.error = rows[i].error;
    fault.skip = 1;
    assert_int_equal(sink_write(place->file, "new", 3, &place->diags), rows[i].good);
    fault.call = NULL;
    assert_holds(place->file, "new");
    assert_int_equal(count_entries(place->folder), 1);
  }
  assert_int_equal(place->diags.count, 1);
}

static void test_interrupted_and_short_writes_go_on(void **state)
{
  struct place *place = *state;
  fault.call = "write";
  fault.error = EINTR;
  fault.skip = 0;
  assert_true(sink_write(place->file, "ten bytes!", 10, &place->diags));
  fault.call = NULL;
  assert_holds(place->file, "ten bytes!");
}

static void test_a_lookup_that_fails_is_reported(void **state)
{
  struct place *place = *state;
  char *loop = g_build_filename(place->folder, "loop", NULL), *path = g_build_filename(loop, "x.pdf", NULL);
  assert_int_equal(symlink("loop", loop), 0);
  assert_refused(place, path, "its links lead in a circle", NULL);
  g_remove(loop);
  g_free(path);
  g_free(loop);
}

/* Runs `body` in a child whose standard output is `output`; gives its exit status. */
static int run_with_output(const char *output, int (*body)(void))
{
  fflush(stdout);
  pid_t child = fork();
  assert_int_not_equal(child, -1);
  if (child == 0) {
    int fd = open(output, O_WRONLY | O_CREAT, 0600);
    dup2(fd, STDOUT_FILENO);
    _exit(body());
  }
  int status;
  waitpid(child, &status, 0);
  return status;
}

static int write_to_standard_output(void)
{
  struct arena *arena = arena_new();
  struct diags diags;
  diags_init(&diags, arena);
  if (sink_write("-", "a\0b", 3, &diags))
    return diags.count == 0 ? 0 : 9;
  return diags.count == 1 && strstr(diags.items[0]->message, "the disk is full") != NULL ? 1 : 9;
}

static void test_standard_output_is_flushed_and_checked(void **state)
{
  struct place *place = *state;
  int status = run_with_output(place->file, write_to_standard_output);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  char *bytes;
  gsize size;
  assert_true(g_file_get_contents(place->file, &bytes, &size, NULL));
  assert_int_equal(size, 3);
  g_free(bytes);
  status = run_with_output("/dev/full", write_to_standard_output);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
}

#define LARGE (4u << 20)

/* Writes the file over and over until something ends it. */
static void write_for_ever(const char *file, const char *bytes)
{
  struct arena *arena = arena_new();
  struct diags diags;
  diags_init(&diags, arena);
  sink_catch_signals();
  while (sink_write(file, bytes, LARGE, &diags))
    continue;
  _exit(9);
}

static void test_a_signal_leaves_a_whole_file_and_no_litter(void **state)
{
  struct place *place = *state;
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  char *bytes = g_strnfill(LARGE, 'n');
  for (size_t i = 0; i < 30; i++) {
    assert_true(g_file_set_contents(place->file, "old", -1, NULL));
    int number = numbers[i % G_N_ELEMENTS(numbers)], status;
    pid_t child = fork();
    assert_int_not_equal(child, -1);
    if (child == 0)
      write_for_ever(place->file, bytes);
    while (count_entries(place->folder) < 2) /* the temporary file is there: the handler is set */
      g_usleep(50);
    g_usleep(i * 300);
    kill(child, number);
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), number);
    assert_int_equal(count_entries(place->folder), 1);
    struct stat now;
    assert_int_equal(stat(place->file, &now), 0);
    assert_true(now.st_size == 3 || now.st_size == LARGE);
  }
  g_free(bytes);
}

/* Between writes the handler has nothing to remove; what the caller ignores stays ignored. */
static int catch_and_raise(void)
{
  signal(SIGHUP, SIG_IGN);
  sink_catch_signals();
  raise(SIGHUP);
  raise(SIGTERM);
  return 9;
}

static void test_an_ignored_signal_stays_ignored(void **state)
{
  struct place *place = *state;
  int status = run_with_output(place->file, catch_and_raise);
  assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
}

static int write_beyond_the_limit(void)
{
  struct arena *arena = arena_new();
  struct diags diags;
  struct rlimit limit = {.rlim_cur = 1000, .rlim_max = 1000};
  char *bytes = g_strnfill(LARGE, 'n');
  diags_init(&diags, arena);
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &limit);
  bool written = sink_write("large.pdf", bytes, LARGE, &diags);
  return !written && strstr(diags.items[0]->message, "larger than the system allows") != NULL ? 0 : 9;
}

static void test_a_real_limit_is_met(void **state)
{
  struct place *place = *state;
  char *old = g_get_current_dir();
  assert_int_equal(chdir(place->folder), 0);
  int status = run_with_output("/dev/null", write_beyond_the_limit);
  assert_int_equal(chdir(old), 0);
  g_free(old);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  assert_int_equal(count_entries(place->folder), 0);
}

#define PLACE_TEST(test) cmocka_unit_test_setup_teardown(test, setup_place, teardown_place)

int main(void)
{
  const struct CMUnitTest tests[] = {
      PLACE_TEST(test_new_file_gets_the_users_mask),
      PLACE_TEST(test_old_file_is_replaced_and_its_mode_kept),
      PLACE_TEST(test_a_bare_name_goes_to_the_working_folder),
      PLACE_TEST(test_an_empty_file_can_be_written),
      PLACE_TEST(test_missing_folder_says_how_to_make_it),
      PLACE_TEST(test_only_regular_files_are_replaced),
      PLACE_TEST(test_a_path_through_a_file_or_too_long_is_refused),
      PLACE_TEST(test_a_folder_at_the_limit_is_refused),
      PLACE_TEST(test_every_failing_call_leaves_the_old_file_and_no_litter),
      PLACE_TEST(test_a_folder_that_cannot_be_synced),
      PLACE_TEST(test_interrupted_and_short_writes_go_on),
      PLACE_TEST(test_a_lookup_that_fails_is_reported),
      PLACE_TEST(test_standard_output_is_flushed_and_checked),
      PLACE_TEST(test_a_signal_leaves_a_whole_file_and_no_litter),
      PLACE_TEST(test_an_ignored_signal_stays_ignored),
      PLACE_TEST(test_a_real_limit_is_met),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
