/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "importers/importers.h"
#include "tests/vectors/origin.h"
#include "tests/vectors/vector-case.h"
#include "tests/vectors/vectors.h"

/* Every vector of corpus/integrity that is judged by import and verify. The folders of primitives (rfc6962, jcs, wycheproof) have tests of
 * their own, which ask the wrapper functions. */
static const VectorSet * const sets[] = {
  &vectors_agent_capsules,
  &vectors_asic,
  &vectors_bagit,
  &vectors_ccf_receipt,
  &vectors_cloudtrail,
  &vectors_cose,
  &vectors_dsse,
  &vectors_jose,
  &vectors_jsonl_chain,
  &vectors_minisign,
  &vectors_oms,
  &vectors_rfc3161,
  &vectors_scitt,
  &vectors_signed_note,
  &vectors_signify,
  &vectors_sigstore,
  &vectors_sshsig,
  &vectors_tlog_tiles,
  &vectors_vc_data_integrity,
  &vectors_xmldsig,
};

/* Over all folders together. */
#define MAX_DISAGREEMENTS 5u

typedef struct
{
  const VectorSet *set;
  char            *root;     /* (nullable): the corpus is not here */
  GPtrArray       *rows;     /* of OriginRow */
  guint            judged;
} Folder;

typedef struct
{
  Folder       *folder;
  const Vector *vector;
} Job;

static Folder folders[G_N_ELEMENTS (sets)];

static char *
dup_folder_path (const char *name)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *path = corpus != NULL ? g_build_filename (corpus, "integrity", name, NULL) : NULL;

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&path) : NULL;
}

/* --- One vector --- */

