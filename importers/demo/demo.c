/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/demo/demo.h"

#include "importers/demo/demo-set.h"

#define LIST "evidence/SHA256SUMS"

/* When the bank handed the set over, for the signature of the list: 2026-08-03T09:00:00Z. */
#define HANDED_OVER_S (RC_DEMO_START_MS / RC_DEMO_SECOND_MS + 124 * 86400 + 9 * 3600)

G_DEFINE_QUARK (rc-demo-error-quark, rc_demo_error)

static const char * const folders[] = {
  "keys",
  "evidence",
  "evidence/log",
  "evidence/log/heads",
  "evidence/registry",
  "evidence/cards",
  "evidence/operations",
  "evidence/oversight",
  "evidence/monitoring",
  "evidence/core-banking",
  "evidence/system",
  "evidence/policy",
};

static gboolean
check_options (const RcDemoOptions  *options,
               guint64               inferences,
               GError              **error)
{
  if (inferences > RC_DEMO_MAX_INFERENCES)
    {
      g_set_error (error, RC_DEMO_ERROR, RC_DEMO_ERROR_OPTIONS, "The demo set has at most %" G_GUINT64_FORMAT " inferences",
                   RC_DEMO_MAX_INFERENCES);
      return FALSE;
    }
  if (options->faults && inferences < RC_DEMO_MIN_WITH_FAULTS)
    {
      g_set_error (error, RC_DEMO_ERROR, RC_DEMO_ERROR_OPTIONS,
                   "With faults the demo set needs at least %" G_GUINT64_FORMAT " inferences, so that no fault hides another",
                   RC_DEMO_MIN_WITH_FAULTS);
      return FALSE;
    }

  return TRUE;
}

static void
set_clear (RcDemoSet *self)
{
  rc_demo_faults_clear (&self->faults);
  rc_demo_signer_clear (&self->signer);
  rc_demo_signer_clear (&self->stranger);
  g_clear_pointer (&self->folder, rc_demo_folder_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcDemoSet, set_clear)

/* The list comes last, over files that are as they will stay: what was planted in them does not show here. */
static gboolean
write_list (RcDemoSet  *self,
            GError    **error)
{
  g_autofree char *list = rc_demo_folder_dup_list (self->folder, "evidence/");
  g_autofree char *signature = rc_demo_signer_dup_signature (&self->signer, list, "SHA256SUMS", HANDED_OVER_S);

  return rc_demo_folder_write (self->folder, LIST, list, error)
         && rc_demo_folder_write (self->folder, LIST ".minisig", signature, error);
}

static gboolean
write_set (RcDemoSet  *self,
           GError    **error)
{
  g_autofree char *key = rc_demo_signer_dup_public_key (&self->signer);
  g_autofree char *faults = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    if (!rc_demo_folder_make (self->folder, folders[i], error))
      return FALSE;

  if (!rc_demo_set_write_statements (self, error)
      || !rc_demo_set_write_cards (self, error)
      || !rc_demo_set_write_operations (self, error)
      || !rc_demo_set_write_registry (self, error)
      || !rc_demo_set_write_log (self, error)
      || !write_list (self, error)
      || !rc_demo_folder_write (self->folder, "keys/nordhafen-log.pub", key, error))
    return FALSE;

  faults = rc_demo_faults_dup_json (&self->faults);
  return rc_demo_folder_write (self->folder, "FAULTS.json", faults, error);
}

/**
 * rc_demo_write:
 * @options: see #RcDemoOptions
 *
 * Writes `evidence`, `keys` and FAULTS.json into the folder. Memory does not grow with the number of inferences. Where
 * anything fails, what was written is taken back.
 *
 * Returns: %FALSE with RC_DEMO_ERROR, or with G_IO_ERROR or G_FILE_ERROR where the file system refused or it was cancelled
 */
gboolean
rc_demo_write (const RcDemoOptions  *options,
               GError              **error)
{
  guint64 inferences = options->inferences != 0 ? options->inferences : RC_DEMO_DEFAULT_INFERENCES;
  g_auto (RcDemoSet) set = { .options = options };

  g_return_val_if_fail (options->folder != NULL, FALSE);

  if (!check_options (options, inferences, error))
    return FALSE;

  set.folder = rc_demo_folder_new (options->folder, error);
  if (set.folder == NULL)
    return FALSE;

  rc_demo_story_init (&set.story, options->seed);
  rc_demo_calendar_init (&set.calendar, options->seed, inferences);
  rc_demo_faults_init (&set.faults, options->faults, &set.calendar);
  rc_demo_signer_init (&set.signer, options->seed, "log");
  rc_demo_signer_init (&set.stranger, options->seed, "stranger");
  if (write_set (&set, error))
    return TRUE;

  rc_demo_folder_take_back (set.folder);
  return FALSE;
}
