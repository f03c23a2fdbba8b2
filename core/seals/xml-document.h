/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

#define RC_XML_DSIG "http://www.w3.org/2000/09/xmldsig#"

/**
 * RcXmlDocument:
 *
 * A document read from tainted bytes: no DOCTYPE, hence no entities, no defaults and nothing from outside (tamper-cases.md T17), and each id
 * in it known to be the only one or not.
 */
typedef struct _RcXmlDocument RcXmlDocument;

typedef enum
{
  RC_XML_READ,
  RC_XML_DOCTYPE,        /* refused before anything of it was expanded */
  RC_XML_MALFORMED,
  RC_XML_LIMIT,          /* more elements, namespaces or attributes than are read */
} RcXmlResult;

RcXmlResult    rc_xml_document_parse   (const void          *bytes,
                                        gsize                length,
                                        RcXmlDocument      **out_document);
char          *rc_xml_document_dup_refusal (RcXmlResult      result);
void           rc_xml_document_free    (RcXmlDocument       *self);
xmlDoc        *rc_xml_document_peek    (const RcXmlDocument *self);
/* The element with that Id, ID, id or xml:id; (nullable): none. @out_is_twice: there are several. */
xmlNode       *rc_xml_document_find_id (const RcXmlDocument *self,
                                        const char          *id,
                                        gboolean            *out_is_twice);
gboolean       rc_xml_is               (const xmlNode       *node,
                                        const char          *space,
                                        const char          *name);
/* The first child element of that name; (nullable). */
xmlNode       *rc_xml_child            (const xmlNode       *parent,
                                        const char          *space,
                                        const char          *name);
/* The next sibling element of the same name. */
xmlNode       *rc_xml_next             (const xmlNode       *node);
/* The next node of the tree below @top in the order of the document; (nullable). */
xmlNode       *rc_xml_walk             (const xmlNode       *node,
                                        const xmlNode       *top);
/* An attribute without namespace; (transfer full) (nullable). */
char          *rc_xml_attribute        (const xmlNode       *node,
                                        const char          *name);
/* All text in it without blanks at both ends; (transfer full). */
char          *rc_xml_text             (const xmlNode       *node);
/* The same in one line, whatever lines the file has: blanks between words are one space; (transfer full). */
char          *rc_xml_line             (const xmlNode       *node);
/* Its text as base64, in which XML allows blanks; (transfer full) (nullable): it is none. */
GBytes        *rc_xml_base64           (const xmlNode       *node);
gboolean       rc_xml_is_below         (const xmlNode       *node,
                                        const xmlNode       *top);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcXmlDocument, rc_xml_document_free)

G_END_DECLS
