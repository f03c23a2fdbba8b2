/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/xml-signature-file.h"

G_BEGIN_DECLS

#define RC_XADES "http://uri.etsi.org/01903/v1.3.2#"

/* Fills in what XAdES adds to a signature (EN 319 132-1). @add_certificate: takes one element with a certificate in base64. */
void        rc_xades_read       (RcXmlSignature *self,
                                 void          (*add_certificate) (GPtrArray     *list,
                                                                   const xmlNode *node));
/* What is wrong with the properties that a signature claims to be signed with; NULL: nothing, or no XAdES. Half a sentence. */
const char *rc_xades_find_fault (const RcXmlSignature *self,
                                 const RcXmlDocument  *document);
/* Whether @certificate is the one that the signer signed. RC_VERDICT_VALID, INVALID, or UNVERIFIABLE: named by an unknown digest. */
RcVerdict   rc_xades_check_certificate (const RcXmlSignature *self,
                                 const RcCertificate  *certificate);

G_END_DECLS
