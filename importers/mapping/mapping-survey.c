/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-survey.h"

#include "core/base64.h"
#include "importers/json-value.h"
#include "importers/mapping/mapped-importer.h"
#include "importers/mapping/mapping-sample.h"

#include <string.h>

/* So much of a sample is looked at. */
#define MAX_RECORDS 200u
#define MAX_PATHS 400u
#define MAX_DEPTH 8u
#define MAX_DISTINCT 64u
#define MAX_EXAMPLES 3u
#define EXAMPLE_BYTES 60u

/* A mapping with nothing in it, that the readers of tables and lines ask. */
#define BARE "[mapping]\nid=sample\ntitle=Sample\nevidences=Sample.\nversion=1\nframing=%s\n%s[recognise]\nhas.1=/x\n[kind]\nkind=other\n[fields]\nid=/x\n"

typedef struct
{
  RcMappingDraft *draft;
  GHashTable     *places;      /* path → RcMappingPathInfo, borrowed */
  GHashTable     *distinct;    /* path → GHashTable of values */
} Survey;

/* --- What stands where --- */

static RcMappingLooks
look_at_text (const char *text,
              gsize       length)
{
  RcTimestamp time;
  char *end = NULL;

  if (length == 0)
    return RC_MAPPING_LOOKS_EMPTY;
  if (rc_timestamp_parse (text, length, RC_ZONE_UNKNOWN, 0, &time) && length >= 10)
    return RC_MAPPING_LOOKS_TIME;
  if (length == 64 && strspn (text, "0123456789abcdefABCDEF") == 64)
    return RC_MAPPING_LOOKS_DIGEST;

  (void) g_ascii_strtod (text, &end);
  return end != text && *end == '\0' ? RC_MAPPING_LOOKS_NUMBER : RC_MAPPING_LOOKS_TEXT;
}

static RcMappingLooks
look_at_value (const RcJson *json,
               guint32       node,
               const char   *text)
{
  switch ((RcJsonType) json->nodes[node].type)
    {
    case RC_JSON_NUMBER: return RC_MAPPING_LOOKS_NUMBER;
    case RC_JSON_TRUE:
    case RC_JSON_FALSE:  return RC_MAPPING_LOOKS_BOOLEAN;
    case RC_JSON_OBJECT: return RC_MAPPING_LOOKS_OBJECT;
    case RC_JSON_ARRAY:  return RC_MAPPING_LOOKS_LIST;
    case RC_JSON_STRING: return look_at_text (text, strlen (text));
    case RC_JSON_NULL:
    case RC_JSON_NAME:   break;
    }
  return RC_MAPPING_LOOKS_EMPTY;
}

static RcMappingPathInfo *
ensure_path (Survey     *self,
             const char *path)
{
  RcMappingPathInfo *info = g_hash_table_lookup (self->places, path);

  if (info != NULL || self->draft->paths->len >= MAX_PATHS)
    return info;

  info = rc_mapping_path_info_new (path);
  g_ptr_array_add (self->draft->paths, info);
  g_hash_table_insert (self->places, info->path, info);
  g_hash_table_insert (self->distinct, info->path, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL));
  return info;
}

static void
add_example (RcMappingPathInfo *info,
             const char        *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (strlen (text), EXAMPLE_BYTES));

  if (info->examples->len < MAX_EXAMPLES)
    g_ptr_array_add (info->examples, strlen (text) > EXAMPLE_BYTES ? g_strconcat (valid, "…", NULL) : g_steal_pointer (&valid));
}

static void
note_value (Survey       *self,
            const char   *path,
            const RcJson *json,
            guint32       node)
{
  RcMappingPathInfo *info = ensure_path (self, path);
  g_autofree char *text = rc_json_value_dup (json, node);
  RcMappingLooks looks = look_at_value (json, node, text);
  GHashTable *distinct;

  if (info == NULL)
    return;

  info->n_present++;
  if (info->looks == RC_MAPPING_LOOKS_EMPTY)
    info->looks = looks;
  else if (looks != info->looks && looks != RC_MAPPING_LOOKS_EMPTY)
    info->looks = RC_MAPPING_LOOKS_TEXT;

  distinct = g_hash_table_lookup (self->distinct, path);
  if (g_hash_table_size (distinct) >= MAX_DISTINCT)
    {
      /* Beyond what is counted, values are taken for new ones. */
      info->n_distinct++;
      return;
    }
  if (!g_hash_table_contains (distinct, text))
    {
      add_example (info, text);
      info->n_distinct++;
      g_hash_table_add (distinct, g_steal_pointer (&text));
    }
}

static void visit (Survey       *self,
                   const char   *path,
                   const RcJson *json,
                   guint32       node,
                   guint         depth);

