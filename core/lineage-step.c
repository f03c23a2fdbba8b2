/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "lineage-step.h"

#include <string.h>

static const char * const kind_names[RC_N_LINEAGE_STEP_KINDS] = {
  [RC_LINEAGE_STEP_TRIED] = "tried",
  [RC_LINEAGE_STEP_LEFT_OUT] = "left-out",
  [RC_LINEAGE_STEP_LINKED] = "linked",
  [RC_LINEAGE_STEP_ANSWERED] = "answered",
  [RC_LINEAGE_STEP_WEIGHED] = "weighed",
};

const char *
rc_lineage_step_kind_to_name (RcLineageStepKind kind)
{
  g_return_val_if_fail ((guint) kind < RC_N_LINEAGE_STEP_KINDS, NULL);

  return kind_names[kind];
}

RcLineageStep *
rc_lineage_step_new (RcLineageStepKind  kind,
                     char              *text)
{
  RcLineageStep *self = g_new0 (RcLineageStep, 1);

  self->kind = kind;
  self->text = text;
  self->records = g_array_new (FALSE, FALSE, sizeof (RcLineageStepRecord));
  return self;
}

void
rc_lineage_step_free (RcLineageStep *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->records);
  g_free (self->text);
  g_free (self);
}

RcLineageStep *
rc_lineage_step_copy (const RcLineageStep *self)
{
  RcLineageStep *copy = rc_lineage_step_new (self->kind, g_strdup (self->text));

  g_array_append_vals (copy->records, self->records->data, self->records->len);
  return copy;
}

void
rc_lineage_step_add_record (RcLineageStep *self,
                            gint64         source,
                            guint64        record)
{
  RcLineageStepRecord place = { .source = source, .record = record };

  if (source == 0)
    return;

  for (guint i = 0; i < self->records->len; i++)
    {
      const RcLineageStepRecord *other = &g_array_index (self->records, RcLineageStepRecord, i);

      if (other->source == source && other->record == record)
        return;
    }

  g_array_append_val (self->records, place);
}

gboolean
rc_lineage_step_equal (const RcLineageStep *a,
                       const RcLineageStep *b)
{
  if (a->kind != b->kind || a->records->len != b->records->len || strcmp (a->text, b->text) != 0)
    return FALSE;

  for (guint i = 0; i < a->records->len; i++)
    {
      const RcLineageStepRecord *left = &g_array_index (a->records, RcLineageStepRecord, i);
      const RcLineageStepRecord *right = &g_array_index (b->records, RcLineageStepRecord, i);

      if (left->source != right->source || left->record != right->record)
        return FALSE;
    }

  return TRUE;
}
