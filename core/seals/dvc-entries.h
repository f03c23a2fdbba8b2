/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcDvcEntry:
 * @path: of a file or folder, relative to the list; of a file in a folder's list relative to that folder
 * @digits: MD5 in small hex, without ".dir"
 * @is_folder: MD5 of the folder's list
 * @is_raw: MD5 of the bytes as they are (DVC 3); else of a text it may be that of its lines ended by LF alone
 * @offset: in the list
 */
typedef struct
{
  char    *path;
  char     digits[33];
  gboolean is_folder;
  gboolean is_raw;
  gsize    offset;
} RcDvcEntry;

void       rc_dvc_entry_free        (RcDvcEntry  *self);
/* Whether a text is a lock or pointer of DVC with digests. */
gboolean   rc_dvc_entries_recognise (const char  *text,
                                     gsize        length);
/* Whether it is the list of a folder. */
gboolean   rc_dvc_folder_recognise  (const char  *text,
                                     gsize        length);
/* The files of a lock or pointer with path and MD5, each pair of them once; only block style, as DVC writes it, is read.
 * (element-type RcDvcEntry) (transfer full) */
GPtrArray *rc_dvc_entries_read      (const char  *text,
                                     gsize        length);
/* The files in the list of a folder; (nullable): it is none. (element-type RcDvcEntry) (transfer full) */
GPtrArray *rc_dvc_folder_read       (const char  *text,
                                     gsize        length);

G_END_DECLS
