/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window-private.h"

#include "core/words.h"
#include "ui/bundle-window.h"
#include "ui/file-dialog.h"
#include "ui/open-bundle-dialog.h"

static void
show_checks (RcWindow             *self,
             const RcOpenedBundle *bundle)
{
  gtk_window_present (GTK_WINDOW (rc_bundle_window_new (GTK_WINDOW (self), bundle)));
}

/* What came of it is shown in any case; a case to look at comes of it only where one could be made of it safely. */
static void
take (RcWindow       *self,
      RcOpenedBundle *bundle)      /* (transfer full) */
{
  RcCase *case_file = bundle->opening->case_file;

  show_checks (self, bundle);
  if (case_file == NULL)
    {
      rc_opened_bundle_free (bundle);
      return;
    }
  g_clear_pointer (&self->bundle, rc_opened_bundle_free);
  self->bundle = bundle;
  g_free (self->path);
  self->path = g_strdup (bundle->path);
  rc_window_open_session (self, rc_case_peek_path (case_file), FALSE);
}

/* Something else may have come into the window meanwhile. */
static void
bundle_opened (RcOpenedBundle *bundle,
               gpointer        owner)
{
  RcWindow *self = owner;

  if (rc_window_is_taken (self))
    {
      self = RC_WINDOW (rc_window_new (gtk_window_get_application (GTK_WINDOW (self))));
      gtk_window_present (GTK_WINDOW (self));
    }
  take (self, bundle);
}

void
rc_window_open_bundle (RcWindow   *self,
                       const char *path)
{
  g_autofree char *canonical = g_canonicalize_filename (path, NULL);

  (void) rc_open_bundle_dialog_show (GTK_WINDOW (self), canonical, bundle_opened, G_OBJECT (self));
}

void
rc_window_show_banner (RcWindow *self)
{
  g_autofree char *bundle = rc_bundle_words_dup (self->bundle);
  g_autofree char *words = g_strdup_printf ("%s %s", bundle, _("The keys that this case knows are those that the maker of the bundle accepted."));

  rc_case_view_set_banner (self->case_view, words, rc_bundle_shape (self->bundle), _("_What Was Held Against What"), "win.show-bundle-checks");
}

/* --- Commands --- */

static void
bundle_chosen (const char * const *paths,
               gpointer            owner)
{
  rc_window_open_bundle (owner, paths[0]);
}

static void
open_bundle (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_BUNDLE,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Open Bundle"),
    .accept = _("_Open"),
  };

  rc_file_dialog_show (user_data, &dialog, bundle_chosen, user_data);
}

static void
show_bundle_checks (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  RcWindow *self = user_data;

  if (self->bundle != NULL)
    show_checks (self, self->bundle);
}

static const GActionEntry entries[] = {
  { .name = "open-bundle", .activate = open_bundle },
  { .name = "show-bundle-checks", .activate = show_bundle_checks },
};

void
rc_window_add_bundle_actions (RcWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

void
rc_window_update_bundle_actions (RcWindow *self)
{
  rc_window_enable (self, "show-bundle-checks", self->bundle != NULL && self->session != NULL);
}
