/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "xml-case.h"

#define MORE "http://www.w3.org/2001/04/xmldsig-more#"

static const CertificateWish rsa = { .to = "20381231235959Z", .rsa_bits = 2048 };

/* --- In a document --- */

static void
write_replaced (XmlCase    *self,
                const char *text,
                const char *old,
                const char *new)
{
  g_auto (GStrv) parts = g_strsplit (text, old, 2);
  g_autofree char *changed = g_strjoinv (new, parts);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  seal_fixture_write (&self->seals, "report.xml", changed, -1);
}

static void
test_enveloped (XmlCase       *self,
                gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { 0 });
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xml-signature", RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal_fixture_protection (&self->seals, "xml-signature", "report.xml", 1), ==, RC_VERDICT_VALID);
}

static void
test_pinned (XmlCase       *self,
             gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { 0 });
  xml_case_accept (self, "x509-pinned-leaf", self->signer, NULL);
  xml_case_check (self, "xml-signature", RC_VERDICT_VALID, NULL);
}

static void
test_changed (XmlCase       *self,
              gconstpointer  data)
{
  g_autofree char *text = xml_case_make_enveloped (self, (XmlWish) { 0 });

  write_replaced (self, text, "0.25", "0.95");
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xml-signature", RC_VERDICT_INVALID, "digest");
  g_assert_nonnull (seal_fixture_exception (&self->seals, RC_EXCEPTION_DIGEST_MISMATCH));
}

/* The digest was changed with the content: then the signature is not over it. */
static void
test_digest_changed (XmlCase       *self,
                     gconstpointer  data)
{
  g_autofree char *text = xml_case_make_enveloped (self, (XmlWish) { 0 });
  g_autofree char *other = xml_reference ("", NULL, XML_ENVELOPED "|" XML_EXCLUSIVE, "<report><score>0.95</score></report>");
  g_autofree char *own = xml_reference ("", NULL, XML_ENVELOPED "|" XML_EXCLUSIVE, XML_CASE_START XML_CASE_END);
  g_auto (GStrv) parts = g_strsplit (text, own, 2);
  g_autofree char *both = g_strjoinv (other, parts);

  write_replaced (self, both, "0.25", "0.95");
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xml-signature", RC_VERDICT_INVALID, "signature");
}

static void
test_shared_secret (XmlCase       *self,
                    gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { .method = MORE "hmac-sha256" });
  xml_case_check (self, "xml-signature", RC_VERDICT_INVALID, "algorithm");
}

static void
test_unknown_method (XmlCase       *self,
                     gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { .method = "http://example.org/ml-dsa-65" });
  xml_case_check (self, "xml-signature", RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
}

static void
test_transform (XmlCase       *self,
                gconstpointer  data)
{
  g_autofree char *reference = xml_reference ("", NULL, "http://www.w3.org/TR/1999/REC-xslt-19991116", "anything");

  xml_case_write_enveloped (self, (XmlWish) { .references = reference });
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xml-signature", RC_VERDICT_UNVERIFIABLE, "format-unsupported");
}

static void
test_no_anchor (XmlCase       *self,
                gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { 0 });
  xml_case_check (self, "xml-signature", RC_VERDICT_UNVERIFIABLE, "chain-untrusted");
}

static void
test_other_signer (XmlCase       *self,
                   gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { 0 });
  xml_case_accept (self, "x509-root", self->root, "subject=CN=Somebody else,O=Recount tests");
  xml_case_check (self, "xml-signature", RC_VERDICT_INVALID, "identity");
}

