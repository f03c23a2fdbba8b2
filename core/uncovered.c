/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "uncovered.h"

#include <string.h>

#include "registers/paper.h"

void
rc_uncovered_free (RcUncovered *self)
{
  g_clear_pointer (&self->not_listed, g_ptr_array_unref);
  g_clear_pointer (&self->unprotected, g_ptr_array_unref);
  g_clear_pointer (&self->not_understood, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_not_understood (const RcSource *source)
{
  return source->records > 0 && source->importer == NULL && strcmp (source->kind, "container") != 0 &&
         !rc_source_is_repeat (source);
}

static void
add_source (RcUncovered     *self,
            RcSource        *source,
            RcCoverageState  state)
{
  if (rc_coverage_is_file (source))
    self->files[state]++;
  if (rc_coverage_is_file (source) && state == RC_COVERAGE_NOT_LISTED)
    g_ptr_array_add (self->not_listed, source);
  if (source->records > 0 && strcmp (source->kind, "container") != 0 && !rc_source_is_repeat (source) &&
      (state == RC_COVERAGE_UNSIGNED || state == RC_COVERAGE_NOT_LISTED))
    g_ptr_array_add (self->unprotected, source);
  if (is_not_understood (source))
    g_ptr_array_add (self->not_understood, source);
}

/**
 * rc_uncovered_new:
 *
 * Returns: (transfer full) (nullable): what no seal covers by @judgement
 */
RcUncovered *
rc_uncovered_new (RcCase             *case_file,
                  const RcJudgement  *judgement,
                  GError            **error)
{
  g_autoptr (RcUncovered) self = g_new0 (RcUncovered, 1);
  g_autoptr (RcCoverage) coverage = NULL;

  self->sources = rc_source_list (case_file, error);
  if (self->sources == NULL || !rc_paper_mark_sources (case_file, self->sources, error))
    return NULL;

  coverage = rc_coverage_new (judgement, TRUE, self->sources);
  self->not_listed = g_ptr_array_new ();
  self->unprotected = g_ptr_array_new ();
  self->not_understood = g_ptr_array_new ();
  for (guint i = 0; i < self->sources->len; i++)
    {
      RcSource *source = g_ptr_array_index (self->sources, i);

      add_source (self, source, rc_coverage_state (coverage, source));
    }
  return g_steal_pointer (&self);
}
