/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/trust-file.h"
#include "import-fixture.h"
#include "importers/importers.h"
#include "tests/core/xml-fixture.h"
#include "zip-builder.h"

#define EXTENDED "application/vnd.etsi.asic-e+zip"
#define SIMPLE "application/vnd.etsi.asic-s+zip"
#define MANIFEST_SPACE "http://uri.etsi.org/02918/v1.2.1#"

typedef struct
{
  ImportFixture     import;
  CertificateMaker *root;
  CertificateMaker *signer;
  CertificateMaker *clock;
  ZipBuilder       *zip;
  RcJudgement      *judgement;
} AsicFixture;

static void
set_up (AsicFixture   *self,
        gconstpointer  data)
{
  import_fixture_set_up (&self->import, NULL);
  self->root = certificate_maker_new ("Root", NULL, &(CertificateWish) { .is_ca = TRUE });
  self->signer = certificate_maker_new ("Signer", self->root, &(CertificateWish) { .to = "20381231235959Z" });
  self->clock = certificate_maker_new ("Clock", self->root, &(CertificateWish) { .extended_usage = "critical,timeStamping" });
  self->zip = zip_builder_new ();
  zip_builder_text (self->zip, "mimetype", data != NULL ? data : EXTENDED);
}

static void
tear_down (AsicFixture   *self,
           gconstpointer  data)
{
  g_clear_pointer (&self->judgement, rc_judgement_free);
  certificate_maker_free (self->clock);
  certificate_maker_free (self->signer);
  certificate_maker_free (self->root);
  import_fixture_tear_down (&self->import, NULL);
}

static void
accept (AsicFixture *self,
        const char  *kind)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autofree char *pem = certificate_maker_pem (self->root);
  RcAnchor *anchor = rc_anchor_parse_as (kind, pem, strlen (pem), NULL);

  g_free (anchor->owner);
  anchor->owner = g_strdup ("Test Bank (fictitious)");
  g_ptr_array_add (anchors, anchor);
  g_assert_true (rc_trust_add_anchors (self->import.case_file, anchors, NULL));
}

static void
add_bytes (AsicFixture *self,
           const char  *name,
           GBytes      *bytes)
{
  zip_builder_add (self->zip, &(ZipPart) { .name = name, .data = g_bytes_get_data (bytes, NULL), .length = g_bytes_get_size (bytes) });
}

static void
add_signature (AsicFixture *self,
               const char  *first_uri,
               const char  *second_uri)
{
  g_autofree char *first = xml_reference (first_uri, NULL, NULL, "first\n");
  g_autofree char *second = second_uri != NULL ? xml_reference (second_uri, NULL, NULL, "second\n") : g_strdup ("");
  g_autofree char *both = g_strconcat (first, second, NULL);
  XmlWish wish = { .signer = self->signer, .references = both, .is_xades = TRUE };
  g_autofree char *signature = xml_signature (&wish);
  g_autofree char *text = g_strconcat ("<asic:XAdESSignatures xmlns:asic=\"" MANIFEST_SPACE "\">", signature, "</asic:XAdESSignatures>",
                                       NULL);

  zip_builder_text (self->zip, "META-INF/signatures0.xml", text);
}

static void
judge (AsicFixture *self,
       const char  *name)
{
  g_autoptr (GBytes) bytes = zip_builder_end (g_steal_pointer (&self->zip), NULL);
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put_bytes (&self->import, name, bytes);
  result = import_fixture_import (&self->import, NULL);
  self->judgement = import_fixture_verify (&self->import);
}

static const RcSeal *
find (AsicFixture *self,
      const char  *kind)
{
  const RcSeal *found = NULL;

  for (guint i = 0; i < self->judgement->seals->len; i++)
    {
      const RcSeal *seal = self->judgement->seals->pdata[i];

      if (strcmp (seal->kind, kind) != 0)
        continue;
      g_assert_null (found);
      found = seal;
    }
  g_assert_nonnull (found);
  return found;
}

static void
check (AsicFixture *self,
       const char  *kind,
       RcVerdict    worst,
       const char  *reason)
{
  const RcSeal *seal = find (self, kind);

  g_assert_cmpstr (rc_verdict_to_code (rc_seal_worst (seal)), ==, rc_verdict_to_code (worst));
  g_assert_cmpstr (seal->reason, ==, reason);
}

