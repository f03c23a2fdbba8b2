/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

G_BEGIN_DECLS

/*
 * A mapping on its way: what a sample of an unknown log holds, what is proposed for it and why, and what the auditor decides. It becomes
 * the text of a mapping, which importers/ reads; nothing is read from a sample otherwise than a mapping would.
 */

/* What the values at a path look like. */
typedef enum
{
  RC_MAPPING_LOOKS_EMPTY,
  RC_MAPPING_LOOKS_TEXT,
  RC_MAPPING_LOOKS_NUMBER,
  RC_MAPPING_LOOKS_TIME,
  RC_MAPPING_LOOKS_DIGEST,
  RC_MAPPING_LOOKS_BOOLEAN,
  RC_MAPPING_LOOKS_OBJECT,
  RC_MAPPING_LOOKS_LIST,
} RcMappingLooks;

/**
 * RcMappingPathInfo:
 * @path: as a mapping has it
 * @n_present: records of the sample that say something there
 * @n_distinct: different values among them, as far as was counted
 * @examples: up to three different ones, cut
 *
 * One place where records of the sample say something.
 */
typedef struct
{
  char          *path;
  guint          n_present;
  guint          n_distinct;
  RcMappingLooks looks;
  GPtrArray     *examples;    /* of utf8 */
} RcMappingPathInfo;

/**
 * RcMappingDraft:
 * @n_records: of the sample that could be read
 * @n_unread: of the sample that could not
 * @rows: (nullable): path of the rows, where one record holds many; @paths then begin at them
 * @line_pattern: (nullable): of a text in lines; its parts are the paths
 * @signs: what every record of the sample has, by which the format is recognised
 * @fields: (nullable) each: the path, or any choice that a mapping can have
 * @reasons: (nullable) each: why it is proposed, for people
 * @time_form: (nullable): as a mapping has it; %NULL where the paths have no times
 * @time_note: (nullable): what must be asked about the times
 */
typedef struct
{
  char       *id;
  char       *title;
  char       *framing;         /* "lines", "objects", "document", "csv", "text" */
  char       *rows;
  char       *line_pattern;
  GPtrArray  *paths;           /* of RcMappingPathInfo */
  guint       n_records;
  guint       n_unread;
  GPtrArray  *signs;           /* of utf8: "has /id", "equals /schema own/1" */
  RcEventKind kind;
  char       *fields[RC_N_FIELDS];
  char       *reasons[RC_N_FIELDS];
  char       *time_form;
  char       *zone;            /* (nullable): "utc" or "assume", as the auditor said */
  char       *time_note;
} RcMappingDraft;

/**
 * RcMappingPreview:
 * @raw: the record as it stands, cut, valid UTF-8
 * @offset: in the sample
 * @events: of GPtrArray of RcFieldValue, one for each event
 * @kinds: of RcEventKind, one for each event
 * @fault: (nullable): why it is set aside, or what of it is doubtful
 *
 * One record of the sample, and what it becomes.
 */
typedef struct
{
  char      *raw;
  guint64    offset;
  GPtrArray *events;
  GArray    *kinds;
  char      *fault;
} RcMappingPreview;

/* What importers/ gives; set once at start-up. */
typedef struct
{
  /* @line_pattern: (nullable): the sample is a text in lines of this form. (transfer full) (nullable) with RC_IMPORTER_ERROR_MAPPING */
  RcMappingDraft *(*propose) (const char  *sample,
                              gsize        length,
                              gboolean     is_whole,
                              RcEventKind  kind,
                              const char  *line_pattern,
                              GError     **error);
  /* (element-type RcMappingPreview) (transfer full) (nullable): what a mapping's text makes of the sample */
  GPtrArray      *(*preview) (const char  *mapping,
                              const char  *sample,
                              gsize        length,
                              gboolean     is_whole,
                              const char  *name,
                              guint        limit,
                              GError     **error);
} RcMappingMaker;

void                  rc_mapping_maker_set         (const RcMappingMaker *maker);
const RcMappingMaker *rc_mapping_maker_get         (void);

RcMappingDraft *rc_mapping_draft_new          (void);
void            rc_mapping_draft_free         (RcMappingDraft       *self);
/* @choice: (nullable): NULL takes the field out */
void            rc_mapping_draft_set          (RcMappingDraft       *self,
                                               RcField               field,
                                               const char           *choice);
char           *rc_mapping_draft_dup_text     (const RcMappingDraft *self);
/* What lineages from such a log will not answer, and why, in words for people. (element-type utf8) (transfer full) */
GPtrArray      *rc_mapping_draft_list_missing (const RcMappingDraft *self);
/* The fields that a log of this kind can be asked for, in the order in which people are asked; ends with RC_N_FIELDS. */
const RcField  *rc_mapping_draft_get_asked    (RcEventKind           kind);
/* "Which model version", in the language at hand. */
const char     *rc_mapping_field_to_words     (RcField               field);

RcMappingPathInfo *rc_mapping_path_info_new   (const char           *path);
void            rc_mapping_path_info_free     (RcMappingPathInfo    *self);
RcMappingPreview *rc_mapping_preview_new      (const char           *raw,
                                               gsize                 length,
                                               guint64               offset);
void            rc_mapping_preview_free       (RcMappingPreview     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcMappingDraft, rc_mapping_draft_free)

G_END_DECLS
