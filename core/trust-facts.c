/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "trust-facts.h"

#include <string.h>

#include "trust-file.h"
#include "verify.h"

#define GROUP 4          /* digits that stand together */
#define MAX_UNKNOWN 20u

void
rc_trust_facts_free (RcTrustFacts *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->anchors, g_ptr_array_unref);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->unknown, g_ptr_array_unref);
  g_free (self);
}

void
rc_trust_candidate_free (RcTrustCandidate *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->anchors, g_ptr_array_unref);
  g_free (self->name);
  g_free (self);
}

static void
find_unknown (RcTrustFacts      *self,
              const RcJudgement *judgement)
{
  for (guint i = 0; i < judgement->exceptions->len && self->unknown->len < MAX_UNKNOWN; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      if (strcmp (exception->kind, RC_EXCEPTION_KEY_UNKNOWN) == 0 &&
          !g_ptr_array_find_with_equal_func (self->unknown, exception->found, g_str_equal, NULL))
        g_ptr_array_add (self->unknown, g_strdup (exception->found));
    }
}

/**
 * rc_trust_facts_load:
 *
 * Returns: (transfer full): the accepted keys, and those that the evidence asks for
 */
RcTrustFacts *
rc_trust_facts_load (RcCase  *case_file,
                     GError **error)
{
  g_autoptr (RcTrustFacts) self = g_new0 (RcTrustFacts, 1);
  g_autoptr (RcJudgement) judgement = NULL;
  gboolean current = FALSE;

  self->unknown = g_ptr_array_new_with_free_func (g_free);
  self->anchors = rc_trust_list (case_file, error);
  self->candidates = self->anchors != NULL ? rc_trust_list_candidates (case_file, &self->candidates_cut, error) : NULL;
  judgement = self->candidates != NULL ? rc_verify_load (case_file, &current, error) : NULL;
  if (judgement == NULL)
    return NULL;

  find_unknown (self, judgement);
  return g_steal_pointer (&self);
}

static gboolean
find_in_evidence (RcCase    *case_file,
                  GBytes    *bytes,
                  gboolean  *out_found,
                  GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT 1 FROM source WHERE sha256 = ?1 LIMIT 1", error);
  RcDigest digest;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (statement == NULL)
    return FALSE;
  rc_digest_compute (data, length, &digest);
  rc_database_bind_digest (statement, 1, &digest);
  if (!rc_database_step (database, statement, out_found, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * rc_trust_candidate_read:
 * @path: of a file of the auditor's
 * @is_list: whether it is a list of keys rather than one key
 *
 * Nothing is accepted by this.
 *
 * Returns: (transfer full): what is in the file; %NULL with @error
 */
RcTrustCandidate *
rc_trust_candidate_read (RcCase      *case_file,
                         const char  *path,
                         gboolean     is_list,
                         GError     **error)
{
  g_autoptr (RcTrustCandidate) self = g_new0 (RcTrustCandidate, 1);
  g_autoptr (GBytes) bytes = rc_trust_read_file (path, error);
  const char *data;
  gsize length;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &length);
  if (is_list)
    {
      g_autofree char *folder = g_path_get_dirname (path);

      self->anchors = rc_trust_file_parse (data, length, folder, error);
    }
  else
    {
      RcAnchor *anchor = rc_anchor_parse (data, length, error);

      self->anchors = anchor != NULL ? g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free) : NULL;
      if (anchor != NULL)
        g_ptr_array_add (self->anchors, anchor);
    }
  if (self->anchors == NULL || !find_in_evidence (case_file, bytes, &self->came_with_evidence, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rc_trust_candidate_of_evidence:
 *
 * Nothing is accepted by this.
 *
 * Returns: (transfer full): the key, to be shown and to be accepted by rc_trust_candidate_accept()
 */
RcTrustCandidate *
rc_trust_candidate_of_evidence (const RcEvidenceKey *key)
{
  RcTrustCandidate *self = g_new0 (RcTrustCandidate, 1);
  RcAnchor *anchor = rc_anchor_parse_as (key->anchor->kind, key->anchor->material, strlen (key->anchor->material), NULL);

  self->anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  if (anchor != NULL)
    g_ptr_array_add (self->anchors, anchor);
  self->came_with_evidence = TRUE;
  self->source = key->source;
  self->name = g_strdup (key->name);
  return self;
}

/* One key on the terms that were entered for it. */
static gboolean
promote (const RcTrustCandidate  *self,
         RcCase                  *case_file,
         GError                 **error)
{
  const RcAnchor *anchor = g_ptr_array_index (self->anchors, 0);
  RcAnchorTerms terms;

  rc_anchor_get_terms (anchor, &terms);
  return rc_trust_promote (case_file, self->source, &terms, error) > 0;
}

gboolean
rc_trust_candidate_accept (RcTrustCandidate  *self,
                           RcCase            *case_file,
                           GError           **error)
{
  if (!rc_case_require_writable (case_file, error))
    return FALSE;
  return self->source > 0 && self->anchors->len == 1 ? promote (self, case_file, error)
                                                     : rc_trust_add_anchors (case_file, self->anchors, error);
}

char *
rc_anchor_dup_fingerprint (const RcAnchor *anchor)
{
  g_autofree char *hex = rc_digest_dup_hex (&anchor->fingerprint);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; hex[i] != '\0'; i++)
    {
      if (i > 0 && i % GROUP == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, hex[i]);
    }
  return g_string_free (text, FALSE);
}
