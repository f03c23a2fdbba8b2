/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/life/life.h"

#include <errno.h>

#include "core/words.h"

G_DEFINE_QUARK (rc-life-error-quark, rc_life_error)

void
rc_life_tell (const RcLifeWork *self,
              double            fraction)
{
  if (self != NULL && self->progress != NULL)
    self->progress (CLAMP (fraction, 0.0, 1.0), self->data);
}

gboolean
rc_life_is_cancelled (const RcLifeWork  *self,
                      GError           **error)
{
  return self != NULL && g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/**
 * rc_life_refuse_file:
 * @path: what was to be written
 * @reason: an errno
 *
 * Returns: %FALSE, with %RC_LIFE_ERROR_FILE
 */
gboolean
rc_life_refuse_file (const char  *path,
                     int          reason,
                     GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (reason == EEXIST)
    g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE, _("“%s” is there already and was not replaced."), shown);
  else if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG)
    g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE, _("“%s” was not written: there is no room left for it."), shown);
  else if (reason == EROFS || reason == EACCES || reason == EPERM)
    g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE, _("“%s” was not written: its folder can only be read."), shown);
  else if (reason == ENOENT || reason == ENOTDIR)
    g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE, _("“%s” was not written: its folder does not exist."), shown);
  else
    g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE, _("“%s” was not written: %s."), shown, g_strerror (reason));
  return FALSE;
}
