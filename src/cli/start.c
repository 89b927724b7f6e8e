/* What both programs begin with: nianbao, and nianbao-preview. */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/tr.h"
#include "cli/cli.h"
#include "emit/sink.h"

#if !defined(__SANITIZE_ADDRESS__)
static const char crashed[] = "nianbao: error[bug]: the program failed; please report the source that it failed on.\n";

/* A crash is a status like any other: 70. Only what may be called in a signal handler. */
static void end_crashed(int number)
{
  (void)number;
  ssize_t written = write(STDERR_FILENO, crashed, sizeof crashed - 1);
  (void)written;
  _exit(EXIT_BUG);
}

static void catch_crashes(void)
{
  static const int numbers[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
  struct sigaction action = {.sa_handler = end_crashed, .sa_flags = (int)SA_RESETHAND};
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    sigaction(numbers[i], &action, NULL);
}
#else
static void catch_crashes(void) /* the sanitizers report crashes better */
{
}
#endif

int cli_start(int argc, char **argv, preview_command *preview)
{
  struct arena *arena = arena_new();
  const char *locale = place_find_locale(arena);
  if (locale)
    tr_init(locale);
  arena_free(arena);
  signal(SIGPIPE, SIG_IGN); /* a reader that has gone is a write error, with a message */
  catch_crashes();
  sink_catch_signals();
  return (int)cli_run(argc, argv, preview);
}
