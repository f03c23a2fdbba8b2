/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/pages.h"

G_BEGIN_DECLS

#define SAMPLE_DIGEST "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

/* A document with everything in it that a document can have. */
RcDocument *sample_document_new (gboolean compact);

G_END_DECLS
