/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/verify.h"
#include "reports/archival/signing.h"
#include "reports/bundle/reading/bundle-open.h"
#include "tests/reports/bundle-case.h"
#include "tests/reports/bundle-editor.h"

/*
 * What can be done to a bundle on its way, and what opening it says. The worst adversary has everything but the maker's key: he makes all digests anew, and
 * seals with a key of his own that he puts beside. Nothing that he does may be told as good.
 */

typedef enum
{
  AS_IT_IS,      /* nothing is made good again */
  RELISTED,      /* both manifests */
  RESEALED,      /* the manifests, and the seal with another key */
} Repair;

typedef enum
{
  WITH_KEY,      /* the reader has the maker's key */
  WITHOUT_KEY,
} Reader;

typedef struct
{
  const char *name;
  void      (*mutate) (BundleEditor *editor);   /* (nullable) */
  Repair      repair;
  Reader      reader;
  const char *object;      /* what the object of one check begins with */
  const char *verdict;
  const char *reason;      /* (nullable) */
} Mutation;

/* One case and its bundles, for all mutations. */
static ImportFixture fixture;
static char *bundle_path;
static char *other_path;
static char *maker_key;

/* With the first test: whoever only lists the tests makes none. */
static void
need_bundles (void)
{
  g_autofree char *event = NULL;

  if (bundle_path != NULL)
    return;
  import_fixture_set_up (&fixture, NULL);
  import_fixture_put_demo (&fixture, 200, 7, TRUE);
  report_case_import (&fixture);
  event = bundle_case_dup_event (&fixture);
  {
    const char * const lineages[] = { event, NULL };
    const RcBundleTerms terms = { .language = "en", .lineages = lineages };
    const RcBundleTerms other = { .language = "de" };

    rc_bundle_result_free (bundle_case_export_with (&fixture, "bundle.zip", &terms));
    rc_bundle_result_free (bundle_case_export_with (&fixture, "other.zip", &other));
  }
  bundle_path = bundle_case_dup_path (&fixture, "bundle.zip");
  other_path = bundle_case_dup_path (&fixture, "other.zip");
  maker_key = rc_signing_dup_minisign_key (NULL);
}

/* --- What is done to it --- */

static const char *
first_log (BundleEditor *editor)
{
  return bundle_editor_like (editor, "data/sources/", ".jsonl")->path;
}

static const char *
lineage (BundleEditor *editor)
{
  return bundle_editor_like (editor, "data/lineages/", ".json")->path;
}

static void flip_source (BundleEditor *e) { bundle_editor_flip (e, first_log (e)); }
static void flip_sources (BundleEditor *e) { bundle_editor_flip (e, "data/sources.json"); }
static void flip_imports (BundleEditor *e) { bundle_editor_flip (e, "data/imports.json"); }
static void flip_case (BundleEditor *e) { bundle_editor_flip (e, "data/case.json"); }
static void flip_claims (BundleEditor *e) { bundle_editor_flip (e, "data/claims.jsonl"); }
static void flip_custody (BundleEditor *e) { bundle_editor_flip (e, "data/custody.jsonl"); }
static void flip_lineage (BundleEditor *e) { bundle_editor_flip (e, lineage (e)); }
static void flip_prov (BundleEditor *e) { bundle_editor_flip (e, bundle_editor_like (e, "data/prov/", ".xml")->path); }
static void flip_anchors (BundleEditor *e) { bundle_editor_flip (e, "data/trust-anchors.used.json"); }
static void flip_verification (BundleEditor *e) { bundle_editor_flip (e, "data/verification.json"); }
static void flip_memory (BundleEditor *e) { bundle_editor_flip (e, "data/memory.json"); }
static void flip_mapping (BundleEditor *e) { bundle_editor_flip (e, bundle_editor_like (e, "data/mappings/", ".mapping")->path); }
static void flip_info (BundleEditor *e) { bundle_editor_flip (e, "bag-info.txt"); }
static void flip_key (BundleEditor *e) { bundle_editor_flip (e, "seal-key.pub"); }
static void flip_bagit (BundleEditor *e) { bundle_editor_flip (e, "bagit.txt"); }
static void flip_crate (BundleEditor *e) { bundle_editor_flip (e, "ro-crate-metadata.json"); }
static void flip_seal (BundleEditor *e) { bundle_editor_flip (e, "tagmanifest-sha256.txt.minisig"); }

