/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration.h"

G_BEGIN_DECLS

#define RC_DECLARATION_SPACE "urn:recount:declaration:1"

/* The XML twin of a declaration: declaration.xsd has its form, "urn:recount:declaration:1". It is machine-readable in the sense of Article 47(1), and
 * carries the digest of each language's document tree. The same declaration gives the same bytes. (transfer full) (nullable) */
GBytes        *rc_declaration_to_xml       (const RcDeclaration *self,
                                            GError             **error);
/* @bytes: tainted. No network, no external entity, no document type; bounds in bounds.h. (transfer full) (nullable) */
RcDeclaration *rc_declaration_from_xml     (GBytes              *bytes,
                                            GError             **error);
/* The schema, as it is compiled in; (transfer full). */
GBytes        *rc_declaration_load_schema  (void);

G_END_DECLS
