/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model-reference.h"

#include <string.h>

#include "slot-trace.h"
#include "snapshot.h"
#include "words.h"

/* Versions that are told where none of them is named by the record. */
#define MAX_OTHERS 3

static void
take (RcSlotContext *context,
      const char    *version,
      RcModelRung    rung,
      const char    *words)
{
  if (context->version != NULL || version == NULL)
    return;

  context->version = g_strdup (version);
  context->rung = rung;
  context->version_rung = words;
}

/* --- A version, or a digest, in the record --- */

/* A registry may call "production" what another calls "4": the text is a version unless a registry uses it as an alias and none
 * as a version. */
static gboolean
is_alias (RcSlotContext  *context,
          const char     *version,
          gboolean       *out_answer,
          GError        **error)
{
  const char *alias = rc_event_peek_field (context->event, RC_FIELD_MODEL_VERSION);
  g_autoptr (GPtrArray) entities = NULL, stages = NULL;

  entities = rc_entity_find (rc_case_get_database (context->case_file), RC_ENTITY_MODEL_VERSION, version, error);
  if (entities == NULL)
    return FALSE;
  stages = rc_claim_list_of_value (context->case_file, RC_PROPERTY_STAGE, alias, error);
  if (stages == NULL)
    return FALSE;

  *out_answer = entities->len == 0 && stages->len > 0;
  return TRUE;
}

static gboolean
find_explicit (RcSlotContext  *context,
               GError        **error)
{
  g_autofree char *version = rc_event_dup_version (context->event);
  gboolean alias;

  if (rc_event_peek_field (context->event, RC_FIELD_MODEL_VERSION) == NULL)
    {
      rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, context->event,
                           _("First, an explicit version: the inference's own record has none."));
      return TRUE;
    }
  if (!is_alias (context, version, &alias, error))
    return FALSE;

  if (alias)
    rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, context->event,
                         _("First, an explicit version: what the inference's own record has in its place is an alias in a "
                           "registry, “%s”, and no version."), version);
  else
    rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, context->event,
                         _("First, an explicit version: the inference's own record names “%s”. No other way is needed to find it."), version);
  if (!alias)
    take (context, version, RC_MODEL_RUNG_EXPLICIT, N_("explicit version in the record"));
  return TRUE;
}

/* REPOSITORY@sha256:HEX */
static gboolean
read_image_digest (const char *image,
                   RcDigest   *out_digest)
{
  const char *place = image != NULL ? strstr (image, "@sha256:") : NULL;

  return place != NULL && rc_digest_from_hex (place + strlen ("@sha256:"), strlen (place + strlen ("@sha256:")), out_digest);
}

/**
 * rc_model_reference_get_digest:
 * @event: its fields read
 * @out_of_image: (out) (nullable): whether it is that of the container image
 *
 * Returns: %FALSE if the record has none that can make a strong identity
 */
gboolean
rc_model_reference_get_digest (const RcEvent *event,
                               RcDigest      *out_digest,
                               gboolean      *out_of_image)
{
  gboolean of_artefact = rc_event_get_model_digest (event, out_digest);

  if (out_of_image != NULL)
    *out_of_image = !of_artefact;
  return of_artefact || read_image_digest (rc_event_peek_field (event, RC_FIELD_MODEL_IMAGE), out_digest);
}

static gboolean
find_digest (RcSlotContext  *context,
             GError        **error)
{
  g_autoptr (GPtrArray) entities = NULL;
  const RcSlotEntity *first;
  RcDigest digest;
  gboolean of_image;

  if (context->version != NULL)
    return TRUE;
  if (!rc_model_reference_get_digest (context->event, &digest, &of_image))
    {
      rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, context->event,
                           _("Second, a digest of the file or image: the record has none that is full."));
      return TRUE;
    }

  entities = rc_slot_context_list_by_digest (context, &digest, error);
  if (entities == NULL)
    return FALSE;
  if (entities->len == 0)
    {
      rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, context->event,
                           _("Second, a digest of the file or image: the record has one, and no registry or model file in the case has "
                             "the same."));
      return TRUE;
    }

  first = g_ptr_array_index (entities, 0);
  rc_slot_trace (context, RC_LINEAGE_STEP_TRIED, first->digest_claim->source, first->digest_claim->record,
                 _("Second, a digest of the file or image: the record has the one that a registry gives “%s”."), first->entity->name);
  take (context, first->entity->name, RC_MODEL_RUNG_DIGEST,
        of_image ? N_("digest of the image in the record") : N_("artefact digest in the record"));
  return TRUE;
}

