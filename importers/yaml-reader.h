/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A reader of one YAML document as evidence: byte ranges, duplicate keys seen, scalars kept as the text that stands there. It
 * guesses no types, so that `language: no` stays "no" and `version: 1.0` stays "1.0"; it knows no tags and applies no merge
 * keys. An alias is a node of its own that points to what it names: nothing is ever expanded, so that a document cannot grow.
 *
 * The result is one flat array of nodes in document order, walked like that of core/json.h: a container's node is followed by
 * its content, `next` is the index after the whole subtree, and in a mapping keys and values take turns.
 */

typedef enum
{
  RC_YAML_SCALAR,
  RC_YAML_SEQUENCE,
  RC_YAML_MAPPING,
  RC_YAML_ALIAS,
} RcYamlType;

/**
 * RcYamlNode:
 * @type: what it is
 * @is_plain: a scalar without quotes, of which YAML readers may guess a type
 * @depth: 0 for the document's own node
 * @offset: place in the text of its first byte, quotes included
 * @length: bytes it takes there
 * @next: index of the node after this subtree
 * @count: items of a sequence, pairs of a mapping
 * @target: for an alias: index of the node that it names
 */
typedef struct
{
  RcYamlType type;
  gboolean   is_plain;
  guint      depth;
  gsize      offset;
  gsize      length;
  guint      next;
  guint      count;
  guint      target;
  gsize      text;           /* of a scalar: place in the reader's own store */
  gsize      text_length;
} RcYamlNode;

/**
 * RcYamlFault:
 * @kind: RC_EXCEPTION_…
 * @offset: place in the text
 * @expected: static text
 * @found: what stands there, in words
 */
typedef struct
{
  const char *kind;
  gsize       offset;
  const char *expected;
  char        found[160];
} RcYamlFault;

typedef struct _RcYaml RcYaml;

/* No node. */
#define RC_YAML_NO_NODE G_MAXUINT

RcYaml           *rc_yaml_new             (void);
void              rc_yaml_free            (RcYaml       *self);
gboolean          rc_yaml_parse           (RcYaml       *self,
                                           const char   *text,
                                           gsize         length,
                                           RcYamlFault  *out_fault);
guint             rc_yaml_count_nodes     (const RcYaml *self);
const RcYamlNode *rc_yaml_peek_node       (const RcYaml *self,
                                           guint         node);
guint             rc_yaml_resolve         (const RcYaml *self,
                                           guint         node);
guint             rc_yaml_first_child     (const RcYaml *self,
                                           guint         container);
guint             rc_yaml_next_sibling    (const RcYaml *self,
                                           guint         container,
                                           guint         child);
guint             rc_yaml_member          (const RcYaml *self,
                                           guint         mapping,
                                           const char   *name);
const char       *rc_yaml_peek_text       (const RcYaml *self,
                                           guint         node,
                                           gsize        *out_length);
gboolean          rc_yaml_is_null         (const RcYaml *self,
                                           guint         node);
guint             rc_yaml_count_duplicates (const RcYaml *self);
guint             rc_yaml_nth_duplicate   (const RcYaml *self,
                                           guint         index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcYaml, rc_yaml_free)

G_END_DECLS
