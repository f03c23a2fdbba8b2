/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/* Holds a document that was read without a document type against a schema that is compiled in. Nothing is fetched from anywhere. */
gboolean rc_xml_schema_check (xmlDoc      *document,
                              GBytes      *schema,
                              const char  *space,
                              const char  *root,
                              char       **out_complaint);

G_END_DECLS
