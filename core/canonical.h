/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"
#include "number.h"

G_BEGIN_DECLS

/**
 * RcCanonicalForm:
 *
 * The serialisations over which records are hashed (facts of the chain profiles and RFC 8785).
 */
typedef enum
{
  RC_CANONICAL_JCS,             /* RFC 8785; also ECMAScript JSON.stringify with sorted names */
  RC_CANONICAL_PYTHON_COMPACT,  /* sorted by code point, "," ":", non-ASCII as \uXXXX, numbers as Python writes them */
  RC_CANONICAL_PYTHON_DEFAULT,  /* sorted by code point, ", " ": ", non-ASCII as \uXXXX, numbers as Python writes them */
  RC_CANONICAL_PYTHON_COMPACT_UTF8, /* as PYTHON_COMPACT with ensure_ascii off */
  RC_CANONICAL_PYTHON_DEFAULT_UTF8, /* as PYTHON_DEFAULT with ensure_ascii off */
  RC_CANONICAL_AS_STORED,       /* the record's own bytes, with the left-out members cut out */
} RcCanonicalForm;

typedef enum
{
  RC_CANONICAL_OK,
  RC_CANONICAL_PRECISION_LOST,  /* an integer beyond 2^53: written as the nearest double writes it */
  RC_CANONICAL_NUMBER_RANGE,    /* a number that no double holds: nothing was written */
} RcCanonicalResult;

RcCanonicalResult rc_canonical_append (GString            *out,
                                       const RcJson       *json,
                                       guint32             node,
                                       RcCanonicalForm     form,
                                       const char * const *left_out);
/* The form of RFC 8785 of a whole text: %NULL where it is no JSON, or has a number that this form cannot say exactly. */
char             *rc_canonical_dup    (const char         *json,
                                       gsize               length);

G_END_DECLS
