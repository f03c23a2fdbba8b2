/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

#define RC_HOUSE_ERROR (rc_house_error_quark ())
GQuark rc_house_error_quark (void);

typedef enum
{
  RC_HOUSE_ERROR_TEXT,   /* too long, more than one line, or not UTF-8 */
  RC_HOUSE_ERROR_LOGO,   /* no PNG, or too large */
  RC_HOUSE_ERROR_ZONE,   /* a zone that nobody knows */
  RC_HOUSE_ERROR_NUMBER, /* a scheme of numbers that has no place for the number */
} RcHouseError;

/* Where a scheme of numbers has its running number and its year: "NH/TR-{year}-{number}". */
#define RC_HOUSE_NUMBER_PLACE "{number}"
#define RC_HOUSE_YEAR_PLACE   "{year}"

/**
 * RcHouse:
 * @letterhead: (nullable): NULL-terminated lines
 * @logo: (nullable): a PNG
 * @classification: (nullable): the line on every page
 * @zone: (nullable): in which people's times are told beside UTC, as the zone data base names it
 * @number: (nullable): what report numbers begin with
 * @disclaimers: (nullable): NULL-terminated lines of its own, at the end of its reports
 * @numbering: (nullable): NULL-terminated "KIND=SCHEME": how documents of a kind are numbered that are issued
 *
 * The style of the house that audits: what it wants on its papers. People's words; none of it changes what an answer rests on, so it is
 * no part of the evidence state, and every document names its digest beside that.
 */
typedef struct
{
  char  **letterhead;
  GBytes *logo;
  char   *classification;
  char   *zone;
  char   *number;
  char  **disclaimers;
  char  **numbering;
} RcHouse;

void     rc_house_free   (RcHouse        *self);
/* What is not set is NULL. Never fails: what cannot be read is as not set. */
RcHouse *rc_house_load   (RcCase         *case_file);
/* Sets what is not NULL in @change, in one act of the custody log; an empty text, and a list without lines, take it away. */
gboolean rc_house_change (RcCase         *case_file,
                          const RcHouse  *change,
                          GError        **error);
/* The scheme for documents of a kind; (transfer full) (nullable): the house has none. */
char    *rc_house_dup_numbering (const RcHouse *self,
                          const char     *kind);
/* One digest of all of it. FALSE: nothing is set. */
gboolean rc_house_digest (const RcHouse  *self,
                          RcDigest       *out_digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHouse, rc_house_free)

G_END_DECLS