/* --- The deployment --- */

/* Deployments of several versions tell of none that it was the one. */
static void
find_deployed (RcSlotContext *context)
{
  const RcDeployment *first = context->running->len > 0 ? g_ptr_array_index (context->running, 0) : NULL;

  if (context->version != NULL)
    return;
  if (first == NULL || first->version == NULL)
    {
      rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, context->event,
                           _("Third, what was deployed there: no deployment record that was valid at the instant names a version."));
      return;
    }

  for (guint i = 1; i < context->running->len; i++)
    {
      const RcDeployment *other = g_ptr_array_index (context->running, i);

      if (g_strcmp0 (other->version, first->version) == 0)
        continue;
      rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, other->event,
                           _("Third, what was deployed there: more than one version was, or could have been. Which of them answered cannot be "
                             "told."));
      return;
    }

  rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, first->event, _("Third, what was deployed there: the deployment record names “%s”."),
                       first->version);
  take (context, first->version, RC_MODEL_RUNG_DEPLOYMENT, N_("deployment record valid at the instant"));
}

/* --- An alias --- */

static const char *
peek_alias (const RcSlotContext *context)
{
  const char *alias = rc_event_peek_field (context->event, RC_FIELD_MODEL_ALIAS);

  return alias != NULL ? alias : rc_event_peek_field (context->event, RC_FIELD_MODEL_VERSION);
}

/* An entry that a later snapshot shows unchanged since before the inference tells what the alias meant then. Two such entries do not. */
static gboolean
find_by_snapshot (RcSlotContext  *context,
                  const char     *model,
                  const char     *alias,
                  GError        **error)
{
  g_autoptr (GPtrArray) versions = NULL;

  if (context->version != NULL)
    return TRUE;

  versions = rc_stage_find (context->case_file, model, alias, context->window, context->known_at_us, error);
  if (versions == NULL)
    return FALSE;
  if (versions->len == 1)
    take (context, g_ptr_array_index (versions, 0), RC_MODEL_RUNG_ALIAS, N_("alias in a snapshot, unchanged since before the inference"));
  return TRUE;
}

/* Only a dated alias tells what it meant at the instant: the state at the time of an export tells nothing about an earlier day. */
static gboolean
find_alias (RcSlotContext  *context,
            GError        **error)
{
  const char *name = rc_event_peek_field (context->event, RC_FIELD_MODEL_NAME);
  const char *alias = peek_alias (context);
  g_autoptr (GPtrArray) stages = NULL;
  g_autofree char *prefix = NULL;

  if (context->version != NULL)
    return TRUE;
  if (name == NULL || alias == NULL || context->instant == NULL)
    {
      rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, context->event,
                           _("Fourth, an alias whose history is dated: the record has none with a model's name and a time."));
      return TRUE;
    }

  stages = rc_claim_list_of_value (context->case_file, RC_PROPERTY_STAGE, alias, error);
  if (stages == NULL)
    return FALSE;
  prefix = g_strconcat (name, "/", NULL);
  for (guint i = 0; i < stages->len; i++)
    {
      const RcClaim *stage = g_ptr_array_index (stages, i);
      g_autoptr (RcEntity) entity = NULL;

      if (stage->from_us == RC_TIME_NONE)
        {
          rc_slot_trace (context, RC_LINEAGE_STEP_LEFT_OUT, stage->source, stage->record,
                         _("Fourth, an alias: an entry has “%s”, but tells nothing of when it got it."), alias);
          continue;
        }
      if (!rc_slot_context_claim_counts (context, stage))
        {
          if (!rc_slot_trace_claim_left_out (context, stage, error))
            return FALSE;
          continue;
        }
      entity = rc_entity_load (rc_case_get_database (context->case_file), stage->entity, error);
      if (entity == NULL)
        return FALSE;
      if (entity->kind == RC_ENTITY_MODEL_VERSION && g_str_has_prefix (entity->name, prefix))
        take (context, entity->name, RC_MODEL_RUNG_ALIAS, N_("alias"));
    }

  if (!find_by_snapshot (context, name, alias, error))
    return FALSE;

  if (context->version != NULL)
    rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, context->event,
                         _("Fourth, an alias: “%1$s” of “%2$s” meant “%3$s” then (%4$s)."), alias,
                         name, context->version, _(context->version_rung));
  else
    rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, context->event,
                         _("Fourth, an alias: no dated history of “%1$s” of “%2$s” reaches to this instant, or two say "
                           "different things."), alias, name);
  return TRUE;
}

