/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "lineage-trace.h"

#include "bounds.h"
#include "words.h"

/* What is said in one place. */
typedef struct
{
  GPtrArray *steps;      /* of RcLineageStep */
  guint      n_further;
} Passage;

struct _RcLineageTrace
{
  Passage  parts[RC_N_LINEAGE_PARTS];
  Passage  question;
  Passage *current;      /* (nullable): where a step is taken down; NULL: it is of no question */
  gboolean is_asking;
  guint    used;         /* bits of the parts that the question has already */
};

static void
passage_init (Passage *self)
{
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lineage_step_free);
  self->n_further = 0;
}

static gboolean
passage_has (const Passage       *self,
             const RcLineageStep *step)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      if (rc_lineage_step_equal (g_ptr_array_index (self->steps, i), step))
        return TRUE;
    }

  return FALSE;
}

/* What the weighing says comes last and is the point of it all: it always has its place. */
static void
passage_take (Passage       *self,
              RcLineageStep *step)
{
  g_autoptr (RcLineageStep) owned = step;

  if (passage_has (self, step))
    return;
  if (self->steps->len >= RC_LIMIT_LINEAGE_STEPS && step->kind != RC_LINEAGE_STEP_WEIGHED)
    self->n_further++;
  else
    g_ptr_array_add (self->steps, g_steal_pointer (&owned));
}

RcLineageTrace *
rc_lineage_trace_new (void)
{
  RcLineageTrace *self = g_new0 (RcLineageTrace, 1);

  for (guint i = 0; i < RC_N_LINEAGE_PARTS; i++)
    passage_init (&self->parts[i]);
  passage_init (&self->question);
  return self;
}

void
rc_lineage_trace_free (RcLineageTrace *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < RC_N_LINEAGE_PARTS; i++)
    g_ptr_array_unref (self->parts[i].steps);
  g_ptr_array_unref (self->question.steps);
  g_free (self);
}

void
rc_lineage_trace_begin_part (RcLineageTrace *self,
                             RcLineagePart   part)
{
  if (self != NULL)
    self->current = &self->parts[part];
}

void
rc_lineage_trace_end_part (RcLineageTrace *self)
{
  if (self != NULL)
    self->current = self->is_asking ? &self->question : NULL;
}

void
rc_lineage_trace_begin_question (RcLineageTrace *self,
                                 guint           parts)
{
  if (self == NULL)
    return;

  self->is_asking = TRUE;
  self->used = 0;
  self->current = &self->question;
  for (guint i = 0; i < RC_N_LINEAGE_PARTS; i++)
    if ((parts & RC_LINEAGE_PART_BIT (i)) != 0)
      rc_lineage_trace_use_part (self, i);
}

void
rc_lineage_trace_use_part (RcLineageTrace *self,
                           RcLineagePart   part)
{
  const Passage *used;

  if (self == NULL || !self->is_asking || (self->used & RC_LINEAGE_PART_BIT (part)) != 0)
    return;

  self->used |= RC_LINEAGE_PART_BIT (part);
  used = &self->parts[part];
  for (guint i = 0; i < used->steps->len; i++)
    passage_take (&self->question, rc_lineage_step_copy (g_ptr_array_index (used->steps, i)));
  self->question.n_further += used->n_further;
}

/* Before the weighing. */
static void
tell_further (Passage *self)
{
  char *text = g_strdup_printf (rc_words_plural ("%u further step is not listed here.", "%u further steps are not listed here.",
                                                 self->n_further), self->n_further);
  guint place = 0;

  while (place < self->steps->len && ((const RcLineageStep *) g_ptr_array_index (self->steps, place))->kind != RC_LINEAGE_STEP_WEIGHED)
    place++;
  g_ptr_array_insert (self->steps, (int) place, rc_lineage_step_new (RC_LINEAGE_STEP_TRIED, text));
}

GPtrArray *
rc_lineage_trace_end_question (RcLineageTrace *self)
{
  GPtrArray *steps;

  if (self == NULL)
    return NULL;

  steps = self->question.steps;
  if (self->question.n_further > 0)
    tell_further (&self->question);
  passage_init (&self->question);
  self->is_asking = FALSE;
  self->current = NULL;
  return steps;
}

void
rc_lineage_trace_take (RcLineageTrace *self,
                       RcLineageStep  *step)
{
  if (self != NULL && self->current != NULL)
    passage_take (self->current, step);
  else
    rc_lineage_step_free (step);
}
