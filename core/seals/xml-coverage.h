/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/xml-signature-file.h"

G_BEGIN_DECLS

/* How many parts of @document hold something of their own that none of the nodes in @taken (of xmlNode; a document for all of it) takes.
 * @leaves_out: what is taken is taken without the signatures in it. What is found there may be read as if it were signed (wrapping attacks). */
guint rc_xml_coverage_count (const RcXmlDocument  *document,
                             const RcXmlSignature *signature,
                             GPtrArray            *taken,
                             gboolean              leaves_out);

G_END_DECLS
