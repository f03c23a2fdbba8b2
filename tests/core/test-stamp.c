/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <openssl/ts.h>

#include "core/anchors/x509.h"
#include "core/custody.h"
#include "core/life/case-stamp.h"
#include "core/trust-file.h"
#include "seal-fixture.h"
#include "stamp-fixture.h"

/* An authority, and a case. */
typedef struct
{
  SealFixture       seals;
  CertificateMaker *root;
  CertificateMaker *authority;
} StampFixture;

static const CertificateWish stamping = { .extended_usage = "critical,timeStamping" };

static void
set_up (StampFixture  *self,
        gconstpointer  data)
{
  seal_fixture_set_up (&self->seals, NULL);
  self->root = certificate_maker_new ("Root of time", NULL, &(CertificateWish) { .is_ca = TRUE });
  self->authority = certificate_maker_new ("Clock", self->root, data != NULL ? data : &stamping);
}

static void
tear_down (StampFixture  *self,
           gconstpointer  data)
{
  certificate_maker_free (self->authority);
  certificate_maker_free (self->root);
  seal_fixture_tear_down (&self->seals, NULL);
}

static void
accept (StampFixture *self)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autofree char *pem = certificate_maker_pem (self->root);
  g_autoptr (GError) error = NULL;
  RcAnchor *anchor = rc_anchor_parse_as (RC_ANCHOR_TSA_ROOT, pem, strlen (pem), &error);

  g_assert_no_error (error);
  g_free (anchor->owner);
  anchor->owner = g_strdup ("Time Office (fictitious)");
  g_free (anchor->purpose);
  anchor->purpose = g_strdup ("time-stamps");
  g_ptr_array_add (anchors, anchor);
  g_assert_true (rc_trust_add_anchors (self->seals.case_file, anchors, &error));
  g_assert_no_error (error);
}

/* The text whose SHA-256 the hash of an entry is, as anybody can write it again: custody-entry.h. */
static char *
dup_message (StampFixture *self,
             gint64        entry)
{
  RcDatabase *database = rc_case_get_database (self->seals.case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
    "SELECT '{\"act\":\"' || act || '\",\"detail\":' || detail || ',\"id\":' || id || ',\"previous\":\"' || lower (hex (previous)) || "
    "'\",\"time_us\":' || time_us || '}' FROM custody WHERE id = ?1", NULL);
  gboolean row;
  char *text;

  sqlite3_bind_int64 (statement, 1, entry);
  g_assert_true (rc_database_step (database, statement, &row, NULL));
  g_assert_true (row);
  text = rc_database_column_dup (statement, 0);
  sqlite3_reset (statement);
  return text;
}

static gint64
last_entry (StampFixture *self)
{
  gint64 last;

  g_assert_true (rc_database_get_integer (rc_case_get_database (self->seals.case_file), "SELECT max(id) FROM custody", &last, NULL));
  return last;
}

static RcCaseStamp *
answer (StampFixture  *self,
        StampWish      wish,
        gint64         entry,
        GError       **error)
{
  g_autofree char *message = dup_message (self, entry);
  g_autoptr (GBytes) bytes = NULL;

  if (wish.signer == NULL)
    wish.signer = self->authority;
  bytes = stamp_make (&wish, message, strlen (message));
  return rc_case_stamp_add (self->seals.case_file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

static void
assert_log_holds (StampFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCustodyReport) report = rc_custody_verify (self->seals.case_file, &error);
  g_autoptr (GPtrArray) faults = rc_custody_compare_tables (self->seals.case_file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->faults->len + faults->len, ==, 0);
}

/* --- What is kept --- */

static void
test_request (StampFixture  *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const guchar *cursor;
  TS_REQ *request;
  RcDigest head, expected;
  gint64 entry;

  bytes = rc_case_stamp_request (self->seals.case_file, &entry, &head, &error);
  g_assert_no_error (error);
  g_assert_cmpint (entry, ==, last_entry (self));
  message = dup_message (self, entry);
  rc_digest_compute (message, strlen (message), &expected);
  g_assert_true (rc_digest_equal (&head, &expected));

  cursor = g_bytes_get_data (bytes, NULL);
  request = d2i_TS_REQ (NULL, &cursor, (long) g_bytes_get_size (bytes));
  g_assert_nonnull (request);
  g_assert_null (TS_REQ_get_nonce (request));
  g_assert_cmpint (TS_REQ_get_cert_req (request), !=, 0);
  g_assert_cmpmem (ASN1_STRING_get0_data (TS_MSG_IMPRINT_get_msg (TS_REQ_get_msg_imprint (request))), RC_DIGEST_BYTES, head.bytes, RC_DIGEST_BYTES);
  TS_REQ_free (request);
  g_assert_cmpint (entry, ==, last_entry (self));      /* asking is no act */
}

static void
test_anchored (StampFixture  *self,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseStamp) stamp = NULL;
  g_autoptr (GPtrArray) stamps = NULL;
  g_autofree char *words = NULL;
  const RcCaseStamp *later;
  gint64 entry;

  accept (self);
  entry = last_entry (self);
  /* The answer comes after the log went on. */
  rc_custody_append (self->seals.case_file, "report", NULL, &error);
  stamp = answer (self, (StampWish) { .is_response = TRUE }, entry, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stamp->number, ==, 1);
  g_assert_cmpint (stamp->entry, ==, entry);
  g_assert_cmpstr (rc_verdict_to_code (stamp->verdict), ==, "VALID");
  g_assert_cmpstr (stamp->authority, ==, "Time Office (fictitious)");
  words = rc_case_stamp_words (stamp);
  g_assert_nonnull (strstr (words, "existed not later than 2025-06-01T12:00:00"));
  g_assert_nonnull (strstr (words, "Time Office (fictitious)"));
  assert_log_holds (self);

  stamps = rc_case_stamp_list (self->seals.case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stamps->len, ==, 1);
  later = g_ptr_array_index (stamps, 0);
  g_assert_cmpint (later->entry, ==, entry);
  g_assert_cmpint (later->verdict, ==, RC_VERDICT_VALID);
  /* The authority of this test lives in 2025, and the log is written now. */
  g_assert_nonnull (strstr (g_ptr_array_index (later->notes, 0), "clock"));
}