/* A text that is a JSON object, itself or in base64, is looked into. */
static void
visit_text (Survey       *self,
            const char   *path,
            const RcJson *json,
            guint32       node,
            guint         depth)
{
  g_autofree char *text = rc_json_value_dup (json, node);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *inner = NULL;
  g_auto (RcJson) inside = { 0 };
  RcJsonFault fault;
  const char *data = text;
  gsize length = strlen (text);

  if (depth >= MAX_DEPTH)
    return;
  if (*text != '{' && length >= 16)
    {
      bytes = rc_base64_decode (text, length, RC_BASE64_EITHER);
      data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
    }
  if (data == NULL || length == 0 || *data != '{')
    return;

  rc_json_init (&inside);
  if (!rc_json_parse (&inside, data, length, &fault) || inside.nodes[0].type != RC_JSON_OBJECT)
    return;
  inner = g_strconcat (path, bytes != NULL ? "/=base64/=json" : "/=json", NULL);
  visit (self, inner, &inside, 0, depth + 1);
}

/* A member's name as a step of a path. */
static char *
dup_step (const RcJson *json,
          guint32       name)
{
  gsize length;
  g_autofree char *text = rc_json_dup_text (json, name, &length);
  g_autoptr (GString) step = g_string_new (NULL);

  if (*text == '=' || *text == '[' || g_str_equal (text, "*") || g_str_equal (text, "#"))
    g_string_append (step, "~2");
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '~' || *p == '/')
        g_string_append (step, *p == '~' ? "~0" : "~1");
      else
        g_string_append_c (step, *p);
    }
  return g_string_free (g_steal_pointer (&step), FALSE);
}

/* A path that the language of mappings cannot say is not proposed. */
static gboolean
can_be_said (const char *step)
{
  return strchr (step, ' ') == NULL || (strstr (step, " | ") == NULL && strstr (step, " if ") == NULL && strstr (step, " + ") == NULL &&
                                        strstr (step, " like ") == NULL && *step != ' ' && !g_str_has_suffix (step, " "));
}

/* Recursion is bounded by MAX_DEPTH. */
static void
visit (Survey       *self,
       const char   *path,
       const RcJson *json,
       guint32       node,
       guint         depth)
{
  const RcJsonNode *nodes = json->nodes;

  for (guint32 name = node + 1; name < nodes[node].next; name = nodes[name].next)
    {
      g_autofree char *step = dup_step (json, name);
      g_autofree char *inner = g_strdup_printf ("%s/%s", path, step);
      const guint32 value = name + 1;

      if (!can_be_said (step) || !rc_json_value_is_present (json, value))
        continue;
      note_value (self, inner, json, value);
      if (nodes[value].type == RC_JSON_OBJECT && depth < MAX_DEPTH)
        visit (self, inner, json, value, depth + 1);
      else if (nodes[value].type == RC_JSON_STRING)
        visit_text (self, inner, json, value, depth);
    }
}

/* --- Which form --- */

/* A record that holds a list of objects and nothing else in numbers: each of them is a row. (nullable) */
static char *
find_rows (const RcJson *json)
{
  const RcJsonNode *nodes = json->nodes;
  g_autofree char *found = NULL;

  for (guint32 name = 1; name < nodes[0].next; name = nodes[name].next)
    {
      const guint32 value = name + 1;
      g_autofree char *step = NULL;

      if (nodes[value].type != RC_JSON_ARRAY || nodes[value].count < 2 || nodes[value + 1].type != RC_JSON_OBJECT)
        continue;
      if (found != NULL)
        return NULL;
      step = dup_step (json, name);
      found = can_be_said (step) ? g_strdup_printf ("/%s/*", step) : NULL;
    }

  return g_steal_pointer (&found);
}

static void
survey_rows (Survey       *self,
             const RcJson *json)
{
  const RcJsonNode *nodes = json->nodes;

  for (guint32 name = 1; name < nodes[0].next; name = nodes[name].next)
    {
      if (nodes[name + 1].type != RC_JSON_ARRAY || nodes[name + 1].count < 2 || nodes[name + 2].type != RC_JSON_OBJECT)
        continue;
      for (guint32 item = name + 2; item < nodes[name + 1].next && self->draft->n_records < MAX_RECORDS; item = nodes[item].next)
        if (nodes[item].type == RC_JSON_OBJECT)
          {
            visit (self, "", json, item, 1);
            self->draft->n_records++;
          }
    }
}

