/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stamp-fixture.h"

G_BEGIN_DECLS

/*
 * XML signatures, written by hand in the very form that is digested, so that nothing of the program makes what it is asked about.
 */

#define XML_DSIG "http://www.w3.org/2000/09/xmldsig#"
#define XML_EXCLUSIVE "http://www.w3.org/2001/10/xml-exc-c14n#"
#define XML_ENVELOPED XML_DSIG "enveloped-signature"
#define XML_METHOD "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"

/**
 * XmlWish:
 * @references: as of xml_reference(), one behind the other
 * @method: (nullable): of the signature
 * @key_info: (nullable): what stands in KeyInfo; NULL: the signer's certificate
 * @objects: (nullable): what stands behind KeyInfo
 * @authority: (nullable): stamps the signature, in XAdES alone
 * @meant: (nullable): the certificate that XAdES names; NULL: the signer's
 * @is_unbound: the properties of XAdES are not signed
 */
typedef struct
{
  const CertificateMaker *signer;
  const char             *references;
  const char             *method;
  const char             *key_info;
  const char             *objects;
  gboolean                is_xades;
  const CertificateMaker *authority;
  const char             *stamp_time;
  const CertificateMaker *meant;
  gboolean                is_unbound;
} XmlWish;

/* @transforms: names parted by "|"; (nullable). @content: what is digested. */
char *xml_reference (const char    *uri,
                     const char    *type,
                     const char    *transforms,
                     const char    *content);
char *xml_signature (const XmlWish *wish);
/* RSAKeyValue of an RSA key. */
char *xml_key_value (const CertificateMaker *signer);

G_END_DECLS
