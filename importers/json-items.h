/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registry-writer.h"
#include "row-digester.h"

#include "core/json.h"

G_BEGIN_DECLS

/*
 * Documents made of JSON objects of a few kinds, as services answer them: one object, an array of them, a page that holds them under a
 * member, or one object a line. A table says by which members each kind is known, what event it is, and where its fields stand.
 *
 * Paths: "reviewer/name" goes from the object inwards, "^id" begins at the object that holds it, "/id" at the document; alternatives are
 * parted by blanks, and the first that says something counts. A scalar may stand in an array of one item, and nothing may be written as {}:
 * so do documents that went through R.
 */

typedef struct _RcJsonItems RcJsonItems;

typedef gboolean (*RcJsonItemFunc) (RcJsonItems  *self,
                                    GError      **error);

typedef struct
{
  RcField     field;
  const char *paths;
} RcJsonItemField;

/* What a text at RC_FIELD_ACTION means; capitals, blanks, hyphens and underscores do not count. */
typedef struct
{
  const char  *says;
  const char  *action;   /* as it is told */
  RcEventKind  kind;
} RcJsonItemWord;

/**
 * RcJsonItemKind:
 * @marks: paths that all must be members, whatever they hold, parted by blanks; alternatives of one by '|'
 * @inner: (nullable): members that hold further objects in an array, parted by blanks
 * @event: 0 for none; with @words that of a text that is none of them
 * @fields: (nullable): of the event, ended by paths of %NULL
 * @words: (nullable): ended by a text of %NULL
 * @read: (nullable): claims what the object says
 */
typedef struct
{
  const char            *marks;
  const char            *inner;
  RcEventKind            event;
  const RcJsonItemField *fields;
  const RcJsonItemWord  *words;
  RcJsonItemFunc         read;
} RcJsonItemKind;

/**
 * RcJsonItemsFormat:
 * @kinds: the first that fits counts; ended by marks of %NULL
 * @lists: (nullable): members that hold the objects of a document that is of no kind itself
 * @units: of times that are digits: 1 a second, 1000 …
 * @left_out: (nullable): members whose values are left out of the rows of rc_json_items_import_lines(), ended by %NULL: secrets
 * @left_out_of: (nullable): the same for one object, where its members tell; instead of @left_out
 * @begin: (nullable): before the first object
 * @finish: (nullable): after the last one
 */
typedef struct
{
  const RcJsonItemKind *kinds;
  const char           *lists;
  guint                 units;
  const char * const   *left_out;
  const char * const * (*left_out_of) (const RcJsonItems *self);
  RcJsonItemFunc        begin;
  RcJsonItemFunc        finish;
} RcJsonItemsFormat;

#define RC_JSON_ITEMS_DEPTH 4u

/**
 * RcJsonItems:
 * @writer: stands at the object
 * @json: the document or line
 * @input: the source; %NULL while fields are read again
 * @item: the object being read
 * @pointer: its JSON Pointer
 * @n_unknown: objects of no known kind so far
 * @data: the format's own
 */
struct _RcJsonItems
{
  RcRegistryWriter         writer;
  RcJson                   json;
  const RcImportInput     *input;
  guint32                  item;
  GString                 *pointer;
  guint64                  n_unknown;
  gpointer                 data;
  /*< private >*/
  const RcJsonItemsFormat *format;
  guint32                  above[RC_JSON_ITEMS_DEPTH];
  guint                    depth;
  guint64                  n_known;
  guint32                  row;
  GPtrArray               *fields;
  guint32                  wanted;
  RcRowDigester           *digester;
};

/* @sureness where an object of a kind stands in the sample; 0 where none does. */
int        rc_json_items_recognise     (const RcJsonItemsFormat *format,
                                        const RcSample          *sample,
                                        int                      sureness);
/* A WHOLE document; tells nothing where no object is of a kind. @scope: (nullable), see RcRegistryWriter. */
gboolean   rc_json_items_import        (const RcJsonItemsFormat *format,
                                        const char              *scope,
                                        gpointer                 data,
                                        const RcImportInput     *input,
                                        RcImportSink            *sink,
                                        GError                 **error);
/* A FIXED source of one object a line, of any size; each line that can be read is a row, of unknown kinds too. */
gboolean   rc_json_items_import_lines  (const RcJsonItemsFormat *format,
                                        const char              *scope,
                                        gpointer                 data,
                                        const RcImportInput     *input,
                                        RcImportSink            *sink,
                                        GCancellable            *cancellable,
                                        GError                 **error);
/* What the event @row of a document, or of a row, says. (element-type RcFieldValue) (transfer full) */
GPtrArray *rc_json_items_read_fields   (const RcJsonItemsFormat *format,
                                        const char              *bytes,
                                        gsize                    length,
                                        guint32                  row);

/* What each of these events says, for digest_rows() of its importer. (element-type RcRowDigest) (transfer full) (nullable) */
GArray    *rc_json_items_digest_rows   (const RcJsonItemsFormat *format,
                                        const char              *bytes,
                                        gsize                    length);

/* The node behind an array of one scalar; RC_JSON_NO_NODE for null and {}. */
guint32    rc_json_items_resolve       (const RcJson            *json,
                                        guint32                  node);
guint32    rc_json_items_find          (const RcJsonItems       *self,
                                        const char              *paths);
/* The text of a scalar; (nullable) (transfer full). */
char      *rc_json_items_dup           (const RcJsonItems       *self,
                                        const char              *paths);
/* RC_TIME_NONE where there is none, or it is no time. */
gint64     rc_json_items_read_time     (const RcJsonItems       *self,
                                        const char              *paths,
                                        RcTimestamp             *out_time);
/* Tags "name = value" for each member of @members (paths parted by blanks) that holds a scalar. */
gboolean   rc_json_items_add_tags      (RcJsonItems             *self,
                                        gint64                   entity,
                                        const char              *members,
                                        GError                 **error);
/* Claims @property, or with @key tags "key = name", for a text or a named object, and for each of a list of them. */
gboolean   rc_json_items_add_names     (RcJsonItems             *self,
                                        gint64                   entity,
                                        RcProperty               property,
                                        const char              *key,
                                        const char              *paths,
                                        GError                 **error);
/* Tells, once at the end, how many objects were of no kind that is read. */
gboolean   rc_json_items_tell_unknown  (RcJsonItems             *self,
                                        const char              *message,
                                        GError                 **error);

/*< private >: for json-items-lines.c */
void       rc_json_items_init          (RcJsonItems             *self,
                                        const RcJsonItemsFormat *format);
void       rc_json_items_clear         (RcJsonItems             *self);
gboolean   rc_json_items_walk          (RcJsonItems             *self,
                                        GError                 **error);

G_END_DECLS
