/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "tests/importers/import-fixture.h"

#define FOLDER "inference/ai-audit-chains"
#define AIR "air-blackbox/evidence-bundle-2026-04-13T18-55-19/"
#define ATTESTIX "attestix/sample-v1.tar.gz!sample-v1.tar!"

/**
 * ChainFile:
 * @importer: (nullable): who reads it; %NULL: nobody, and @why says why
 * @events: "NUMBER KIND", parted by commas
 * @asides: (nullable): the same of the faults that were told at the import
 * @seals: (nullable): "KIND INTEGRITY COMPLETENESS" of each protection that covers it, parted by commas
 */
typedef struct
{
  const char *path;
  const char *importer;
  const char *events;
  const char *asides;
  const char *seals;
  const char *why;
} ChainFile;

static const ChainFile files[] = {
  { "ORIGIN.md", NULL, NULL, NULL, NULL, "our own note on where the files are from" },
  { "aegis/53faa72b3affd211.json", NULL, NULL, NULL, NULL,
    "two plans that a program proposed, with times of no zone: the proof names the file by its digest" },
  { "aegis/53faa72b3affd211_sim.json", NULL, NULL, NULL, NULL,
    "what a simulation said of the plans: the proof names the file by its digest" },
  { "aegis/audit_chain.jsonl", "aegis-audit-chain", "10 guardrail", NULL, "chain VALID END_NOT_PROVEN",
    "10 checks of a plan, of which 3 failed" },
  { "aegis/day13_proof.jsonl", "aegis-decision-proof", "1 guardrail", NULL, "chain VALID END_NOT_PROVEN",
    "one proof; the first rule of this repository does not fit it" },
  { "aegis/day15_attestation_probe.json", "aegis-attestation", "1 other", "1 time-unreadable", NULL,
    "its two times have an offset and a Z behind it" },
  { "agent-receipts/canonicalization_vectors.json", "agent-receipt", NULL, NULL, "agent-receipt MALFORMED VALID",
    "test vectors, no receipt" },
  { "agent-receipts/examples/chain-receipt-1.json", "agent-receipt-action", "1 tool-call", NULL,
    "agent-receipt INVALID END_NOT_PROVEN, vc-data-integrity UNVERIFIABLE VALID", "published with invented hashes, which must fail" },
  { "agent-receipts/examples/chain-receipt-2.json", "agent-receipt-action", "1 tool-call", NULL,
    "agent-receipt INVALID END_NOT_PROVEN, vc-data-integrity UNVERIFIABLE VALID", "published with invented hashes, which must fail" },
  { "agent-receipts/examples/chain-receipt-3.json", "agent-receipt-action", "1 tool-call", NULL,
    "agent-receipt INVALID END_NOT_PROVEN, vc-data-integrity UNVERIFIABLE VALID", "published with invented hashes, which must fail" },
  { "agent-receipts/examples/full-receipt.json", "agent-receipt-action", "1 tool-call", NULL,
    "agent-receipt UNVERIFIABLE END_NOT_PROVEN, vc-data-integrity UNVERIFIABLE VALID", "no key is accepted" },
  { "agent-receipts/examples/v0-2-terminal-chain-receipt-3.json", "agent-receipt-action", "1 tool-call", NULL,
    "agent-receipt UNVERIFIABLE PARTIAL, vc-data-integrity UNVERIFIABLE VALID", "the third and last of its chain" },
  { "agent-receipts/malformed_vectors.json", "agent-receipt", NULL, NULL, "agent-receipt MALFORMED VALID", "test vectors, no receipt" },
  { "agent-receipts/test-vectors/did-key/vectors.json", NULL, NULL, NULL, NULL, "test vectors of keys, no receipt" },
  { "agent-receipts/test-vectors/rotation-event/example.json", "agent-receipt-action", "1 other", NULL,
    "agent-receipt UNVERIFIABLE END_NOT_PROVEN, vc-data-integrity UNVERIFIABLE VALID", "a change of keys" },
  { "agent-receipts/v050_vectors.json", "agent-receipt", NULL, NULL, "agent-receipt MALFORMED VALID",
    "test vectors: receipts are members of it, beside keys" },
  { "aiact-audit-log/claims-triage/2026/03/14.jsonl", "aiact-audit-log", "1 inference, 1 human-action, 1 tool-call", NULL,
    "chain INVALID END_NOT_PROVEN", "in one case with its spoiled copy below, whose chain has the same name" },
  { "aiact-audit-log/tampered/2026/03/14.jsonl", "aiact-audit-log", "1 inference, 1 human-action, 1 tool-call", "1 id-conflict",
    "chain INVALID END_NOT_PROVEN", "the second of three records was changed; the two others are those of the file above" },
  { AIR "README.md", NULL, NULL, NULL, "digest-list VALID INCOMPLETE", "text for people" },
  { AIR "keys/key_metadata.json", NULL, NULL, NULL, "digest-list VALID INCOMPLETE", "what kind of key it is" },
  { AIR "keys/public_key.bin", NULL, NULL, NULL, "digest-list VALID INCOMPLETE", "a key of ML-DSA-65 of an earlier round" },
  { AIR "manifest.json", "digest-list", NULL, NULL, NULL, NULL },
  { AIR "manifest.sig", NULL, NULL, NULL, NULL, "a signature of ML-DSA-65 of an earlier round" },
  { AIR "metadata/frameworks.json", NULL, NULL, NULL, "digest-list VALID INCOMPLETE", "names of frameworks" },
  { AIR "metadata/scanned_files.json", NULL, NULL, NULL, "digest-list VALID INCOMPLETE", "one file name with its digest" },
  { AIR "metadata/scanner.json", NULL, NULL, NULL, "digest-list VALID INCOMPLETE", "the version of the scanner" },
  { AIR "metadata/timestamp.json", NULL, NULL, NULL, "digest-list VALID INCOMPLETE", "when the bundle was made" },
  { AIR "scan/crosswalk.json", NULL, NULL, NULL, "digest-list VALID INCOMPLETE", "a table of frameworks" },
  { AIR "scan/results.json", NULL, NULL, NULL, "digest-list VALID INCOMPLETE", "what a scanner of source code found: no event" },
  { AIR "scan/results.sig", NULL, NULL, NULL, "digest-list VALID INCOMPLETE", "a signature of ML-DSA-65 of an earlier round" },
  { AIR "scan/summary.json", NULL, NULL, NULL, "digest-list VALID INCOMPLETE", "counts, all zero" },
  { "aivs/aivs-micro.json", NULL, NULL, NULL, NULL, "what a page looked like, without an action" },
  { "aivs/audit-log.jsonl", "aivs", "5 tool-call", NULL, "chain VALID END_NOT_PROVEN", "5 calls of tools" },
  { "aivs/manifest.json", NULL, NULL, NULL, NULL, "states the head of the chain, unsigned and by no name that is known" },
  { "aivs/verify-output.txt", NULL, NULL, NULL, NULL, "what a program of theirs printed" },
  { "attestix/sample-tampered-vc.json", "attestix-credential", "1 system", NULL, "vc-data-integrity UNVERIFIABLE VALID",
    "the same id as the valid one; the kind of signature is not judged here" },
  { "attestix/sample-v1.tar.gz", "gzip", NULL, NULL, NULL, NULL },
  { "attestix/sample-v1.tar.gz!sample-v1.tar", "tar", NULL, NULL, NULL, NULL },
  { ATTESTIX "agent_dependencies.jsonl", NULL, NULL, NULL, NULL, "empty" },
  { ATTESTIX "anchors.jsonl", NULL, NULL, NULL, "digest-list VALID VALID", "where a digest was put into a blockchain" },
  { ATTESTIX "audit_events.jsonl", "attestix-event", "3 other", NULL, "digest-list VALID VALID, chain UNVERIFIABLE UNVERIFIABLE",
    "3 changes; the tenant that the hashes cover is not exported" },
  { ATTESTIX "compliance_profiles.jsonl", "attestix-profile", "1 system", NULL, "digest-list VALID VALID", NULL },
  { ATTESTIX "conformity_assessments.jsonl", "attestix-assessment", "1 other", NULL, "digest-list VALID VALID", NULL },
  { ATTESTIX "credential_schemas.jsonl", NULL, NULL, NULL, NULL, "empty" },
  { ATTESTIX "credentials.jsonl", NULL, NULL, NULL, "digest-list VALID VALID",
    "a credential of an identity, nothing of a system or model" },
  { ATTESTIX "identities.jsonl", NULL, NULL, NULL, "digest-list VALID VALID", "keys of identities" },
  { ATTESTIX "key_references.jsonl", NULL, NULL, NULL, NULL, "empty" },
  { ATTESTIX "manifest.json", "digest-list", NULL, NULL, "digest-list VALID VALID", NULL },
  { ATTESTIX "manifest.sha256", "digest-list", NULL, NULL, NULL, NULL },
  { ATTESTIX "memberships.jsonl", NULL, NULL, NULL, NULL, "empty" },
  { ATTESTIX "subscriptions.jsonl", NULL, NULL, NULL, NULL, "empty" },
  { ATTESTIX "team_invites.jsonl", NULL, NULL, NULL, NULL, "empty" },
  { ATTESTIX "webhook_endpoints.jsonl", NULL, NULL, NULL, NULL, "empty" },
  { "attestix/sample-valid-vc.json", "attestix-credential", "1 system", "1 id-conflict", "vc-data-integrity UNVERIFIABLE VALID",
    "the kind of signature is not judged here" },
  { "attestix/vectors.json", NULL, NULL, NULL, NULL, "test vectors" },
  { "audit-anchor/MANIFEST.json", NULL, NULL, NULL, NULL, "states digests under names of its own" },
  { "audit-anchor/decision_receipt.jcs", "decision-receipt", "1 approval", NULL, NULL,
    "the same statement in its canonical form: without an id of the event, so that it is no conflict" },
  { "audit-anchor/decision_receipt.jcs.ots", NULL, NULL, NULL, NULL, "a proof that needs the headers of a blockchain" },
  { "audit-anchor/decision_receipt.json", "decision-receipt", "1 approval", NULL, NULL, "the gate let the deployment of a model pass" },
  { "audit-anchor/evidence_eval_result.jcs", "evaluation-result", "1 other", NULL, NULL, "the same statement in its canonical form" },
  { "audit-anchor/evidence_eval_result.json", "evaluation-result", "1 other", NULL, NULL,
    "an evaluation, to which the receipt points by digest" },
  { "audit-anchor/parameters.json", NULL, NULL, NULL, NULL, "parameters of the deployment, to which the receipt points by digest" },
};

