/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "card-statement.h"

G_BEGIN_DECLS

/* What another part of the BOM can refer to: a component, or a data object of a model card. */
typedef struct
{
  RcEntityKind  kind;     /* of the entity, where there is one */
  gint64        entity;   /* 0: none */
  char         *name;     /* "name" or "name/version", as it is claimed */
  char         *type;     /* (nullable): as the BOM writes it */
} RcBomThing;

/* A component that is a model or data, and the entity of which it is said. */
typedef struct
{
  RcCardNode node;
  gint64     subject;   /* of a model: its version, or where it has none the card; of data: the data set */
} RcBomComponent;

/**
 * RcBom:
 * @main: the subject of the component that the BOM is about, where that is a model; 0: it is none
 *
 * A CycloneDX BOM while it is claimed, in JSON or XML.
 */
typedef struct
{
  RcCardClaims     *claims;
  RcCardNode        root;
  GHashTable       *things;        /* utf8: bom-ref → RcBomThing */
  GArray           *models;        /* of RcBomComponent */
  GArray           *data;          /* of RcBomComponent */
  gint64            main;
  guint             n_components;
  gboolean          has_failed;    /* the case could not be written */
} RcBom;

/* Claims everything that a BOM says which keeps the rules of its format. */
gboolean          rc_bom_read            (RcCardClaims  *claims,
                                          RcCardNode     root,
                                          GError       **error);

/* cyclonedx-find.c */
gboolean          rc_bom_find_components (RcBom         *self,
                                          GError       **error);
/* (nullable) */
const RcBomThing *rc_bom_peek_thing      (const RcBom   *self,
                                          RcCardNode     reference);
void              rc_bom_thing_free      (RcBomThing    *self);
/* The version of a component; (transfer full) (nullable). */
char             *rc_bom_dup_version     (RcCardNode     component);

/* cyclonedx-component.c */
gboolean          rc_bom_add_components  (RcBom         *self,
                                          GError       **error);

/* cyclonedx-model-card.c */
gboolean          rc_bom_add_model_card  (RcBom         *self,
                                          RcCardNode     card,
                                          gint64         subject,
                                          GError       **error);
gboolean          rc_bom_add_properties  (RcBom         *self,
                                          gint64         entity,
                                          RcCardNode     properties,
                                          GError       **error);

/* cyclonedx-formulation.c */
gboolean          rc_bom_add_formulation (RcBom         *self,
                                          GError       **error);

/* cyclonedx-annotation.c */
gboolean          rc_bom_add_annotations (RcBom         *self,
                                          GError       **error);
gboolean          rc_bom_add_declarations (RcBom        *self,
                                          GError       **error);

G_END_DECLS