static void remove_source (BundleEditor *e) { bundle_editor_remove (e, first_log (e)); }
static void remove_lineage (BundleEditor *e) { bundle_editor_remove (e, lineage (e)); }
static void remove_manifest (BundleEditor *e) { bundle_editor_remove (e, "manifest-sha256.txt"); }
static void remove_tags (BundleEditor *e) { bundle_editor_remove (e, "tagmanifest-sha256.txt"); }
static void remove_seal (BundleEditor *e) { bundle_editor_remove (e, "tagmanifest-sha256.txt.minisig"); }
static void remove_custody (BundleEditor *e) { bundle_editor_remove (e, "data/custody.jsonl"); }
static void remove_verification (BundleEditor *e) { bundle_editor_remove (e, "data/verification.json"); }
static void add_payload (BundleEditor *e) { bundle_editor_add (e, "data/extra.txt", "more\n"); }
static void add_source (BundleEditor *e) { bundle_editor_add (e, "data/sources/000999/extra.jsonl", "{}\n"); }
static void add_tag (BundleEditor *e) { bundle_editor_add (e, "extra.html", "<p>more</p>\n"); }
static void add_stamp (BundleEditor *e) { bundle_editor_add (e, "tagmanifest-sha256.txt.tsr", "no answer\n"); }

static void
rename_source (BundleEditor *e)
{
  EditedFile *file = bundle_editor_like (e, "data/sources/", ".jsonl");
  char *renamed = g_strconcat (file->path, ".old", NULL);

  g_free (file->path);
  file->path = renamed;
}

static void
swap_sources (BundleEditor *e)
{
  EditedFile *first = bundle_editor_like (e, "data/sources/", ".jsonl");
  EditedFile *second = NULL;
  GBytes *bytes = first->bytes;

  for (guint i = 0; i < e->files->len; i++)
    if (g_str_has_prefix (((EditedFile *) g_ptr_array_index (e->files, i))->path, "data/sources/"))
      second = g_ptr_array_index (e->files, i);

  first->bytes = second->bytes;
  second->bytes = bytes;
}

static void rename_folder (BundleEditor *e) { g_free (e->folder); e->folder = g_strdup ("recount-0000000000000000"); }

static void edit_manifest (BundleEditor *e) { bundle_editor_replace (e, "manifest-sha256.txt", "  data/claims.jsonl", "  data/other.jsonl"); }
static void climb_manifest (BundleEditor *e) { bundle_editor_replace (e, "manifest-sha256.txt", "  data/claims.jsonl", "  data/../../etc/passwd"); }
static void cross_manifest (BundleEditor *e) { bundle_editor_replace (e, "tagmanifest-sha256.txt", "  bag-info.txt", "  data/claims.jsonl"); }
static void crlf_manifest (BundleEditor *e) { bundle_editor_replace (e, "manifest-sha256.txt", "\n", "\r\n"); }

static void
double_manifest (BundleEditor *e)
{
  const EditedFile *file = bundle_editor_find (e, "manifest-sha256.txt");
  g_autofree char *text = g_strndup (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));
  g_autofree char *line = g_strndup (text, (gsize) (strchr (text, '\n') - text) + 1);
  g_autofree char *doubled = g_strconcat (text, line, NULL);

  bundle_editor_set (e, "manifest-sha256.txt", doubled);
}

static void
cut_manifest (BundleEditor *e)
{
  const EditedFile *file = bundle_editor_find (e, "manifest-sha256.txt");
  g_autofree char *text = g_strndup (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));

  bundle_editor_set (e, "manifest-sha256.txt", strchr (text, '\n') + 1);
}

static void
copy_seal (BundleEditor *e)
{
  g_autoptr (BundleEditor) other = bundle_editor_open (other_path);
  const EditedFile *seal = bundle_editor_find (other, "tagmanifest-sha256.txt.minisig");
  g_autofree char *text = g_strndup (g_bytes_get_data (seal->bytes, NULL), g_bytes_get_size (seal->bytes));

  bundle_editor_set (e, "tagmanifest-sha256.txt.minisig", text);
}

