/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "xml-case.h"

#include <string.h>

#include "core/trust-file.h"

static const CertificateWish lasting = { .to = "20381231235959Z" };

void
xml_case_set_up (XmlCase       *self,
                 gconstpointer  data)
{
  seal_fixture_set_up (&self->seals, NULL);
  self->root = certificate_maker_new ("Root", NULL, &(CertificateWish) { .is_ca = TRUE });
  self->signer = certificate_maker_new ("Signer", self->root, data != NULL ? data : &lasting);
  self->clock_root = certificate_maker_new ("Root of time", NULL, &(CertificateWish) { .is_ca = TRUE });
  self->clock = certificate_maker_new ("Clock", self->clock_root, &(CertificateWish) { .extended_usage = "critical,timeStamping" });
}

void
xml_case_tear_down (XmlCase       *self,
                    gconstpointer  data)
{
  certificate_maker_free (self->clock);
  certificate_maker_free (self->clock_root);
  certificate_maker_free (self->signer);
  certificate_maker_free (self->root);
  seal_fixture_tear_down (&self->seals, NULL);
}

void
xml_case_accept (XmlCase                *self,
                 const char             *kind,
                 const CertificateMaker *maker,
                 const char             *identity)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autofree char *pem = certificate_maker_pem (maker);
  g_autoptr (GError) error = NULL;
  RcAnchor *anchor = rc_anchor_parse_as (kind, pem, strlen (pem), &error);

  g_assert_no_error (error);
  g_free (anchor->owner);
  anchor->owner = g_strdup ("Test Bank (fictitious)");
  if (identity != NULL)
    anchor->identities = g_strsplit (identity, "|", -1);
  g_ptr_array_add (anchors, anchor);
  g_assert_true (rc_trust_add_anchors (self->seals.case_file, anchors, &error));
  g_assert_no_error (error);
}

void
xml_case_check (XmlCase    *self,
                const char *kind,
                RcVerdict   worst,
                const char *reason)
{
  const RcSeal *seal;

  seal_fixture_import (&self->seals);
  seal_fixture_judge (&self->seals, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (&self->seals, kind), ==, 1);
  seal = seal_fixture_seal (&self->seals, kind, 0);
  g_assert_cmpstr (rc_verdict_to_code (rc_seal_worst (seal)), ==, rc_verdict_to_code (worst));
  g_assert_cmpstr (seal->reason, ==, reason);
}

char *
xml_case_make_enveloped (XmlCase *self,
                         XmlWish  wish)
{
  g_autofree char *reference = xml_reference ("", NULL, XML_ENVELOPED "|" XML_EXCLUSIVE, XML_CASE_START XML_CASE_END);
  g_autofree char *signature = NULL;

  if (wish.signer == NULL)
    wish.signer = self->signer;
  if (wish.references == NULL)
    wish.references = reference;
  signature = xml_signature (&wish);
  return g_strconcat (XML_CASE_START, signature, XML_CASE_END, NULL);
}

void
xml_case_write_enveloped (XmlCase *self,
                          XmlWish  wish)
{
  g_autofree char *text = xml_case_make_enveloped (self, wish);

  seal_fixture_write (&self->seals, "report.xml", text, -1);
}
