/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RC_ELEMENT_SCOPE_NONE,
  RC_ELEMENT_SCOPE_COLUMN,
  RC_ELEMENT_SCOPE_ROW,
} RcElementScope;

/* Reserved: what is drawn in it means nothing to who hears the page, and becomes an artifact. */
#define RC_ELEMENT_ARTIFACT "Private"

/* What kind of artifact. */
typedef enum
{
  RC_ELEMENT_FURNITURE_NONE,      /* a rule, a ground, what is repeated */
  RC_ELEMENT_FURNITURE_HEAD,
  RC_ELEMENT_FURNITURE_FOOT,
} RcElementFurniture;

/**
 * RcElement:
 * @tag: a standard structure type of ISO 32000-1, 14.8.4; a static string
 * @alternative: (nullable): of a figure, or what a link leads to
 * @language: (nullable): where it is not the document's, as in BCP 47
 * @scope: of a TH
 * @furniture: of an artifact
 *
 * What cairo has no place for. Members are copied.
 */
typedef struct
{
  const char         *tag;
  const char         *alternative;
  const char         *language;
  RcElementScope      scope;
  RcElementFurniture  furniture;
} RcElement;

/**
 * RcElementList:
 *
 * The structure elements of a drawing in the order in which their tags were begun: the order in which a walk of the structure tree meets them.
 */
typedef struct _RcElementList RcElementList;

RcElementList   *rc_element_list_new    (void);
void             rc_element_list_free   (RcElementList   *self);
void             rc_element_list_add    (RcElementList   *self,
                                         const RcElement *element);
guint            rc_element_list_count  (const RcElementList *self);
const RcElement *rc_element_list_nth    (const RcElementList *self,
                                         guint                index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcElementList, rc_element_list_free)

G_END_DECLS
