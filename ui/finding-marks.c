/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/finding-marks.h"

struct _RcFindingMarks
{
  GHashTable *numbers;    /* identity of an exception → "F-001" */
};

static void
take (RcFindingMarks  *self,
      const RcFinding *finding)
{
  for (guint i = 0; i < finding->exceptions->len; i++)
    {
      const RcExceptionMark *mark = g_ptr_array_index (finding->exceptions, i);

      if (!g_hash_table_contains (self->numbers, mark->identity))
        g_hash_table_insert (self->numbers, g_strdup (mark->identity), rc_register_dup_number (RC_ENTRY_FINDING, finding->number));
    }
}

RcFindingMarks *
rc_finding_marks_load (RcCase  *case_file,
                       GError **error)
{
  g_autoptr (GPtrArray) findings = rc_finding_list (case_file, error);
  RcFindingMarks *self;

  if (findings == NULL)
    return NULL;

  self = g_new0 (RcFindingMarks, 1);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < findings->len; i++)
    take (self, g_ptr_array_index (findings, i));
  return self;
}

void
rc_finding_marks_free (RcFindingMarks *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->numbers);
  g_free (self);
}

char *
rc_finding_marks_dup_number (const RcFindingMarks *self,
                             const RcException    *exception,
                             const RcSource       *source)
{
  RcExceptionMark *mark = rc_exception_mark_new (exception, source);
  char *number = g_strdup (g_hash_table_lookup (self->numbers, mark->identity));

  rc_exception_mark_free (mark);
  return number;
}
