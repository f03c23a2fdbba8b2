/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/xml-signature-file.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/xades.h"
#include "core/timestamp.h"

#define ENVELOPED RC_XML_DSIG "enveloped-signature"
#define XPATH "http://www.w3.org/TR/1999/REC-xpath-19991116"
#define EXCLUSIVE "http://www.w3.org/2001/10/xml-exc-c14n#"
#define MORE "http://www.w3.org/2001/04/xmldsig-more#"
#define MORE_2007 "http://www.w3.org/2007/05/xmldsig-more#"
#define HMAC "hmac-"

static const struct
{
  const char      *uri;
  RcSignatureForm  form;
  RcHash           hash;
} methods[] = {
  { RC_XML_DSIG "dsa-sha1", RC_SIGNATURE_DSA_RAW, RC_HASH_SHA1 },
  { "http://www.w3.org/2009/xmldsig11#dsa-sha256", RC_SIGNATURE_DSA_RAW, RC_HASH_SHA256 },
  { RC_XML_DSIG "rsa-sha1", RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA1 },
  { MORE "rsa-sha256", RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA256 },
  { MORE "rsa-sha384", RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA384 },
  { MORE "rsa-sha512", RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA512 },
  { MORE_2007 "sha256-rsa-MGF1", RC_SIGNATURE_RSA_PSS, RC_HASH_SHA256 },
  { MORE_2007 "sha384-rsa-MGF1", RC_SIGNATURE_RSA_PSS, RC_HASH_SHA384 },
  { MORE_2007 "sha512-rsa-MGF1", RC_SIGNATURE_RSA_PSS, RC_HASH_SHA512 },
  { MORE "ecdsa-sha1", RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA1 },
  { MORE "ecdsa-sha256", RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA256 },
  { MORE "ecdsa-sha384", RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA384 },
  { MORE "ecdsa-sha512", RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA512 },
  { "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", RC_SIGNATURE_EDDSA, RC_HASH_NONE },
};

static const struct
{
  const char *uri;
  RcHash      hash;
} hashes[] = {
  { RC_XML_DSIG "sha1", RC_HASH_SHA1 },
  { "http://www.w3.org/2001/04/xmlenc#sha256", RC_HASH_SHA256 },
  { MORE "sha384", RC_HASH_SHA384 },
  { "http://www.w3.org/2001/04/xmlenc#sha512", RC_HASH_SHA512 },
};

gboolean
rc_xml_hash_from_uri (const char *uri,
                      RcHash     *out_hash)
{
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      if (strcmp (hashes[i].uri, uri) != 0)
        continue;
      *out_hash = hashes[i].hash;
      return TRUE;
    }
  return FALSE;
}

/* --- References --- */

static void
reference_free (gpointer data)
{
  RcXmlReference *self = data;

  g_free (self->id);
  g_free (self->type);
  g_free (self->uri);
  g_free (self->prefixes);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_free (self);
}

static char *
dup_algorithm (const xmlNode *node)
{
  char *uri = node != NULL ? rc_xml_attribute (node, "Algorithm") : NULL;

  return uri != NULL ? uri : g_strdup ("");
}

static char *
dup_prefixes (const xmlNode *transform)
{
  const xmlNode *inclusive = rc_xml_child (transform, EXCLUSIVE, "InclusiveNamespaces");

  return inclusive != NULL ? rc_xml_attribute (inclusive, "PrefixList") : NULL;
}

/* The one expression that leaves out every signature of the document, which many programs write beside the enveloped transform. No
 * expression is ever evaluated. */
static gboolean
leaves_out_signatures (const xmlNode *transform)
{
  const xmlNode *expression = rc_xml_child (transform, RC_XML_DSIG, "XPath");
  g_autofree char *text = expression != NULL ? rc_xml_text (expression) : NULL;
  g_autofree char *prefix = NULL;
  const char *start = "not(ancestor-or-self::";
  const char *stop = ":Signature)";
  const xmlNs *space;

  if (text == NULL || !g_str_has_prefix (text, start) || !g_str_has_suffix (text, stop) || strlen (text) <= strlen (start) + strlen (stop))
    return FALSE;

  prefix = g_strndup (text + strlen (start), strlen (text) - strlen (start) - strlen (stop));
  space = xmlSearchNs (expression->doc, (xmlNode *) expression, BAD_CAST prefix);
  return space != NULL && xmlStrcmp (space->href, BAD_CAST RC_XML_DSIG) == 0;
}

