/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "delta-log.h"

#include "databricks-row.h"
#include "databricks.h"
#include "importers/json-document.h"
#include "importers/registry-writer.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * One commit of a Delta table: TABLE/_delta_log/00000000000000000001.json, JSON lines, one action each. The number of the version is the name of
 * the file, and the table that of the folder above: under another name the bytes say something else. One record, row 0.
 *
 *  action                                   | becomes                                                                  | slot
 * ------------------------------------------+--------------------------------------------------------------------------+---------
 *  the file                                 | data set TABLE@VERSION, in this delivery; VERSION_OF is not told          | dataset
 *  commitInfo timestamp                     | CREATED; time of an event of kind other                                   |
 *  commitInfo operation, userName           | TAG operation; action and actor of that event                             |
 *  commitInfo readVersion                   | DERIVED_FROM → TABLE@readVersion, of a commit that changed what was there |
 *  metaData id, schemaString                | TAG table id, TAG columns                                                 |
 *  add path, size                           | DATASET_DIGEST "added PATH, SIZE bytes": names, no digest of the content  |
 *  remove path                              | DATASET_DIGEST "removed PATH"                                             |
 *  protocol, txn, domainMetadata            | nothing                                                                   |
 *  numFiles, tableSizeBytes of the file     | TAG live files, TAG live bytes of TABLE@VERSION: how many files that version has; | dataset
 *   of that number that ends in .crc        |  no event                                                                 |
 *
 * The live files of a version are those added up to it less those removed: each file tells its own, in the order of the versions. A checkpoint
 * holds the same in Parquet, which is not read. Files behind deletion vectors hold rows that are no longer there.
 *
 * UPDATE, DELETE, MERGE and TRUNCATE are set aside besides, with their time: the rows are not those that were first written. So is RESTORE.
 *
 * Cannot evidence: what was changed, and that no commit was removed: the log is numbered, not chained by digests.
 */

#define FILES_LISTED 1000u

/* The number in …/_delta_log/00000000000000000001.json or .crc, and the table before it; FALSE: another name. */
static gboolean
read_name (const char  *name,
           char       **out_table,
           guint64     *out_version)
{
  static const char folder[] = "_delta_log/";
  const char *base = name != NULL ? strrchr (name, '/') : NULL;
  const char *table;
  gsize digits;

  if (base == NULL)
    return FALSE;
  base++;
  digits = strspn (base, "0123456789");
  if (digits != 20 || (strcmp (base + digits, ".json") != 0 && strcmp (base + digits, ".crc") != 0) || (gsize) (base - name) < strlen (folder) ||
      strncmp (base - strlen (folder), folder, strlen (folder)) != 0)
    return FALSE;
  /* Twenty digits can be more than any version. */
  *out_version = g_ascii_strtoull (base, NULL, 10);
  if (*out_version > G_MAXINT64)
    return FALSE;

  if (out_table == NULL)
    return TRUE;
  table = base - strlen (folder);
  *out_table = g_strndup (name, table > name ? (gsize) (table - name) - 1 : 0);
  for (char *slash = strpbrk (*out_table, "/!"); slash != NULL; slash = strpbrk (*out_table, "/!"))
    memmove (*out_table, slash + 1, strlen (slash + 1) + 1);
  if ((*out_table)[0] == '\0')
    {
      g_free (*out_table);
      *out_table = g_strdup ("table");
    }
  return TRUE;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  static const char * const beginnings[] = {
    "{\"commitInfo\"", "{\"protocol\"", "{\"metaData\"", "{\"add\"", "{\"remove\"", "{\"txn\"", "{\"domainMetadata\"", "{\"cdc\"",
    "{\"txnId\"", "{\"tableSizeBytes\"", NULL
  };
  guint64 version;

  if (sample->head_length == 0 || sample->head[0] != '{' || !read_name (sample->name, NULL, &version))
    return 0;
  for (guint i = 0; beginnings[i] != NULL; i++)
    if (sample->head_length >= strlen (beginnings[i]) && strncmp (sample->head, beginnings[i], strlen (beginnings[i])) == 0)
      return 90;
  return 0;
}

/* One commit while it is told. */
typedef struct
{
  RcRegistryWriter  writer;
  char             *table;
  guint64           version;
  gint64            entity;
  guint             n_files;
  gint64            created_us;
  gboolean          has_info;      /* a second commitInfo is none */
} Commit;

static gboolean
is_change (const char *operation)
{
  static const char * const words[] = { "UPDATE", "DELETE", "MERGE", "TRUNCATE", "RESTORE", "REPLACE TABLE", "CREATE OR REPLACE TABLE", NULL };

  return operation != NULL && g_strv_contains (words, operation);
}

