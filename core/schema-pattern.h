/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Patterns of a JSON Schema, which are regular expressions of ECMA-262, matched by PCRE2. Only what means the same in both is taken, after
 * it was written in PCRE2's way; everything else is not matched at all rather than matched otherwise. Matching is bounded.
 */

typedef enum
{
  RC_SCHEMA_PATTERN_NO,
  RC_SCHEMA_PATTERN_YES,
  RC_SCHEMA_PATTERN_LIMIT,     /* RC_LIMIT_SCHEMA_PATTERN_STEPS were not enough */
} RcSchemaPatternMatch;

/* NULL: no such expression, or one that is not taken. @pattern: UTF-8. */
GRegex               *rc_schema_pattern_new   (const char   *pattern);
/* @text: UTF-8; may be used by several threads */
RcSchemaPatternMatch  rc_schema_pattern_match (const GRegex *pattern,
                                               const char   *text,
                                               gsize         length);

G_END_DECLS