/* A canonical form turns nodes into bytes and is therefore the last; what would have to be parsed again is not. */
static RcXmlSignatureState
read_transform (RcXmlReference *reference,
                const xmlNode  *transform)
{
  g_autofree char *uri = dup_algorithm (transform);

  if (reference->has_form)
    return RC_XML_SIGNATURE_TRANSFORM;
  if (strcmp (uri, ENVELOPED) == 0)
    reference->is_enveloped = TRUE;
  else if (strcmp (uri, XPATH) == 0 && leaves_out_signatures (transform))
    reference->without_signatures = TRUE;
  else if (rc_xml_form_from_uri (uri, &reference->form))
    {
      reference->has_form = TRUE;
      reference->prefixes = dup_prefixes (transform);
    }
  else
    return RC_XML_SIGNATURE_TRANSFORM;
  return RC_XML_SIGNATURE_READ;
}

static RcXmlSignatureState
read_transforms (RcXmlReference *reference,
                 const xmlNode  *node)
{
  const xmlNode *list = rc_xml_child (node, RC_XML_DSIG, "Transforms");
  RcXmlSignatureState state = RC_XML_SIGNATURE_READ;

  for (const xmlNode *transform = list != NULL ? rc_xml_child (list, RC_XML_DSIG, "Transform") : NULL;
       transform != NULL && state == RC_XML_SIGNATURE_READ; transform = rc_xml_next (transform))
    state = read_transform (reference, transform);
  return state;
}

static RcXmlReference *
read_reference (const xmlNode *node)
{
  const xmlNode *method = rc_xml_child (node, RC_XML_DSIG, "DigestMethod");
  const xmlNode *value = rc_xml_child (node, RC_XML_DSIG, "DigestValue");
  g_autofree char *algorithm = dup_algorithm (method);
  RcXmlReference *self = g_new0 (RcXmlReference, 1);

  self->id = rc_xml_attribute (node, "Id");
  self->type = rc_xml_attribute (node, "Type");
  self->uri = rc_xml_attribute (node, "URI");
  self->digest = value != NULL ? rc_xml_base64 (value) : NULL;
  self->state = read_transforms (self, node);
  if (!rc_xml_hash_from_uri (algorithm, &self->hash))
    self->state = RC_XML_SIGNATURE_ALGORITHM;
  else if (self->digest == NULL || g_bytes_get_size (self->digest) != rc_hash_get_length (self->hash) || self->uri == NULL)
    self->state = RC_XML_SIGNATURE_MALFORMED;
  return self;
}

/* --- What is signed, and how --- */

static const char *
fail (RcXmlSignature      *self,
      RcXmlSignatureState  state,
      const char          *text)
{
  self->state = state;
  return text;
}

static const char *
read_method (RcXmlSignature *self)
{
  g_autofree char *uri = dup_algorithm (rc_xml_child (self->signed_info, RC_XML_DSIG, "SignatureMethod"));
  const char *hash = strchr (uri, '#');

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      if (strcmp (methods[i].uri, uri) != 0)
        continue;
      self->signature_form = methods[i].form;
      self->hash = methods[i].hash;
      return NULL;
    }
  if (hash != NULL && g_str_has_prefix (hash + 1, HMAC))
    return fail (self, RC_XML_SIGNATURE_FORBIDDEN, "it is made with a secret that its readers share");
  return fail (self, RC_XML_SIGNATURE_ALGORITHM, "it is made by a method that is not known here");
}

static const char *
read_signed_info (RcXmlSignature *self)
{
  const xmlNode *method = rc_xml_child (self->signed_info, RC_XML_DSIG, "CanonicalizationMethod");
  g_autofree char *uri = dup_algorithm (method);

  for (const xmlNode *node = rc_xml_child (self->signed_info, RC_XML_DSIG, "Reference"); node != NULL; node = rc_xml_next (node))
    {
      if (self->references->len == RC_LIMIT_XML_REFERENCES)
        return fail (self, RC_XML_SIGNATURE_MALFORMED, "it names too many things");
      g_ptr_array_add (self->references, read_reference (node));
    }
  if (self->references->len == 0)
    return fail (self, RC_XML_SIGNATURE_MALFORMED, "it names nothing that it signs");
  if (!rc_xml_form_from_uri (uri, &self->form))
    return fail (self, RC_XML_SIGNATURE_TRANSFORM, "what is signed stands in a form that is not known here");

  self->prefixes = dup_prefixes (method);
  return read_method (self);
}

