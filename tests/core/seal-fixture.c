/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "seal-fixture.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "core/bounds.h"

#define KEY_NUMBER "12345678"

void
seal_fixture_set_up (SealFixture   *self,
                     gconstpointer  data)
{
  const RcCaseDescription description = { .title = "Seals", .type = RC_CASE_TYPE_INTERNAL, .is_unsigned = TRUE };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *evidence = NULL;

  g_assert_cmpint (sodium_init (), >=, 0);
  self->folder = g_dir_make_tmp ("recount-seals-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "C.recount", NULL);
  evidence = g_build_filename (self->folder, "evidence", NULL);
  g_assert_cmpint (g_mkdir (evidence, 0700), ==, 0);
  self->case_file = rc_case_create (path, &description, &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
seal_fixture_tear_down (SealFixture   *self,
                        gconstpointer  data)
{
  g_clear_pointer (&self->judgement, rc_judgement_free);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_object (&self->case_file);
  remove_all (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

void
seal_fixture_write (SealFixture *self,
                    const char  *name,
                    const char  *content,
                    gssize       length)
{
  g_autofree char *path = g_build_filename (self->folder, "evidence", name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);
}

gboolean
seal_fixture_copy_corpus (SealFixture *self,
                          const char  *folder,
                          const char  *name)
{
  const char *root = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *path = root != NULL ? g_build_filename (root, folder, NULL) : NULL;
  g_autoptr (GDir) dir = path != NULL ? g_dir_open (path, 0, NULL) : NULL;
  const char *entry;

  if (dir == NULL)
    return FALSE;

  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (path, entry, NULL);
      g_autofree char *inner = g_build_filename (folder, entry, NULL);
      g_autofree char *target = name != NULL ? g_build_filename (name, entry, NULL) : g_strdup (entry);
      g_autofree char *content = NULL;
      gsize length;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          seal_fixture_copy_corpus (self, inner, target);
          continue;
        }
      g_assert_true (g_file_get_contents (source, &content, &length, NULL));
      seal_fixture_write (self, target, content, (gssize) length);
    }
  return TRUE;
}

/* --- Signing --- */

static void
make_keys (SealFixture *self,
           guint8       seed)
{
  guint8 bytes[32];

  memset (bytes, seed, sizeof bytes);
  g_assert_cmpint (crypto_sign_seed_keypair (self->public_key, self->secret_key, bytes), ==, 0);
}

static void
key_number (guint8  seed,
            guint8 *out_number)
{
  memcpy (out_number, KEY_NUMBER, 8);
  out_number[0] = seed;
}

void
seal_fixture_sign (SealFixture *self,
                   const char  *name,
                   const char  *comment,
                   guint8       seed)
{
  g_autofree char *path = g_build_filename (self->folder, "evidence", name, NULL);
  g_autofree char *target = g_strconcat (name, ".minisig", NULL);
  guint8 line[74] = "ED";
  guint8 hash[64], global[64];
  g_autofree guint8 *message = g_malloc (64 + strlen (comment));
  g_autofree char *content = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *text = NULL;
  gsize length;

  make_keys (self, seed);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  key_number (seed, line + 2);
  crypto_generichash_blake2b (hash, sizeof hash, (const guint8 *) content, length, NULL, 0);
  crypto_sign_detached (line + 10, NULL, hash, sizeof hash, self->secret_key);
  memcpy (message, line + 10, 64);
  memcpy (message + 64, comment, strlen (comment));
  crypto_sign_detached (global, NULL, message, 64 + strlen (comment), self->secret_key);
  first = g_base64_encode (line, sizeof line);
  second = g_base64_encode (global, sizeof global);
  text = g_strdup_printf ("untrusted comment: a test\n%s\ntrusted comment: %s\n%s\n", first, comment, second);
  seal_fixture_write (self, target, text, -1);
}

static char *
make_key_file (SealFixture *self,
               guint8       seed)
{
  guint8 line[42] = "Ed";
  g_autofree char *base64 = NULL;

  make_keys (self, seed);
  key_number (seed, line + 2);
  memcpy (line + 10, self->public_key, 32);
  base64 = g_base64_encode (line, sizeof line);
  return g_strdup_printf ("untrusted comment: minisign public key\n%s\n", base64);
}

void
seal_fixture_write_key (SealFixture *self,
                        const char  *name,
                        guint8       seed)
{
  g_autofree char *text = make_key_file (self, seed);

  seal_fixture_write (self, name, text, -1);
}

void
seal_fixture_trust (SealFixture *self,
                    guint8       seed,
                    const char  *purpose,
                    gint64       from_us,
                    gint64       to_us)
{
  g_autofree char *text = make_key_file (self, seed);
  g_autofree char *path = g_build_filename (self->folder, "key.pub", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (rc_trust_add (self->case_file, path, "Test Bank (fictitious)", purpose, from_us, to_us, "made here", &error),
                   >, 0);
  g_assert_no_error (error);
}

/* --- Judging --- */

void
seal_fixture_import (SealFixture *self)
{
  g_autofree char *evidence = g_build_filename (self->folder, "evidence", NULL);
  const char *paths[] = { evidence, NULL };
  RcImportOptions options = { 0 };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  result = rc_import_paths (self->case_file, paths, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->refused->len, ==, 0);
}

static void
scan_source (RcChainSet     *chains,
             RcRecordReader *reader,
             const RcSource *source,
             const char     *declared)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *head = g_malloc (RC_LIMIT_SAMPLE_BYTES);
  gsize length = (gsize) MIN (source->size, RC_LIMIT_SAMPLE_BYTES);
  RcChainWorker *worker = NULL;
  RcHasher *hasher = NULL;
  RcChainScan *scan;

  g_assert_true (rc_vault_read (rc_record_reader_peek_vault (reader), source->start, head, length, &error));
  scan = rc_chain_set_begin (chains, source, declared, head, length);
  if (scan == NULL)
    return;

  worker = rc_chain_worker_new ();
  hasher = rc_hasher_new ();
  for (guint64 record = 1; record <= source->records; record++)
    {
      guint64 offset = 0;
      g_autoptr (GBytes) bytes = rc_record_reader_read (reader, source->id, record, &offset, &error);
      gsize size = 0;
      const char *text = g_bytes_get_data (bytes, &size);
      RcChainLink link;
      RcDigest leaf;

      rc_tree_leaf (hasher, text, size, &leaf);
      rc_chain_scan_judge (scan, worker, text, rc_record_content_length (text, size), &leaf, &link);
      rc_chain_scan_push (scan, record, offset, &link);
    }
  rc_chain_scan_end (scan);
  rc_chain_worker_free (worker);
  rc_hasher_free (hasher);
}

void
seal_fixture_judge (SealFixture *self,
                    const char  *declared)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (self->case_file));
  g_autoptr (RcChainSet) chains = rc_chain_set_new ();
  g_autoptr (GPtrArray) anchors = NULL;
  g_autoptr (GError) error = NULL;
  RcSealContext context = { .case_file = self->case_file, .reader = reader };

  g_clear_pointer (&self->judgement, rc_judgement_free);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  self->sources = rc_source_list (self->case_file, &error);
  g_assert_no_error (error);
  anchors = rc_trust_list (self->case_file, &error);
  g_assert_no_error (error);
  context.sources = self->sources;
  context.anchors = anchors;

  for (guint i = 0; i < self->sources->len; i++)
    {
      const RcSource *source = self->sources->pdata[i];

      scan_source (chains, reader, source, g_str_has_suffix (source->name, ".jsonl") ? declared : NULL);
    }
  self->judgement = rc_judgement_new ();
  g_assert_true (rc_seals_judge (&context, chains, self->judgement, &error));
  g_assert_no_error (error);
  g_assert_null (context.by_name);

  for (guint i = 0; i < self->judgement->exceptions->len && g_test_verbose (); i++)
    {
      const RcException *exception = self->judgement->exceptions->pdata[i];

      g_test_message ("%s: %s", exception->kind, exception->message);
    }
}

/* --- Asking --- */

gboolean
seal_fixture_has_note (const RcSeal *seal,
                       const char   *text)
{
  for (guint i = 0; i < seal->notes->len; i++)
    {
      if (strstr (g_ptr_array_index (seal->notes, i), text) != NULL)
        return TRUE;
    }
  return FALSE;
}

gint64
seal_fixture_source (SealFixture *self,
                     const char  *name)
{
  g_autofree char *full = g_strconcat ("evidence/", name, NULL);

  for (guint i = 0; i < self->sources->len; i++)
    {
      const RcSource *source = self->sources->pdata[i];

      if (strcmp (source->name, full) == 0)
        return source->id;
    }
  g_error ("no source %s", full);
}

guint
seal_fixture_count_seals (SealFixture *self,
                          const char  *kind)
{
  guint count = 0;

  for (guint i = 0; i < self->judgement->seals->len; i++)
    count += g_str_equal (((const RcSeal *) self->judgement->seals->pdata[i])->kind, kind);
  return count;
}

RcSeal *
seal_fixture_seal (SealFixture *self,
                   const char  *kind,
                   guint        index)
{
  for (guint i = 0; i < self->judgement->seals->len; i++)
    {
      RcSeal *seal = self->judgement->seals->pdata[i];

      if (g_str_equal (seal->kind, kind) && index-- == 0)
        return seal;
    }
  g_error ("no seal %s", kind);
}

guint
seal_fixture_count (SealFixture *self,
                    const char  *kind)
{
  guint count = 0;

  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    count += kind == NULL || g_str_equal (((const RcException *) self->judgement->exceptions->pdata[i])->kind, kind);
  return count;
}

const RcException *
seal_fixture_exception (SealFixture *self,
                        const char  *kind)
{
  const RcException *found = NULL;

  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    {
      const RcException *exception = self->judgement->exceptions->pdata[i];

      if (!g_str_equal (exception->kind, kind))
        continue;
      g_assert_null (found);
      found = exception;
    }
  return found;
}

RcVerdict
seal_fixture_protection (SealFixture *self,
                         const char  *kind,
                         const char  *source,
                         guint64      record)
{
  gint64 id = seal_fixture_source (self, source);
  gboolean is_covered = FALSE;
  RcVerdict worst = RC_VERDICT_VALID;

  for (guint i = 0; i < self->judgement->covers->len; i++)
    {
      const RcSealCover *cover = &g_array_index (self->judgement->covers, RcSealCover, i);
      const RcSeal *seal = self->judgement->seals->pdata[cover->seal - 1];

      if (cover->source != id || record < cover->first_record || record > cover->last_record || !g_str_equal (seal->kind, kind))
        continue;
      is_covered = TRUE;
      worst = rc_verdict_worst (worst, cover->protection);
    }
  return is_covered ? worst : RC_VERDICT_UNSIGNED;
}

/* --- Logs --- */

char *
chain_log_make_line (const char     *system,
                     gint64          sequence,
                     const char     *text,
                     const RcDigest *previous,
                     RcDigest       *out_hash)
{
  static const RcDigest zeros;
  char previous_hex[RC_DIGEST_HEX_SIZE], hash_hex[RC_DIGEST_HEX_SIZE];
  g_autofree char *sorted = NULL;

  /* The form of RFC 8785, written by hand, so that the test does not lean on the program's own. */
  rc_digest_to_hex (previous != NULL ? previous : &zeros, previous_hex);
  sorted = g_strdup_printf ("{\"output\":{\"a\":\"%s\",\"b\":0.25},\"prev_hash\":\"%s\",\"seq\":%" G_GINT64_FORMAT
                            ",\"system\":\"%s\"}", text, previous_hex, sequence, system);
  rc_digest_compute (sorted, strlen (sorted), out_hash);
  rc_digest_to_hex (out_hash, hash_hex);
  return g_strdup_printf ("{\"seq\":%" G_GINT64_FORMAT ",\"system\":\"%s\",\"output\":{\"b\":0.25,\"a\":\"%s\"},\"prev_hash\":\"%s\","
                          "\"hash\":\"%s\"}", sequence, system, text, previous_hex, hash_hex);
}

ChainLog *
chain_log_new (const char     *system,
               gint64          first,
               gint64          last,
               const RcDigest *previous)
{
  ChainLog *self = g_new0 (ChainLog, 1);
  RcDigest hash = previous != NULL ? *previous : (RcDigest) { { 0 } };

  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->hashes = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  for (gint64 sequence = first; sequence <= last; sequence++)
    {
      g_autofree char *text = g_strdup_printf ("answer %" G_GINT64_FORMAT, sequence);
      RcDigest next;

      g_ptr_array_add (self->lines, chain_log_make_line (system, sequence, text, &hash, &next));
      g_array_append_val (self->hashes, next);
      hash = next;
    }
  return self;
}

void
chain_log_free (ChainLog *self)
{
  g_ptr_array_unref (self->lines);
  g_array_unref (self->hashes);
  g_free (self);
}

char *
chain_log_join (ChainLog *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) self->lines->pdata[i]);
  return g_string_free (text, FALSE);
}

char *
chain_log_head (ChainLog   *self,
                const char *system,
                gint64      sequence,
                guint       line)
{
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (&g_array_index (self->hashes, RcDigest, line), hex);
  return g_strdup_printf ("{\"schema\":\"kreditcheck.head/1\",\"system\":\"%s\",\"file\":\"log.jsonl\",\"seq\":%" G_GINT64_FORMAT
                          ",\"hash\":\"%s\",\"entries\":%" G_GINT64_FORMAT
                          ",\"stated_at\":\"2026-04-15T23:59:59Z\"}\n", system, sequence, hex, sequence + 1);
}