static void edit_claim (BundleEditor *e) { bundle_editor_replace (e, "data/claims.jsonl", "\"value\":\"", "\"value\":\"un"); }
static void edit_lineage (BundleEditor *e) { bundle_editor_replace (e, lineage (e), "\"standing\":\"SEALED\"", "\"standing\":\"AGREED\""); }
static void edit_prov (BundleEditor *e) { bundle_editor_replace (e, bundle_editor_like (e, "data/prov/", ".xml")->path, "</", "<!-- more --></"); }
static void edit_document (BundleEditor *e) { bundle_editor_flip (e, bundle_editor_like (e, "data/documents/", ".pdf")->path); }
static void edit_schema (BundleEditor *e) { bundle_editor_flip (e, "data/schemas/sources.schema.json"); }
static void edit_state (BundleEditor *e) { bundle_editor_replace (e, "data/bundle.json", "\"state\":\"", "\"state\":\"0"); }
static void edit_counts (BundleEditor *e) { bundle_editor_replace (e, "data/bundle.json", "\"exceptions\":", "\"exceptions\":1"); }
static void edit_act (BundleEditor *e) { bundle_editor_replace (e, "data/custody.jsonl", "\"act\":\"import\"", "\"act\":\"report\""); }
static void edit_log (BundleEditor *e) { bundle_editor_replace (e, first_log (e), "2026", "2025"); }
static void empty_anchors (BundleEditor *e) { bundle_editor_set (e, "data/trust-anchors.used.json", "{\"format\":\"recount.trust-anchors/2\",\"anchors\":[]}"); }
static void twice_sources (BundleEditor *e) { bundle_editor_replace (e, "data/sources.json", "{\"sources\":", "{\"sources\":[],\"sources\":"); }
static void huge_number (BundleEditor *e) { bundle_editor_replace (e, "data/imports.json", "\"source\":1}", "\"source\":99999999999999}"); }
static void negative_number (BundleEditor *e) { bundle_editor_replace (e, "data/imports.json", "\"source\":1}", "\"source\":-1}"); }
static void wrong_number (BundleEditor *e) { bundle_editor_replace (e, "data/imports.json", "\"source\":1}", "\"source\":2}"); }
static void no_acts (BundleEditor *e) { bundle_editor_set (e, "data/imports.json", "{\"acts\":[],\"entities\":[],\"mappings\":[],\"removed\":[]}"); }
static void bidi_name (BundleEditor *e) { bundle_editor_replace (e, "data/imports.json", "\"name\":\"", "\"name\":\"\342\200\256"); }
static void edit_memory (BundleEditor *e) { bundle_editor_set (e, "data/memory.json", "{\"expectations\":[],\"log_heads\":[]}"); }
static void edit_mapping (BundleEditor *e) { bundle_editor_replace (e, bundle_editor_like (e, "data/mappings/", ".mapping")->path, "title=", "title=x"); }
static void blank_json (BundleEditor *e) { bundle_editor_replace (e, "data/verification.json", "{", "{ "); }

static void
deep_json (BundleEditor *e)
{
  g_autoptr (GString) text = g_string_new ("{\"a\":");

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  bundle_editor_set (e, "data/findings.json", text->str);
}

static void edit_index (BundleEditor *e) { bundle_editor_replace (e, "index.html", "</h1>", " All checks passed.</h1>"); }
static void edit_how (BundleEditor *e) { bundle_editor_replace (e, "HOW-TO-CHECK.txt", "minisign", "maxisign"); }
static void edit_start (BundleEditor *e) { bundle_editor_flip (e, "START-HERE.pdf"); }
static void edit_bag (BundleEditor *e) { bundle_editor_replace (e, "bag-info.txt", "External-Identifier:", "Source-Organization: The authority\nExternal-Identifier:"); }
static void edit_crate (BundleEditor *e) { bundle_editor_set (e, "ro-crate-metadata.json", "{}"); }
static void edit_program (BundleEditor *e) { bundle_editor_set (e, "check-records.py", "print('all records hold')\n"); }
static void flip_request (BundleEditor *e) { bundle_editor_flip (e, "tagmanifest-sha256.txt.tsq"); }
static void edit_key_words (BundleEditor *e) { bundle_editor_replace (e, "seal-key.pub", "untrusted comment: ", "untrusted comment: verified by the authority, "); }

