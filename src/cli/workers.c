/* Several processes, each working on one source after another, as many at once as asked for. */
#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/tr.h"
#include "cli/cli.h"

/* How many times at least a process begins, so that in the end none waits long for another. */
#define SHIFTS_LEAST 4

struct job {
  pid_t pid;    /* of the process that is to work on it; 0: none, or it has ended */
  int out, err; /* what it has printed so far */
  bool ended;
};

/* Shared with the processes. */
struct result {
  struct outcome outcome;
  bool ended;
};

struct run {
  const struct options *options;
  worker work;
  void *data;
  struct job *jobs;       /* one a source */
  struct result *results; /* one a source */
  size_t shift;           /* sources a process */
  size_t processes;       /* at work */
  size_t begun, ended, shown;
};

/* A crash ends the process by its signal, and the parent says of which report, in the form that is asked for. */
static void leave_crashes_to_parent(void)
{
#if !defined(__SANITIZE_ADDRESS__) /* the sanitizers report crashes better */
  static const int numbers[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    signal(numbers[i], SIG_DFL);
#endif
}

static void work_on(const struct run *run, size_t source)
{
  const struct job *job = &run->jobs[source];
  struct result *result = &run->results[source];
  if (dup2(job->out, STDOUT_FILENO) < 0 || dup2(job->err, STDERR_FILENO) < 0)
    _exit(EXIT_WORLD);
  run->work(run->options, source, run->data, &result->outcome);
  fflush(stdout);
  fflush(stderr);
  result->ended = true;
}

/* In the new process. */
static void work_shift(const struct run *run, size_t first, size_t end)
{
  leave_crashes_to_parent();
  prctl(PR_SET_PDEATHSIG, SIGTERM); /* with the parent gone nobody wants the reports */
  for (size_t i = first; i < end; i++)
    work_on(run, i);
  _exit(EXIT_DONE);
}

static void end_unbegun(struct run *run, size_t source)
{
  run->jobs[source].ended = true;
  run->ended++;
  run->results[source].outcome = (struct outcome){.status = EXIT_WORLD, .errors = 1};
  message_error(stderr, run->options, "io-write", run->options->sources[source], NULL, _("No process can be started."));
}

static bool open_output(struct job *job)
{
  job->out = memfd_create("out", MFD_CLOEXEC);
  job->err = memfd_create("err", MFD_CLOEXEC);
  return job->out >= 0 && job->err >= 0;
}

/* A process for sources from `first` on, whose outputs are open. */
static void begin_process(struct run *run, size_t first, size_t end)
{
  fflush(stdout);
  fflush(stderr);
  pid_t pid = fork();
  if (pid == 0)
    work_shift(run, first, end);
  run->processes += pid > 0;
  for (size_t i = first; i < end; i++) {
    run->jobs[i].pid = MAX(pid, 0);
    if (pid < 0)
      end_unbegun(run, i);
  }
}

static void begin_shift(struct run *run)
{
  size_t first = run->begun, end = MIN(first + run->shift, run->options->source_count);
  while (run->begun < end && open_output(&run->jobs[run->begun]))
    run->begun++;
  if (run->begun > first)
    begin_process(run, first, run->begun);
  else
    end_unbegun(run, run->begun++);
}

static void copy_output(int from, FILE *to)
{
  char buffer[4096];
  ssize_t size;
  if (from < 0)
    return;
  for (off_t at = 0; (size = pread(from, buffer, sizeof buffer, at)) > 0; at += size)
    fwrite(buffer, 1, (size_t)size, to);
  close(from);
}

static void say_crash(const struct run *run, size_t source)
{
  FILE *err = fdopen(dup(run->jobs[source].err), "a");
  if (!err)
    return;
  message_error(err, run->options, "bug", run->options->sources[source], NULL,
                _("The program failed on this report; the others are not touched by that."));
  fclose(err);
}

static void end_job(struct run *run, size_t source)
{
  run->jobs[source].pid = 0;
  run->jobs[source].ended = true;
  run->ended++;
}

/* The source on which a process ended before its time is lost; those behind it get a new process. */
static void end_process(struct run *run, pid_t pid, int wait_status)
{
  size_t first = run->shown, end;
  run->processes--;
  while (first < run->begun && run->jobs[first].pid != pid)
    first++;
  for (end = first; end < run->begun && run->jobs[end].pid == pid; end++)
    ;
  for (; first < end && run->results[first].ended; first++)
    end_job(run, first);
  if (first == end)
    return;
  bool crashed = !WIFEXITED(wait_status);
  run->results[first].outcome =
      (struct outcome){.status = crashed ? EXIT_BUG : (enum exit_status)WEXITSTATUS(wait_status)};
  if (crashed)
    say_crash(run, first);
  end_job(run, first);
  if (first + 1 < end)
    begin_process(run, first + 1, end);
}

/* Waits for any of the processes; false if none is left. */
static bool await_process(struct run *run)
{
  int wait_status;
  pid_t pid;
  do
    pid = waitpid(-1, &wait_status, 0);
  while (pid < 0 && errno == EINTR);
  if (pid > 0)
    end_process(run, pid, wait_status);
  return pid > 0;
}

/* Prints what the finished ones have said, as far as all before them have finished. */
static void show_jobs(struct run *run, struct progress *progress)
{
  for (; run->shown < run->begun && run->jobs[run->shown].ended; run->shown++) {
    progress_hide(progress);
    copy_output(run->jobs[run->shown].out, stdout);
    fflush(stdout);
    copy_output(run->jobs[run->shown].err, stderr);
  }
  progress_show(progress, run->ended);
}

/* What a finished job has said waits in files for those before it: so many shifts may wait. */
#define SHIFTS_AHEAD 8

static bool may_begin(const struct run *run)
{
  size_t jobs = (size_t)run->options->jobs;
  return run->begun < run->options->source_count && run->processes < jobs &&
         run->begun - run->shown < jobs * SHIFTS_AHEAD * run->shift;
}

static void run_jobs(struct run *run)
{
  struct progress progress = progress_new(run->options);
  while (run->shown < run->options->source_count) {
    if (may_begin(run))
      begin_shift(run);
    else if (!await_process(run))
      break; /* no process is left, and none can be begun */
    show_jobs(run, &progress);
  }
  progress_hide(&progress);
}

/* Without memory to share, nothing can be run. */
static void refuse_all(const struct options *options, struct outcome *outcomes)
{
  message_error(stderr, options, "io-write", NULL, NULL, _("No process can be started."));
  for (size_t i = 0; i < options->source_count; i++)
    outcomes[i] = (struct outcome){.status = EXIT_WORLD, .errors = 1};
}

static void run_several(const struct options *options, worker work, size_t in_a_row, void *data,
                        struct outcome *outcomes)
{
  size_t size = options->source_count * sizeof(struct result);
  struct result *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) {
    refuse_all(options, outcomes);
    return;
  }
  size_t jobs = (size_t)options->jobs;
  struct run run = {.options = options,
                    .work = work,
                    .data = data,
                    .jobs = g_new0(struct job, options->source_count),
                    .results = shared,
                    .shift = CLAMP(options->source_count / (jobs * SHIFTS_LEAST), 1, in_a_row)};
  run_jobs(&run);
  g_free(run.jobs);
  for (size_t i = 0; i < options->source_count; i++)
    outcomes[i] = shared[i].outcome;
  munmap(shared, size);
}

enum exit_status workers_run(const struct options *options, worker work, size_t in_a_row, void *data,
                             struct outcome *outcomes)
{
  enum exit_status worst = EXIT_DONE;
  memset(outcomes, 0, options->source_count * sizeof *outcomes);
  if (options->source_count == 1)
    work(options, 0, data, &outcomes[0]);
  else
    run_several(options, work, in_a_row, data, outcomes);
  for (size_t i = 0; i < options->source_count; i++)
    worst = outcomes[i].status > worst ? outcomes[i].status : worst;
  return worst;
}