static void
test_unanchored (StampFixture  *self,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseStamp) stamp = answer (self, (StampWish) { 0 }, 1, &error);
  g_autofree char *words = NULL;
  g_autoptr (GPtrArray) stamps = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (rc_verdict_to_code (stamp->verdict), ==, "UNVERIFIABLE");
  g_assert_cmpstr (stamp->reason, ==, "chain-untrusted");
  words = rc_case_stamp_words (stamp);
  g_assert_nonnull (strstr (words, "could not be checked here"));
  g_assert_null (strstr (words, "existed not later"));

  /* Judged anew each time. */
  accept (self);
  stamps = rc_case_stamp_list (self->seals.case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((const RcCaseStamp *) g_ptr_array_index (stamps, 0))->verdict, ==, RC_VERDICT_VALID);
}

/* --- What is refused --- */

static void
assert_refused (StampFixture *self,
                const void   *bytes,
                gsize         length,
                const char   *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseStamp) stamp = rc_case_stamp_add (self->seals.case_file, bytes, length, &error);
  g_autoptr (GPtrArray) stamps = rc_case_stamp_list (self->seals.case_file, NULL);

  g_assert_null (stamp);
  g_assert_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STAMP);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” says nothing of “%s”", error->message, words);
  g_assert_cmpuint (stamps->len, ==, 0);
}

static void
assert_stamp_refused (StampFixture *self,
                      StampWish     wish,
                      const char   *message,
                      const char   *words)
{
  g_autoptr (GBytes) bytes = NULL;

  wish.signer = self->authority;
  bytes = stamp_make (&wish, message, strlen (message));
  assert_refused (self, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), words);
}

static void
test_refused (StampFixture  *self,
              gconstpointer  data)
{
  g_autoptr (GBytes) refusal = stamp_make_refusal ();
  g_autofree guint8 *spoilt = NULL;
  g_autofree char *message = dup_message (self, 1);
  g_autoptr (GBytes) good = stamp_make (&(StampWish) { .signer = self->authority }, message, strlen (message));
  gsize length;

  accept (self);
  assert_refused (self, g_bytes_get_data (refusal, NULL), g_bytes_get_size (refusal), "refused");
  assert_refused (self, "no stamp", 8, "not taken");
  assert_refused (self, "", 0, "not taken");
  assert_stamp_refused (self, (StampWish) { 0 }, "another log", "something else");
  assert_stamp_refused (self, (StampWish) { .digest = "SHA512" }, message, "something else");
  assert_stamp_refused (self, (StampWish) { .time = "20990601120000Z" }, message, "not taken");

  /* The last byte is one of the signature. */
  spoilt = g_memdup2 (g_bytes_get_data (good, &length), g_bytes_get_size (good));
  spoilt[length - 1] ^= 1;
  assert_refused (self, spoilt, length, "does not hold");
  for (gsize cut = 0; cut < length; cut += 97)
    assert_refused (self, g_bytes_get_data (good, NULL), cut, "not taken");
}

/* Certified, but not for time stamps. */
static void
test_other_purpose (StampFixture  *self,
                    gconstpointer  data)
{
  g_autofree char *message = dup_message (self, 1);

  accept (self);
  assert_stamp_refused (self, (StampWish) { 0 }, message, "does not hold");
}

/* --- A log that was written anew --- */

static void
test_rewritten (StampFixture  *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseStamp) stamp = NULL;
  g_autoptr (GPtrArray) stamps = NULL;
  g_autoptr (GBytes) request = NULL;
  g_autofree char *words = NULL;
  const RcCaseStamp *later;
  RcDigest head;
  gint64 entry;

  accept (self);
  stamp = answer (self, (StampWish) { 0 }, last_entry (self), &error);
  g_assert_no_error (error);
  g_assert_true (rc_database_exec (rc_case_get_database (self->seals.case_file),
                                   "UPDATE custody SET hash = zeroblob (32) WHERE id = (SELECT max(id) - 1 FROM custody)", &error));
  stamps = rc_case_stamp_list (self->seals.case_file, &error);
  g_assert_no_error (error);
  later = g_ptr_array_index (stamps, 0);
  g_assert_cmpint (later->entry, ==, 0);
  g_assert_cmpint (later->verdict, ==, RC_VERDICT_INVALID);
  words = rc_case_stamp_words (later);
  g_assert_nonnull (strstr (words, "another custody log"));

  request = rc_case_stamp_request (self->seals.case_file, &entry, &head, &error);
  g_assert_null (request);
  g_assert_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE);
}

int
main (int    argc,
      char **argv)
{
  static const CertificateWish plain = { 0 };

  g_test_init (&argc, &argv, NULL);

#define ADD(path, wish, function) g_test_add ("/stamp/" path, StampFixture, wish, set_up, function, tear_down)
  ADD ("request", NULL, test_request);
  ADD ("anchored", NULL, test_anchored);
  ADD ("unanchored", NULL, test_unanchored);
  ADD ("refused", NULL, test_refused);
  ADD ("other-purpose", &plain, test_other_purpose);
  ADD ("rewritten", NULL, test_rewritten);
  return g_test_run ();
}