static void
survey_records (Survey    *self,
                GPtrArray *records,
                gboolean   is_table)
{
  RcMappingDraft *draft = self->draft;
  g_auto (RcJson) json = { 0 };

  rc_json_init (&json);
  for (guint i = 0; i < records->len; i++)
    {
      const RcMappingSampleRecord *record = g_ptr_array_index (records, i);
      RcJsonFault fault;

      if (!rc_json_parse (&json, record->json, record->length, &fault) || json.nodes[0].type != RC_JSON_OBJECT)
        {
          draft->n_unread++;
          continue;
        }
      if (records->len == 1 && !is_table)
        draft->rows = find_rows (&json);
      if (draft->rows != NULL)
        {
          survey_rows (self, &json);
          return;
        }
      visit (self, "", &json, is_table ? rc_json_member (&json, 0, "columns") : 0, 1);
      draft->n_records++;
    }
}

static guint
count_objects (GPtrArray *records)
{
  g_auto (RcJson) json = { 0 };
  guint count = 0;

  rc_json_init (&json);
  for (guint i = 0; i < records->len; i++)
    {
      const RcMappingSampleRecord *record = g_ptr_array_index (records, i);
      RcJsonFault fault;

      count += rc_json_parse (&json, record->json, record->length, &fault) && json.nodes[0].type == RC_JSON_OBJECT;
    }
  return count;
}

/* Lines where at least half of them are objects; objects in a row else; a table where it is no JSON. */
static GPtrArray *
cut_sample (RcMappingDraft  *draft,
            const char      *sample,
            gsize            length,
            gboolean         is_whole,
            GError         **error)
{
  gsize first = length >= 3 && memcmp (sample, "\357\273\277", 3) == 0 ? 3 : 0;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (RcMapping) bare = NULL;
  g_autofree char *text = g_strdup_printf (BARE, "csv", "");

  while (first < length && g_ascii_isspace (sample[first]))
    first++;
  if (first < length && (sample[first] == '{' || sample[first] == '['))
    {
      records = rc_mapping_sample_cut (NULL, RC_FRAMING_LINES, sample, length, is_whole, MAX_RECORDS);
      draft->framing = g_strdup ("lines");
      if (records->len > 0 && count_objects (records) * 2 >= records->len)
        return g_steal_pointer (&records);
      g_ptr_array_unref (records);
      g_free (draft->framing);
      draft->framing = g_strdup ("objects");
      records = rc_mapping_sample_cut (NULL, RC_FRAMING_OBJECTS, sample + first, length - first, is_whole, MAX_RECORDS);
      return g_steal_pointer (&records);
    }

  bare = rc_mapping_new (text, strlen (text), "sample", error);
  if (bare == NULL)
    return NULL;
  draft->framing = g_strdup ("csv");
  return rc_mapping_sample_cut (bare, RC_FRAMING_FIXED, sample, length, is_whole, MAX_RECORDS);
}

static gboolean
survey_lines (Survey      *self,
              const char  *sample,
              gsize        length,
              gboolean     is_whole,
              GError     **error)
{
  RcMappingDraft *draft = self->draft;
  g_autofree char *group = g_strdup_printf ("[lines]\npattern.1=%s\n", draft->line_pattern);
  g_autofree char *text = g_strdup_printf (BARE, "text", group);
  g_autoptr (RcMapping) bare = rc_mapping_new (text, strlen (text), "pattern", error);
  g_autoptr (GPtrArray) lines = NULL;
  g_auto (RcJson) json = { 0 };

  rc_json_init (&json);
  if (bare == NULL)
    return FALSE;

  draft->framing = g_strdup ("text");
  lines = rc_mapping_sample_cut (NULL, RC_FRAMING_LINES, sample, length, is_whole, MAX_RECORDS);
  for (guint i = 0; i < lines->len; i++)
    {
      const RcMappingSampleRecord *record = g_ptr_array_index (lines, i);
      g_auto (RcMappedLine) line = { 0 };
      RcJsonFault fault;

      rc_mapped_line_read (bare, record->json, record->length, &line);
      if (line.json == NULL || !rc_json_parse (&json, line.json, line.length, &fault))
        {
          draft->n_unread++;
          continue;
        }
      visit (self, "", &json, 0, 1);
      draft->n_records++;
    }
  return TRUE;
}

/**
 * rc_mapping_survey:
 * @draft: its line_pattern is read; framing, rows, paths and counts are filled
 *
 * Returns: %FALSE with RC_IMPORTER_ERROR_MAPPING where the line pattern is none
 */
gboolean
rc_mapping_survey (RcMappingDraft  *draft,
                   const char      *sample,
                   gsize            length,
                   gboolean         is_whole,
                   GError         **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) distinct = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
  g_autoptr (GPtrArray) records = NULL;
  Survey survey = { .draft = draft, .places = places, .distinct = distinct };

  if (draft->line_pattern != NULL)
    return survey_lines (&survey, sample, length, is_whole, error);

  records = cut_sample (draft, sample, length, is_whole, error);
  if (records == NULL)
    return FALSE;
  survey_records (&survey, records, g_str_equal (draft->framing, "csv"));
  return TRUE;
}