/* A key that the signature carries itself proves nothing of who made it. */
static void
test_key_value (XmlCase       *self,
                gconstpointer  data)
{
  g_autofree char *value = xml_key_value (self->signer);

  xml_case_write_enveloped (self, (XmlWish) { .method = MORE "rsa-sha256", .key_info = value });
  xml_case_check (self, "xml-signature", RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only");
}

static void
test_malformed (XmlCase       *self,
                gconstpointer  data)
{
  g_autofree char *text = xml_case_make_enveloped (self, (XmlWish) { 0 });

  write_replaced (self, text, "</report>", "");
  xml_case_check (self, "xml-signature", RC_VERDICT_MALFORMED, "format");
}

static void
test_without_value (XmlCase       *self,
                    gconstpointer  data)
{
  seal_fixture_write (&self->seals, "report.xml", "<r><Signature xmlns=\"" XML_DSIG "\"><SignedInfo/></Signature></r>", -1);
  xml_case_check (self, "xml-signature", RC_VERDICT_MALFORMED, "format");
}

/* --- What is signed is what is read --- */

#define PART "<part Id=\"x\">pay 1</part>"
#define OTHER_PART "<part Id=\"y\">pay 1000</part>"

static void
write_part (XmlCase    *self,
            const char *before,
            const char *after)
{
  g_autofree char *reference = xml_reference ("#x", NULL, XML_EXCLUSIVE, PART);
  XmlWish wish = { .signer = self->signer, .references = reference };
  g_autofree char *signature = xml_signature (&wish);
  g_autofree char *text = g_strconcat ("<order>", before, signature, after, "</order>", NULL);

  seal_fixture_write (&self->seals, "order.xml", text, -1);
  xml_case_accept (self, "x509-root", self->root, NULL);
}

static void
test_part (XmlCase       *self,
           gconstpointer  data)
{
  write_part (self, PART, "");
  xml_case_check (self, "xml-signature", RC_VERDICT_VALID, NULL);
}

static void
test_wrapped (XmlCase       *self,
              gconstpointer  data)
{
  write_part (self, OTHER_PART, "<old>" PART "</old>");
  xml_case_check (self, "xml-signature", RC_VERDICT_NOT_COVERED, NULL);
  g_assert_nonnull (seal_fixture_exception (&self->seals, RC_EXCEPTION_NOT_LISTED));
}

/* Beside what is signed, in the one place that an enveloped signature leaves out. */
static void
test_wrapped_in_object (XmlCase       *self,
                        gconstpointer  data)
{
  xml_case_write_enveloped (self, (XmlWish) { .objects = "<Object><score xmlns=\"\">0.95</score></Object>" });
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xml-signature", RC_VERDICT_NOT_COVERED, NULL);
}

static void
test_id_twice (XmlCase       *self,
               gconstpointer  data)
{
  write_part (self, PART, "<part Id=\"x\">pay 1000</part>");
  xml_case_check (self, "xml-signature", RC_VERDICT_AMBIGUOUS, "format");
}

static void
test_id_absent (XmlCase       *self,
                gconstpointer  data)
{
  write_part (self, "<part>pay 1</part>", "");
  xml_case_check (self, "xml-signature", RC_VERDICT_INVALID, "digest");
}

/* The document is its signature: without that, nothing is left to be signed. */
static void
test_nothing_signed (XmlCase       *self,
                     gconstpointer  data)
{
  g_autofree char *reference = xml_reference ("", NULL, XML_ENVELOPED, "");
  XmlWish wish = { .signer = self->signer, .references = reference, .objects = "<Object>all is well</Object>" };
  g_autofree char *text = xml_signature (&wish);

  seal_fixture_write (&self->seals, "report.xml", text, -1);
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xml-signature", RC_VERDICT_NOT_COVERED, NULL);
}

static void
test_enveloping (XmlCase       *self,
                 gconstpointer  data)
{
  g_autofree char *reference = xml_reference ("#o", NULL, NULL, "<Object xmlns=\"" XML_DSIG "\" Id=\"o\">all is well</Object>");
  XmlWish wish = { .signer = self->signer, .references = reference, .objects = "<Object Id=\"o\">all is well</Object>" };
  g_autofree char *text = xml_signature (&wish);

  seal_fixture_write (&self->seals, "report.xml", text, -1);
  xml_case_accept (self, "x509-root", self->root, NULL);
  xml_case_check (self, "xml-signature", RC_VERDICT_VALID, NULL);
}

/* --- Beside files --- */

static void
write_detached (XmlCase    *self,
                const char *uri,
                XmlWish     wish)
{
  g_autofree char *first = xml_reference ("a.txt", NULL, NULL, "first\n");
  g_autofree char *second = xml_reference (uri, NULL, NULL, "second\n");
  g_autofree char *both = g_strconcat (first, second, NULL);
  g_autofree char *signature = NULL;

  wish.signer = self->signer;
  wish.references = both;
  signature = xml_signature (&wish);
  seal_fixture_write (&self->seals, "a.txt", "first\n", -1);
  seal_fixture_write (&self->seals, "signature.xml", signature, -1);
  xml_case_accept (self, "x509-root", self->root, NULL);
}

static void
test_files (XmlCase       *self,
            gconstpointer  data)
{
  write_detached (self, "b%20c.txt", (XmlWish) { 0 });
  seal_fixture_write (&self->seals, "b c.txt", "second\n", -1);
  xml_case_check (self, "xml-signature", RC_VERDICT_VALID, NULL);
  g_assert_cmpint (seal_fixture_protection (&self->seals, "xml-signature", "a.txt", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (&self->seals, "xml-signature", "b c.txt", 1), ==, RC_VERDICT_VALID);
}

/* One file was changed; the other is still the one that was signed. */
static void
test_file_changed (XmlCase       *self,
                   gconstpointer  data)
{
  write_detached (self, "b.txt", (XmlWish) { 0 });
  seal_fixture_write (&self->seals, "b.txt", "another\n", -1);
  xml_case_check (self, "xml-signature", RC_VERDICT_INVALID, "digest");
  g_assert_cmpint (seal_fixture_protection (&self->seals, "xml-signature", "a.txt", 1), ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal_fixture_protection (&self->seals, "xml-signature", "b.txt", 1), ==, RC_VERDICT_INVALID);
}

static void
test_file_absent (XmlCase       *self,
                  gconstpointer  data)
{
  write_detached (self, "b.txt", (XmlWish) { 0 });
  xml_case_check (self, "xml-signature", RC_VERDICT_INCOMPLETE, "payload-withheld");
  g_assert_nonnull (seal_fixture_exception (&self->seals, RC_EXCEPTION_LISTED_ABSENT));
}

static void
test_file_elsewhere (XmlCase       *self,
                     gconstpointer  data)
{
  write_detached (self, "https://example.org/b.txt", (XmlWish) { 0 });
  xml_case_check (self, "xml-signature", RC_VERDICT_INCOMPLETE, "payload-withheld");
}

static void
test_path (XmlCase       *self,
           gconstpointer  data)
{
  write_detached (self, "../../etc/passwd", (XmlWish) { 0 });
  xml_case_check (self, "xml-signature", RC_VERDICT_INVALID, "path");
  g_assert_nonnull (seal_fixture_exception (&self->seals, RC_EXCEPTION_PATH_REFUSED));
}

/* --- Every byte --- */

static void
test_mutations (XmlCase       *self,
                gconstpointer  data)
{
  g_autofree char *text = xml_case_make_enveloped (self, (XmlWish) { 0 });
  gsize length = strlen (text);
  /* The signature's own id is nobody's business but a reader's: it is not signed. */
  gsize id_at = (gsize) (strstr (text, " Id=\"S\"") - text);

  xml_case_accept (self, "x509-root", self->root, NULL);
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *name = g_strdup_printf ("%04" G_GSIZE_FORMAT ".xml", i);

      if (i > id_at && i < id_at + strlen (" Id=\"S\""))
        continue;
      text[i] ^= (char) (1 << (i % 7));
      seal_fixture_write (&self->seals, name, text, (gssize) length);
      text[i] ^= (char) (1 << (i % 7));
    }
  seal_fixture_import (&self->seals);
  seal_fixture_judge (&self->seals, NULL);
  for (guint i = 0; i < self->seals.judgement->seals->len; i++)
    {
      const RcSeal *seal = self->seals.judgement->seals->pdata[i];

      if (rc_seal_worst (seal) == RC_VERDICT_VALID)
        g_test_fail_printf ("“%s” is judged VALID", seal->name);
    }
  g_assert_cmpuint (self->seals.judgement->seals->len, >, length / 2);
}

/* --- The same by another program --- */

static gboolean
xmlsec_agrees (XmlCase    *self)
{
  g_autofree char *root = g_build_filename (self->seals.folder, "root.pem", NULL);
  g_autofree char *document = g_build_filename (self->seals.folder, "evidence", "report.xml", NULL);
  g_autofree char *pem = certificate_maker_pem (self->root);
  const char *arguments[] = { "xmlsec1", "--verify", "--trusted-pem", root, document, NULL };
  int status = -1;

  g_assert_true (g_file_set_contents (root, pem, -1, NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL
                               | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL));
  return status == 0;
}

static void
test_xmlsec (XmlCase       *self,
             gconstpointer  data)
{
  g_autofree char *program = g_find_program_in_path ("xmlsec1");
  g_autofree char *text = xml_case_make_enveloped (self, (XmlWish) { 0 });

  if (program == NULL)
    {
      g_test_skip ("xmlsec1 is not installed");
      return;
    }
  xml_case_write_enveloped (self, (XmlWish) { 0 });
  g_assert_true (xmlsec_agrees (self));
  write_replaced (self, text, "0.25", "0.95");
  g_assert_false (xmlsec_agrees (self));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, wish, function) g_test_add ("/xml-signature/" path, XmlCase, wish, xml_case_set_up, function, xml_case_tear_down)
  ADD ("enveloped", NULL, test_enveloped);
  ADD ("pinned", NULL, test_pinned);
  ADD ("C34/changed", NULL, test_changed);
  ADD ("digest-changed", NULL, test_digest_changed);
  ADD ("shared-secret", NULL, test_shared_secret);
  ADD ("unknown-method", NULL, test_unknown_method);
  ADD ("transform", NULL, test_transform);
  ADD ("no-anchor", NULL, test_no_anchor);
  ADD ("C49/other-signer", NULL, test_other_signer);
  ADD ("C38/key-value", &rsa, test_key_value);
  ADD ("malformed", NULL, test_malformed);
  ADD ("without-value", NULL, test_without_value);
  ADD ("part", NULL, test_part);
  ADD ("wrapped", NULL, test_wrapped);
  ADD ("wrapped-in-object", NULL, test_wrapped_in_object);
  ADD ("id-twice", NULL, test_id_twice);
  ADD ("id-absent", NULL, test_id_absent);
  ADD ("nothing-signed", NULL, test_nothing_signed);
  ADD ("enveloping", NULL, test_enveloping);
  ADD ("files", NULL, test_files);
  ADD ("file-changed", NULL, test_file_changed);
  ADD ("file-absent", NULL, test_file_absent);
  ADD ("file-elsewhere", NULL, test_file_elsewhere);
  ADD ("C06/path", NULL, test_path);
  ADD ("mutations", NULL, test_mutations);
  ADD ("xmlsec", NULL, test_xmlsec);
#undef ADD
  return g_test_run ();
}