static char **
split_lines (BundleEditor *e,
             const char   *path)
{
  const EditedFile *file = bundle_editor_find (e, path);
  g_autofree char *text = g_strndup (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));

  return g_strsplit (text, "\n", -1);
}

static void
cut_custody (BundleEditor *e)
{
  g_auto (GStrv) lines = split_lines (e, "data/custody.jsonl");
  g_autofree char *text = g_strconcat (lines[0], "\n", lines[2], "\n", NULL);

  bundle_editor_set (e, "data/custody.jsonl", text);
}

static void
turn_custody (BundleEditor *e)
{
  g_auto (GStrv) lines = split_lines (e, "data/custody.jsonl");
  g_autofree char *text = g_strconcat (lines[1], "\n", lines[0], "\n", lines[2], "\n", NULL);

  bundle_editor_set (e, "data/custody.jsonl", text);
}

/* All verdicts become good ones. */
static void
whitewash (BundleEditor *e)
{
  const EditedFile *file = bundle_editor_find (e, "data/verification.json");
  g_autofree char *text = g_strndup (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));
  g_autoptr (GString) white = g_string_new (text);

  g_string_replace (white, "\"INVALID\"", "\"VALID\"", 0);
  g_string_replace (white, "\"GAP\"", "\"VALID\"", 0);
  g_assert_cmpstr (white->str, !=, text);
  bundle_editor_set (e, "data/verification.json", white->str);
}

/* --- The table --- */

