/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RC_XML_NONE,      /* no XML */
  RC_XML_PLAIN,     /* nothing in these bytes speaks of a signature */
  RC_XML_SIGNED,    /* it may hold one, or brings entities of its own and is what its reader makes of it */
} RcXmlSniff;

/* What the bytes, the beginning of a document or all of it, look like. */
RcXmlSniff rc_xml_sniff (const char *bytes,
                         gsize       length);

G_END_DECLS
