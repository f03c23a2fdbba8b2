/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/archival/element-list.h"

G_BEGIN_DECLS

/*
 * The finishing of a drawn PDF into one that archives take: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1). The drawing is cairo's; what cairo
 * cannot write is added in one pass of libqpdf. It fails closed: a drawing whose structure is not what was planned is refused.
 */

#define RC_ARCHIVAL_ERROR (rc_archival_error_quark ())
GQuark rc_archival_error_quark (void);

typedef enum
{
  RC_ARCHIVAL_ERROR_DRAWING,     /* not the structure that was planned, or something libqpdf warns of */
  RC_ARCHIVAL_ERROR_SIGNATURE,   /* no key in the file, a wrong passphrase, a PDF that cannot be signed */
  RC_ARCHIVAL_ERROR_CARRIED,     /* what a PDF from outside carries cannot be read */
} RcArchivalError;

typedef enum
{
  RC_ARCHIVAL_3A,    /* PDF/A-3a and PDF/UA-1 */
  RC_ARCHIVAL_1B,    /* the same drawing without structure claims and attachments, which public validators can judge */
} RcArchivalProfile;

/* @name: ASCII. @relation: "Source", "Data", "Alternative", "Supplement". */
typedef struct
{
  const char *name;
  const char *media_type;
  const char *relation;
  const char *description;
  GBytes     *bytes;
} RcArchivalAttachment;

/**
 * RcArchivalTerms:
 * @language: as in BCP 47
 * @n_pages: as planned
 * @dated: "2026-11-30T09:30:00Z": creation, modification and metadata date
 * @attachments: (array length=n_attachments): by their names
 * @signature_field: (nullable): what an empty, invisible signature field is called, in that language; %NULL: there is none
 */
typedef struct
{
  RcArchivalProfile           profile;
  const char                 *title;
  const char                 *subject;      /* (nullable) */
  const char                 *author;       /* (nullable) */
  const char                 *keywords;     /* (nullable) */
  const char                 *language;
  guint                       n_pages;
  const char                 *dated;
  const RcArchivalAttachment *attachments;
  gsize                       n_attachments;
  const char                 *signature_field;
} RcArchivalTerms;

/* @drawn: what cairo wrote. Returns: (transfer full) (nullable) */
GBytes *rc_archival_finish (GBytes                *drawn,
                            const RcElementList   *elements,
                            const RcArchivalTerms *terms,
                            GError               **error);

G_END_DECLS
