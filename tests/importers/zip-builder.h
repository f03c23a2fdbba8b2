/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes zips byte by byte, wrong ones on purpose included. */

typedef struct
{
  const char *name;
  const char *data;
  gsize       length;            /* of @data; 0: up to its zero byte */
  gboolean    deflate;
  gboolean    descriptor;
  gboolean    zip64;             /* sizes and place in the extra field */
  guint       flags;
  guint       method;            /* where it is neither stored nor deflated */
  guint       made_by;
  guint       mode;              /* of Unix, with made_by 3 */
  guint       attributes;        /* of DOS */
  const void *extra;             /* of the directory's entry */
  gsize       extra_length;
  const char *comment;

  /* What the local header says otherwise. */
  const char *local_name;
  guint       local_flags;       /* exclusive or */
  guint       local_method;      /* exclusive or */
  guint32     local_crc32;       /* exclusive or */
  guint32     local_size;        /* added */
  guint32     local_stored_size; /* added */
  guint32     local_time;        /* added */

  /* What both say wrongly. */
  guint32     crc32;             /* exclusive or */
  guint32     size;              /* added */
  guint32     descriptor_crc32;  /* exclusive or, in the descriptor only */
  guint32     header;            /* added to the place in the directory */
  gboolean    not_listed;        /* a local header without an entry */
  gboolean    not_written;       /* an entry without a local header of its own */
} ZipPart;

typedef struct
{
  GByteArray *bytes;
  GByteArray *directory;
  guint       entries;
} ZipBuilder;

ZipBuilder *zip_builder_new  (void);
gsize       zip_builder_add  (ZipBuilder    *self,
                              const ZipPart *part);
void        zip_builder_text (ZipBuilder    *self,
                              const char    *name,
                              const char    *text);
/* Ends the zip and frees the builder. */
GBytes     *zip_builder_end  (ZipBuilder    *self,
                              const char    *comment);
GBytes     *zip_builder_end64 (ZipBuilder   *self);

void        put16            (GByteArray    *bytes,
                              guint          value);
void        put32            (GByteArray    *bytes,
                              guint32        value);
void        put64            (GByteArray    *bytes,
                              guint64        value);
void        put_text         (GByteArray    *bytes,
                              const char    *text);

G_END_DECLS
