/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/checks/schema-set.h"

#include <string.h>

#include "core/bounds.h"
#include "core/importer.h"
#include "core/vault.h"

static void
delivered_free (gpointer data)
{
  RcDeliveredSchema *delivered = data;

  rc_json_schema_free (delivered->schema);
  g_free (delivered->name);
  g_free (delivered);
}

/* Bytes that cannot be read are told where the case's own bytes are checked. */
static RcDeliveredSchema *
load (RcVault        *vault,
      const RcSource *source)
{
  RcDeliveredSchema *delivered = g_new0 (RcDeliveredSchema, 1);
  g_autofree char *text = NULL;

  delivered->source = source->id;
  delivered->name = g_strdup (source->name);
  if (source->size > RC_LIMIT_SCHEMA_BYTES)
    {
      delivered->reason = "at most 4 MiB (RC_LIMIT_SCHEMA_BYTES)";
      return delivered;
    }

  text = g_malloc (source->size + 1);
  if (rc_vault_read (vault, source->start, text, (gsize) source->size, NULL))
    delivered->schema = rc_json_schema_new (text, (gsize) source->size, &delivered->reason);
  else
    delivered->reason = "bytes that can be read";
  return delivered;
}

static void
mark_ambiguous (const RcSchemaSet *self)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      RcDeliveredSchema *first = g_ptr_array_index (self->list, i);

      for (guint j = 0; j < i; j++)
        {
          RcDeliveredSchema *second = g_ptr_array_index (self->list, j);

          if (first->schema == NULL || second->schema == NULL || rc_json_schema_peek_id (first->schema) == NULL
              || g_strcmp0 (rc_json_schema_peek_id (first->schema), rc_json_schema_peek_id (second->schema)) != 0)
            continue;
          first->is_ambiguous = TRUE;
          second->is_ambiguous = TRUE;
        }
    }
}

/**
 * rc_schema_set_load:
 * @sources: all published sources
 *
 * Returns: (transfer full): the schemas among them, which may be none
 */
RcSchemaSet *
rc_schema_set_load (RcCase    *case_file,
                    GPtrArray *sources)
{
  RcSchemaSet *self = g_new0 (RcSchemaSet, 1);
  g_autoptr (RcVault) vault = rc_vault_new (rc_case_get_database (case_file));

  self->list = g_ptr_array_new_with_free_func (delivered_free);
  for (guint i = 0; i < sources->len && self->list->len < RC_LIMIT_SCHEMAS; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      const RcImporter *importer = source->importer != NULL && source->mapping == 0 ? rc_importer_by_id (source->importer) : NULL;

      if (importer != NULL && importer->describes_records && !rc_source_is_repeat (source))
        g_ptr_array_add (self->list, load (vault, source));
    }
  mark_ambiguous (self);
  return self;
}

void
rc_schema_set_free (RcSchemaSet *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->list);
  g_free (self);
}

int
rc_schema_set_find (const RcSchemaSet *self,
                    gint64             source)
{
  for (guint i = 0; i < self->list->len; i++)
    if (((const RcDeliveredSchema *) g_ptr_array_index (self->list, i))->source == source)
      return (int) i;

  return -1;
}

int
rc_schema_set_find_named (const RcSchemaSet *self,
                          const RcJson      *record,
                          guint32            node)
{
  if (!rc_json_is (record, node, RC_JSON_STRING))
    return -1;
  for (guint i = 0; i < self->list->len; i++)
    {
      const RcDeliveredSchema *delivered = g_ptr_array_index (self->list, i);
      const char *id = delivered->schema != NULL ? rc_json_schema_peek_id (delivered->schema) : NULL;

      if (id != NULL && rc_json_name_is (record, node, id))
        return (int) i;
    }
  return -1;
}
