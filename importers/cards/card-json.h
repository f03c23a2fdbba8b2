/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "card-statement.h"

G_BEGIN_DECLS

/* Claims what a document says; @root is its object. */
typedef gboolean (*RcCardReadFunc) (RcCardClaims  *claims,
                                    RcCardNode     root,
                                    GError       **error);

/* Whether a document keeps the rules of its format; where it breaks one, that is set aside and @out_keeps FALSE. */
typedef gboolean (*RcCardCheckFunc) (RcCardClaims  *claims,
                                     RcCardNode     root,
                                     gboolean      *out_keeps,
                                     GError       **error);

/* A source that is one card as one JSON object. What cannot be read, or breaks the rules, is set aside, and then nothing is claimed. */
gboolean   rc_card_json_import      (const RcImportInput *input,
                                     RcImportSink        *sink,
                                     RcCardCheckFunc      check,   /* (nullable): none */
                                     RcCardReadFunc       read,
                                     GError             **error);
/* A member of which others are read must be an object: set aside where it is something else. */
gboolean   rc_card_json_expect      (RcCardClaims        *claims,
                                     RcCardNode           root,
                                     const char * const  *names,
                                     GError             **error);
/* A card has no events. (element-type RcFieldValue) (transfer full) */
GPtrArray *rc_card_json_read_fields (const RcImporter    *self,
                                     const char          *bytes,
                                     gsize                length,
                                     guint32              row);

G_END_DECLS
