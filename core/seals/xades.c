/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/xades.h"

#include <string.h>

#include "core/bounds.h"
#include "core/timestamp.h"

#define XADES_141 "http://uri.etsi.org/01903/v1.4.1#"

/* The QualifyingProperties that speak of this signature, in one of its own objects; (nullable). */
static const xmlNode *
find_qualifying (const RcXmlSignature *self)
{
  for (const xmlNode *object = rc_xml_child (self->node, RC_XML_DSIG, "Object"); object != NULL; object = rc_xml_next (object))
    {
      const xmlNode *qualifying = rc_xml_child (object, RC_XADES, "QualifyingProperties");
      g_autofree char *target = qualifying != NULL ? rc_xml_attribute (qualifying, "Target") : NULL;

      if (qualifying != NULL
          && (target == NULL || target[0] == '\0' || (target[0] == '#' && g_strcmp0 (target + 1, self->id) == 0)))
        return qualifying;
    }
  return NULL;
}

static void
read_named (RcXmlSignature *self,
            const xmlNode  *list)
{
  for (const xmlNode *node = rc_xml_child (list, RC_XADES, "Cert"); node != NULL && self->named->len < RC_LIMIT_CERTIFICATES;
       node = rc_xml_next (node))
    {
      const xmlNode *digest = rc_xml_child (node, RC_XADES, "CertDigest");
      const xmlNode *method = digest != NULL ? rc_xml_child (digest, RC_XML_DSIG, "DigestMethod") : NULL;
      const xmlNode *value = digest != NULL ? rc_xml_child (digest, RC_XML_DSIG, "DigestValue") : NULL;
      g_autofree char *uri = method != NULL ? rc_xml_attribute (method, "Algorithm") : NULL;
      RcXmlNamedCertificate named = { RC_HASH_NONE, value != NULL ? rc_xml_base64 (value) : NULL };

      if (uri == NULL || !rc_xml_hash_from_uri (uri, &named.hash))
        named.hash = RC_HASH_NONE;
      g_array_append_val (self->named, named);
    }
}

static void
read_signed_properties (RcXmlSignature *self)
{
  const xmlNode *signature = rc_xml_child (self->properties, RC_XADES, "SignedSignatureProperties");
  const xmlNode *time = signature != NULL ? rc_xml_child (signature, RC_XADES, "SigningTime") : NULL;
  const xmlNode *named = signature != NULL ? rc_xml_child (signature, RC_XADES, "SigningCertificate") : NULL;
  const xmlNode *named_v2 = signature != NULL ? rc_xml_child (signature, RC_XADES, "SigningCertificateV2") : NULL;
  g_autofree char *text = time != NULL ? rc_xml_text (time) : NULL;
  RcTimestamp claimed;

  if (text != NULL && rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &claimed))
    self->claimed_us = claimed.from_us;
  if (named != NULL)
    read_named (self, named);
  if (named_v2 != NULL)
    read_named (self, named_v2);
}

static void
read_unsigned_properties (RcXmlSignature *self,
                          const xmlNode  *properties,
                          void          (*add_certificate) (GPtrArray     *list,
                                                            const xmlNode *node))
{
  const xmlNode *values = rc_xml_child (properties, RC_XADES, "CertificateValues");

  for (xmlNode *stamp = rc_xml_child (properties, RC_XADES, "SignatureTimeStamp");
       stamp != NULL && self->time_stamps->len < RC_LIMIT_XML_TIME_STAMPS; stamp = rc_xml_next (stamp))
    g_ptr_array_add (self->time_stamps, stamp);
  for (const xmlNode *node = values != NULL ? rc_xml_child (values, RC_XADES, "EncapsulatedX509Certificate") : NULL; node != NULL;
       node = rc_xml_next (node))
    add_certificate (self->values, node);

  self->has_long_term = rc_xml_child (properties, RC_XADES, "RevocationValues") != NULL
                        || rc_xml_child (properties, XADES_141, "ArchiveTimeStamp") != NULL;
}

void
rc_xades_read (RcXmlSignature  *self,
               void           (*add_certificate) (GPtrArray     *list,
                                                  const xmlNode *node))
{
  const xmlNode *qualifying = find_qualifying (self);
  const xmlNode *unsigned_part = qualifying != NULL ? rc_xml_child (qualifying, RC_XADES, "UnsignedProperties") : NULL;
  const xmlNode *properties = unsigned_part != NULL ? rc_xml_child (unsigned_part, RC_XADES, "UnsignedSignatureProperties") : NULL;

  self->is_xades = qualifying != NULL;
  self->properties = qualifying != NULL ? rc_xml_child (qualifying, RC_XADES, "SignedProperties") : NULL;
  if (self->properties != NULL)
    read_signed_properties (self);
  if (properties != NULL)
    read_unsigned_properties (self, properties, add_certificate);
}

/* Whether one of the references takes the properties that are read, and says that it does (EN 319 132-1 section 4.4). */
static gboolean
is_signed (const RcXmlSignature *self,
           const RcXmlDocument  *document)
{
  for (guint i = 0; i < self->references->len; i++)
    {
      const RcXmlReference *reference = self->references->pdata[i];
      gboolean is_twice = FALSE;

      if (g_strcmp0 (reference->type, RC_XADES_PROPERTIES) == 0 && reference->uri != NULL && reference->uri[0] == '#'
          && rc_xml_document_find_id (document, reference->uri + 1, &is_twice) == self->properties && !is_twice)
        return TRUE;
    }
  return FALSE;
}

const char *
rc_xades_find_fault (const RcXmlSignature *self,
                     const RcXmlDocument  *document)
{
  if (!self->is_xades)
    return NULL;
  if (self->properties == NULL)
    return "its signed properties are not there";
  if (!is_signed (self, document))
    return "its signed properties are not among what is signed";
  if (self->named->len == 0)
    return "its signed properties do not say which certificate its signer means";
  return NULL;
}

/* The first that is named is the signer's own; the others are its issuers. */
RcVerdict
rc_xades_check_certificate (const RcXmlSignature *self,
                            const RcCertificate  *certificate)
{
  GBytes *der = rc_certificate_get_der (certificate);
  const RcXmlNamedCertificate *named;
  guint8 digest[RC_HASH_MAX_BYTES];

  if (self->named->len == 0)
    return RC_VERDICT_VALID;

  named = &g_array_index (self->named, RcXmlNamedCertificate, 0);
  if (named->hash == RC_HASH_NONE || named->digest == NULL)
    return RC_VERDICT_UNVERIFIABLE;

  rc_hash_compute (named->hash, g_bytes_get_data (der, NULL), g_bytes_get_size (der), digest);
  return g_bytes_get_size (named->digest) == rc_hash_get_length (named->hash)
         && memcmp (g_bytes_get_data (named->digest, NULL), digest, rc_hash_get_length (named->hash)) == 0
         ? RC_VERDICT_VALID : RC_VERDICT_INVALID;
}
