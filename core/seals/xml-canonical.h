/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/xml-document.h"

G_BEGIN_DECLS

/* A canonical form as one of its published names asks for it. */
typedef struct
{
  int      mode;             /* of libxml2 */
  gboolean with_comments;
} RcXmlForm;

/**
 * RcXmlSelection:
 * @top: (nullable): the element that is taken with all that is in it; %NULL: the whole document
 * @without: (nullable): the element that is left out with all that is in it: the signature itself
 * @without_signatures: every signature is left out
 * @with_comments: comments are there to be kept
 *
 * A part of a document.
 */
typedef struct
{
  const xmlNode *top;
  const xmlNode *without;
  gboolean       without_signatures;
  gboolean       with_comments;
} RcXmlSelection;

/* C14N 1.0 (RFC 3076), 1.1 and exclusive (RFC 3741), each with and without comments. FALSE: another transform. */
gboolean rc_xml_form_from_uri (const char           *uri,
                               RcXmlForm            *out_form);
/* @prefixes: (nullable): of an exclusive form, parted by blanks. (transfer full) (nullable): it has no such form. */
GBytes  *rc_xml_canonicalise  (const RcXmlDocument  *document,
                               const RcXmlSelection *selection,
                               const RcXmlForm      *form,
                               const char           *prefixes);

G_END_DECLS