static const Mutation mutations[] = {
  { "flip-source", flip_source, AS_IT_IS, WITH_KEY, "data/sources/", "INVALID", "digest" },
  { "flip-sources", flip_sources, AS_IT_IS, WITH_KEY, "data/sources.json", "INVALID", "digest" },
  { "flip-imports", flip_imports, AS_IT_IS, WITH_KEY, "data/imports.json", "INVALID", "digest" },
  { "flip-case", flip_case, AS_IT_IS, WITH_KEY, "data/case.json", "INVALID", "digest" },
  { "flip-claims", flip_claims, AS_IT_IS, WITH_KEY, "data/claims.jsonl", "INVALID", "digest" },
  { "flip-custody", flip_custody, AS_IT_IS, WITH_KEY, "data/custody.jsonl", "INVALID", "digest" },
  { "flip-lineage", flip_lineage, AS_IT_IS, WITH_KEY, "data/lineages/", "INVALID", "digest" },
  { "flip-prov", flip_prov, AS_IT_IS, WITH_KEY, "data/prov/", "INVALID", "digest" },
  { "flip-anchors", flip_anchors, AS_IT_IS, WITH_KEY, "data/trust-anchors.used.json", "INVALID", "digest" },
  { "flip-verification", flip_verification, AS_IT_IS, WITH_KEY, "data/verification.json", "INVALID", "digest" },
  { "flip-memory", flip_memory, AS_IT_IS, WITH_KEY, "data/memory.json", "INVALID", "digest" },
  { "flip-mapping", flip_mapping, AS_IT_IS, WITH_KEY, "data/mappings/", "INVALID", "digest" },
  { "flip-bag-info", flip_info, AS_IT_IS, WITH_KEY, "bag-info.txt", "INVALID", "digest" },
  { "flip-seal-key", flip_key, AS_IT_IS, WITH_KEY, "seal-key.pub", "INVALID", "digest" },
  { "flip-bagit", flip_bagit, AS_IT_IS, WITH_KEY, "bagit.txt", "INVALID", "digest" },
  { "flip-crate", flip_crate, AS_IT_IS, WITH_KEY, "ro-crate-metadata.json", "INVALID", "digest" },
  { "flip-seal", flip_seal, AS_IT_IS, WITH_KEY, "seal", "", NULL },

  { "remove-source", remove_source, AS_IT_IS, WITH_KEY, "data/sources/", "INCOMPLETE", "missing" },
  { "remove-source-resealed", remove_source, RESEALED, WITHOUT_KEY, "source ", "INCOMPLETE", "missing" },
  { "remove-lineage", remove_lineage, AS_IT_IS, WITH_KEY, "data/lineages/", "INCOMPLETE", "missing" },
  { "remove-lineage-resealed", remove_lineage, RESEALED, WITHOUT_KEY, "data/lineages/", "INCOMPLETE", "missing" },
  { "remove-manifest", remove_manifest, AS_IT_IS, WITH_KEY, "manifest-sha256.txt", "INCOMPLETE", "missing" },
  { "remove-tag-manifest", remove_tags, AS_IT_IS, WITH_KEY, "tagmanifest-sha256.txt", "INCOMPLETE", "missing" },
  { "remove-seal", remove_seal, AS_IT_IS, WITH_KEY, "seal", "UNVERIFIABLE", "signature-absent" },
  { "remove-custody", remove_custody, RESEALED, WITHOUT_KEY, "data/custody.jsonl", "INCOMPLETE", "missing" },
  { "remove-verification", remove_verification, RESEALED, WITHOUT_KEY, "data/verification.json", "INCOMPLETE", "missing" },
  { "add-payload", add_payload, AS_IT_IS, WITH_KEY, "data/extra.txt", "NOT_COVERED", NULL },
  { "add-payload-resealed", add_payload, RESEALED, WITHOUT_KEY, "data/extra.txt", "NOT_COVERED", NULL },
  { "add-source-resealed", add_source, RESEALED, WITHOUT_KEY, "data/sources/000999/", "NOT_COVERED", NULL },
  { "add-tag", add_tag, AS_IT_IS, WITH_KEY, "extra.html", "NOT_COVERED", NULL },
  { "add-stamp", add_stamp, AS_IT_IS, WITH_KEY, "time stamp", "MALFORMED", NULL },
  { "rename-source", rename_source, AS_IT_IS, WITH_KEY, "data/sources/", "INCOMPLETE", "missing" },
  { "swap-sources", swap_sources, AS_IT_IS, WITH_KEY, "data/sources/", "INVALID", "digest" },
  { "swap-sources-resealed", swap_sources, RESEALED, WITHOUT_KEY, "evidence state", "INVALID", "digest" },
  { "rename-folder", rename_folder, AS_IT_IS, WITH_KEY, "folder", "INVALID", "path" },

  { "edit-manifest", edit_manifest, AS_IT_IS, WITH_KEY, "data/claims.jsonl", "NOT_COVERED", NULL },
  { "cut-manifest", cut_manifest, AS_IT_IS, WITH_KEY, "data/", "NOT_COVERED", NULL },
  { "double-manifest", double_manifest, AS_IT_IS, WITH_KEY, "manifest-sha256.txt line", "AMBIGUOUS", "path" },
  { "climb-manifest", climb_manifest, AS_IT_IS, WITH_KEY, "manifest-sha256.txt line", "INVALID", "path" },
  { "cross-manifest", cross_manifest, AS_IT_IS, WITH_KEY, "tagmanifest-sha256.txt line", "INVALID", "path" },
  { "crlf-manifest", crlf_manifest, AS_IT_IS, WITH_KEY, "manifest-sha256.txt", "MALFORMED", NULL },
  { "relisted", edit_claim, RELISTED, WITH_KEY, "seal", "INVALID", "signature" },
  { "resealed", NULL, RESEALED, WITH_KEY, "seal", "INVALID", "identity" },
  { "resealed-without-key", NULL, RESEALED, WITHOUT_KEY, "seal", "UNVERIFIABLE", "key-in-bundle-only" },
  { "T30-copied-seal", copy_seal, AS_IT_IS, WITH_KEY, "seal", "INVALID", "signature" },

  { "C77-edited-after-sealing", edit_claim, AS_IT_IS, WITH_KEY, "data/claims.jsonl", "INVALID", "digest" },
  { "whitewash", whitewash, RESEALED, WITHOUT_KEY, "verdict of seal", "INVALID", "replay" },
  { "edit-claim", edit_claim, RESEALED, WITHOUT_KEY, "data/claims.jsonl line", "INVALID", "replay" },
  { "edit-lineage", edit_lineage, RESEALED, WITHOUT_KEY, "data/lineages/", "INVALID", "replay" },
  { "edit-prov", edit_prov, RESEALED, WITHOUT_KEY, "data/prov/", "INVALID", "replay" },
  { "edit-document", edit_document, RESEALED, WITHOUT_KEY, "data/documents/", "INVALID", "replay" },
  { "edit-schema", edit_schema, RESEALED, WITHOUT_KEY, "data/schemas/", "INVALID", "replay" },
  { "edit-log", edit_log, RESEALED, WITHOUT_KEY, "evidence state", "INVALID", "digest" },
  { "edit-state", edit_state, RESEALED, WITHOUT_KEY, "evidence state", "INVALID", "digest" },
  { "edit-counts", edit_counts, RESEALED, WITHOUT_KEY, "data/bundle.json, counts", "INVALID", "replay" },
  { "edit-memory", edit_memory, RESEALED, WITHOUT_KEY, "data/memory.json", "INVALID", "replay" },
  { "edit-mapping", edit_mapping, RESEALED, WITHOUT_KEY, "data/mappings/", "INVALID", "replay" },
  { "empty-anchors", empty_anchors, RESEALED, WITHOUT_KEY, "evidence state", "INVALID", "digest" },
  { "anchors-in-seal", empty_anchors, RELISTED, WITH_KEY, "seal", "INVALID", "identity" },
  { "edit-custody", edit_act, RESEALED, WITHOUT_KEY, "custody entry 2", "INVALID", "digest" },
  { "cut-custody", cut_custody, RESEALED, WITHOUT_KEY, "custody entry 2", "INVALID", "link" },
  { "turn-custody", turn_custody, RESEALED, WITHOUT_KEY, "custody entry 1", "INVALID", "link" },

  { "edit-index", edit_index, RESEALED, WITHOUT_KEY, "index.html", "INVALID", "replay" },
  { "edit-how-to-check", edit_how, RESEALED, WITHOUT_KEY, "HOW-TO-CHECK.txt", "INVALID", "replay" },
  { "edit-start-here", edit_start, RESEALED, WITHOUT_KEY, "START-HERE.pdf", "INVALID", "replay" },
  { "edit-bag-info", edit_bag, RESEALED, WITHOUT_KEY, "bag-info.txt", "INVALID", "replay" },
  { "edit-crate", edit_crate, RESEALED, WITHOUT_KEY, "ro-crate-metadata.json", "INVALID", "replay" },
  { "edit-check-program", edit_program, RESEALED, WITHOUT_KEY, "check-records.py", "INVALID", "replay" },
  { "add-tag-resealed", add_tag, RESEALED, WITHOUT_KEY, "extra.html", "NOT_COVERED", NULL },
  { "flip-request", flip_request, AS_IT_IS, WITH_KEY, "request for a time stamp", "INVALID", "digest" },
  { "words-beside-key", edit_key_words, RELISTED, WITHOUT_KEY, "seal-key.pub", "MALFORMED", NULL },

  { "twice-sources", twice_sources, RESEALED, WITHOUT_KEY, "data/sources.json", "AMBIGUOUS", NULL },
  { "deep-json", deep_json, RESEALED, WITHOUT_KEY, "data/findings.json", "MALFORMED", NULL },
  { "blank-json", blank_json, RESEALED, WITHOUT_KEY, "data/verification.json", "MALFORMED", NULL },
  { "huge-number", huge_number, RESEALED, WITHOUT_KEY, "data/imports.json", "MALFORMED", NULL },
  { "negative-number", negative_number, RESEALED, WITHOUT_KEY, "data/imports.json", "MALFORMED", NULL },
  { "wrong-number", wrong_number, RESEALED, WITHOUT_KEY, "evidence state", "INVALID", "digest" },
  { "no-acts", no_acts, RESEALED, WITHOUT_KEY, "data/sources/", "NOT_COVERED", NULL },
  { "bidi-name", bidi_name, RESEALED, WITHOUT_KEY, "evidence state", "INVALID", "digest" },
};

