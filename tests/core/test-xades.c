/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <time.h>

#include <gio/gio.h>

#include "core/seals/xml-document.h"
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
  seal_fixture_write (&self->seals, "secret.txt", "nobody may read this\n", -1);
  seal_fixture_write (&self->seals, "report.xml", "<!DOCTYPE r [<!ENTITY e SYSTEM \"secret.txt\"><!ENTITY f \"&e;&e;&e;&e;\">"
                      "<!ENTITY g \"&f;&f;&f;&f;\">]><r>&g;</r>", -1);
  xml_case_check (self, "xml-signature", RC_VERDICT_INVALID, "format");
  g_assert_cmpint (seal_fixture_protection (&self->seals, "xml-signature", "secret.txt", 1), ==, RC_VERDICT_UNSIGNED);
}

/* 8 to the 20th times three bytes, if anybody expanded them. */
static void
test_bomb (void)
{
  g_autoptr (GString) text = g_string_new ("<!DOCTYPE r [<!ENTITY e0 \"LoL\">");
  RcXmlDocument *document = NULL;
  clock_t start;

  for (guint i = 1; i <= 20; i++)
    {
      g_string_append_printf (text, "<!ENTITY e%u \"", i);
      for (guint j = 0; j < 8; j++)
        g_string_append_printf (text, "&e%u;", i - 1);
      g_string_append (text, "\">");
    }
  g_string_append (text, "]><r a='&e20;'>&e20;</r>");

  start = clock ();
  g_assert_cmpint (rc_xml_document_parse (text->str, text->len, &document), ==, RC_XML_DOCTYPE);
  g_assert_cmpint (clock () - start, <, CLOCKS_PER_SEC / 20);
  g_assert_null (document);
}

/* In an encoding in which no letter stands as it is. */
static void
test_utf16 (XmlCase       *self,
            gconstpointer  data)
{
  g_autofree char *text = xml_case_make_enveloped (self, (XmlWish) { 0 });
  gsize length = 0;
  g_autofree char *wide = g_convert (text, -1, "UTF-16", "UTF-8", NULL, &length, NULL);

  g_assert_nonnull (wide);
  seal_fixture_write (&self->seals, "report.xml", wide, (gssize) length);
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xml-signature", RC_VERDICT_VALID, NULL);
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
  ADD ("utf-16", NULL, test_utf16);
  g_test_add_func ("/xades/C70/bomb", test_bomb);
#undef ADD
  return g_test_run ();
}