/**
 * rc_model_reference_find:
 * @context: with its deployments
 *
 * Goes down the ladder until a rung holds.
 */
gboolean
rc_model_reference_find (RcSlotContext  *context,
                         GError        **error)
{
  if (!find_explicit (context, error) || !find_digest (context, error))
    return FALSE;
  find_deployed (context);
  if (!find_alias (context, error))
    return FALSE;

  if (context->version_rung == NULL)
    {
      context->version_rung = N_("none");
      rc_slot_trace_event (context, RC_LINEAGE_STEP_TRIED, context->event, _("No way led to one version."));
    }
  return TRUE;
}

/* --- Why not --- */

static gboolean
count_versions (RcSlotContext  *context,
                gint64         *out_count,
                GError        **error)
{
  return rc_database_get_integer (rc_case_get_database (context->case_file),
                                  "SELECT count (*) FROM entity WHERE kind = 'model-version' "
                                  "AND id <= (SELECT mark FROM published WHERE item = 'entity')", out_count, error);
}

/* "NAME, made TIME (after this call)": what the registry or model file says of when it was made. */
static gboolean
append_made (RcSlotContext  *context,
             gint64          entity,
             GString        *text,
             GError        **error)
{
  g_autoptr (GPtrArray) claims = rc_claim_list_of_entity (context->case_file, entity, RC_PROPERTY_CREATED, error);
  const RcClaim *claim;
  RcTimestamp made;

  if (claims == NULL)
    return FALSE;
  if (claims->len == 0)
    return TRUE;

  claim = g_ptr_array_index (claims, 0);
  if (claim->value == NULL)
    return TRUE;
  g_string_append_printf (text, _(", made %s"), claim->value);
  if (context->instant == NULL || !rc_timestamp_parse (claim->value, strlen (claim->value), RC_ZONE_RULE, 0, &made))
    return TRUE;
  if (made.from_us > context->instant->to_us)
    g_string_append (text, _(" (after this call, which it cannot have answered)"));
  else if (made.to_us < context->instant->from_us)
    g_string_append (text, _(" (before this call)"));
  return TRUE;
}

static gboolean
list_versions (RcDatabase  *database,
               gint64       ids[MAX_OTHERS],
               GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT id FROM entity WHERE kind = 'model-version' "
                                                 "AND id <= (SELECT mark FROM published WHERE item = 'entity') ORDER BY id LIMIT ?1",
                                                 error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int (statement, 1, MAX_OTHERS);
  for (guint i = 0; row; i++)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (row)
        ids[i] = sqlite3_column_int64 (statement, 0);
    }
  return TRUE;
}

