/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "claim.h"

static const char * const property_names[RC_N_PROPERTIES] = {
  [RC_PROPERTY_ARTIFACT_DIGEST] = "artifact-digest",
  [RC_PROPERTY_ARTIFACT_PLACE] = "artifact-place",
  [RC_PROPERTY_TRAINED_BY] = "trained-by",
  [RC_PROPERTY_VERSION_OF] = "version-of",
  [RC_PROPERTY_STAGE] = "stage",
  [RC_PROPERTY_CREATED] = "created",
  [RC_PROPERTY_STATUS] = "status",
  [RC_PROPERTY_DATASET] = "dataset",
  [RC_PROPERTY_DATASET_DIGEST] = "dataset-digest",
  [RC_PROPERTY_CODE_COMMIT] = "code-commit",
  [RC_PROPERTY_ENVIRONMENT] = "environment",
  [RC_PROPERTY_TRAINED_BY_PERSON] = "trained-by-person",
  [RC_PROPERTY_EVALUATION] = "evaluation",
  [RC_PROPERTY_APPROVED_BY] = "approved-by",
  [RC_PROPERTY_BASE_MODEL] = "base-model",
  [RC_PROPERTY_DESCRIBES] = "describes",
  [RC_PROPERTY_CARD_DATE] = "card-date",
  [RC_PROPERTY_CARD_VERSION] = "card-version",
  [RC_PROPERTY_LICENCE] = "licence",
  [RC_PROPERTY_INTENDED_USE] = "intended-use",
  [RC_PROPERTY_LIMITATION] = "limitation",
  [RC_PROPERTY_ISSUED_BY] = "issued-by",
  [RC_PROPERTY_USED_MODEL] = "used-model",
  [RC_PROPERTY_DERIVED_FROM] = "derived-from",
  [RC_PROPERTY_CHECKED] = "checked",
  [RC_PROPERTY_REVIEWED_BY] = "reviewed-by",
  [RC_PROPERTY_TAG] = "tag",
};

const char *
rc_property_to_name (RcProperty property)
{
  g_return_val_if_fail ((guint) property < RC_N_PROPERTIES, NULL);

  return property_names[property];
}

/**
 * rc_property_from_name:
 * @name: as rc_property_to_name() gives it
 * @out_property: (out): the property
 *
 * Returns: %FALSE if no property is called @name
 */
gboolean
rc_property_from_name (const char *name,
                       RcProperty *out_property)
{
  for (guint property = 0; property < RC_N_PROPERTIES; property++)
    if (g_strcmp0 (name, property_names[property]) == 0)
      {
        *out_property = property;
        return TRUE;
      }

  return FALSE;
}

void
rc_claim_free (RcClaim *self)
{
  if (self == NULL)
    return;

  g_free (self->locator);
  g_free (self->value);
  g_free (self);
}

RcClaim *
rc_claim_copy (const RcClaim *self)
{
  RcClaim *copy = g_memdup2 (self, sizeof *self);

  copy->locator = g_strdup (self->locator);
  copy->value = g_strdup (self->value);
  return copy;
}

/* Claims of imports that did not end lie above the mark; those of removed sources are no evidence any more. */
#define SELECT_CLAIMS \
  "SELECT c.id, c.source, c.record, c.locator, c.entity, c.property, c.value, c.target, c.from_us, c.to_us, c.recorded_us " \
  "FROM claim c JOIN source s ON s.id = c.source " \
  "WHERE s.state = 'published' AND +c.id <= (SELECT mark FROM published WHERE item = 'claim') AND "

static RcClaim *
claim_from_row (sqlite3_stmt *statement,
                RcProperty    property)
{
  RcClaim *self = g_new0 (RcClaim, 1);

  self->id = sqlite3_column_int64 (statement, 0);
  self->source = sqlite3_column_int64 (statement, 1);
  self->record = (guint64) sqlite3_column_int64 (statement, 2);
  self->locator = rc_database_column_dup (statement, 3);
  self->entity = sqlite3_column_int64 (statement, 4);
  self->property = property;
  self->value = rc_database_column_dup (statement, 6);
  self->target = sqlite3_column_int64 (statement, 7);
  self->from_us = rc_database_column_time (statement, 8);
  self->to_us = rc_database_column_time (statement, 9);
  self->recorded_us = rc_database_column_time (statement, 10);
  return self;
}

static GPtrArray *
collect_claims (RcDatabase   *database,
                sqlite3_stmt *statement,
                RcProperty    property,
                GError      **error)
{
  g_autoptr (GPtrArray) claims = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_claim_free);
  gboolean row;

  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&claims);
      g_ptr_array_add (claims, claim_from_row (statement, property));
    }
}

/**
 * rc_claim_list_of_entity:
 * @case_file: the case
 * @entity: number of the entity spoken of
 * @property: what is said
 *
 * Returns: (element-type RcClaim) (transfer full): the published claims, in the order of their numbers; empty where none
 */
GPtrArray *
rc_claim_list_of_entity (RcCase     *case_file,
                         gint64      entity,
                         RcProperty  property,
                         GError    **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;

  statement = rc_database_prepare (database, SELECT_CLAIMS "c.entity = ? AND c.property = ? ORDER BY c.id", error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, entity);
  rc_database_bind_text (statement, 2, rc_property_to_name (property));
  return collect_claims (database, statement, property, error);
}

/**
 * rc_claim_list_of_target:
 * @case_file: the case
 * @target: number of the entity linked to
 * @property: the kind of link
 *
 * Returns: (element-type RcClaim) (transfer full): the published claims, in the order of their numbers; empty where none
 */
GPtrArray *
rc_claim_list_of_target (RcCase     *case_file,
                         gint64      target,
                         RcProperty  property,
                         GError    **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;

  statement = rc_database_prepare (database, SELECT_CLAIMS "c.target = ? AND c.property = ? ORDER BY c.id", error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, target);
  rc_database_bind_text (statement, 2, rc_property_to_name (property));
  return collect_claims (database, statement, property, error);
}

/**
 * rc_claim_list_of_value:
 * @case_file: the case
 * @property: what is said
 * @value: exactly this text
 *
 * Returns: (element-type RcClaim) (transfer full): the published claims, in the order of their numbers; empty where none
 */
GPtrArray *
rc_claim_list_of_value (RcCase     *case_file,
                        RcProperty  property,
                        const char *value,
                        GError    **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;

  statement = rc_database_prepare (database, SELECT_CLAIMS "c.property = ? AND c.value = ? ORDER BY c.id", error);
  if (statement == NULL)
    return NULL;
  rc_database_bind_text (statement, 1, rc_property_to_name (property));
  rc_database_bind_text (statement, 2, value);
  return collect_claims (database, statement, property, error);
}