static const char *
read_parts (RcXmlSignature *self)
{
  self->signed_info = rc_xml_child (self->node, RC_XML_DSIG, "SignedInfo");
  self->value_node = rc_xml_child (self->node, RC_XML_DSIG, "SignatureValue");
  self->value = self->value_node != NULL ? rc_xml_base64 (self->value_node) : NULL;
  if (self->signed_info == NULL || rc_xml_next (self->signed_info) != NULL)
    return fail (self, RC_XML_SIGNATURE_MALFORMED, "what it signs is not there exactly once");
  if (self->value == NULL || rc_xml_next (self->value_node) != NULL)
    return fail (self, RC_XML_SIGNATURE_MALFORMED, "the value of the signature is not there exactly once");
  return read_signed_info (self);
}

/* --- Keys --- */

static void
add_certificate (GPtrArray     *list,
                 const xmlNode *node)
{
  g_autoptr (GBytes) der = rc_xml_base64 (node);
  RcCertificate *certificate = der != NULL && list->len < RC_LIMIT_CERTIFICATES
                               ? rc_certificate_new_der (g_bytes_get_data (der, NULL), g_bytes_get_size (der)) : NULL;

  if (certificate != NULL)
    g_ptr_array_add (list, certificate);
}

static RcPublicKey *
read_rsa_value (const xmlNode *node)
{
  const xmlNode *modulus_node = rc_xml_child (node, RC_XML_DSIG, "Modulus");
  const xmlNode *exponent_node = rc_xml_child (node, RC_XML_DSIG, "Exponent");
  g_autoptr (GBytes) modulus = modulus_node != NULL ? rc_xml_base64 (modulus_node) : NULL;
  g_autoptr (GBytes) exponent = exponent_node != NULL ? rc_xml_base64 (exponent_node) : NULL;

  if (modulus == NULL || exponent == NULL)
    return NULL;
  return rc_public_key_new_rsa (g_bytes_get_data (modulus, NULL), g_bytes_get_size (modulus), g_bytes_get_data (exponent, NULL),
                                g_bytes_get_size (exponent));
}

static void
read_key_info (RcXmlSignature *self)
{
  const xmlNode *info = rc_xml_child (self->node, RC_XML_DSIG, "KeyInfo");
  const xmlNode *name = info != NULL ? rc_xml_child (info, RC_XML_DSIG, "KeyName") : NULL;
  const xmlNode *value = info != NULL ? rc_xml_child (info, RC_XML_DSIG, "KeyValue") : NULL;
  const xmlNode *rsa = value != NULL ? rc_xml_child (value, RC_XML_DSIG, "RSAKeyValue") : NULL;

  self->key_name = name != NULL ? rc_xml_text (name) : NULL;
  self->key_value = rsa != NULL ? read_rsa_value (rsa) : NULL;
  for (const xmlNode *data = info != NULL ? rc_xml_child (info, RC_XML_DSIG, "X509Data") : NULL; data != NULL; data = rc_xml_next (data))
    for (const xmlNode *node = rc_xml_child (data, RC_XML_DSIG, "X509Certificate"); node != NULL; node = rc_xml_next (node))
      add_certificate (self->certificates, node);
}

/* --- The whole --- */

static void
clear_named (gpointer data)
{
  RcXmlNamedCertificate *self = data;

  g_clear_pointer (&self->digest, g_bytes_unref);
}

void
rc_xml_signature_free (RcXmlSignature *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->prefixes);
  g_free (self->key_name);
  g_clear_pointer (&self->value, g_bytes_unref);
  g_ptr_array_unref (self->references);
  g_ptr_array_unref (self->certificates);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->time_stamps);
  g_array_unref (self->named);
  rc_public_key_unref (self->key_value);
  g_free (self);
}

/**
 * rc_xml_signature_read:
 * @node: a ds:Signature of a document that outlives the answer
 *
 * Returns: (transfer full): with what can be judged of it
 */
RcXmlSignature *
rc_xml_signature_read (xmlNode *node)
{
  RcXmlSignature *self = g_new0 (RcXmlSignature, 1);

  self->node = node;
  self->id = rc_xml_attribute (node, "Id");
  self->claimed_us = RC_TIME_NONE;
  self->references = g_ptr_array_new_with_free_func (reference_free);
  self->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  self->time_stamps = g_ptr_array_new ();
  self->named = g_array_new (FALSE, FALSE, sizeof (RcXmlNamedCertificate));
  g_array_set_clear_func (self->named, clear_named);
  self->reason_text = read_parts (self);
  read_key_info (self);
  rc_xades_read (self, add_certificate);
  return self;
}
