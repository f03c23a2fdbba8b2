/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A strict reader of CBOR (RFC 8949) that is pulled item by item and tells exact byte ranges: signatures stand over the bytes as they came.
 * Nothing is allocated from a length in the input; every length is held against what is left first. Lengths that are left open
 * (section 3.2), which deterministic encodings do not know, are refused.
 */

typedef enum
{
  RC_CBOR_UNSIGNED,
  RC_CBOR_NEGATIVE,   /* the value is -1 - argument */
  RC_CBOR_BYTES,
  RC_CBOR_TEXT,
  RC_CBOR_ARRAY,
  RC_CBOR_MAP,
  RC_CBOR_TAG,
  RC_CBOR_SIMPLE,     /* false, true, null … and floating point numbers */
} RcCborType;

#define RC_CBOR_FALSE 20u
#define RC_CBOR_TRUE  21u
#define RC_CBOR_NULL  22u

/**
 * RcCborItem:
 * @argument: an integer's, a count of items or of pairs, the number of a tag
 * @bytes: of a text or a string of bytes; borrowed
 * @start: where it begins in the input
 *
 * The head of one item; of a text or a string of bytes all of it.
 */
typedef struct
{
  RcCborType    type;
  guint64       argument;
  const guint8 *bytes;
  gsize         length;
  gsize         start;
} RcCborItem;

/**
 * RcCborReader:
 * @fault: (nullable): what is wrong; static. Nothing is read any more after it
 * @is_open: the fault is a length that is left open
 */
typedef struct
{
  const guint8 *bytes;
  gsize         length;
  gsize         place;
  guint         n_items;
  guint         depth;
  const char   *fault;
  gboolean      is_open;
} RcCborReader;

/* One pair of a map; the value's bytes are those of one whole item. */
typedef struct
{
  RcCborItem    key;
  const guint8 *value;
  gsize         length;
} RcCborEntry;

void     rc_cbor_reader_init  (RcCborReader      *self,
                               const void        *bytes,
                               gsize              length);
/* The next item; of an array, a map or a tag only its head: what is in it comes next. */
gboolean rc_cbor_read         (RcCborReader      *self,
                               RcCborItem        *out_item);
/* The same where it must be of that type. */
gboolean rc_cbor_read_type    (RcCborReader      *self,
                               RcCborType         type,
                               RcCborItem        *out_item);
/* The next item whole, with all that is in it. */
gboolean rc_cbor_skip         (RcCborReader      *self);
/* A whole map whose keys all differ; (element-type RcCborEntry) (transfer full); NULL: a fault. */
GArray  *rc_cbor_read_map     (RcCborReader      *self);
/* Whether all was read and nothing follows; a fault where something does. */
gboolean rc_cbor_finish       (RcCborReader      *self);
/* (nullable) (transfer none): the value under an integer. */
const RcCborEntry *rc_cbor_map_get (const GArray *map,
                               gint64             key);
/* A single item that fills the bytes. */
gboolean rc_cbor_entry_read   (const RcCborEntry *entry,
                               RcCborItem        *out_item);
/* FALSE: no integer, or outside 64 bits. */
gboolean rc_cbor_item_integer (const RcCborItem  *item,
                               gint64            *out_value);
/* --- Writing, in the shortest form --- */
void     rc_cbor_append_head  (GByteArray        *array,
                               RcCborType         type,
                               guint64            argument);
void     rc_cbor_append_bytes (GByteArray        *array,
                               RcCborType         type,
                               const void        *bytes,
                               gsize              length);

G_END_DECLS
