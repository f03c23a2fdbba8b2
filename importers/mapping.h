/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"
#include "importers/containers/path-set.h"

G_BEGIN_DECLS

/*
 * A declarative mapping: where the records of one log format say what. The form of the text is described in mappings/README.md.
 * A mapping is read once, and then read-only and usable by several threads.
 */

/**
 * RcMappingAlternative:
 * @path: number in the mapping's paths
 * @condition: (nullable): the alternative counts only where the value at @condition_path reads as this
 */
typedef struct
{
  guint  path;
  guint  condition_path;
  char  *condition;
} RcMappingAlternative;

/* The first alternative that is present counts. */
typedef struct
{
  GArray *alternatives;      /* of RcMappingAlternative */
} RcMappingChoice;

typedef enum
{
  RC_MAPPING_TIME_RFC3339,
  RC_MAPPING_TIME_EPOCH,
} RcMappingTimeForm;

typedef struct
{
  const RcMappingChoice *choice;       /* (nullable): the records have no time */
  RcMappingTimeForm form;
  gint64            units_per_second;  /* of an epoch */
  RcZoneSource      zone_if_absent;    /* RC_ZONE_ASSUMED: the auditor is asked */
} RcMappingTime;

/* A text in the records, and the kind of event or the word for an action that it stands for. */
typedef struct
{
  char       *text;
  RcEventKind kind;
  char       *word;       /* (nullable) */
} RcMappingTerm;

/* A sign by which a record is recognised. */
typedef struct
{
  guint path;
  char *value;        /* (nullable): present is enough */
} RcMappingSign;

/**
 * RcMapping:
 * @data: the text, first, as RcImporterMappingData asks
 * @fields: for each kind and field where it is read from, %NULL where the records do not say it
 */
typedef struct
{
  RcImporterMappingData data;

  char            *id;
  char            *title;
  char            *evidences;
  guint            version;
  RcFraming        framing;
  char            *chain_profile;      /* (nullable) */

  RcPathSet       *sign_paths;
  GArray          *signs;              /* of RcMappingSign */
  int              weight;

  RcPathSet       *paths;
  GPtrArray       *choices;            /* owns what the following point to */
  const RcMappingChoice *kind_choice;  /* (nullable): every record is of the kind @default_kind */
  GArray          *kind_terms;         /* of RcMappingTerm */
  RcEventKind      default_kind;
  RcMappingTime    time;
  const RcMappingChoice *fields[RC_N_EVENT_KINDS][RC_N_FIELDS];
  GArray          *action_terms;       /* of RcMappingTerm */
} RcMapping;

RcMapping  *rc_mapping_new         (const char            *text,
                                    gsize                  length,
                                    const char            *name,
                                    GError               **error);
void        rc_mapping_free        (RcMapping             *self);
gboolean    rc_mapping_yields      (const RcMapping       *self,
                                    RcEventKind            kind);
RcEventKind rc_mapping_read_kind   (const RcMapping       *self,
                                    const RcJson          *json,
                                    const guint32         *nodes);
const char *rc_mapping_peek_action (const RcMapping       *self,
                                    const char            *text);
guint32     rc_mapping_choice_pick (const RcMappingChoice *self,
                                    const RcJson          *json,
                                    const guint32         *nodes,
                                    guint                 *out_path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcMapping, rc_mapping_free)

G_END_DECLS
