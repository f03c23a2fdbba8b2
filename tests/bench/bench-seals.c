/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Times on one core what a seal costs, without the disk and the case around it: the hash chain of logs, and one Ed25519 signature a record.
 *
 *   bench-seals LOG...      hash-chained JSON lines
 *
 * Prints "chain BYTES RECORDS SECONDS" and "signed RECORDS SECONDS"; ends with 1 where a record that was to fit does not.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "core/bounds.h"
#include "core/public-key.h"
#include "core/seals/chain.h"

#define N_SIGNED 50000u

typedef struct
{
  guint64 bytes;
  guint64 records;
  guint64 fitting;
  double  seconds;
} Chain;

static void
fail (const char *what)
{
  fprintf (stderr, "bench-seals: %s\n", what);
  exit (1);
}

/* --- The chain --- */

static void
judge_lines (RcChainScan *scan,
             const char  *text,
             gsize        length,
             Chain       *chain)
{
  RcChainWorker *worker = rc_chain_worker_new ();
  guint64 record = 0;

  for (gsize start = 0; start < length;)
    {
      const char *end = memchr (text + start, '\n', length - start);
      gsize size = end != NULL ? (gsize) (end - text) - start : length - start;
      RcChainLink link;

      rc_chain_scan_judge (scan, worker, text + start, size, NULL, &link);
      rc_chain_scan_push (scan, ++record, start, &link);
      chain->fitting += link.present && link.hash_fits;
      start += size + 1;
    }
  chain->records += record;
  rc_chain_worker_free (worker);
}

static void
judge_file (const char *path,
            Chain      *chain)
{
  g_autoptr (RcChainSet) set = rc_chain_set_new ();
  g_autofree char *text = NULL;
  gint64 begun;
  gsize length;
  RcSource source = { .id = 1, .framing = RC_FRAMING_LINES };
  RcChainScan *scan;

  if (!g_file_get_contents (path, &text, &length, NULL))
    fail (path);

  source.size = length;
  scan = rc_chain_set_begin (set, &source, NULL, text, MIN (length, RC_LIMIT_SAMPLE_BYTES));
  if (scan == NULL)
    fail ("no chain in the log");

  begun = g_get_monotonic_time ();
  judge_lines (scan, text, length, chain);
  rc_chain_scan_end (scan);
  chain->seconds += (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC;
  chain->bytes += length;
}

/* --- Signatures --- */

typedef struct
{
  char   text[256];
  int    length;
  guint8 signature[crypto_sign_BYTES];
} Signed;

static double
verify_signed (void)
{
  Signed *records = g_new0 (Signed, N_SIGNED);
  guint8 public_bytes[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
  g_autoptr (RcPublicKey) key = NULL;
  guint fitting = 0;
  double seconds;
  gint64 begun;

  crypto_sign_keypair (public_bytes, secret);
  key = rc_public_key_new_ed25519 (public_bytes);
  for (guint i = 0; i < N_SIGNED; i++)
    {
      records[i].length = g_snprintf (records[i].text, sizeof records[i].text,
                                      "{\"id\":\"e%08u\",\"time\":\"2026-03-01T00:00:00Z\",\"model\":\"scorer/4\",\"score\":0.%03u}", i, i % 1000);
      crypto_sign_detached (records[i].signature, NULL, (const guint8 *) records[i].text, (guint64) records[i].length, secret);
    }
  sodium_memzero (secret, sizeof secret);

  begun = g_get_monotonic_time ();
  for (guint i = 0; i < N_SIGNED; i++)
    fitting += rc_public_key_verify (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, records[i].text, (gsize) records[i].length,
                                     records[i].signature, sizeof records[i].signature) == RC_SIGNATURE_FITS;
  seconds = (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC;
  g_free (records);
  if (fitting != N_SIGNED)
    fail ("a signature does not fit");
  return seconds;
}

int
main (int   argc,
      char *argv[])
{
  Chain chain = { 0 };

  if (argc < 2 || sodium_init () < 0)
    fail ("name the files of a hash-chained log");

  for (int i = 1; i < argc; i++)
    judge_file (argv[i], &chain);
  if (chain.fitting != chain.records)
    fail ("a record does not fit its hash");

  printf ("chain %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %.6f\n", chain.bytes, chain.records, chain.seconds);
  printf ("signed %u %.6f\n", N_SIGNED, verify_signed ());
  return 0;
}
