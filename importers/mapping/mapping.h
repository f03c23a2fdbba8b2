/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"
#include "core/time-form.h"
#include "importers/mapping/mapping-path.h"
#include "importers/mapping/mapping-pattern.h"
#include "importers/mapping/path-set.h"

G_BEGIN_DECLS

/*
 * A declarative mapping: where the records of one log format say what. The form of the text is described in mappings/README.md.
 * A mapping is read once, and then read-only and usable by several threads.
 */

#define RC_MAPPING_MAX_FRAMINGS 3u

typedef enum
{
  RC_MAPPING_OPERAND_PLAIN,    /* a JSON Pointer */
  RC_MAPPING_OPERAND_FAR,      /* a path that needs more than that */
  RC_MAPPING_OPERAND_NAME,     /* "@name": the name of the file */
  RC_MAPPING_OPERAND_KEY,      /* "@key": the name of the member that the row is */
  RC_MAPPING_OPERAND_ROW,      /* "@row": the number of the row, where the record has several */
  RC_MAPPING_OPERAND_VALUE,    /* "@value": the row itself */
  RC_MAPPING_OPERAND_TEXT,     /* a text of the mapping's own */
} RcMappingOperandKind;

/**
 * RcMappingOperand:
 * @path: of a plain one, its number in the mapping's paths; of a key, that of which "*", RC_PATH_NONE: of the row itself
 * @far: (nullable): of a far one
 * @text: as the mapping has it; of a text of its own, that text
 * @like: (nullable): which part of what stands there is meant
 */
typedef struct
{
  RcMappingOperandKind kind;
  guint                path;
  RcMappingPath       *far;
  char                *text;
  RcMappingPattern    *like;
} RcMappingOperand;

typedef struct _RcMappingCondition RcMappingCondition;

/**
 * RcMappingCondition:
 * @value: (nullable): what must stand there; %NULL for anything
 * @is_negated: it must not
 * @next: (nullable): must hold as well
 */
struct _RcMappingCondition
{
  RcMappingOperand    operand;
  char               *value;
  gboolean            is_negated;
  RcMappingCondition *next;
};

/**
 * RcMappingAlternative:
 * @operands: of RcMappingOperand; several are joined by slashes
 * @condition: (nullable): the alternative counts only where it holds
 * @is_simple: one plain operand as it stands, which is what nearly all of them are
 */
typedef struct
{
  GArray             *operands;
  RcMappingCondition *condition;
  gboolean            is_simple;
} RcMappingAlternative;

/* The first alternative that is present counts. */
typedef struct
{
  GArray *alternatives;      /* of RcMappingAlternative */
} RcMappingChoice;

typedef struct
{
  const RcMappingChoice *choice;       /* (nullable): the records have no time */
  RcTimeRule             rule;         /* of a zone that the auditor is asked for, RC_ZONE_ASSUMED */
} RcMappingTime;

/* A text in the records, and the kind of event or the word for an action that it stands for. */
typedef struct
{
  char       *text;
  RcEventKind kind;
  char       *word;       /* (nullable) */
} RcMappingTerm;

/* A rule: records of which this holds are of that kind. */
typedef struct
{
  RcEventKind        kind;
  RcMappingCondition condition;
} RcMappingKindRule;

typedef enum
{
  RC_MAPPING_SIGN_HAS,
  RC_MAPPING_SIGN_EQUALS,
  RC_MAPPING_SIGN_BEGINS,
  RC_MAPPING_SIGN_LACKS,
} RcMappingSignKind;

/* A sign by which a record is recognised; or else one that does instead of the sign before it. */
typedef struct
{
  RcMappingSignKind kind;
  gboolean          is_alternative;
  guint             path;
  char             *value;        /* of EQUALS and BEGINS */
} RcMappingSign;

/* What the bytes of a source are, before they are records. */
typedef enum
{
  RC_MAPPING_FORM_JSON,
  RC_MAPPING_FORM_CSV,
  RC_MAPPING_FORM_TEXT,
} RcMappingForm;

/**
 * RcMapping:
 * @data: the text, first, as RcImporterMappingData asks
 * @framings: in the order in which they are tried
 * @row_paths: of RcMappingPath; empty where a record is one event
 * @row_conditions: for each of them the RcMappingCondition under which it counts, or %NULL
 * @fields: for each kind and field where it is read from, %NULL where the records do not say it
 * @nothings: texts that say nothing, as %NULL says nothing
 */
typedef struct
{
  RcImporterMappingData data;

  char            *id;
  char            *title;
  char            *evidences;
  char            *sampling;           /* (nullable) */
  guint            version;
  RcMappingForm    form;
  RcFraming        framings[RC_MAPPING_MAX_FRAMINGS];
  guint            n_framings;
  char            *chain_profile;      /* (nullable) */
  RcImporterJoin   join;
  gboolean         has_join;
  gboolean         replaces;
  gboolean         reads_non_finite;   /* NaN and Infinity, which are no JSON, are read and told */
  char             delimiter;          /* of CSV; 0: found by trying */
  gboolean         has_no_header;      /* of CSV: the columns are called 1, 2, 3 … */
  GPtrArray       *line_patterns;      /* of RcMappingPattern: of a text */
  GPtrArray       *ignored_patterns;   /* of RcMappingPattern: lines that are no records */

  RcPathSet       *sign_paths;
  GArray          *signs;              /* of RcMappingSign */
  int              weight;

  GPtrArray       *row_paths;
  GPtrArray       *row_conditions;
  gboolean         else_record;        /* a record without rows is an event itself */
  gboolean         also_record;        /* a record is an event itself, with rows and without */
  RcPathSet       *paths;
  gboolean         asks_name;          /* something is read from the file's name */
  gboolean         asks_row;           /* something depends on whether a record has several rows */
  GPtrArray       *choices;            /* owns what the following point to */
  GArray          *kind_rules;         /* of RcMappingKindRule: the first that holds, before the following */
  const RcMappingChoice *kind_choice;  /* (nullable): every record is of the kind @default_kind */
  GArray          *kind_terms;         /* of RcMappingTerm */
  RcEventKind      default_kind;
  RcMappingTime    time;
  const RcMappingChoice *fields[RC_N_EVENT_KINDS][RC_N_FIELDS];
  GArray          *action_terms;       /* of RcMappingTerm */
  GPtrArray       *nothings;           /* of utf8 */
} RcMapping;

RcMapping  *rc_mapping_new         (const char            *text,
                                    gsize                  length,
                                    const char            *name,
                                    GError               **error);
void        rc_mapping_free        (RcMapping             *self);
gboolean    rc_mapping_yields      (const RcMapping       *self,
                                    RcEventKind            kind);
const char *rc_mapping_peek_action (const RcMapping       *self,
                                    const char            *text);
RcMappingChoice *rc_mapping_add_choice (RcMapping         *self);
void        rc_mapping_clear_operand   (RcMappingOperand  *operand);
void        rc_mapping_clear_condition (RcMappingCondition *condition);
void        rc_mapping_free_condition  (RcMappingCondition *condition);   /* (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcMapping, rc_mapping_free)

G_END_DECLS