static gboolean
tells (AsicFixture *self,
       const char  *kind)
{
  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    if (strcmp (((const RcException *) self->judgement->exceptions->pdata[i])->kind, kind) == 0)
      return TRUE;
  return FALSE;
}

/* --- XAdES --- */

static void
test_signed (AsicFixture   *self,
             gconstpointer  data)
{
  zip_builder_text (self->zip, "a.txt", "first\n");
  zip_builder_text (self->zip, "data/b.txt", "second\n");
  add_signature (self, "a.txt", "data/b.txt");
  accept (self, "x509-root");
  judge (self, "contract.asice");
  check (self, "xades", RC_VERDICT_VALID, NULL);
  check (self, "asic", RC_VERDICT_VALID, NULL);
  g_assert_cmpint (find (self, "asic")->checked, ==, 2);
  g_assert_cmpint (find (self, "asic")->total, ==, 2);
}

static void
test_changed (AsicFixture   *self,
              gconstpointer  data)
{
  zip_builder_text (self->zip, "a.txt", "First\n");
  zip_builder_text (self->zip, "b.txt", "second\n");
  add_signature (self, "a.txt", "b.txt");
  accept (self, "x509-root");
  judge (self, "contract.asice");
  check (self, "xades", RC_VERDICT_INVALID, "digest");
}

/* A file that no signature names lies beside one that is signed. */
static void
test_not_covered (AsicFixture   *self,
                  gconstpointer  data)
{
  zip_builder_text (self->zip, "a.txt", "first\n");
  zip_builder_text (self->zip, "b.txt", "second\n");
  add_signature (self, "a.txt", NULL);
  accept (self, "x509-root");
  judge (self, "contract.asice");
  check (self, "xades", RC_VERDICT_VALID, NULL);
  check (self, "asic", RC_VERDICT_NOT_COVERED, NULL);
  g_assert_true (tells (self, RC_EXCEPTION_NOT_LISTED));
}

static void
test_path (AsicFixture   *self,
           gconstpointer  data)
{
  zip_builder_text (self->zip, "a.txt", "first\n");
  add_signature (self, "a.txt", "../contract.asice");
  accept (self, "x509-root");
  judge (self, "contract.asice");
  check (self, "xades", RC_VERDICT_INVALID, "path");
}

static void
test_member_name (AsicFixture   *self,
                  gconstpointer  data)
{
  zip_builder_text (self->zip, "a.txt", "first\n");
  zip_builder_text (self->zip, "x/../b.txt", "second\n");
  add_signature (self, "a.txt", NULL);
  accept (self, "x509-root");
  judge (self, "contract.asice");
  check (self, "asic", RC_VERDICT_INVALID, "path");
}

static void
test_empty_name (AsicFixture   *self,
                 gconstpointer  data)
{
  zip_builder_text (self->zip, "a.txt", "first\n");
  zip_builder_text (self->zip, "", "second\n");
  add_signature (self, "a.txt", NULL);
  judge (self, "contract.asice");
  g_assert_true (tells (self, RC_EXCEPTION_CONTAINER_MALFORMED));
}

static void
test_wrong_type (AsicFixture   *self,
                 gconstpointer  data)
{
  zip_builder_text (self->zip, "a.txt", "first\n");
  add_signature (self, "a.txt", NULL);
  accept (self, "x509-root");
  judge (self, "contract.asics");
  check (self, "asic", RC_VERDICT_INVALID, "format");
}

static void
test_unsigned (AsicFixture   *self,
               gconstpointer  data)
{
  zip_builder_text (self->zip, "a.txt", "first\n");
  judge (self, "contract.asice");
  check (self, "asic", RC_VERDICT_UNSIGNED, NULL);
}

/* --- CAdES and time stamps --- */

