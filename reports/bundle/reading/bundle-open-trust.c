/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-opening.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/anchor-store.h"
#include "core/bounds.h"
#include "core/trust-file.h"
#include "core/verify.h"
#include "core/words.h"

/*
 * The maker's verdicts rest on the keys that the maker accepted. Whoever opens the bundle may accept others: a copy of the case is judged by them alone,
 * and goes again. What differs is told seal by seal.
 */

static gboolean
insert_keys (RcCase           *case_file,
             const GPtrArray  *keys,
             GError          **error)
{
  RcDatabase *database = rc_case_get_database (case_file);

  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (!rc_database_exec (database, "DELETE FROM anchor", error))
    {
      rc_case_rollback (case_file);
      return FALSE;
    }
  for (guint i = 0; i < keys->len; i++)
    if (!rc_anchor_insert (g_ptr_array_index (keys, i), database, error))
      {
        rc_case_rollback (case_file);
        return FALSE;
      }
  return rc_case_commit (case_file, error);
}

static gboolean
is_same_seal (const RcSeal *one,
              const RcSeal *other)
{
  return one->id == other->id && strcmp (one->kind, other->kind) == 0 && g_strcmp0 (one->name, other->name) == 0;
}

static void
compare_seals (RcBundleOpenWork  *work,
               const RcJudgement *mine)
{
  const RcJudgement *makers = work->opening->judgement;
  guint64 n_same = 0;

  for (guint i = 0; i < mine->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (mine->seals, i);
      const RcSeal *other = i < makers->seals->len ? g_ptr_array_index (makers->seals, i) : NULL;
      g_autofree char *object = g_strdup_printf ("seal %" G_GINT64_FORMAT " by your keys", seal->id);
      const char *found = rc_verdict_to_code (rc_seal_worst (seal));

      if (other != NULL && is_same_seal (seal, other) && rc_seal_worst (seal) == rc_seal_worst (other))
        n_same++;
      else
        rc_bundle_check_add (work, object, rc_seal_worst (seal), seal->reason,
                             other != NULL ? rc_verdict_to_code (rc_seal_worst (other)) : NULL, found,
                             _("By the keys that you accept, this seal of the evidence is worth something else than by those that the maker accepted."));
    }
  if (n_same > 0)
    rc_bundle_check_good (work, N_("seals by your keys"), n_same, _("So many seals of the evidence are worth the same by your keys as by the maker's."));
}

static gboolean
judge (RcBundleOpenWork  *work,
       const char        *path,
       const GPtrArray   *keys,
       GError           **error)
{
  g_autoptr (RcCase) case_file = rc_case_open (path, TRUE, error);
  g_autoptr (RcJudgement) mine = NULL;

  if (case_file == NULL || !insert_keys (case_file, keys, error))
    return FALSE;
  mine = rc_verify_case (case_file, work->terms->progress, work->terms->progress_data, work->cancellable, error);
  if (mine == NULL)
    return FALSE;
  compare_seals (work, mine);
  return rc_case_close (case_file, error);
}

static GPtrArray *
read_keys (RcBundleOpenWork  *work,
           GError           **error)
{
  g_autoptr (GBytes) bytes = rc_trust_read_file (work->terms->trust, error);
  gsize length;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return text != NULL ? rc_trust_file_parse (text, length, NULL, error) : NULL;
}

gboolean
rc_bundle_open_trust (RcBundleOpenWork  *work,
                      GError           **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) from = NULL;
  g_autoptr (GFile) to = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  gboolean good;

  if (work->terms->trust == NULL || work->opening->judgement == NULL)
    return TRUE;
  keys = read_keys (work, error);
  if (keys == NULL)
    return FALSE;

  path = g_strconcat (work->case_path, ".trust", NULL);
  from = g_file_new_for_path (work->case_path);
  to = g_file_new_for_path (path);
  good = g_file_copy (from, to, G_FILE_COPY_NONE, work->cancellable, NULL, NULL, error) && judge (work, path, keys, error);
  (void) g_unlink (path);
  return good;
}
