/* One process a report, as many at once as asked for. */
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

struct job {
  pid_t pid; /* 0: not begun, or ended */
  bool ended;
  int out, err; /* what it has printed so far */
};

struct run {
  const struct options *options;
  worker work;
  void *data;
  struct job *jobs;         /* one a source */
  struct outcome *outcomes; /* shared with the processes */
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

/* In the new process: runs the work and ends. */
static void run_job(const struct run *run, const struct job *job, size_t source)
{
  struct outcome *outcome = &run->outcomes[source];
  leave_crashes_to_parent();
  prctl(PR_SET_PDEATHSIG, SIGTERM); /* with the parent gone nobody wants the report */
  if (dup2(job->out, STDOUT_FILENO) < 0 || dup2(job->err, STDERR_FILENO) < 0)
    _exit(EXIT_WORLD);
  run->work(run->options, source, run->data, outcome);
  fflush(stdout);
  fflush(stderr);
  _exit((int)outcome->status);
}

static void begin_job(struct run *run)
{
  size_t source = run->begun++;
  struct job *job = &run->jobs[source];
  job->out = memfd_create("out", MFD_CLOEXEC);
  job->err = memfd_create("err", MFD_CLOEXEC);
  fflush(stdout);
  fflush(stderr);
  job->pid = job->out < 0 || job->err < 0 ? -1 : fork();
  if (job->pid == 0)
    run_job(run, job, source);
  if (job->pid > 0)
    return;
  job->pid = 0;
  job->ended = true;
  run->ended++;
  run->outcomes[source] = (struct outcome){.status = EXIT_WORLD, .errors = 1};
  message_error(stderr, run->options, "io-write", run->options->sources[source], NULL, _("No process can be started."));
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

static void end_job(const struct run *run, size_t source, int wait_status)
{
  struct job *job = &run->jobs[source];
  struct outcome *outcome = &run->outcomes[source];
  job->pid = 0;
  job->ended = true;
  if (WIFEXITED(wait_status)) {
    outcome->status = (enum exit_status)WEXITSTATUS(wait_status);
    return;
  }
  *outcome = (struct outcome){.status = EXIT_BUG};
  FILE *err = fdopen(dup(job->err), "a");
  if (!err)
    return;
  message_error(err, run->options, "bug", run->options->sources[source], NULL,
                _("The program failed on this report; the others are not touched by that."));
  fclose(err);
}

/* Waits for any of the jobs; false if none is left. */
static bool await_job(struct run *run)
{
  int wait_status;
  pid_t pid;
  do
    pid = waitpid(-1, &wait_status, 0);
  while (pid < 0 && errno == EINTR);
  for (size_t i = run->shown; pid > 0 && i < run->begun; i++) {
    if (run->jobs[i].pid == pid) {
      end_job(run, i, wait_status);
      run->ended++;
      return true;
    }
  }
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

/* What a finished job has said waits in files for those before it: so many may wait. */
#define JOBS_AHEAD 8

static bool may_begin(const struct run *run)
{
  size_t jobs = (size_t)run->options->jobs;
  return run->begun < run->options->source_count && run->begun - run->ended < jobs &&
         run->begun - run->shown < jobs * JOBS_AHEAD;
}

static void run_jobs(struct run *run)
{
  struct progress progress = progress_new(run->options);
  while (run->shown < run->options->source_count) {
    if (may_begin(run))
      begin_job(run);
    else if (!await_job(run))
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

static void run_several(const struct options *options, worker work, void *data, struct outcome *outcomes)
{
  size_t size = options->source_count * sizeof *outcomes;
  struct outcome *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) {
    refuse_all(options, outcomes);
    return;
  }
  struct run run = {options, work, data, g_new0(struct job, options->source_count), shared, 0, 0, 0};
  run_jobs(&run);
  g_free(run.jobs);
  memcpy(outcomes, shared, size);
  munmap(shared, size);
}

enum exit_status workers_run(const struct options *options, worker work, void *data, struct outcome *outcomes)
{
  enum exit_status worst = EXIT_DONE;
  memset(outcomes, 0, options->source_count * sizeof *outcomes);
  if (options->source_count == 1)
    work(options, 0, data, &outcomes[0]);
  else
    run_several(options, work, data, outcomes);
  for (size_t i = 0; i < options->source_count; i++)
    worst = outcomes[i].status > worst ? outcomes[i].status : worst;
  return worst;
}