/* --- The test --- */

static RcBundleOpening *
open_mutated (const char  *path,
              Reader       reader,
              GError     **error)
{
  const RcBundleOpenTerms terms = { .seal_key = reader == WITH_KEY ? maker_key : NULL };

  return rc_bundle_open (path, NULL, &terms, NULL, error);
}

static void
assert_found (const RcBundleOpening *opening,
              const Mutation        *mutation)
{
  gboolean found = FALSE;

  for (guint i = 0; i < opening->checks->len; i++)
    {
      const RcBundleCheck *check = g_ptr_array_index (opening->checks, i);

      g_test_message ("%s %s (%s): expected %s, found %s", rc_verdict_to_code (check->verdict), check->object,
                      check->reason != NULL ? check->reason : "-", check->expected != NULL ? check->expected : "-",
                      check->found != NULL ? check->found : "-");
      g_assert_true (g_utf8_validate (check->message, -1, NULL));
      if (g_str_has_prefix (check->object, mutation->object) && g_strcmp0 (check->reason, mutation->reason) == 0
          && strcmp (rc_verdict_to_code (check->verdict), mutation->verdict) == 0)
        found = TRUE;
    }
  g_assert_cmpint (rc_verdict_exit_code (rc_bundle_opening_worst (opening)), !=, 0);
  if (!found && *mutation->verdict != '\0')
    g_error ("no check says: %s %s (%s)", mutation->verdict, mutation->object, mutation->reason != NULL ? mutation->reason : "-");
}

