/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "bounds.h"

G_BEGIN_DECLS

/*
 * A text that is looked for among raw bytes. The bytes need be no text: whatever stands between two places is passed over.
 *
 * Without regard to case, two letters are the same where Unicode's simple case folding makes them the same: "straße" is not "STRASSE",
 * "İ" is not "i", and the sign for Kelvin is "k".
 *
 * Escaped spellings are those of JSON (RFC 8259 section 7), also of JSON that stands as a text in JSON, however often: a run of
 * backslashes and what follows it stand for the one character that the escape means, so that "ü" is found in \u00fc and in \\u00fc. A run in
 * the text that is looked for asks for a run at least as long. Whether the bytes around are JSON is not asked: an export of rows has
 * JSON in its columns, and a record that was cut off is none any more.
 */

/* Bytes before a place that decide whether it is within an escape; they matter only where the byte at the place is one of "\\\"/". */
#define RC_TEXT_PATTERN_BEHIND (RC_LIMIT_SEARCH_BACKSLASHES + 1)

#define RC_TEXT_PATTERN_ERROR (rc_text_pattern_error_quark ())
GQuark rc_text_pattern_error_quark (void);

typedef enum
{
  RC_TEXT_PATTERN_ERROR_EMPTY,
  RC_TEXT_PATTERN_ERROR_TOO_LONG,   /* more than RC_LIMIT_SEARCH_BYTES */
  RC_TEXT_PATTERN_ERROR_NOT_TEXT,   /* no valid UTF-8 */
} RcTextPatternError;

typedef enum
{
  RC_TEXT_PATTERN_EXACT       = 0,
  RC_TEXT_PATTERN_IGNORE_CASE = 1 << 0,
  RC_TEXT_PATTERN_ESCAPED     = 1 << 1,   /* escaped spellings too */
} RcTextPatternFlags;

/* Where it stands: @length bytes from @offset on. */
typedef struct
{
  gsize    offset;
  gsize    length;
  gboolean is_escaped;     /* it is spelled with at least one escape */
} RcTextMatch;

typedef struct _RcTextPattern RcTextPattern;

RcTextPattern *rc_text_pattern_new   (const char           *text,
                                      RcTextPatternFlags    flags,
                                      GError              **error);
void           rc_text_pattern_free  (RcTextPattern        *self);
/* No match is longer, in bytes. */
gsize          rc_text_pattern_reach (const RcTextPattern  *self);
gboolean       rc_text_pattern_find  (const RcTextPattern  *self,
                                      const guint8         *bytes,
                                      gsize                 length,
                                      gsize                 from,
                                      gsize                 to,
                                      RcTextMatch          *out_match);
/* Unicode's simple case folding of one character. */
gunichar       rc_text_fold          (gunichar              character);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTextPattern, rc_text_pattern_free)

G_END_DECLS
