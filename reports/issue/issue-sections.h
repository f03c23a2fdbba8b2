/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/issued/issued.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/* The sections of a document: what stands under each heading of level 1 or 2, down to the next of them, with a digest of exactly what it says. What
 * stands before the first heading bears the document's title. By them drafts are compared. (element-type RcIssuedSection) (transfer full) */
GPtrArray *rc_issue_list_sections (const RcDocument *document);

G_END_DECLS
