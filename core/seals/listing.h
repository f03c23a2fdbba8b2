/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/* Told the name of a source about which a listing says something. */
typedef void (*RcListingNameFunc) (const char *name,
                                   gpointer    data);

/**
 * RcListing:
 * @files: (element-type gint64): the sources in which it stands: for most one, for a bag all its manifests
 * @owns_files: they are read by this listing alone, and are no digest lists of their own
 * @walk: tells the names of what it lists, so that what another listing covers is judged after that one
 * @judge: makes its seal. %FALSE only where the case could not be read
 *
 * Something that lists digests of other files, waiting to be judged: a list, a bag, a crate.
 */
typedef struct _RcListing RcListing;
struct _RcListing
{
  GArray        *files;
  gboolean       owns_files;
  gpointer       data;
  GDestroyNotify free_data;
  gboolean     (*walk)  (RcListing         *self,
                         RcSealWork        *work,
                         RcListingNameFunc  name_func,
                         gpointer           user_data,
                         GError           **error);
  gboolean     (*judge) (RcListing         *self,
                         RcSealWork        *work,
                         GError           **error);
};

RcListing *rc_listing_new       (gpointer           data,
                                 GDestroyNotify     free_data);
void       rc_listing_free      (RcListing         *self);
/* Takes it. Its files are complete by then. */
void       rc_listing_add       (RcSealWork        *work,
                                 RcListing         *self);
/* Whether the source is a file of a listing that owns its files. */
gboolean   rc_listing_has_file  (RcSealWork        *work,
                                 gint64             source);
/* Judges all listings, each after those that cover it: a signature over a list of lists counts for the files on those. */
gboolean   rc_listing_judge_all (RcSealWork        *work,
                                 GError           **error);
/* A source that was not taken out of another one below @folder: as good as what it came from. */
gboolean   rc_listing_stands_on_its_own (RcSealContext *context,
                                 const RcSource    *source,
                                 const char        *folder);
/* All sources by name; (transfer container) (element-type RcSource). */
GPtrArray *rc_listing_sort_names (RcSealContext    *context);
/* The place of the first name there that does not stand before @prefix. */
guint      rc_listing_find_start (GPtrArray        *by_name,
                                 const char        *prefix);
/* The signature over one of the files of a listing that counts for what it lists; (nullable) (transfer none). */
const RcSeal *rc_listing_take_signature (RcSealWork *work,
                                 gint64             file,
                                 RcSeal            *seal);

G_END_DECLS
