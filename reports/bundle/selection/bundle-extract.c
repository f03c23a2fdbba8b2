/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/selection/bundle-extract.h"

#include "core/words.h"

static gboolean
restrict_lineage (RcLineage  *lineage,
                  gpointer    data,
                  GError    **error)
{
  return rc_bundle_selection_restrict_lineage (data, lineage, error);
}

/**
 * rc_bundle_extract_init:
 * @self: to be cleared
 * @work: of a selective bundle
 */
void
rc_bundle_extract_init (RcBundleExtract    *self,
                        const RcBundleWork *work)
{
  guint disclosed = rc_bundle_selection_count (work->selection);
  guint64 total = 0;

  for (guint i = 0; i < work->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (work->sources, i);

      total += rc_source_is_repeat (source) ? 0 : source->records;
    }

  self->words = g_strdup_printf (_("Extract: of %1$llu records of the evidence set this copy holds the %2$u on which this decision and those handed over "
                                   "with it rest. The others are withheld, and what was noticed about them is left out."), (unsigned long long) total, disclosed);
  self->extract = (RcSheetExtract) { restrict_lineage, work->selection, self->words };
}

void
rc_bundle_extract_clear (RcBundleExtract *self)
{
  g_clear_pointer (&self->words, g_free);
}
