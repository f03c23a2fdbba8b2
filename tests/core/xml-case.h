/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "seal-fixture.h"
#include "xml-fixture.h"

G_BEGIN_DECLS

/* What is signed in report.xml, before and behind the signature. */
#define XML_CASE_START "<report><score>0.25</score>"
#define XML_CASE_END "</report>"

/* A signer and an authority for time stamps, and a case beside them. */
typedef struct
{
  SealFixture       seals;
  CertificateMaker *root;
  CertificateMaker *signer;
  CertificateMaker *clock_root;
  CertificateMaker *clock;
} XmlCase;

/* @data: (nullable): a CertificateWish for the signer; NULL: a certificate that lasts. */
void  xml_case_set_up         (XmlCase                *self,
                               gconstpointer           data);
void  xml_case_tear_down      (XmlCase                *self,
                               gconstpointer           data);
/* @identity: (nullable): "subject=…" */
void  xml_case_accept         (XmlCase                *self,
                               const char             *kind,
                               const CertificateMaker *maker,
                               const char             *identity);
/* Imports and judges; the only seal of that kind must be judged so. */
void  xml_case_check          (XmlCase                *self,
                               const char             *kind,
                               RcVerdict               worst,
                               const char             *reason);
/* A document that is signed as a whole; without references in @wish they are made. */
char *xml_case_make_enveloped (XmlCase                *self,
                               XmlWish                 wish);
void  xml_case_write_enveloped (XmlCase               *self,
                               XmlWish                 wish);

G_END_DECLS
