/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "databricks-row.h"

#include "importers/json-value.h"

#include <string.h>

/* JSON text in JSON text, and in that once more: deeper nothing is looked for. */
#define MAX_TEXTS 4u

gboolean
rc_databricks_row_init (RcDatabricksRow *self,
                        const RcJson    *json)
{
  guint32 columns;

  *self = (RcDatabricksRow) { json, 0 };
  if (!rc_json_is (json, 0, RC_JSON_OBJECT))
    return FALSE;

  columns = rc_json_member (json, 0, "columns");
  if (rc_json_is (json, columns, RC_JSON_OBJECT) && rc_json_member (json, 0, "table") != RC_JSON_NO_NODE)
    self->object = columns;
  return TRUE;
}

static gboolean
same_name (const char *name,
           gsize       length,
           const char *wanted)
{
  const char *end = name + length;

  for (; *wanted != '\0'; wanted++)
    {
      if (*wanted == '_')
        continue;
      while (name < end && *name == '_')
        name++;
      if (name >= end || g_ascii_tolower (*name) != g_ascii_tolower (*wanted))
        return FALSE;
      name++;
    }
  while (name < end && *name == '_')
    name++;
  return name == end;
}

static guint32
find_member (const RcJson *json,
             guint32       object,
             const char   *wanted)
{
  if (!rc_json_is (json, object, RC_JSON_OBJECT))
    return RC_JSON_NO_NODE;

  for (guint32 name = object + 1; name < json->nodes[object].next; name = json->nodes[name].next)
    {
      gsize length;
      const char *text = rc_json_peek_text (json, name, &length);

      if (text != NULL && same_name (text, length, wanted))
        return name + 1;
    }

  return RC_JSON_NO_NODE;
}

/* The cell of a column. */
static guint32
find_cell (const RcDatabricksRow *self,
           const char            *column)
{
  guint32 cell = find_member (self->json, self->object, column);

  return cell != RC_JSON_NO_NODE ? cell : find_member (self->json, find_member (self->json, self->object, "properties"), column);
}

/* What stands at @path below a value, which may be JSON written as text; (nullable) (transfer full) */
static char *
dup_below (const RcJson *json,
           guint32       node,
           char        **path,
           guint         n_texts)
{
  g_auto (RcJson) inner = { 0 };
  g_autofree char *text = NULL;
  RcJsonFault fault;

  if (!rc_json_value_is_present (json, node))
    return NULL;
  if (path[0] == NULL)
    {
      text = rc_json_value_dup (json, node);
      return text != NULL && text[0] != '\0' ? g_steal_pointer (&text) : NULL;
    }

  if (rc_json_is (json, node, RC_JSON_OBJECT))
    return dup_below (json, find_member (json, node, path[0]), path + 1, n_texts);
  if (rc_json_is (json, node, RC_JSON_ARRAY))
    {
      guint64 wanted = g_ascii_strtoull (path[0], NULL, 10);
      guint32 item = node + 1;

      if (!g_ascii_isdigit (path[0][0]) || wanted >= json->nodes[node].count)
        return NULL;
      for (guint64 i = 0; i < wanted; i++)
        item = json->nodes[item].next;
      return dup_below (json, item, path + 1, n_texts);
    }
  if (!rc_json_is (json, node, RC_JSON_STRING) || n_texts >= MAX_TEXTS)
    return NULL;

  text = rc_json_value_dup (json, node);
  rc_json_init (&inner);
  if (!rc_json_parse (&inner, text, strlen (text), &fault) || inner.has_duplicate)
    return NULL;
  return rc_json_is (&inner, 0, RC_JSON_OBJECT) || rc_json_is (&inner, 0, RC_JSON_ARRAY) ? dup_below (&inner, 0, path, n_texts + 1) : NULL;
}

gboolean
rc_databricks_row_has (const RcDatabricksRow *self,
                       const char            *name)
{
  return find_cell (self, name) != RC_JSON_NO_NODE;
}

char *
rc_databricks_row_dup (const RcDatabricksRow *self,
                       const char            *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);

  return dup_below (self->json, find_cell (self, names[0]), names + 1, 0);
}

gboolean
rc_databricks_row_read_time (const RcDatabricksRow *self,
                             const char            *path,
                             RcTimestamp           *out_time)
{
  g_autofree char *text = rc_databricks_row_dup (self, path);
  gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0)
    return FALSE;
  if (strspn (text, "0123456789") == length)
    return rc_timestamp_from_epoch (text, length, 1000, out_time) && rc_timestamp_is_plausible (out_time);

  /* Times of the platform are those of Coordinated Universal Time where the export leaves the zone out. */
  return rc_timestamp_parse (text, length, RC_ZONE_RULE, 0, out_time);
}

/* --- Events --- */

RcDatabricksEvent *
rc_databricks_event_new (RcEventKind kind)
{
  RcDatabricksEvent *self = g_new0 (RcDatabricksEvent, 1);

  self->kind = kind;
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);
  return self;
}

void
rc_databricks_event_free (RcDatabricksEvent *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self);
}

const char *
rc_databricks_event_peek (const RcDatabricksEvent *self,
                          RcField                  field)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (self->fields, i);

      if (value->field == field)
        return value->value;
    }

  return NULL;
}

void
rc_databricks_event_take (RcDatabricksEvent     *self,
                          RcField                field,
                          const RcDatabricksRow *row,
                          const char            *path,
                          const char            *text)
{
  g_autofree char *column = g_strndup (path, strcspn (path, "/"));
  guint32 cell = find_cell (row, column);
  RcFieldValue *value;

  if (text == NULL || cell == RC_JSON_NO_NODE || rc_databricks_event_peek (self, field) != NULL)
    return;

  value = g_new0 (RcFieldValue, 1);
  value->field = field;
  value->value = g_strdup (text);
  value->offset = row->json->nodes[cell].offset;
  value->length = row->json->nodes[cell].length;
  value->locator = g_strdup_printf ("/%s", path);
  g_ptr_array_add (self->fields, value);
}

void
rc_databricks_event_take_path (RcDatabricksEvent     *self,
                               RcField                field,
                               const RcDatabricksRow *row,
                               const char            *path)
{
  g_autofree char *text = rc_databricks_row_dup (row, path);

  rc_databricks_event_take (self, field, row, path, text);
}

void
rc_databricks_event_take_time (RcDatabricksEvent     *self,
                               const RcDatabricksRow *row,
                               const char            *path)
{
  if (self->has_time)
    return;

  self->has_time = rc_databricks_row_read_time (row, path, &self->time);
  if (self->has_time)
    rc_databricks_event_take_path (self, RC_FIELD_TIME, row, path);
}
