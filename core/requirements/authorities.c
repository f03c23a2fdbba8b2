/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/requirements/check.h"

/* Articles 21 to 23, 74 and 77: what authorities may ask for, and representatives and importers must hold. */

/* --- 74(12) --- */

/* Data sets behind the versions in use, by their digests. */
typedef struct
{
  GHashTable *digests;       /* hex → itself */
  guint       held;          /* whose bytes the case has */
} Datasets;

static gboolean
is_held (RcRequirementContext  *context,
         const RcDigest        *digest,
         gboolean              *out_is_held,
         GError               **error)
{
  RcDatabase *database = rc_case_get_database (context->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT 1 FROM source WHERE sha256 = ?1 AND derivation <> 'same as' AND state = 'published' LIMIT 1",
                                                 error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  rc_database_bind_digest (statement, 1, digest);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  sqlite3_reset (statement);
  *out_is_held = row;
  return TRUE;
}

static gboolean
see_dataset (RcRequirementContext   *context,
             const RcLineageAnswer  *answer,
             Datasets               *out,
             GError                **error)
{
  for (guint i = 0; i < answer->facts->len; i++)
    {
      const RcLineageFact *fact = g_ptr_array_index (answer->facts, i);
      RcDigest digest;
      gboolean held;

      if (strcmp (fact->name, RC_FACT_DIGEST) != 0 || !rc_identity_read_digest (fact->value, &digest) ||
          g_hash_table_size (out->digests) == RC_LIMIT_REQUIREMENT_PLACES || !g_hash_table_add (out->digests, g_strdup (fact->value)))
        continue;
      if (!is_held (context, &digest, &held, error))
        return FALSE;
      out->held += held;
    }
  return TRUE;
}

/* A data set that is named by a digest can be asked for, and recognised; one that the case holds can be looked at. */
static gboolean
check_access (RcRequirementContext      *context,
              const RcRequirementCheck  *check,
              RcRequirementResult       *result,
              GError                   **error)
{
  const RcRequirementVersions *versions = rc_requirement_get_versions (context, error);
  g_autoptr (GHashTable) digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Datasets datasets = { .digests = digests };

  if (versions == NULL || !rc_requirement_check_slots (context, check, result, error))
    return FALSE;
  for (guint i = 0; i < versions->list->len; i++)
    {
      const RcRequirementVersion *version = g_ptr_array_index (versions->list, i);
      const RcLineageSlot *slot = rc_lineage_find_slot (version->lineage, "dataset");

      for (guint k = 0; k < slot->answers->len; k++)
        if (!see_dataset (context, g_ptr_array_index (slot->answers, k), &datasets, error))
          return FALSE;
    }

  rc_requirement_use (result, "E07", g_hash_table_size (digests));
  rc_requirement_note (result, _("Data sets that are named by a digest of their content: %1$u; held in this case: %2$u."),
                       g_hash_table_size (digests), datasets.held);
  return TRUE;
}

const RcRequirementCheck rc_requirement_authorities[] = {
  { "AIA-21-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-21-2", rc_requirement_check_paper, NULL, 0 },
  { "AIA-22-3", rc_requirement_check_paper, NULL, 0 },
  { "AIA-23-5", rc_requirement_check_paper, NULL, 0 },
  { "AIA-74-12", check_access, "dataset", 0 },
  { "AIA-74-13", rc_requirement_check_slots, "commit", 0 },
  { "AIA-77-1", rc_requirement_check_paper, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
