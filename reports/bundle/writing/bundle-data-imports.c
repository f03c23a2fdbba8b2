/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include <string.h>

#include "core/canonical.h"
#include "core/import-history.h"
#include "core/words.h"

/* The sources that have bytes of their own: they came as files, and are neither what was there already nor a second reading of it. */
static void
list_delivered (RcBundleWork          *work,
                const RcImportHistory *history)
{
  work->delivered = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < history->acts->len; i++)
    {
      const RcHistoryAct *act = g_ptr_array_index (history->acts, i);

      for (guint k = 0; k < act->items->len; k++)
        {
          const RcHistoryItem *item = g_ptr_array_index (act->items, k);

          if (item->same_as == 0 && item->again == 0)
            g_hash_table_add (work->delivered, g_memdup2 (&item->source, sizeof item->source));
        }
    }
}

/**
 * rc_bundle_write_imports:
 *
 * Writes, of a full bundle, the acts by which the sources came, and takes down which of them have bytes of their own.
 */
gboolean
rc_bundle_write_imports (RcBundleWork  *work,
                         GError       **error)
{
  g_autoptr (RcImportHistory) history = NULL;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *canonical = NULL;
  const char *text;

  if (!rc_bundle_work_is_full (work))
    return TRUE;
  history = rc_import_history_load (work->case_file, error);
  if (history == NULL)
    return FALSE;

  list_delivered (work, history);
  rc_import_history_write (history, writer);
  text = rc_json_writer_peek (writer);
  /* A file may bear a time that no double says exactly: better exact than in form. */
  canonical = rc_canonical_dup (text, strlen (text));
  if (canonical != NULL)
    text = canonical;
  return rc_bundle_writer_add (work->writer, "data/imports.json", RC_BUNDLE_JSON, _("The acts by which the sources came"), text, strlen (text), error);
}
