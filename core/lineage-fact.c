/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "lineage-fact.h"

#include "timestamp.h"

/**
 * rc_lineage_fact_new:
 * @name: static
 * @value: what the record says; masked already where @personal
 *
 * Returns: (transfer full): a fact without a time
 */
RcLineageFact *
rc_lineage_fact_new (const char *name,
                     const char *value,
                     gboolean    personal)
{
  RcLineageFact *self = g_new0 (RcLineageFact, 1);

  self->name = name;
  self->value = g_strdup (value);
  self->personal = personal;
  self->time_us = RC_TIME_NONE;
  return self;
}

void
rc_lineage_fact_free (RcLineageFact *self)
{
  if (self == NULL)
    return;

  g_free (self->value);
  g_free (self);
}

/**
 * rc_lineage_fact_find:
 * @facts: (element-type RcLineageFact): of an answer or a question
 *
 * Returns: (transfer none) (nullable): the first fact of that name
 */
const RcLineageFact *
rc_lineage_fact_find (const GPtrArray *facts,
                      const char      *name)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const RcLineageFact *fact = g_ptr_array_index (facts, i);

      if (g_str_equal (fact->name, name))
        return fact;
    }

  return NULL;
}

/**
 * rc_lineage_fact_peek:
 *
 * Returns: (transfer none) (nullable): the value of the first fact of that name
 */
const char *
rc_lineage_fact_peek (const GPtrArray *facts,
                      const char      *name)
{
  const RcLineageFact *fact = rc_lineage_fact_find (facts, name);

  return fact != NULL ? fact->value : NULL;
}
