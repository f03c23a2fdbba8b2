/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/*
 * With what the document was made, and the digest of the record that its PDF carries. What the machine has of libraries, and the digest, stand
 * outside the tree of the document. It must be the last that is added: what comes later is not in the digest, until that is taken again.
 */
void rc_colophon_add   (RcDocument *document);
/* Takes the digest again, where the document names one: something was added, or its head was changed. */
void rc_colophon_renew (RcDocument *document);

G_END_DECLS