static gboolean
disagrees (const VectorSet *set,
           const char      *vector)
{
  for (guint i = 0; i < set->n_disagreements; i++)
    {
      if (g_strcmp0 (set->disagreements[i].vector, vector) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A vector that ends with "/" stands for all files below it. */
static gboolean
is_row_of (const OriginRow *row,
           const char      *vector)
{
  return strcmp (row->file, vector) == 0 || (g_str_has_suffix (vector, "/") && g_str_has_prefix (row->file, vector));
}

static void
compare_published (Folder       *folder,
                   const Vector *vector,
                   const RcSeal *seal)
{
  guint n_rows = 0;

  for (guint i = 0; i < folder->rows->len; i++)
    {
      OriginRow *row = g_ptr_array_index (folder->rows, i);
      gboolean agrees;

      if (!is_row_of (row, vector->vector))
        continue;

      n_rows++;
      row->judged = TRUE;
      if (!row->has_verdict && !row->asks_note)
        continue;
      if (row->of_signature && seal->signature == RC_VERDICT_VALID && seal->anchor == RC_VERDICT_VALID)
        continue;
      if (row->of_structure && seal->integrity == RC_VERDICT_VALID && seal->completeness == RC_VERDICT_VALID)
        continue;
      agrees = !row->has_verdict || origin_agrees (row, rc_seal_worst (seal), seal->integrity, seal->completeness)
               || (folder->set->is_of_wholes && row->first == RC_VERDICT_INVALID && seal->completeness == RC_VERDICT_INCOMPLETE);
      if (agrees == disagrees (folder->set, vector->vector))
        g_test_fail_printf ("“%s” was published as “%s”: judged %s%s", row->file, row->expectation,
                            rc_verdict_to_code (rc_seal_worst (seal)), agrees ? ", which is no disagreement" : "");
      if (row->asks_note && vector->note == NULL)
        g_test_fail_printf ("“%s” asks for a warning (“%s”): the vector names no note", row->file, row->expectation);
    }
  if (n_rows == 0)
    g_test_fail_printf ("“%s” stands in no row of ORIGIN.md", vector->vector);
}

static gboolean
reason_fits (const char *expected,
             const char *found)
{
  gsize length = strlen (expected);

  return found != NULL && strncmp (found, expected, length) == 0 && (found[length] == '\0' || found[length] == '(');
}

static void
compare (Folder       *folder,
         const Vector *vector,
         VectorCase   *run)
{
  const RcSeal *seal = vector_case_find_seal (run, vector);
  const char *code = seal != NULL ? rc_verdict_to_code (rc_seal_worst (seal)) : "no seal";
  g_autofree char *all = vector_case_describe (run);

  if (strcmp (code, vector->verdict) != 0)
    {
      g_test_fail_printf ("%s expected, %s found:%s", vector->verdict, code, all);
      return;
    }
  if (vector->reason != NULL && !reason_fits (vector->reason, seal->reason))
    g_test_fail_printf ("reason %s expected:%s", vector->reason, all);
  if (vector->note != NULL && !vector_case_tells (run, seal, vector->note))
    g_test_fail_printf ("“%s” is not told:%s", vector->note, all);
  if (vector->vector != NULL)
    compare_published (folder, vector, seal);
  folder->judged++;
}

static void
test_vector (gconstpointer data)
{
  const Job *job = data;
  g_auto (VectorCase) run = { 0 };

  if (job->folder->root == NULL)
    {
      g_test_skip ("the corpus is not here");
      return;
    }
  vector_case_set_up (&run, job->folder->root, job->vector);
  compare (job->folder, job->vector, &run);
}

/* --- A whole folder --- */

static gboolean
is_material (const VectorSet *set,
             const OriginRow *row)
{
  if (!row->has_verdict && !row->asks_note)
    return TRUE;
  for (guint i = 0; set->material != NULL && set->material[i] != NULL; i++)
    {
      if (g_str_has_prefix (row->file, set->material[i]))
        return TRUE;
    }
  return FALSE;
}

/* Runs last: no published verdict was left out. */
static void
test_all_judged (gconstpointer data)
{
  Folder *folder = (Folder *) data;

  if (folder->root == NULL)
    {
      g_test_skip ("the corpus is not here");
      return;
    }
  for (guint i = 0; i < folder->rows->len; i++)
    {
      const OriginRow *row = g_ptr_array_index (folder->rows, i);

      if (!row->judged && !is_material (folder->set, row))
        g_test_fail_printf ("“%s” (“%s”) is judged by no vector", row->file, row->expectation);
    }
  g_test_message ("%s: %u vectors judged as expected", folder->set->folder, folder->judged);
  if (folder->judged != folder->set->n_vectors)
    g_test_fail_printf ("%u of %u vectors were judged as expected", folder->judged, folder->set->n_vectors);
}

static void
test_disagreements (void)
{
  guint n_disagreements = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      for (guint j = 0; j < sets[i]->n_disagreements; j++)
        g_test_message ("%s/%s: %s", sets[i]->folder, sets[i]->disagreements[j].vector, sets[i]->disagreements[j].clause);
      n_disagreements += sets[i]->n_disagreements;
    }
  g_assert_cmpuint (n_disagreements, <=, MAX_DISAGREEMENTS);
}

static void
add_folder (Folder          *folder,
            const VectorSet *set)
{
  folder->set = set;
  folder->root = dup_folder_path (set->folder);
  folder->rows = folder->root != NULL ? origin_read (folder->root) : NULL;
  for (guint i = 0; i < set->n_vectors; i++)
    {
      const Vector *vector = &set->vectors[i];
      const char *file = vector->vector != NULL ? vector->vector : "made";
      gsize length = strlen (file) - (g_str_has_suffix (file, "/") ? 1 : 0);
      g_autofree char *name = g_strdup_printf ("/vectors/%s/%s%s%u:%.*s", set->folder, vector->case_id != NULL ? vector->case_id : "",
                                               vector->case_id != NULL ? "/" : "", i + 1, (int) length, file);
      Job *job = g_new0 (Job, 1);

      job->folder = folder;
      job->vector = vector;
      g_test_add_data_func_full (name, job, test_vector, g_free);
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  /* One vector that is judged otherwise says nothing about the next. */
  g_test_set_nonfatal_assertions ();
  rc_importers_register_all ();
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    add_folder (&folders[i], sets[i]);
  /* A suite of its own: GLib runs the cases of a suite before the suites within it. */
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *name = g_strdup_printf ("/vectors-complete/%s", sets[i]->folder);

      g_test_add_data_func (name, &folders[i], test_all_judged);
    }
  g_test_add_func ("/vectors/disagreements", test_disagreements);
  result = g_test_run ();

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_free (folders[i].root);
      g_clear_pointer (&folders[i].rows, g_ptr_array_unref);
    }
  return result;
}
