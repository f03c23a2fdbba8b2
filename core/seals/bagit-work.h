/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/bagit-judge.h"

G_BEGIN_DECLS

/* One bag while it is judged. Private to the files bagit-*.c. */

#define RC_BAG_PAYLOAD "data/"

/* One file that manifests name. */
typedef struct
{
  char      *path;
  RcVerdict  verdict;         /* the worst that a manifest says */
  gboolean   is_strong;       /* some manifest lists it by a method that is not outdated */
  gboolean   is_tag;
  guint      n_manifests;
  GPtrArray *sources;         /* of RcSource; none: not received */
  RcListedDigest first;       /* its first digest alone, without the texts */
} RcBagItem;

typedef struct
{
  const RcBag    *bag;
  RcSealWork     *work;
  RcSeal         *seal;
  gint64          seal_id;
  GHashTable     *items;          /* path → RcBagItem */
  GPtrArray      *order;          /* of RcBagItem */
  GHashTable     *fetched;        /* paths that are to be got elsewhere */
  GHashTable     *folded;         /* paths without regard to capitals and to how accents are written → Item, one that is here if any is */
  RcVerdict       tag_protection; /* of the signature, for files that are no payload */
  guint           n_told;
  guint           n_absent;
  guint           n_to_fetch;
  guint           n_unlisted;
  guint           n_unlisted_tags;
  guint           n_repeated;
  guint           n_marked;
  guint           n_dotted;
  guint           n_twins;
  guint           n_twins_alone;
  guint           n_system;
  guint64         octets;
  guint64         files;
} RcBagWork;

/* Integrity becomes @verdict where it was better; the reason is that of the worst. */
void     rc_bag_work_worsen      (RcBagWork       *self,
                                  RcVerdict        verdict,
                                  const char      *reason);
/* One exception of a list that is capped. */
void     rc_bag_work_tell        (RcBagWork       *self,
                                  const char      *kind,
                                  const RcSource  *place,
                                  const char      *expected,
                                  const char      *found,
                                  const char      *format,
                                  ...) G_GNUC_PRINTF (6, 7);
/* NULL without error: larger than is read, damaged, or not of that encoding. */
char    *rc_bag_read_text        (RcSealWork      *work,
                                  const RcSource  *source,
                                  RcBagitEncoding  encoding,
                                  gsize           *out_length,
                                  GError         **error);
/* Every entry of every manifest of @parts becomes, or is held against, an item. */
gboolean rc_bag_work_read        (RcBagWork       *self,
                                  const GPtrArray *parts,
                                  gboolean         is_tag,
                                  GError         **error);
/* What lies in the folder is held against the items. @by_name: all sources by name. */
void     rc_bag_work_look_around (RcBagWork       *self,
                                  GPtrArray       *by_name);
/* What bag-info.txt states of the payload's size. */
gboolean rc_bag_work_judge_oxum  (RcBagWork       *self,
                                  GError         **error);
gboolean rc_bag_work_read_fetch  (RcBagWork       *self,
                                  GError         **error);

G_END_DECLS
