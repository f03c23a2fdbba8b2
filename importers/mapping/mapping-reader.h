/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/mapping/mapping-text.h"
#include "importers/mapping/mapping.h"

G_BEGIN_DECLS

/*
 * How a mapping is filled from its text; used by rc_mapping_new() only. Each key of each group has one reader, and whatever no
 * reader takes is refused with its line.
 */

typedef struct
{
  RcMapping  *mapping;
  const char *name;       /* of the file, for messages */
  GPtrArray  *entries;    /* of RcMappingEntry */
} RcMappingReader;

typedef gboolean (*RcMappingKeyFunc) (RcMappingReader      *self,
                                      const RcMappingEntry *entry,
                                      GError              **error);

/* What the names of groups for one kind begin with. */
#define RC_MAPPING_OVERRIDES "fields "

gboolean              rc_mapping_read_text        (RcMapping            *self,
                                                   const char           *text,
                                                   gsize                 length,
                                                   const char           *name,
                                                   GError              **error);

gboolean              rc_mapping_fail             (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error,
                                                   const char           *format,
                                                   ...) G_GNUC_PRINTF (4, 5);
gboolean              rc_mapping_fail_unknown_key (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);
const RcMappingEntry *rc_mapping_find_group       (RcMappingReader      *self,
                                                   const char           *group);
gboolean              rc_mapping_require_key      (RcMappingReader      *self,
                                                   const char           *group,
                                                   const char           *key,
                                                   GError              **error);
gboolean              rc_mapping_read_path        (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   RcPathSet            *paths,
                                                   RcPaths               use,
                                                   const char           *pointer,
                                                   guint                *out_path,
                                                   GError              **error);
gboolean              rc_mapping_read_comparison  (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   RcPathSet            *paths,
                                                   RcPaths               use,
                                                   const char           *text,
                                                   guint                *out_path,
                                                   char                **out_value,
                                                   GError              **error);

gboolean              rc_mapping_is_numbered      (const char           *key,
                                                   const char           *prefix);

/* mapping-choice.c: where something stands. */
gboolean              rc_mapping_read_operand     (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   RcPaths               use,
                                                   char                 *text,
                                                   RcMappingOperand     *out_operand,
                                                   GError              **error);
gboolean              rc_mapping_read_condition   (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   RcPaths               use,
                                                   char                 *text,
                                                   RcMappingCondition   *out_condition,
                                                   GError              **error);
gboolean              rc_mapping_read_conditions  (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   RcPaths               use,
                                                   char                 *text,
                                                   RcMappingCondition  **out_first,
                                                   GError              **error);
const RcMappingChoice *rc_mapping_read_choice     (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   RcPaths               use,
                                                   GError              **error);

/* mapping-groups.c: the groups about the source as a whole: [mapping], [csv], [lines], [rows], [recognise], [chain], [join], [repeats]. */
gboolean              rc_mapping_read_mapping_key (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);
gboolean              rc_mapping_read_csv_key     (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);
gboolean              rc_mapping_read_lines_key   (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);
gboolean              rc_mapping_read_rows_key    (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);
gboolean              rc_mapping_read_recognise_key (RcMappingReader    *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);
gboolean              rc_mapping_read_chain_key   (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);
gboolean              rc_mapping_read_join_key    (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);
gboolean              rc_mapping_read_repeats_key (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);

/* mapping-fields.c: the groups [kind], [time], [fields], [fields KIND] and [values]. */
gboolean              rc_mapping_read_kind_key    (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);
gboolean              rc_mapping_read_time_key    (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);
gboolean              rc_mapping_read_fields_key  (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);
gboolean              rc_mapping_read_values_key  (RcMappingReader      *self,
                                                   const RcMappingEntry *entry,
                                                   GError              **error);
gboolean              rc_mapping_read_overrides   (RcMappingReader      *self,
                                                   GError              **error);
gboolean              rc_mapping_check_kind       (RcMappingReader      *self,
                                                   GError              **error);
gboolean              rc_mapping_check_time       (RcMappingReader      *self,
                                                   GError              **error);

G_END_DECLS