static char *
describe (const ChainFile *file)
{
  return g_strdup_printf ("ai-audit-chains/%s|%s|%s|%s|%s", file->path, file->importer != NULL ? file->importer : "-",
                          file->events != NULL ? file->events : "", file->asides != NULL ? file->asides : "",
                          file->seals != NULL ? file->seals : "");
}

/* "2 tool-call, 1 other", by the numbers of the kinds. */
static char *
name_kinds (const char *counts)
{
  g_auto (GStrv) items = g_strsplit (counts, ",", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; items[i] != NULL && items[i][0] != '\0'; i++)
    {
      char *end;
      guint64 kind = g_ascii_strtoull (items[i], &end, 10);

      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", end + 1, rc_event_kind_to_name ((RcEventKind) kind));
    }
  return g_string_free (text, FALSE);
}

/* Of each source but rows: name, importer, kinds with counts, faults, protections. */
static const char query[] =
  "SELECT s.name, CASE WHEN s.derivation = 'same as' THEN 'same as' ELSE ifnull (s.importer, '-') END, "
  "ifnull ((SELECT group_concat (k) FROM (SELECT kind || ' ' || count (*) AS k FROM event WHERE source = s.id GROUP BY kind "
  "ORDER BY kind)), ''), "
  "ifnull ((SELECT group_concat (k, ', ') FROM (SELECT count (*) || ' ' || kind AS k FROM set_aside WHERE source = s.id GROUP BY kind "
  "ORDER BY kind)), ''), "
  "ifnull ((SELECT group_concat (k, ', ') FROM (SELECT kind || ' ' || integrity || ' ' || completeness AS k FROM seal WHERE id IN "
  "(SELECT seal FROM seal_cover WHERE source = s.id) ORDER BY id)), '') "
  "FROM source s WHERE s.derivation <> 'rows of' ORDER BY s.name";

