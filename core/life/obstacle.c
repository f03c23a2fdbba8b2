/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/life/obstacle.h"

#include "core/custody.h"
#include "core/timestamp.h"

gboolean
rc_obstacle_find_hold (RcCase   *case_file,
                       RcHold  **out_hold,
                       GError  **error)
{
  g_autoptr (GPtrArray) holds = rc_hold_list (case_file, error);

  *out_hold = NULL;
  for (guint i = 0; holds != NULL && i < holds->len; i++)
    {
      const RcHold *hold = g_ptr_array_index (holds, i);

      if (hold->released_us == RC_TIME_NONE || hold->released_us > g_get_real_time ())
        {
          *out_hold = g_ptr_array_steal_index (holds, i);
          break;
        }
    }
  return holds != NULL;
}

static gboolean
decides (const RcCustodyFault *fault)
{
  static const char * const tables[] = { "source", "published", "entry", "setting", NULL };

  return fault->table != NULL && g_strv_contains (tables, fault->table);
}

gboolean
rc_obstacle_find_fault (RcCase  *case_file,
                        char   **out_fault,
                        GError **error)
{
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, error);
  g_autoptr (GPtrArray) faults = report != NULL ? rc_custody_compare_tables (case_file, error) : NULL;

  *out_fault = NULL;
  if (faults == NULL)
    return FALSE;
  if (report->faults->len > 0)
    *out_fault = g_strdup (((const RcCustodyFault *) g_ptr_array_index (report->faults, 0))->message);
  for (guint i = 0; *out_fault == NULL && i < faults->len; i++)
    {
      const RcCustodyFault *fault = g_ptr_array_index (faults, i);

      if (decides (fault))
        *out_fault = g_strdup (fault->message);
    }
  return TRUE;
}
