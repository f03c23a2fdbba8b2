/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "subject-lookup.h"

#include "lineage.h"

/* What a lineage answers to a person who asks about a decision on them. */

void
rc_subject_answer_free (RcSubjectAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->system);
  g_free (self->model);
  g_free (self->answer);
  g_free (self->action);
  g_free (self);
}

/* Several answers are told one after the other: none is chosen. */
static char *
dup_answers (const RcLineage *lineage,
             const char      *id)
{
  const RcLineageSlot *slot = rc_lineage_find_slot (lineage, id);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; slot != NULL && i < slot->answers->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " / " : "", ((const RcLineageAnswer *) g_ptr_array_index (slot->answers, i))->value);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * rc_subject_answer_load:
 * @event: number of an inference
 *
 * Returns: (transfer full): what its lineage answers
 */
RcSubjectAnswer *
rc_subject_answer_load (RcCase  *case_file,
                        gint64   event,
                        GError **error)
{
  RcEvent *loaded = rc_event_load (case_file, event, error);
  g_autoptr (RcLineage) lineage = loaded != NULL ? rc_lineage_build (case_file, loaded, RC_TIME_NONE, error) : NULL;
  RcSubjectAnswer *self;

  if (lineage == NULL)
    return NULL;

  self = g_new0 (RcSubjectAnswer, 1);
  self->system = dup_answers (lineage, "endpoint");
  self->model = dup_answers (lineage, "model-version");
  self->answer = dup_answers (lineage, "output");
  self->action = dup_answers (lineage, "human-action");
  return self;
}
