/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/checks/check.h"
#include "core/claim.h"

/*
 * Registry, deployment records and log should name one file for one version. From the log, the first and the last inference of a
 * version and at most 64 spread between them are read: it shows that the version was mostly, at these places, the file that most of
 * them name; a single inference in between that names another file is not shown here (its lineage shows it). What most of the log
 * names is what ran: the exception stands at the record that says otherwise. Without a digest in the log, the deployment records
 * take its place.
 */

/* Records of the log read in all, so that a log of many versions costs no more. */
#define MAX_READ 8192u

typedef struct
{
  RcDigest digest;
  gint64   source;
  guint64  record;
} Statement;

static gboolean
read_statement (RcCheckContext  *context,
                gint64           event_id,
                GArray          *statements,
                GError         **error)
{
  g_autoptr (RcEvent) event = rc_event_load (context->case_file, event_id, error);
  Statement statement;

  if (event == NULL || !rc_event_read_fields (event, context->case_file, context->seal_context->reader, error))
    return FALSE;
  if (!rc_event_get_model_digest (event, &statement.digest))
    return TRUE;

  statement.source = event->source;
  statement.record = event->record;
  g_array_append_val (statements, statement);
  return TRUE;
}

static gboolean
read_log (RcCheckContext    *context,
          const RcModelUse  *use,
          GArray            *statements,
          GError           **error)
{
  guint n_versions = MAX (g_hash_table_size (context->uses), 1);
  guint step = MAX (use->samples->len / MAX (MAX_READ / n_versions, 1), 1);

  if (use->first_event != 0 &&
      (!read_statement (context, use->first_event, statements, error) ||
       !read_statement (context, use->last_event, statements, error)))
    return FALSE;
  for (guint i = 0; i < use->samples->len; i += step)
    if (!read_statement (context, g_array_index (use->samples, gint64, i), statements, error))
      return FALSE;

  return TRUE;
}

/* (nullable): the digest that most statements make; of equally many, the one made first. */
static const Statement *
find_most (GArray *statements)
{
  const Statement *most = NULL;
  guint n_most = 0;

  for (guint i = 0; i < statements->len; i++)
    {
      const Statement *candidate = &g_array_index (statements, Statement, i);
      guint n = 0;

      for (guint j = 0; j < statements->len; j++)
        if (rc_digest_equal (&candidate->digest, &g_array_index (statements, Statement, j).digest))
          n++;
      if (n > n_most)
        {
          most = candidate;
          n_most = n;
        }
    }

  return most;
}

static void
report (RcCheckContext  *context,
        const char      *who,
        const char      *version,
        const RcDigest  *expected,
        const RcDigest  *found,
        gint64           source,
        guint64          record)
{
  g_autofree char *expected_hex = rc_digest_dup_hex (expected);
  g_autofree char *found_hex = rc_digest_dup_hex (found);
  g_autofree char *message = g_strdup_printf ("%s names another file for %s than the one that ran.", who, version);

  rc_check_report (context, RC_EXCEPTION_DIGEST_DISAGREES, source, record, rc_check_find_cause (context, source, record),
                   expected_hex, found_hex, message);
}

static void
check_log (RcCheckContext  *context,
           const char      *version,
           GArray          *statements,
           const RcDigest  *ran)
{
  for (guint i = 0; i < statements->len; i++)
    {
      const Statement *statement = &g_array_index (statements, Statement, i);

      if (rc_digest_equal (&statement->digest, ran))
        continue;
      report (context, "A record of the log", version, ran, &statement->digest, statement->source, statement->record);
      return;
    }
}

static void
collect_deployed (RcCheckContext *context,
                  const char     *version,
                  GArray         *statements)
{
  for (guint i = 0; i < context->deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->deployments, i);
      Statement statement = { .digest = deployment->digest, .source = deployment->event->source, .record = deployment->event->record };

      if (deployment->has_digest && g_strcmp0 (deployment->version, version) == 0)
        g_array_append_val (statements, statement);
    }
}

static gboolean
collect_registered (RcCheckContext  *context,
                    const char      *version,
                    GArray          *statements,
                    GError         **error)
{
  g_autoptr (GPtrArray) entities = NULL;

  entities = rc_entity_find (rc_case_get_database (context->case_file), RC_ENTITY_MODEL_VERSION, version, error);
  if (entities == NULL)
    return FALSE;
  for (guint i = 0; i < entities->len; i++)
    {
      const RcEntity *entity = g_ptr_array_index (entities, i);
      g_autoptr (GPtrArray) claims = NULL;

      claims = rc_claim_list_of_entity (context->case_file, entity->id, RC_PROPERTY_ARTIFACT_DIGEST, error);
      if (claims == NULL)
        return FALSE;
      for (guint j = 0; j < claims->len; j++)
        {
          const RcClaim *claim = g_ptr_array_index (claims, j);
          Statement statement = { .source = claim->source, .record = claim->record };

          if (rc_identity_read_digest (claim->value, &statement.digest))
            g_array_append_val (statements, statement);
        }
    }

  return TRUE;
}

static void
check_statements (RcCheckContext  *context,
                  const char      *who,
                  const char      *version,
                  GArray          *statements,
                  const RcDigest  *ran)
{
  for (guint i = 0; i < statements->len; i++)
    {
      const Statement *statement = &g_array_index (statements, Statement, i);

      if (!rc_digest_equal (&statement->digest, ran))
        report (context, who, version, ran, &statement->digest, statement->source, statement->record);
    }
}

static gboolean
check_version (RcCheckContext    *context,
               const char        *version,
               const RcModelUse  *use,
               GError           **error)
{
  g_autoptr (GArray) logged = g_array_new (FALSE, FALSE, sizeof (Statement));
  g_autoptr (GArray) deployed = g_array_new (FALSE, FALSE, sizeof (Statement));
  g_autoptr (GArray) registered = g_array_new (FALSE, FALSE, sizeof (Statement));
  const Statement *ran;

  if (use != NULL && !read_log (context, use, logged, error))
    return FALSE;
  collect_deployed (context, version, deployed);
  if (!collect_registered (context, version, registered, error))
    return FALSE;

  ran = find_most (logged->len > 0 ? logged : deployed);
  if (ran == NULL)
    return TRUE;

  check_log (context, version, logged, &ran->digest);
  check_statements (context, "A deployment record", version, deployed, &ran->digest);
  check_statements (context, "The registry", version, registered, &ran->digest);
  return TRUE;
}

/**
 * rc_check_digests:
 *
 * Holds the artefact digests of registry, deployment records and log against each other, version by version.
 */
gboolean
rc_check_digests (RcCheckContext  *context,
                  GError         **error)
{
  g_autoptr (GHashTable) versions = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) names = NULL;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, context->uses);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (versions, key);
  for (guint i = 0; i < context->deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->deployments, i);

      if (deployment->version != NULL)
        g_hash_table_add (versions, deployment->version);
    }

  names = g_list_sort (g_hash_table_get_keys (versions), (GCompareFunc) g_strcmp0);
  for (GList *l = names; l != NULL; l = l->next)
    if (!check_version (context, l->data, g_hash_table_lookup (context->uses, l->data), error))
      return FALSE;

  return TRUE;
}
