/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "card-statement.h"

G_BEGIN_DECLS

/**
 * RcSpdxGraph:
 *
 * An SPDX 3 document while it is claimed: a flat list of elements that name each other by their ids.
 */
typedef struct
{
  RcCardClaims *claims;
  RcCardNode    root;
  GHashTable   *elements;    /* utf8: spdxId or @id → index of the element's JSON node */
  GHashTable   *entities;    /* utf8: spdxId → gint64: the version, data set or run that the element is */
  GHashTable   *containers;  /* utf8: spdxId → borrowed utf8: of the element that contains it */
} RcSpdxGraph;

gboolean   rc_spdx_graph_init       (RcSpdxGraph  *self,
                                     RcCardClaims *claims,
                                     RcCardNode    root,
                                     GError      **error);
void       rc_spdx_graph_clear      (RcSpdxGraph  *self);
/* Goes through the elements of the graph; @item is zeroed before the first call. */
gboolean   rc_spdx_graph_next       (RcSpdxGraph  *self,
                                     RcCardNode   *item);
gboolean   rc_spdx_is               (RcCardNode    element,
                                     const char   *type);
/* The element that @reference names, or that stands there itself. */
RcCardNode rc_spdx_graph_resolve    (const RcSpdxGraph *self,
                                     RcCardNode    reference);
/* What was made of the element, or of what contains it; 0: nothing. */
gint64     rc_spdx_graph_get_entity (const RcSpdxGraph *self,
                                     const char   *id,
                                     RcEntityKind *out_kind);
void       rc_spdx_graph_set_entity (RcSpdxGraph  *self,
                                     RcCardNode    element,
                                     gint64        entity);

/* spdx-relations.c: what the relationships and annotations say. */
gboolean   rc_spdx_add_relations    (RcSpdxGraph  *self,
                                     GError      **error);
gboolean   rc_spdx_add_reviews      (RcSpdxGraph  *self,
                                     GError      **error);

G_END_DECLS
