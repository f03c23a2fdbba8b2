/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/xml-canonical.h"

#include <string.h>

#include <libxml/c14n.h>
#include <libxml/xmlIO.h>

static const struct
{
  const char *uri;
  RcXmlForm   form;
} forms[] = {
  { "http://www.w3.org/TR/2001/REC-xml-c14n-20010315", { XML_C14N_1_0, FALSE } },
  { "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments", { XML_C14N_1_0, TRUE } },
  { "http://www.w3.org/2006/12/xml-c14n11", { XML_C14N_1_1, FALSE } },
  { "http://www.w3.org/2006/12/xml-c14n11#WithComments", { XML_C14N_1_1, TRUE } },
  { "http://www.w3.org/2001/10/xml-exc-c14n#", { XML_C14N_EXCLUSIVE_1_0, FALSE } },
  { "http://www.w3.org/2001/10/xml-exc-c14n#WithComments", { XML_C14N_EXCLUSIVE_1_0, TRUE } },
};

gboolean
rc_xml_form_from_uri (const char *uri,
                      RcXmlForm  *out_form)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (strcmp (forms[i].uri, uri) != 0)
        continue;
      *out_form = forms[i].form;
      return TRUE;
    }
  return FALSE;
}

/* For namespaces, which have no parent of their own, @parent is the element they are looked at for. */
static int
is_visible (void    *data,
            xmlNode *node,
            xmlNode *parent)
{
  const RcXmlSelection *selection = data;
  const xmlNode *at = node->type == XML_NAMESPACE_DECL ? parent : node;
  gboolean is_inside = selection->top == NULL;

  if (node->type == XML_COMMENT_NODE && !selection->with_comments)
    return 0;

  for (; at != NULL; at = at->parent)
    {
      if (at == selection->without || (selection->without_signatures && rc_xml_is (at, RC_XML_DSIG, "Signature")))
        return 0;
      is_inside = is_inside || at == selection->top;
    }
  return is_inside ? 1 : 0;
}

GBytes *
rc_xml_canonicalise (const RcXmlDocument  *document,
                     const RcXmlSelection *selection,
                     const RcXmlForm      *form,
                     const char           *prefixes)
{
  g_auto (GStrv) list = prefixes != NULL && form->mode == XML_C14N_EXCLUSIVE_1_0 ? g_strsplit_set (prefixes, " \t\r\n", -1) : NULL;
  xmlOutputBuffer *output = xmlAllocOutputBuffer (NULL);
  GBytes *bytes = NULL;

  if (output != NULL && xmlC14NExecute (rc_xml_document_peek (document), is_visible, (void *) selection, form->mode, (xmlChar **) list,
                                        form->with_comments, output) >= 0)
    bytes = g_bytes_new (xmlOutputBufferGetContent (output), xmlOutputBufferGetSize (output));
  if (output != NULL)
    xmlOutputBufferClose (output);
  return bytes;
}