static void
add_manifest (AsicFixture *self,
              const char  *content)
{
  g_autofree char *reference = xml_reference ("a.txt", NULL, NULL, content);
  const char *digest = strstr (reference, "<DigestMethod");
  g_autofree char *inner = g_strndup (digest, (gsize) (strstr (digest, "</Reference>") - digest));
  g_auto (GStrv) parts = g_strsplit (inner, "<Digest", -1);
  g_autofree char *method = g_strdup_printf ("<ds:Digest%s", parts[1]);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) signature = NULL;

  *strstr (method, "</DigestMethod>") = '\0';
  *strstr (parts[2], "</DigestValue>") = '\0';
  text = g_strdup_printf ("<m:ASiCManifest xmlns:m=\"" MANIFEST_SPACE "\" xmlns:ds=\"" XML_DSIG "\"><m:SigReference "
                          "URI=\"META-INF/signature.p7s\"/><m:DataObjectReference URI=\"a.txt\">%s</ds:DigestMethod>"
                          "<ds:Digest%s</ds:DigestValue></m:DataObjectReference></m:ASiCManifest>", method, parts[2]);
  signature = stamp_make_signature (&(StampWish) { .signer = self->signer }, text, strlen (text));
  zip_builder_text (self->zip, "META-INF/ASiCManifest.xml", text);
  add_bytes (self, "META-INF/signature.p7s", signature);
}

static void
test_manifest (AsicFixture   *self,
               gconstpointer  data)
{
  zip_builder_text (self->zip, "a.txt", "first\n");
  add_manifest (self, "first\n");
  accept (self, "x509-root");
  judge (self, "contract.asice");
  check (self, "cms", RC_VERDICT_VALID, NULL);
  check (self, "asic-manifest", RC_VERDICT_VALID, NULL);
  check (self, "asic", RC_VERDICT_VALID, NULL);
}

static void
test_manifest_of_other (AsicFixture   *self,
                        gconstpointer  data)
{
  zip_builder_text (self->zip, "a.txt", "first\n");
  add_manifest (self, "another\n");
  accept (self, "x509-root");
  judge (self, "contract.asice");
  check (self, "cms", RC_VERDICT_VALID, NULL);
  check (self, "asic-manifest", RC_VERDICT_INVALID, "digest");
}

static void
test_simple_signature (AsicFixture   *self,
                       gconstpointer  data)
{
  g_autoptr (GBytes) signature = stamp_make_signature (&(StampWish) { .signer = self->signer }, "first\n", 6);

  zip_builder_text (self->zip, "a.txt", "first\n");
  add_bytes (self, "META-INF/signature.p7s", signature);
  accept (self, "x509-root");
  judge (self, "contract.asics");
  check (self, "cms", RC_VERDICT_VALID, NULL);
  check (self, "asic", RC_VERDICT_VALID, NULL);
}

static void
test_simple_stamp (AsicFixture   *self,
                   gconstpointer  data)
{
  g_autoptr (GBytes) token = stamp_make (&(StampWish) { .signer = self->clock }, "first\n", 6);

  zip_builder_text (self->zip, "a.txt", "first\n");
  add_bytes (self, "META-INF/timestamp.tst", token);
  accept (self, "tsa-root");
  judge (self, "contract.asics");
  check (self, "time-stamp", RC_VERDICT_VALID, NULL);
  check (self, "asic", RC_VERDICT_VALID, NULL);
}

static void
test_simple_stamp_of_other (AsicFixture   *self,
                            gconstpointer  data)
{
  g_autoptr (GBytes) token = stamp_make (&(StampWish) { .signer = self->clock }, "First\n", 6);

  zip_builder_text (self->zip, "a.txt", "first\n");
  add_bytes (self, "META-INF/timestamp.tst", token);
  accept (self, "tsa-root");
  judge (self, "contract.asics");
  check (self, "time-stamp", RC_VERDICT_INVALID, "digest");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();

#define ADD(path, type, function) g_test_add ("/asic/" path, AsicFixture, type, set_up, function, tear_down)
  ADD ("signed", NULL, test_signed);
  ADD ("changed", NULL, test_changed);
  ADD ("not-covered", NULL, test_not_covered);
  ADD ("C06/path", NULL, test_path);
  ADD ("C06/member-name", NULL, test_member_name);
  ADD ("C12/empty-name", NULL, test_empty_name);
  ADD ("C12/wrong-type", NULL, test_wrong_type);
  ADD ("unsigned", NULL, test_unsigned);
  ADD ("manifest", NULL, test_manifest);
  ADD ("manifest-of-other", NULL, test_manifest_of_other);
  ADD ("simple-signature", SIMPLE, test_simple_signature);
  ADD ("simple-stamp", SIMPLE, test_simple_stamp);
  ADD ("C58/simple-stamp-of-other", SIMPLE, test_simple_stamp_of_other);
#undef ADD
  return g_test_run ();
}
