/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include "core/json.h"

G_BEGIN_DECLS

/**
 * RcCardNode:
 *
 * A place in the document of a card, whether the document is JSON or XML: what several formats have in both. A member of a JSON object is, in
 * XML, an attribute or a child element of that name; an array is an element with others in it. A node that is not there answers as one
 * that says nothing, so that a path can be followed without asking at each step.
 */
typedef struct
{
  const RcJson  *json;       /* (nullable) */
  guint32        node;
  const xmlNode *element;    /* (nullable) */
  const xmlAttr *attribute;  /* (nullable) */
} RcCardNode;

RcCardNode rc_card_node_json        (const RcJson  *json,
                                     guint32        node);
RcCardNode rc_card_node_xml         (const xmlNode *element);
/* Whether anything but null stands there. */
gboolean   rc_card_node_exists      (RcCardNode     self);
/* Whether it can have members. */
gboolean   rc_card_node_is_object   (RcCardNode     self);
gboolean   rc_card_node_is_list     (RcCardNode     self);
RcCardNode rc_card_node_member      (RcCardNode     self,
                                     const char    *name);
/* Members from @self inwards, parted by '/'. */
RcCardNode rc_card_node_at          (RcCardNode     self,
                                     const char    *path);
/* Goes through a list: @item is zeroed before the first call. What is one value where a list may stand is a list of it. */
gboolean   rc_card_node_next        (RcCardNode     self,
                                     RcCardNode    *item);
/* The same for what XML repeats beside each other and JSON has in the list @name. */
gboolean   rc_card_node_next_member (RcCardNode     self,
                                     const char    *name,
                                     RcCardNode    *item);
/* Whether it is an element of that name. */
gboolean   rc_card_node_is_named    (RcCardNode     self,
                                     const char    *name);
/* What is written there: a text, a number, true or false; (nullable): nothing, or no single value. (transfer full) */
char      *rc_card_node_dup_text    (RcCardNode     self);
gboolean   rc_card_node_equals      (RcCardNode     self,
                                     const char    *text);
/* A JSON Pointer, or the same for XML: "/bom/components/component[2]/@type". (transfer full) */
char      *rc_card_node_dup_locator (RcCardNode     self);
/* In the document; -1 where it is not known. */
gint64     rc_card_node_offset      (RcCardNode     self);

G_END_DECLS
