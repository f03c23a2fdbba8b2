/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/certificate.h"
#include "core/seals/xml-canonical.h"

G_BEGIN_DECLS

#define RC_XADES_PROPERTIES "http://uri.etsi.org/01903#SignedProperties"

/* What cannot be judged in a reference, or in a signature. */
typedef enum
{
  RC_XML_SIGNATURE_READ,
  RC_XML_SIGNATURE_MALFORMED,
  RC_XML_SIGNATURE_ALGORITHM,     /* a method that is not known here */
  RC_XML_SIGNATURE_TRANSFORM,     /* a transform that is not run here: XPath, XSLT … */
  RC_XML_SIGNATURE_FORBIDDEN,     /* a method that proves nothing: a shared secret */
} RcXmlSignatureState;

/**
 * RcXmlReference:
 * @id: (nullable)
 * @type: (nullable)
 * @uri: tainted; "" for the whole document
 * @selection: without its @top, which is found when the reference is followed
 * @has_form: a canonical form is asked for; else C14N 1.0 without comments is implied where nodes are taken
 * @prefixes: (nullable): of an exclusive form
 *
 * One thing that is signed, by its digest.
 */
typedef struct
{
  RcXmlSignatureState  state;
  char                *id;
  char                *type;
  char                *uri;
  gboolean             is_enveloped;
  gboolean             without_signatures;
  gboolean             has_form;
  RcXmlForm            form;
  char                *prefixes;
  RcHash               hash;
  GBytes              *digest;
} RcXmlReference;

/* A certificate as XAdES names it. */
typedef struct
{
  RcHash  hash;         /* RC_HASH_NONE: by a method that is not known here */
  GBytes *digest;
} RcXmlNamedCertificate;

/**
 * RcXmlSignature:
 * @state: of the method and the canonical form of SignedInfo
 * @reason_text: (nullable): half a sentence for a state that is not READ
 * @certificates: what stands in KeyInfo, in its order, trusted for nothing
 * @values: what stands beside it in XAdES to help with chains
 * @key_name: (nullable)
 * @key_value: (nullable): the key that the signature carries itself
 * @properties: (nullable): SignedProperties of XAdES
 * @named: the signer's certificate as the signer signed it
 * @time_stamps: of xmlNode: SignatureTimeStamp
 *
 * One ds:Signature (XML-DSig 1.1; EN 319 132-1). The document must live as long.
 */
typedef struct
{
  xmlNode             *node;
  xmlNode             *signed_info;
  xmlNode             *value_node;
  char                *id;
  RcXmlSignatureState  state;
  const char          *reason_text;
  RcXmlForm            form;
  char                *prefixes;
  RcSignatureForm      signature_form;
  RcHash               hash;
  GBytes              *value;
  GPtrArray           *references;
  GPtrArray           *certificates;
  GPtrArray           *values;
  char                *key_name;
  RcPublicKey         *key_value;
  xmlNode             *properties;
  GArray              *named;          /* of RcXmlNamedCertificate */
  gboolean             is_xades;
  gint64               claimed_us;
  GPtrArray           *time_stamps;
  gboolean             has_long_term;  /* answers about revocation, stamps over them */
} RcXmlSignature;

RcXmlSignature *rc_xml_signature_read  (xmlNode        *node);
void            rc_xml_signature_free  (RcXmlSignature *self);
/* FALSE: another method. */
gboolean        rc_xml_hash_from_uri   (const char     *uri,
                                        RcHash         *out_hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcXmlSignature, rc_xml_signature_free)

G_END_DECLS
