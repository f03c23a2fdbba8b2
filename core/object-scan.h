/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Finds where each JSON object of a source ends, in objects one after another or in the items of one array, printed in one line or in
 * many. It knows texts, escapes and depth, and no more: whether an object is right is its reader's to say. Bytes are tainted.
 *
 * What is right is never cut otherwise than at the end of an object. An object that cannot be right any more (a line end within a text, a
 * text or a bracket where none can stand) ends where the next one of the same form begins: at the beginning of a line with the same
 * indentation, or, where objects do not stand on lines of their own, behind a comma and with the same first name. Thus one stray quote
 * does not swallow what follows.
 */

#define RC_OBJECT_SCAN_KEY_BYTES 64u

typedef enum
{
  RC_OBJECT_SCAN_BETWEEN,   /* blanks, commas and brackets before the next object */
  RC_OBJECT_SCAN_OBJECT,
  RC_OBJECT_SCAN_STRAY,     /* bytes that are no right object: up to the next one */
} RcObjectScanState;

/* Something between the objects that their format does not allow; they are read nevertheless. */
typedef struct
{
  gsize       offset;       /* in the bytes given */
  const char *expected;     /* static */
  const char *found;        /* static */
} RcObjectScanFault;

/**
 * RcObjectScan:
 *
 * The state of a search that goes on from buffer to buffer. All places are in the bytes that are given.
 */
typedef struct
{
  RcObjectScanState state;
  gsize             begin;            /* of the record in work */
  gsize             next;             /* where the search goes on */
  gsize             open;             /* brace of the object in work */
  guint             depth;
  guint64           brackets;         /* one bit for each depth: an array */
  gboolean          is_in_text;
  gboolean          is_cut;           /* the object in work began in an earlier record */
  gboolean          is_line_begin;    /* a line begins at @begin */
  gboolean          is_source_begin;

  gint64            open_indentation; /* of the object in work; -1: it is not the first of its line */
  gint64            indentation;      /* of the last right object */
  guint64           n_right;
  gboolean          is_flat;          /* members are indented no deeper than their object */
  char              key[RC_OBJECT_SCAN_KEY_BYTES];   /* first name of the first object, with its quotes */
  gsize             key_length;

  gboolean          has_array;
  gboolean          is_array_closed;
  int               commas;           /* since the last object; -1: unknown */
  gboolean          has_fault;
  RcObjectScanFault fault;            /* the first one */
} RcObjectScan;

void     rc_object_scan_init     (RcObjectScan      *self);
/* The end of the record in work, where it is within @length; FALSE: more bytes are needed, or there is none but the rest. */
gboolean rc_object_scan_next     (RcObjectScan      *self,
                                  const char        *bytes,
                                  gsize              length,
                                  gboolean           is_end,
                                  gsize             *out_end);
/* The record in work grew too long: ends it where another begins within it. FALSE: nowhere. */
gboolean rc_object_scan_give_up  (RcObjectScan      *self,
                                  const char        *bytes,
                                  gsize              length,
                                  gsize             *out_end);
/* Ends the record in work at @end, though the object in it goes on. */
void     rc_object_scan_cut      (RcObjectScan      *self,
                                  gsize              end);
/* The first @length bytes are given no more. */
void     rc_object_scan_drop     (RcObjectScan      *self,
                                  gsize              length);
/* Whether nothing but blanks, commas and brackets came since the last record. */
gboolean rc_object_scan_is_between (const RcObjectScan *self);
/* At the end of the source: whether its array is left open. */
gboolean rc_object_scan_is_open  (const RcObjectScan *self);
/* The object in a record: without what stands before and after it. Answers its place. */
gsize    rc_object_scan_trim     (const char        *bytes,
                                  gsize              length,
                                  gsize             *out_length);

G_END_DECLS