static gboolean
tell_change (Commit                 *self,
             const RcDatabricksRow  *row,
             const char             *operation,
             gsize                   offset,
             GError                **error)
{
  g_autofree char *read_version = rc_databricks_row_dup (row, "commit_info/read_version");
  g_autofree char *before = NULL;
  g_autofree char *found = NULL;
  g_autofree char *time = self->created_us != RC_TIME_NONE ? rc_time_format_utc (self->created_us) : g_strdup ("a time not told");

  if (read_version != NULL && strspn (read_version, "0123456789") == strlen (read_version))
    before = g_strdup_printf ("%s@%s", self->table, read_version);
  if (!rc_registry_writer_link (&self->writer, self->entity, RC_PROPERTY_DERIVED_FROM, RC_ENTITY_DATASET, before, self->created_us, error))
    return FALSE;
  if (!is_change (operation))
    return TRUE;

  found = g_strdup_printf ("%s at %s", operation, time);
  return rc_registry_writer_set_aside (&self->writer, (gint64) offset, RC_EXCEPTION_REGISTRY_MALFORMED, "rows as they were first written", found,
                                       "Rows of a Delta table were changed or deleted after they had been written.", error);
}

static gboolean
add_commit_info (Commit                 *self,
                 const RcDatabricksRow  *row,
                 gsize                   offset,
                 GError                **error)
{
  g_autofree char *operation = rc_databricks_row_dup (row, "commit_info/operation");
  RcParsedEvent event = { .kind = RC_EVENT_OTHER };

  if (self->has_info)
    return rc_registry_writer_set_aside (&self->writer, (gint64) offset, RC_EXCEPTION_REGISTRY_MALFORMED, "one commitInfo", "another one",
                                         "A commit of a Delta table tells twice what it did; the first counts.", error);

  self->has_info = TRUE;
  event.has_time = rc_databricks_row_read_time (row, "commit_info/timestamp", &event.time);
  self->created_us = event.has_time ? event.time.from_us : RC_TIME_NONE;
  return rc_registry_writer_add_created (&self->writer, self->entity, self->created_us, error) &&
         rc_registry_writer_add_tag (&self->writer, self->entity, "operation", operation, self->created_us, error) &&
         rc_import_sink_add_event (self->writer.sink, RC_IMPORT_SOURCE, 1, &event, error) &&
         tell_change (self, row, operation, offset, error);
}

