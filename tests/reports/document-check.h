/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/pages.h"

G_BEGIN_DECLS

/* What holds for every document, of whatever kind; each asserts. */

/* Its tree is canonical JSON, as document.schema.json says. */
void document_check_tree (const RcDocument *document);
/* Everything is on its page, in its margins and above the foot, and nothing is printed over another thing. */
void document_check_boxes (const RcPages *pages);
/* What the pages say without their furniture, no line breaks in it; (transfer full). */
char *document_dup_flow (const RcPages *pages);
/* All of these, of @document on its pages. */
void document_check (const RcDocument *document);

G_END_DECLS
