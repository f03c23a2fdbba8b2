/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "xml-case.h"

/* Ran out at the end of the year in which it signed. */
static const CertificateWish ended = { 0 };

/* --- XAdES --- */

static void
test_xades (XmlCase       *self,
            gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { .is_xades = TRUE });
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xades", RC_VERDICT_VALID, NULL);
}

static void
test_xades_other_certificate (XmlCase       *self,
                              gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { .is_xades = TRUE, .meant = self->clock });
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xades", RC_VERDICT_INVALID, "identity");
}

static void
test_xades_unbound (XmlCase       *self,
                    gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { .is_xades = TRUE, .is_unbound = TRUE });
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xades", RC_VERDICT_INVALID, "identity");
}

/* The certificate has run out since: only the stamp says that it was valid when it signed. */
static void
test_xades_stamp (XmlCase       *self,
                  gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { .is_xades = TRUE, .authority = self->clock });
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_accept (self, "tsa-root", self->clock_root, NULL);
  xml_case_check (self, "xades", RC_VERDICT_VALID, NULL);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (&self->seals, "time-stamp", 0)), ==, RC_VERDICT_VALID);
}

static void
test_xades_no_stamp (XmlCase       *self,
                     gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { .is_xades = TRUE });
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xades", RC_VERDICT_UNVERIFIABLE, "time-not-established");
}

/* A stamp by an authority that nobody accepted establishes nothing. */
static void
test_xades_foreign_stamp (XmlCase       *self,
                          gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { .is_xades = TRUE, .authority = self->clock });
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xades", RC_VERDICT_UNVERIFIABLE, "time-not-established");
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (&self->seals, "time-stamp", 0)), ==, RC_VERDICT_UNVERIFIABLE);
}

/* --- Documents that are more than they say --- */

static void
test_entities (XmlCase       *self,
               gconstpointer  data)
{
  gint64 start;

  seal_fixture_write (&self->seals, "secret.txt", "nobody may read this\n", -1);
  seal_fixture_write (&self->seals, "report.xml", "<!DOCTYPE r [<!ENTITY e SYSTEM \"secret.txt\"><!ENTITY f \"&e;&e;&e;&e;\">"
                      "<!ENTITY g \"&f;&f;&f;&f;\">]><r>&g;</r>", -1);
  start = g_get_monotonic_time ();
  xml_case_check (self, "xml-signature", RC_VERDICT_INVALID, "format");
  g_test_message ("%" G_GINT64_FORMAT " microseconds", g_get_monotonic_time () - start);
}

static void
test_doctype (XmlCase       *self,
              gconstpointer  data)
{
  g_autofree char *text = xml_case_make_enveloped (self, (XmlWish) { 0 });
  g_autofree char *more = g_strconcat ("<!DOCTYPE report>", text, NULL);

  seal_fixture_write (&self->seals, "report.xml", more, -1);
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xml-signature", RC_VERDICT_INVALID, "format");
}

/* No signature, and no word about one. */
static void
test_unsigned (XmlCase       *self,
               gconstpointer  data)
{
  seal_fixture_write (&self->seals, "plain.xml", "<!DOCTYPE html><r>text</r>", -1);
  seal_fixture_import (&self->seals);
  seal_fixture_judge (&self->seals, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (&self->seals, "xml-signature"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, wish, function) g_test_add ("/xades/" path, XmlCase, wish, xml_case_set_up, function, xml_case_tear_down)
  ADD ("valid", NULL, test_xades);
  ADD ("C46/other-certificate", NULL, test_xades_other_certificate);
  ADD ("unbound", NULL, test_xades_unbound);
  ADD ("C60/stamp", &ended, test_xades_stamp);
  ADD ("C60/no-stamp", &ended, test_xades_no_stamp);
  ADD ("C60/foreign-stamp", &ended, test_xades_foreign_stamp);
  ADD ("C70/entities", NULL, test_entities);
  ADD ("C70/doctype", NULL, test_doctype);
  ADD ("unsigned", NULL, test_unsigned);
#undef ADD
  return g_test_run ();
}
