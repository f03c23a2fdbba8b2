/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A strict reader of RFC 8259 for evidence: exact byte ranges, duplicate members seen, number spellings kept,
 * hard limits (bounds.h). It reads nothing that the grammar does not allow: no byte order mark, no comments, no NaN,
 * no trailing data, no invalid UTF-8, no lone surrogate. The one thing that it reads beyond on request are the tokens NaN,
 * Infinity and -Infinity, which Python writes for numbers that JSON has not: they are numbers with a flag, and no canonical
 * form that is written anew has them.
 *
 * The result is one flat array of nodes in document order. A container's node is followed by its content; in an
 * object each member is a RC_JSON_NAME node followed by the nodes of its value. `next` is the index after the
 * whole subtree, so that siblings are walked without recursion; the subtree of a name is its value, so that
 * `for (m = object + 1; m < nodes[object].next; m = nodes[m].next)` walks the names and m + 1 is the value. The document is reused from record to record: no
 * allocation happens once its array has grown.
 */

typedef enum
{
  RC_JSON_NULL,
  RC_JSON_FALSE,
  RC_JSON_TRUE,
  RC_JSON_NUMBER,
  RC_JSON_STRING,
  RC_JSON_NAME,
  RC_JSON_ARRAY,
  RC_JSON_OBJECT,
} RcJsonType;

typedef enum
{
  RC_JSON_NODE_ESCAPED  = 1 << 0,  /* a text with at least one backslash escape */
  RC_JSON_NODE_INTEGER  = 1 << 1,  /* a number without fraction and exponent */
  RC_JSON_NODE_UNSORTED = 1 << 2,  /* an object whose names do not ascend, byte by byte as written */
  RC_JSON_NODE_NON_FINITE = 1 << 3,  /* a "number" NaN, Infinity or -Infinity; only where they were asked for */
} RcJsonNodeFlags;

typedef struct
{
  guint32 offset;   /* first byte; for texts and names the opening quote */
  guint32 length;   /* bytes, quotes and brackets included */
  guint32 next;     /* index of the node after this subtree */
  guint32 count;    /* members of an object, items of an array */
  guint8  type;     /* RcJsonType */
  guint8  flags;    /* RcJsonNodeFlags */
  guint16 depth;
} RcJsonNode;

typedef enum
{
  RC_JSON_FAULT_NONE,
  RC_JSON_FAULT_EMPTY,
  RC_JSON_FAULT_SYNTAX,
  RC_JSON_FAULT_TRUNCATED,
  RC_JSON_FAULT_TRAILING,
  RC_JSON_FAULT_ENCODING,
  RC_JSON_FAULT_BYTE_ORDER_MARK,
  RC_JSON_FAULT_CONTROL,
  RC_JSON_FAULT_SURROGATE,
  RC_JSON_FAULT_LIMIT,
} RcJsonFaultKind;

typedef struct
{
  RcJsonFaultKind kind;
  gsize           offset;     /* where in the input */
  const char     *expected;   /* static text */
} RcJsonFault;

typedef struct
{
  const char  *text;          /* borrowed: the bytes given to the last parse */
  gsize        length;
  RcJsonNode  *nodes;
  guint32      n_nodes;
  guint32      n_allocated;
  gboolean     has_duplicate;     /* some object names a member twice */
  guint32      duplicate;         /* index of the second RC_JSON_NAME node */
  gboolean     has_white_space;   /* some blank outside texts */
  gboolean     reads_non_finite;  /* set by the caller, kept from parse to parse: NaN, Infinity and -Infinity are read */
  gboolean     has_non_finite;    /* at least one was */
  gsize        non_finite;        /* place of the first */
} RcJson;

void         rc_json_init          (RcJson      *self);
void         rc_json_clear         (RcJson      *self);
gboolean     rc_json_parse         (RcJson      *self,
                                    const char  *text,
                                    gsize        length,
                                    RcJsonFault *out_fault);
guint32      rc_json_member        (const RcJson *self,
                                    guint32      object,
                                    const char  *name);
gboolean     rc_json_name_is       (const RcJson *self,
                                    guint32      name,
                                    const char  *text);
guint32      rc_json_pointer       (const RcJson *self,
                                    const char  *pointer);
gboolean     rc_json_is_plain      (const RcJson *self,
                                    guint32      node);
const char  *rc_json_peek_text     (const RcJson *self,
                                    guint32      node,
                                    gsize       *out_length);
char        *rc_json_dup_text      (const RcJson *self,
                                    guint32      node,
                                    gsize       *out_length);
char        *rc_json_dup_string    (const RcJson *self,
                                    guint32      node);
gboolean     rc_json_is            (const RcJson *self,
                                    guint32      node,
                                    RcJsonType   type);
gboolean     rc_json_get_integer   (const RcJson *self,
                                    guint32      node,
                                    gint64      *out_value);
gboolean     rc_json_get_double    (const RcJson *self,
                                    guint32      node,
                                    double      *out_value);
const char  *rc_json_fault_code    (RcJsonFaultKind kind);

/* No node: what rc_json_member() and rc_json_pointer() answer when there is none. */
#define RC_JSON_NO_NODE G_MAXUINT32

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcJson, rc_json_clear)

G_END_DECLS
