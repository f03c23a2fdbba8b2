/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/open-trouble.h"

#include "core/case.h"
#include "core/words.h"
#include "ui/act-words.h"

void
rc_open_trouble_free (RcOpenTrouble *self)
{
  if (self == NULL)
    return;

  g_free (self->sentence);
  g_free (self);
}

static const char *
title_of (const GError *error)
{
  if (g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_A_CASE))
    return _("This Is No Recount Case");
  if (g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_NEWER))
    return _("This Case Needs a Newer Recount");
  if (g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED) ||
      g_error_matches (error, RC_DATABASE_ERROR, RC_DATABASE_ERROR_CORRUPT))
    return _("This Case Is Damaged");
  if (g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_LOCKED))
    return _("This Case Is Protected");
  return _("The Case Could Not Be Opened");
}

static const char *
advice_of (const GError *error)
{
  if (g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_NEWER))
    return _("The file was left as it is. Open it with the version that wrote it, or a later one.");
  if (g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED) ||
      g_error_matches (error, RC_DATABASE_ERROR, RC_DATABASE_ERROR_CORRUPT))
    return _("The file was left as it is. Open a backup of it, and keep this one: it may still be needed.");
  return _("The file was left as it is.");
}

RcOpenTrouble *
rc_open_trouble_new_of_disposal (void)
{
  RcOpenTrouble *self = g_new0 (RcOpenTrouble, 1);

  self->title = _("The Destruction of This Case Was Broken Off");
  self->sentence = g_strdup (_("The case cannot be opened any more, and its certificate is not there yet. Finish the destruction: it goes on where it "
                               "stopped."));
  return self;
}

/**
 * rc_open_trouble_new:
 * @error: of opening the case
 */
RcOpenTrouble *
rc_open_trouble_new (const GError *error,
                     gboolean      for_writing)
{
  RcOpenTrouble *self = g_new0 (RcOpenTrouble, 1);
  g_autofree char *message = rc_act_words_of_error (error);
  gboolean is_hopeless = g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_A_CASE) ||
                         g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_NEWER);

  self->title = title_of (error);
  self->sentence = g_strdup_printf ("%s\n\n%s", advice_of (error), message);
  self->may_retry = !is_hopeless;
  self->may_read = !is_hopeless && for_writing;
  return self;
}
