/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/ui.h"

#include "ui/appearance.h"
#include "ui/ui-resource.h"

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, RC_RESOURCE_PREFIX "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
rc_ui_init (void)
{
  static gboolean is_done;

  if (is_done)
    return;

  is_done = TRUE;
  /* Said out loud, so that the linker keeps what registers itself. */
  g_assert (rc_ui_get_resource () != NULL);
  load_style ();
  /* A text that can be copied shows where the focus is; that all of it were chosen already would look like a fault. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  (void) rc_appearance_get_default ();
}
