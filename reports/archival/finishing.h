/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/archival/objects.h"

G_BEGIN_DECLS

/* What made the document. */
#define RC_ARCHIVAL_CREATOR "Recount " PACKAGE_VERSION

/**
 * RcMark:
 * @element: (nullable): that its content belongs to
 * @id: number of that element's object
 *
 * A marked piece of a page's content, by its MCID.
 */
typedef struct
{
  const RcElement *element;
  int              id;
} RcMark;

/**
 * RcDrawnPage:
 * @id: number of its object
 * @marks: RcMark
 * @n_annotations: that the structure leads to
 */
typedef struct
{
  int     id;
  GArray *marks;
  guint   n_annotations;
} RcDrawnPage;

/* A drawing that is being finished. */
typedef struct
{
  RcQpdf                *pdf;
  const RcElementList   *elements;
  const RcArchivalTerms *terms;
  GPtrArray             *pages;       /* RcDrawnPage */
  GHashTable            *by_id;       /* number of a page's object → index + 1 */
  char                  *producer;
} RcFinishing;

/* The steps, in their order. Each begins at the root and leaves no handle behind. */
gboolean rc_finishing_read_pages       (RcFinishing  *self,
                                        GError      **error);
/* Walks the structure tree beside the list of elements: attributes, and no artifacts. */
gboolean rc_finishing_walk_structure   (RcFinishing  *self,
                                        GError      **error);
gboolean rc_finishing_check_parents    (RcFinishing  *self,
                                        GError      **error);
gboolean rc_finishing_rewrite_pages    (RcFinishing  *self,
                                        GError      **error);
gboolean rc_finishing_check_links      (RcFinishing  *self,
                                        GError      **error);
gboolean rc_finishing_mend_resources   (RcFinishing  *self,
                                        GError      **error);
gboolean rc_finishing_add_attachments  (RcFinishing  *self,
                                        GError      **error);
void     rc_finishing_add_signature_field (RcFinishing *self);
gboolean rc_finishing_add_metadata     (RcFinishing  *self,
                                        GError      **error);

/* Content of a page with its artifacts marked as such; (nullable). @marks: RcMark, as the structure has them. */
GBytes  *rc_content_rewrite            (GBytes       *content,
                                        const GArray *marks,
                                        GError      **error);
/* Without what XML cannot hold; (nullable) (transfer full). */
char    *rc_metadata_dup_clean         (const char   *text);
/* (transfer full) */
char    *rc_metadata_dup_xmp           (const RcArchivalTerms *terms,
                                        const char   *producer);
/* "D:20261130093000Z"; (transfer full) */
char    *rc_metadata_dup_date          (const char   *dated);

G_END_DECLS
