/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/pages.h"

G_BEGIN_DECLS

/* What holds for every document, of whatever kind; each asserts. */

/* Its tree is canonical JSON, as document.schema.json says. */
void document_check_tree (const RcDocument *document);

G_END_DECLS
