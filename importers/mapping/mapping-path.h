/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A path of a mapping that a JSON Pointer cannot say: one that goes through a list by what its items say, that decodes a text on its
 * way, or that begins further out than the row at hand. Read-only once it is made.
 */

typedef enum
{
  RC_MAPPING_STEP_MEMBER,    /* the member of that name, or the item of that place */
  RC_MAPPING_STEP_ANY,       /* "*": each child where rows are looked for, the first child elsewhere */
  RC_MAPPING_STEP_SAME,      /* "#": the child at the same place as the row's innermost "*" */
  RC_MAPPING_STEP_SELECT,    /* "[name=value]": the first item of which that member reads so */
  RC_MAPPING_STEP_JSON,      /* "=json": the text is JSON */
  RC_MAPPING_STEP_BASE64,    /* "=base64": the text is base64 */
  RC_MAPPING_STEP_HEX,       /* "=hex": the text is an id in hexadecimal or base64; it becomes small hexadecimal digits */
  RC_MAPPING_STEP_CSV,       /* "=csv": the text is a table without header: a list of lists of texts */
} RcMappingStepKind;

typedef struct
{
  RcMappingStepKind kind;
  char             *token;   /* unescaped; of a select its member's name */
  guint32           index;   /* of an item; G_MAXUINT32 where the token is no index */
  char             *value;   /* of a select */
} RcMappingStep;

/* A path begins at the row, or at the element that the row's nth "*" stands for; 0 is the record itself. */
#define RC_MAPPING_LEVEL_ROW G_MAXUINT

/* So many "*" a path of rows may have. */
#define RC_MAPPING_MAX_LEVELS 4u

typedef struct
{
  char   *text;
  guint   level;
  GArray *steps;    /* of RcMappingStep */
} RcMappingPath;

/* Whether a path is a JSON Pointer and nothing more. */
gboolean       rc_mapping_path_is_plain (const char          *text);
/* (nullable): it is no path; @out_problem (transfer full) says why. */
RcMappingPath *rc_mapping_path_new      (const char          *text,
                                         char               **out_problem);
void           rc_mapping_path_free     (RcMappingPath       *self);
/* How many "*" it has. */
guint          rc_mapping_path_count_levels (const RcMappingPath *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcMappingPath, rc_mapping_path_free)

G_END_DECLS
