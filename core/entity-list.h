/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entity.h"

G_BEGIN_DECLS

/**
 * RcNamedEntity:
 * @source: (nullable): name of the source that speaks of it first; %NULL: none does any more
 * @system: (nullable): title of the importer that read the source
 *
 * A thing, and where it is named, so that a person can tell two of one name apart.
 */
typedef struct
{
  RcEntity   *entity;
  char       *source;
  const char *system;
} RcNamedEntity;

void       rc_named_entity_free (RcNamedEntity *self);
/* Things of @kind, by name, of which a published claim speaks. @text: (nullable): stands somewhere in the name. @out_complete: FALSE where
 * there are more than @limit. (element-type RcNamedEntity) (transfer full) */
GPtrArray *rc_named_entity_list (RcCase        *case_file,
                                 RcEntityKind   kind,
                                 const char    *text,
                                 guint          limit,
                                 gboolean      *out_complete,
                                 GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcNamedEntity, rc_named_entity_free)

G_END_DECLS