static void
test_mutation (gconstpointer data)
{
  const Mutation *mutation = data;
  g_autoptr (BundleEditor) editor = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleOpening) opening = NULL;

  need_bundles ();
  editor = bundle_editor_open (bundle_path);
  path = bundle_case_dup_path (&fixture, "mutated.zip");
  if (mutation->mutate != NULL)
    mutation->mutate (editor);
  if (mutation->repair == RELISTED)
    bundle_editor_relist (editor);
  if (mutation->repair == RESEALED)
    bundle_editor_reseal (editor, NULL);
  bundle_editor_write (editor, path);

  opening = open_mutated (path, mutation->reader, &error);
  g_assert_no_error (error);
  assert_found (opening, mutation);
}

/* Which of them are shown together: each is found in its own place, whatever else was done. */
static gboolean
is_flip (const Mutation *mutation)
{
  return g_str_has_prefix (mutation->name, "flip-") && mutation->reason != NULL;
}

static void
test_flips (void)
{
  g_autoptr (BundleEditor) editor = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleOpening) opening = NULL;

  need_bundles ();
  editor = bundle_editor_open (bundle_path);
  path = bundle_case_dup_path (&fixture, "mutated.zip");
  for (guint i = 0; i < G_N_ELEMENTS (mutations); i++)
    if (is_flip (&mutations[i]))
      mutations[i].mutate (editor);
  bundle_editor_write (editor, path);
  opening = open_mutated (path, WITH_KEY, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (mutations); i++)
    if (is_flip (&mutations[i]))
      assert_found (opening, &mutations[i]);
}

/* Packed anew by another program: the file is another one, and what is in it is the same. */
static void
test_packed_anew (void)
{
  g_autoptr (BundleEditor) editor = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleOpening) opening = NULL;
  g_autoptr (RcBundleOpening) original = NULL;

  need_bundles ();
  editor = bundle_editor_open (bundle_path);
  path = bundle_case_dup_path (&fixture, "mutated.zip");
  original = open_mutated (bundle_path, WITH_KEY, &error);
  g_assert_no_error (error);
  g_ptr_array_add (editor->files, g_ptr_array_steal_index (editor->files, 0));
  editor->is_stored = TRUE;
  bundle_editor_write (editor, path);
  opening = open_mutated (path, WITH_KEY, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rc_verdict_to_code (rc_bundle_opening_worst (opening)), ==, "VALID");
  g_assert_cmpstr (opening->sha256, !=, original->sha256);
  g_assert_cmpstr (opening->verification, ==, original->verification);
  g_assert_cmpuint (opening->n_differing, ==, 0);
}