/* The names of the columns, from the schema that stands as JSON text in the action. (nullable) (transfer full) */
static char *
dup_columns (const RcDatabricksRow *row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < FILES_LISTED; i++)
    {
      g_autofree char *path = g_strdup_printf ("meta_data/schema_string/fields/%u/name", i);
      g_autofree char *name = rc_databricks_row_dup (row, path);

      if (name == NULL)
        break;
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static gboolean
add_file (Commit                 *self,
          const RcDatabricksRow  *row,
          const char             *what,
          const char             *word,
          GError                **error)
{
  g_autofree char *path_of_path = g_strconcat (what, "/path", NULL);
  g_autofree char *path_of_size = g_strconcat (what, "/size", NULL);
  g_autofree char *path = rc_databricks_row_dup (row, path_of_path);
  g_autofree char *size = rc_databricks_row_dup (row, path_of_size);
  g_autofree char *value = path != NULL ? g_strdup_printf ("%s %s%s%s%s", word, path, size != NULL ? ", " : "", size != NULL ? size : "",
                                                           size != NULL ? " bytes" : "") : NULL;

  if (++self->n_files > FILES_LISTED)
    return TRUE;
  return rc_registry_writer_add_claim (&self->writer, self->entity, RC_PROPERTY_DATASET_DIGEST, value, 0, RC_TIME_NONE, self->created_us,
                                       error);
}

static gboolean
add_action (Commit                 *self,
            const RcDatabricksRow  *row,
            gsize                   offset,
            GError                **error)
{
  g_autofree char *id = rc_databricks_row_dup (row, "meta_data/id");
  g_autofree char *files = rc_databricks_row_dup (row, "num_files"), *bytes = rc_databricks_row_dup (row, "table_size_bytes");
  g_autofree char *columns = dup_columns (row);

  if (rc_databricks_row_has (row, "commit_info"))
    return add_commit_info (self, row, offset, error);
  if (rc_databricks_row_has (row, "add"))
    return add_file (self, row, "add", "added", error);
  if (rc_databricks_row_has (row, "remove"))
    return add_file (self, row, "remove", "removed", error);

  return rc_registry_writer_add_tag (&self->writer, self->entity, "live files", files, self->created_us, error) &&
         rc_registry_writer_add_tag (&self->writer, self->entity, "live bytes", bytes, self->created_us, error) &&
         rc_registry_writer_add_tag (&self->writer, self->entity, "table id", id, self->created_us, error) &&
         rc_registry_writer_add_tag (&self->writer, self->entity, "columns", columns, self->created_us, error);
}

static gboolean
add_line (Commit      *self,
          const char  *line,
          gsize        length,
          gsize        offset,
          GError     **error)
{
  g_auto (RcJson) json = { 0 };
  RcDatabricksRow row;
  RcJsonFault fault = { RC_JSON_FAULT_NONE, 0, "an object with one action, each member named once" };

  rc_json_init (&json);
  if (rc_json_parse (&json, line, length, &fault) && !json.has_duplicate && rc_databricks_row_init (&row, &json))
    return add_action (self, &row, offset, error);
  if (fault.kind == RC_JSON_FAULT_EMPTY)
    return TRUE;

  return rc_registry_writer_set_aside (&self->writer, (gint64) (offset + fault.offset), RC_EXCEPTION_UNREADABLE_RECORD, fault.expected,
                                       rc_json_fault_code (fault.kind), "An action of a commit of a Delta table cannot be read.", error);
}

static gboolean
add_lines (Commit       *self,
           const char   *text,
           gsize         length,
           GCancellable *cancellable,
           GError      **error)
{
  g_autofree char *name = g_strdup_printf ("%s@%" G_GUINT64_FORMAT, self->table, self->version);
  guint number = 0;

  rc_registry_writer_at (&self->writer, "name of the file");
  if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_DATASET, name, &self->entity, error))
    return FALSE;

  for (gsize offset = 0; offset < length;)
    {
      const char *stop = memchr (text + offset, '\n', length - offset);
      gsize line_length = stop != NULL ? (gsize) (stop - text) - offset : length - offset;

      rc_registry_writer_at (&self->writer, "line %u", ++number);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !add_line (self, text + offset, line_length, offset, error))
        return FALSE;
      offset += line_length + 1;
    }

  if (self->n_files <= FILES_LISTED)
    return TRUE;
  return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_LIMIT, "at most 1000 files of one commit", "more",
                                       "The further files of a commit of a Delta table are not listed; they stand in its record.", error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autofree char *scope = rc_registry_scope_dup (input, 2);
  Commit commit = { .created_us = RC_TIME_NONE };
  const char *text = NULL;
  gsize length = 0;
  gboolean done;

  /* Under another name it is no commit of a table. */
  if (!read_name (input->name, &commit.table, &commit.version))
    return TRUE;

  rc_registry_writer_init (&commit.writer, sink, RC_IMPORT_SOURCE);
  commit.writer.scope = scope;
  if (input->bytes != NULL)
    text = g_bytes_get_data (input->bytes, &length);
  if (input->bytes == NULL)
    done = rc_registry_writer_set_aside (&commit.writer, -1, RC_EXCEPTION_LIMIT, "at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more",
                                         "A commit of a Delta table cannot be read.", error);
  else
    done = add_lines (&commit, text != NULL ? text : "", length, cancellable, error);
  rc_registry_writer_clear (&commit.writer);
  g_free (commit.table);
  return done;
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           number)
{
  g_autoptr (RcDatabricksEvent) event = rc_databricks_event_new (RC_EVENT_OTHER);

  for (gsize offset = 0; offset < length;)
    {
      const char *stop = memchr (bytes + offset, '\n', length - offset);
      gsize line_length = stop != NULL ? (gsize) (stop - bytes) - offset : length - offset;
      g_auto (RcJson) json = { 0 };
      RcDatabricksRow row;
      RcJsonFault fault;

      rc_json_init (&json);
      if (rc_json_parse (&json, bytes + offset, line_length, &fault) && rc_databricks_row_init (&row, &json) &&
          rc_databricks_row_has (&row, "commit_info"))
        {
          rc_databricks_event_take_time (event, &row, "commit_info/timestamp");
          rc_databricks_event_take_path (event, RC_FIELD_ACTION, &row, "commit_info/operation");
          rc_databricks_event_take_path (event, RC_FIELD_ACTOR, &row, "commit_info/user_name");
          for (guint i = 0; i < event->fields->len; i++)
            ((RcFieldValue *) g_ptr_array_index (event->fields, i))->offset += offset;
          break;
        }
      offset += line_length + 1;
    }

  return g_ptr_array_ref (event->fields);
}

static const RcImporter importer = {
  .id = "delta-log",
  .title = N_("Commit of a Delta table"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("which version of a table was written when and how, and of which files; rows changed or deleted later are told; the log is "
                  "numbered, not protected"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

const RcImporter *
rc_delta_log_importer (void)
{
  return &importer;
}
