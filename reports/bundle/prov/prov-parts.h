/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/prov/prov-document.h"
#include "reports/bundle/prov/prov-lineage.h"

G_BEGIN_DECLS

/**
 * RcProvPart:
 * @slot: of the lineage
 * @answer: (nullable): %NULL of the inference itself
 * @statement: the element that stands for it
 * @is_decided: it answers its question; else it is one of several that are possible, or that contradict each other
 *
 * An answer of a lineage that records give, and what stands for it in the document.
 */
typedef struct
{
  const RcLineageSlot   *slot;
  const RcLineageAnswer *answer;
  RcProvStatement       *statement;
  gboolean               is_decided;
} RcProvPart;

/* A document while it is made of a lineage; @parts: (element-type RcProvPart). */
typedef struct
{
  const RcLineage *lineage;
  const char      *language;
  RcProvDocument  *document;
  GPtrArray       *parts;
  RcProvStatement *inference;
} RcProvBuilder;

/* Standing, protection and the records that say it. */
void     rc_prov_builder_cite        (RcProvBuilder         *self,
                                      RcProvStatement       *statement,
                                      const RcLineageAnswer *answer);
/* A record of the evidence as an element; its protection is that of the first citation of it. (transfer none) */
RcProvStatement *rc_prov_builder_add_record (RcProvBuilder  *self,
                                      const RcLineageCitation *cited);
/* What people read in documents or said: prov-saying.c. */
void     rc_prov_builder_add_sayings (RcProvBuilder         *self,
                                      const RcLineageSlot   *slot,
                                      guint                  index,
                                      const RcProvStatement *about);       /* (nullable) */
void     rc_prov_builder_add_exceptions (RcProvBuilder      *self);
/* The relations between what stands in the document: prov-links.c. */
void     rc_prov_builder_link        (RcProvBuilder         *self);

G_END_DECLS
