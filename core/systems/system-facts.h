/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/systems/system.h"

G_BEGIN_DECLS

/**
 * RcSystemFact:
 * @attribute: what it is about; of a binding %RC_N_SYSTEM_ATTRIBUTES
 * @title: in the language of the reader
 * @value: safe to show, and so is @word
 * @word: who says it, and when
 * @counts: it is the newest word of the officer, or where there is none of a file
 * @differs: another word that nobody took back says something else
 * @is_idle: of a binding: nothing in the case answers to it
 *
 * One statement on a system, as people read it.
 */
typedef struct
{
  RcSystemAttribute  attribute;
  const char        *title;
  char              *value;
  char              *word;
  gboolean           counts;
  gboolean           differs;
  gboolean           is_idle;
} RcSystemFact;

/**
 * RcSystemSheet:
 * @name: as stated, tainted
 * @system: what the facts were taken from
 * @facts: (element-type RcSystemFact): what is stated, attribute by attribute, what counts first
 * @bindings: (element-type RcSystemFact): by what records belong to it, those in force
 *
 * A system as a page shows it.
 */
typedef struct
{
  char      *name;
  RcSystem  *system;
  GPtrArray *facts;
  GPtrArray *bindings;
} RcSystemSheet;

void       rc_system_sheet_free (RcSystemSheet   *self);
/* All systems of the case, by their names; (element-type RcSystemSheet) (transfer full). @out_complete: as rc_system_list(). */
GPtrArray *rc_system_sheet_list (RcCase          *case_file,
                                 RcRecordReader  *reader,
                                 gboolean        *out_complete,
                                 GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSystemSheet, rc_system_sheet_free)

G_END_DECLS
