/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>
#include <signal.h>

#include <glib-unix.h>
#include <sodium.h>

#include "core/words.h"
#include "importers/demo/demo.h"
#include "importers/importers.h"
#include "ui/application.h"

#define DEMO_INFERENCES 2000

static gboolean
write_demo (const char    *folder,
            GCancellable  *cancellable,
            GError       **error)
{
  const RcDemoOptions options = {
    .folder = folder,
    .inferences = DEMO_INFERENCES,
    .seed = 1,
    .faults = TRUE,
    .cancellable = cancellable,
  };

  return rc_demo_write (&options, error);
}

/* The end of the desktop session, or of the terminal: cases are closed in good order. */
static gboolean
end (gpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (data), "quit", NULL);
  return G_SOURCE_CONTINUE;
}

int
main (int    argc,
      char **argv)
{
  /* A program that was not installed is told where its words are. */
  const char *locale_folder = g_getenv ("RECOUNT_LOCALE_FOLDER");
  g_autoptr (RcApplication) application = NULL;

  setlocale (LC_ALL, "");
  rc_words_follow_desktop (locale_folder != NULL ? locale_folder : RC_LOCALE_FOLDER);
  /* A file that may not grow and a reader that went away are errors of a write, told in words. */
  signal (SIGXFSZ, SIG_IGN);
  signal (SIGPIPE, SIG_IGN);
  if (sodium_init () < 0)
    return 2;

  rc_importers_register_all ();
  g_set_application_name ("Recount");
  gtk_window_set_default_icon_name (RC_APPLICATION_ID);
  application = rc_application_new (write_demo);
  g_unix_signal_add (SIGTERM, end, application);
  g_unix_signal_add (SIGINT, end, application);
  g_unix_signal_add (SIGHUP, end, application);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
