/* One process a report, as many at once as asked for. */
#include <errno.h>
#include <glib.h>
#include <signal.h>
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
  enum exit_status status;
};

static enum exit_status run_in_turn(const struct options *options, worker work, void *data)
{
  enum exit_status worst = EXIT_DONE;
  for (size_t i = 0; i < options->source_count; i++) {
    enum exit_status status = work(options, i, data);
    worst = status > worst ? status : worst;
  }
  return worst;
}

/* In the new process: runs the work and ends. */
static void run_job(const struct options *options, const struct job *job, size_t source, worker work, void *data)
{
  prctl(PR_SET_PDEATHSIG, SIGTERM); /* with the parent gone nobody wants the report */
  if (dup2(job->out, STDOUT_FILENO) < 0 || dup2(job->err, STDERR_FILENO) < 0)
    _exit(EXIT_WORLD);
  enum exit_status status = work(options, source, data);
  fflush(stdout);
  fflush(stderr);
  _exit((int)status);
}

static bool begin_job(const struct options *options, struct job *job, size_t source, worker work, void *data)
{
  job->out = memfd_create("out", MFD_CLOEXEC);
  job->err = memfd_create("err", MFD_CLOEXEC);
  fflush(stdout);
  fflush(stderr);
  job->pid = job->out < 0 || job->err < 0 ? -1 : fork();
  if (job->pid == 0)
    run_job(options, job, source, work, data);
  if (job->pid > 0)
    return true;
  job->pid = 0;
  job->ended = true;
  job->status = EXIT_WORLD;
  message_error(stderr, options, "io-write", options->sources[source], NULL, _("No process can be started."));
  return false;
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

static void end_job(const struct options *options, struct job *job, size_t source, int wait_status)
{
  job->pid = 0;
  job->ended = true;
  job->status = WIFEXITED(wait_status) ? (enum exit_status)WEXITSTATUS(wait_status) : EXIT_BUG;
  if (WIFEXITED(wait_status))
    return;
  FILE *err = fdopen(dup(job->err), "a");
  if (!err)
    return;
  message_error(err, options, "bug", options->sources[source], NULL,
                _("The program failed on this report; the others are not touched by that."));
  fclose(err);
}

/* Waits for any of the jobs. */
static bool await_job(const struct options *options, struct job *jobs)
{
  int wait_status;
  pid_t pid;
  do
    pid = waitpid(-1, &wait_status, 0);
  while (pid < 0 && errno == EINTR);
  for (size_t i = 0; pid > 0 && i < options->source_count; i++) {
    if (jobs[i].pid == pid)
      end_job(options, &jobs[i], i, wait_status);
  }
  return pid > 0;
}

/* Prints what the finished ones have said, as far as all before them have finished. */
static size_t show_jobs(const struct options *options, struct job *jobs, size_t shown, enum exit_status *worst)
{
  for (; shown < options->source_count && jobs[shown].ended; shown++) {
    copy_output(jobs[shown].out, stdout);
    copy_output(jobs[shown].err, stderr);
    *worst = jobs[shown].status > *worst ? jobs[shown].status : *worst;
  }
  return shown;
}

/* What a finished job has said waits in files for those before it: so many may wait. */
#define JOBS_AHEAD 8

enum exit_status workers_run(const struct options *options, worker work, void *data)
{
  if (options->jobs <= 1 || options->source_count <= 1)
    return run_in_turn(options, work, data);
  struct job *jobs = g_new0(struct job, options->source_count);
  enum exit_status worst = EXIT_DONE;
  size_t begun = 0, shown = 0;
  int running = 0;
  while (shown < options->source_count) {
    if (running < options->jobs && begun < options->source_count &&
        begun - shown < (size_t)options->jobs * JOBS_AHEAD) {
      running += begin_job(options, &jobs[begun], begun, work, data);
      begun++;
    } else if (await_job(options, jobs)) {
      running--;
    } else {
      break; /* no process is left, and none can be begun */
    }
    shown = show_jobs(options, jobs, shown, &worst);
  }
  g_free(jobs);
  return worst;
}
