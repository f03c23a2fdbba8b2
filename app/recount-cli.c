/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <sodium.h>

#include "cli.h"
#include "importers/importers.h"

#define EXIT_INTERRUPTED 130

/* The first Ctrl-C ends the act in good order: the case is as it was before. The second ends the program. */
static gpointer
wait_for_signals (gpointer data)
{
  GCancellable *cancellable = data;
  sigset_t signals;
  int number;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  while (sigwait (&signals, &number) == 0)
    {
      if (g_cancellable_is_cancelled (cancellable))
        _exit (EXIT_INTERRUPTED);
      g_cancellable_cancel (cancellable);
    }
  return NULL;
}

static void
catch_signals (GCancellable *cancellable)
{
  sigset_t signals;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  /* A file that may not grow and a reader that went away are errors of a write, told in words. */
  signal (SIGXFSZ, SIG_IGN);
  signal (SIGPIPE, SIG_IGN);
  g_thread_unref (g_thread_new ("recount-signals", wait_for_signals, cancellable));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  setlocale (LC_ALL, "");
  if (sodium_init () < 0)
    return RC_EXIT_FAILED;

  catch_signals (cancellable);
  rc_importers_register_all ();
  return rc_cli_run (argc, argv, cancellable);
}