static void
compare (GHashTable *expected,
         const char *found)
{
  g_auto (GStrv) columns = g_strsplit (found, "|", -1);
  g_autofree char *kinds = NULL;
  g_autofree char *line = NULL;
  const char *known;

  g_assert_cmpuint (g_strv_length (columns), ==, 5);
  kinds = name_kinds (columns[2]);
  line = g_strjoin ("|", columns[0], columns[1], kinds, columns[3], columns[4], NULL);
  known = g_hash_table_lookup (expected, columns[0]);
  if (g_strcmp0 (known, line) != 0)
    {
      g_test_message ("expected %s\n#    found    %s", known != NULL ? known : "nothing", line);
      g_test_fail ();
    }
  g_hash_table_remove (expected, columns[0]);
}

/* Every file of the folder: who reads it, what its events are, what is set aside, and what its protections show. */
static void
test_folder (ImportFixture *fixture,
             gconstpointer  data)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *path = corpus != NULL ? g_build_filename (corpus, FOLDER, NULL) : NULL;
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) found = NULL;
  GHashTableIter iter;
  gpointer line;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("no corpus at RECOUNT_CORPUS");
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_assert_true (files[i].importer != NULL || files[i].why != NULL);
      g_assert_true (g_hash_table_insert (expected, g_strconcat ("ai-audit-chains/", files[i].path, NULL), describe (&files[i])));
    }

  result = rc_import_paths (fixture->case_file, (const char * const []) { path, NULL }, &(RcImportOptions) { 0 }, NULL, &error);
  g_assert_no_error (error);
  judgement = import_fixture_verify (fixture);

  text = import_fixture_query_text (fixture, query);
  found = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; found[i] != NULL; i++)
    compare (expected, found[i]);

  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    {
      g_test_message ("not in the folder: %s", (const char *) line);
      g_test_fail ();
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/corpus/audit-chains", ImportFixture, NULL, import_fixture_set_up, test_folder, import_fixture_tear_down);
  return g_test_run ();
}