/* What cannot be read safely is refused, and nothing is made of it. */
static void
assert_refused (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleOpening) opening = open_mutated (path, WITH_KEY, &error);

  g_assert_null (opening);
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE);
}

static void
refuse_edited (const char *from,
               const char *to)
{
  g_autoptr (BundleEditor) editor = bundle_editor_open (bundle_path);
  g_autofree char *path = bundle_case_dup_path (&fixture, "mutated.zip");

  bundle_editor_replace (editor, "data/bundle.json", from, to);
  bundle_editor_reseal (editor, NULL);
  bundle_editor_write (editor, path);
  assert_refused (path);
}

static void
test_refused (void)
{
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (BundleEditor) editor = NULL;
  gsize length;

  need_bundles ();
  path = bundle_case_dup_path (&fixture, "mutated.zip");
  editor = bundle_editor_open (bundle_path);
  g_assert_true (g_file_get_contents (bundle_path, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length - 100, NULL));
  assert_refused (path);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length / 2, NULL));
  assert_refused (path);
  refuse_edited ("recount.bundle/1", "recount.bundle/9");
  refuse_edited ("\"kind\":\"full\"", "\"kind\":\"half\"");

  bundle_editor_add (editor, "data/../../escape.txt", "x");
  bundle_editor_write (editor, path);
  assert_refused (path);
  bundle_editor_remove (editor, "data/../../escape.txt");
  bundle_editor_add (editor, "DATA/bundle.json", "{}");
  bundle_editor_write (editor, path);
  assert_refused (path);
  bundle_editor_remove (editor, "DATA/bundle.json");
  bundle_editor_remove (editor, "data/bundle.json");
  bundle_editor_write (editor, path);
  assert_refused (path);
}

/* The maker's own comment under an attacker's seal of another bundle. */
static void
test_comment (void)
{
  const Mutation told = { .object = "seal", .verdict = "INVALID", .reason = "identity" };
  g_autoptr (BundleEditor) editor = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleOpening) opening = NULL;

  need_bundles ();
  editor = bundle_editor_open (bundle_path);
  path = bundle_case_dup_path (&fixture, "mutated.zip");
  bundle_editor_reseal (editor, "bundle:0000\tprogram:Recount 1\tstate-of:2020-01-01T00:00:00Z\taccepted-keys-sha256:00");
  bundle_editor_write (editor, path);
  opening = open_mutated (path, WITHOUT_KEY, &error);
  g_assert_no_error (error);
  assert_found (opening, &told);
}

/* A key of another kind than the seal that is there: the seal was not made with it, whatever else it is. */
static void
test_other_key (void)
{
  const Mutation told = { .object = "seal", .verdict = "INVALID", .reason = "identity" };
  const RcBundleOpenTerms terms = {
    .seal_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILA9rw69A1LmeyVBuJNrgOHRznJryGcWgRsanVyW1cny reader\n",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleOpening) opening = NULL;

  need_bundles ();
  opening = rc_bundle_open (bundle_path, NULL, &terms, NULL, &error);
  g_assert_no_error (error);
  assert_found (opening, &told);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (mutations); i++)
    {
      g_autofree char *name = g_strconcat ("/bundle-mutations/", mutations[i].name, NULL);

      if (!is_flip (&mutations[i]))
        g_test_add_data_func (name, &mutations[i], test_mutation);
    }
  g_test_add_func ("/bundle-mutations/flips", test_flips);
  g_test_add_func ("/bundle-mutations/packed-anew", test_packed_anew);
  g_test_add_func ("/bundle-mutations/refused", test_refused);
  g_test_add_func ("/bundle-mutations/comment", test_comment);
  g_test_add_func ("/bundle-mutations/other-key", test_other_key);

  status = bundle_case_run ();
  if (bundle_path != NULL)
    import_fixture_tear_down (&fixture, NULL);
  g_free (bundle_path);
  g_free (other_path);
  g_free (maker_key);
  return status;
}
