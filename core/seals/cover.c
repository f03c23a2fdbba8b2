/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cover.h"

/**
 * rc_cover_source:
 *
 * Says that @seal protects all records of @source. What was taken out of it (its rows, its members, what it holds compressed)
 * is derived from these bytes alone and inherits the protection.
 */
void
rc_cover_source (RcSealContext  *context,
                 RcJudgement    *judgement,
                 gint64          seal,
                 const RcSource *source,
                 RcVerdict       protection)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (waiting, source->id);
  while (waiting->len > 0)
    {
      gint64 id = g_array_index (waiting, gint64, waiting->len - 1);
      const RcSource *covered = rc_seal_context_source (context, id);
      const GArray *children = rc_seal_context_children (context, id);

      g_array_set_size (waiting, waiting->len - 1);
      if (covered != NULL)
        rc_judgement_add_cover (judgement, seal, id, 1, covered->records, protection);
      if (children != NULL)
        g_array_append_vals (waiting, children->data, children->len);
    }
}