/* What is there besides is told, so that nobody takes it for the one. */
static gboolean
append_others (RcSlotContext  *context,
               GString        *text,
               GError        **error)
{
  RcDatabase *database = rc_case_get_database (context->case_file);
  gint64 ids[MAX_OTHERS] = { 0 };
  g_autofree char *number = NULL;
  gint64 count;

  if (!count_versions (context, &count, error))
    return FALSE;
  if (count == 0)
    {
      g_string_append (text, _(" The case holds no model version of any registry or model file."));
      return TRUE;
    }
  if (count > MAX_OTHERS)
    {
      number = g_strdup_printf ("%" G_GINT64_FORMAT, count);
      g_string_append_printf (text, _(" The case holds %s model versions of other names."), number);
      return TRUE;
    }

  if (!list_versions (database, ids, error))
    return FALSE;
  for (gint64 i = 0; i < count && ids[i] != 0; i++)
    {
      g_autoptr (RcEntity) entity = rc_entity_load (database, ids[i], error);

      if (entity == NULL)
        return FALSE;
      g_string_append_printf (text, i == 0 ? _(" The case holds %s") : _("; %s"), entity->name);
      if (!append_made (context, entity->id, text, error))
        return FALSE;
    }
  g_string_append (text, _(": nothing in the record names it."));
  return TRUE;
}

/* The record has a name for it that no registry, model file or deployment has: what stands behind the name is not in the case. */
static gboolean
dup_why_unknown (RcSlotContext  *context,
                 char          **out_why,
                 GError        **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _("The link from this record to a model version cannot be proven from these files: it names “%s”, and no "
                                  "registry, model file or deployment record in the case knows that name or has the same digest."),
                          context->version);
  if (!append_others (context, text, error))
    return FALSE;

  *out_why = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}

static const char *
peek_reason (const RcSlotContext *context)
{
  if (context->running->len > 1)
    return _("more than one version was deployed there at that instant, or could have been");
  if (rc_event_peek_field (context->event, RC_FIELD_MODEL_DIGEST) != NULL)
    return _("the record has a digest, and no registry or model file in the case has the same");
  if (peek_alias (context) != NULL)
    return _("the record has an alias, a name that moves, and no dated history of it reaches to this instant");
  if (rc_event_peek_field (context->event, RC_FIELD_MODEL_IMAGE) != NULL)
    return _("the record has a container image, and nothing in the case tells which model version is in it");
  if (context->n_deployments == 0)
    return _("the record names no version, digest or alias, and no deployment record was received");
  if (context->event->endpoint == NULL && context->event->system == NULL)
    return _("the record names no version, digest or alias, and no endpoint that a deployment record could be found by");

  return _("the record names no version, digest or alias, and no deployment record is valid at its endpoint and instant");
}

/**
 * rc_model_reference_dup_why:
 * @context: with its whole path
 * @out_why: (out) (transfer full) (nullable): sentences
 */
gboolean
rc_model_reference_dup_why (RcSlotContext  *context,
                            char          **out_why,
                            GError        **error)
{
  g_autoptr (GString) text = NULL;

  *out_why = NULL;
  if (context->versions->len > 0)
    return TRUE;
  if (context->version != NULL && context->rung == RC_MODEL_RUNG_EXPLICIT)
    {
      for (guint i = 0; i < context->running->len; i++)
        if (g_strcmp0 (((const RcDeployment *) g_ptr_array_index (context->running, i))->version, context->version) == 0)
          return TRUE;
      return dup_why_unknown (context, out_why, error);
    }
  if (context->version != NULL)
    return TRUE;

  text = g_string_new (NULL);
  g_string_append_printf (text,
                          _("The link from this record to a model version cannot be proven from these files: %s."), peek_reason (context));
  if (!append_others (context, text, error))
    return FALSE;
  *out_why = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}

/**
 * rc_model_reference_dup_requested:
 *
 * Returns: (transfer full) (nullable): the model that was asked for; %NULL where the log does not tell, or the same one answered
 */
char *
rc_model_reference_dup_requested (const RcSlotContext *context)
{
  const char *requested = rc_event_peek_field (context->event, RC_FIELD_MODEL_REQUESTED);
  const char *answered = rc_event_peek_field (context->event, RC_FIELD_MODEL_NAME);

  return requested != NULL && answered != NULL && strcmp (requested, answered) != 0 ? g_strdup (requested) : NULL;
}
