/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-signs.h"

#include "importers/json-value.h"
#include "importers/mapping/mapped-importer.h"
#include "importers/mapping/mapping-sample.h"

#include <string.h>

/* So many records of a sample are looked at. */
#define LOOKED_AT 16

typedef struct
{
  const RcMapping *mapping;
  RcJson           json;
  guint32         *nodes;
  int              looked_at;
  int              matched;
} Search;

/* An index stands in no text, and of a name with an escape only the part before it is surely there. */
static gboolean
may_hold (const RcMapping     *self,
          const RcMappingSign *sign,
          const char          *text,
          gsize                length)
{
  const char *name = strrchr (rc_path_set_peek (self->sign_paths, sign->path), '/') + 1;

  return sign->kind == RC_MAPPING_SIGN_LACKS || g_ascii_isdigit (*name) || memmem (text, length, name, strcspn (name, "~")) != NULL;
}

/* A sign's last name must stand somewhere in the sample. This spares reading the sample as JSON for most files of a folder. */
static gboolean
may_match (const RcMapping *self,
           const char      *text,
           gsize            length)
{
  gboolean holds = TRUE;

  for (guint i = 0; i < self->signs->len; i++)
    {
      const RcMappingSign *sign = &g_array_index (self->signs, RcMappingSign, i);

      if (!sign->is_alternative && !holds)
        return FALSE;
      holds = (sign->is_alternative && holds) || may_hold (self, sign, text, length);
    }

  return holds;
}

static gboolean
begins (const RcJson *json,
        guint32       node,
        const char   *text)
{
  g_autofree char *value = rc_json_value_is_present (json, node) ? rc_json_value_dup (json, node) : NULL;

  return value != NULL && g_str_has_prefix (value, text);
}

static gboolean
sign_holds (const RcMappingSign *sign,
            const RcJson        *json,
            guint32              found)
{
  switch (sign->kind)
    {
    case RC_MAPPING_SIGN_HAS:    return rc_json_value_is_present (json, found);
    case RC_MAPPING_SIGN_EQUALS: return rc_json_value_equals (json, found, sign->value);
    case RC_MAPPING_SIGN_BEGINS: return begins (json, found, sign->value);
    case RC_MAPPING_SIGN_LACKS:  break;
    }
  return !rc_json_value_is_present (json, found);
}

static gboolean
signs_hold (Search *self,
            guint32 node)
{
  const RcMapping *mapping = self->mapping;
  gboolean holds = TRUE;

  rc_path_set_find (mapping->sign_paths, RC_PATHS_ALL, &self->json, node, self->nodes);
  for (guint i = 0; i < mapping->signs->len; i++)
    {
      const RcMappingSign *sign = &g_array_index (mapping->signs, RcMappingSign, i);

      if (!sign->is_alternative && !holds)
        return FALSE;
      holds = (sign->is_alternative && holds) || sign_holds (sign, &self->json, self->nodes[sign->path]);
    }

  return holds;
}

/* One record; what is no JSON object is looked at in vain. */
static void
look_at_object (Search *self,
                guint32 node)
{
  self->looked_at++;
  if (self->json.nodes[node].type == RC_JSON_OBJECT && signs_hold (self, node))
    self->matched++;
}

static void
look_at_line (Search     *self,
              const char *text,
              gsize       length)
{
  RcJsonFault fault;

  if (rc_json_parse (&self->json, text, length, &fault))
    look_at_object (self, 0);
  else if (fault.kind != RC_JSON_FAULT_EMPTY)
    self->looked_at++;
}

static void
look_at_document (Search     *self,
                  const char *text,
                  gsize       length)
{
  RcJsonFault fault;
  const RcJsonNode *nodes;

  if (!rc_json_parse (&self->json, text, length, &fault))
    return;

  nodes = self->json.nodes;
  if (nodes[0].type != RC_JSON_ARRAY)
    {
      look_at_object (self, 0);
      return;
    }
  for (guint32 item = 1; item < nodes[0].next && self->looked_at < LOOKED_AT; item = nodes[item].next)
    look_at_object (self, item);
}

/*
 * A sample ends in the middle of a long record. Its members up to the last comma between them are whole: closed behind
 * that comma it can be read. (nullable): there is no such comma.
 */
static char *
close_cut (const char *text,
           gsize       length,
           gsize      *out_length)
{
  gboolean in_text = FALSE;
  gsize comma = 0, start = 0;
  int depth = 0;
  char *closed;

  while (start < length && g_ascii_isspace (text[start]))
    start++;

  for (gsize i = start; i < length; i++)
    {
      char c = text[i];

      if (in_text && c == '\\')
        i++;
      else if (c == '"')
        in_text = !in_text;
      else if (in_text)
        continue;
      else if (c == '{' || c == '[')
        depth++;
      else if (c == '}' || c == ']')
        depth--;
      else if (c == ',' && depth == 1)
        comma = i;
    }

  if (comma == 0)
    return NULL;

  closed = g_memdup2 (text, comma + 1);
  closed[comma] = text[start] == '[' ? ']' : '}';
  *out_length = comma + 1;
  return closed;
}

static void
search_cut (Search     *self,
            const char *text,
            gsize       length,
            RcFraming   framing)
{
  gsize closed_length;
  g_autofree char *closed = close_cut (text, length, &closed_length);

  if (closed == NULL)
    return;
  if (framing == RC_FRAMING_WHOLE)
    look_at_document (self, closed, closed_length);
  else
    look_at_line (self, closed, closed_length);
}

static void
search_lines (Search     *self,
              const char *text,
              gsize       length,
              gboolean    is_whole)
{
  const char *end = text + length;

  for (const char *line = text; line < end && self->looked_at < LOOKED_AT;)
    {
      const char *line_end = memchr (line, '\n', (gsize) (end - line));

      if (line_end == NULL && !is_whole)
        break;
      if (line_end == NULL)
        line_end = end;
      look_at_line (self, line, (gsize) (line_end - line));
      line = line_end + (line_end < end ? 1 : 0);
    }

  if (self->looked_at == 0 && !is_whole)
    search_cut (self, text, length, RC_FRAMING_LINES);
}

static void
search_objects (Search     *self,
                const char *text,
                gsize       length)
{
  const char *end = text + length;
  const char *object = text;

  while (object < end && self->looked_at < LOOKED_AT)
    {
      const char *object_end;

      /* Nothing ends the sample: no function for texts may look for its end. */
      while (object < end && *object != '\0' && strchr (" \t\r\n[,", *object) != NULL)
        object++;
      if (object >= end || *object != '{')
        return;
      object_end = rc_mapping_sample_find_end (object, end);
      if (object_end == NULL)
        {
          if (self->looked_at == 0)
            search_cut (self, object, (gsize) (end - object), RC_FRAMING_OBJECTS);
          return;
        }
      look_at_line (self, object, (gsize) (object_end - object));
      object = object_end;
    }
}

/* --- Tables and texts --- */

static void
search_table (Search         *self,
              const RcSample *sample)
{
  g_autoptr (GPtrArray) lines = rc_mapped_csv_sample (self->mapping, sample, LOOKED_AT);
  RcJsonFault fault;

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);

      if (rc_json_parse (&self->json, line, strlen (line), &fault))
        look_at_object (self, rc_json_member (&self->json, 0, "columns"));
    }
}

static void
search_text (Search     *self,
             const char *text,
             gsize       length,
             gboolean    is_whole)
{
  const char *end = text + length;

  for (const char *line = text; line < end && self->looked_at < LOOKED_AT;)
    {
      const char *line_end = memchr (line, '\n', (gsize) (end - line));
      g_auto (RcMappedLine) mapped = { 0 };
      RcJsonFault fault;

      if (line_end == NULL && !is_whole)
        return;
      if (line_end == NULL)
        line_end = end;
      rc_mapped_line_read (self->mapping, line, rc_record_content_length (line, (gsize) (line_end - line)), &mapped);
      if (mapped.json != NULL && rc_json_parse (&self->json, mapped.json, mapped.length, &fault))
        look_at_object (self, 0);
      else if (!mapped.is_ignored)
        self->looked_at++;
      line = line_end + (line_end < end ? 1 : 0);
    }
}

static void
search_framing (Search         *self,
                const RcSample *sample,
                const char     *text,
                gsize           length,
                RcFraming       framing)
{
  gboolean is_whole = sample->size >= 0 && (guint64) sample->size == sample->head_length;

  self->looked_at = self->matched = 0;
  if (self->mapping->form == RC_MAPPING_FORM_CSV)
    search_table (self, sample);
  else if (self->mapping->form == RC_MAPPING_FORM_TEXT)
    search_text (self, text, length, is_whole);
  else if (framing == RC_FRAMING_LINES)
    search_lines (self, text, length, is_whole);
  else if (framing == RC_FRAMING_OBJECTS)
    search_objects (self, text, length);
  else if (is_whole)
    look_at_document (self, text, length);
  else
    search_cut (self, text, length, framing);
}

/**
 * rc_mapping_recognise:
 *
 * Looks at the first records of the sample, several, so that one broken line does not hide the format. Fewer than a third of them
 * with all signs is not this format: a text that quotes a line of a log is no log.
 *
 * Returns: 0 to the mapping's weight
 */
int
rc_mapping_recognise (const RcMapping *self,
                      const RcSample  *sample,
                      RcFraming       *out_framing)
{
  Search search = { .mapping = self };
  const char *text = sample->head;
  gsize length = sample->head_length;
  int answer = 0;

  /* A byte order mark makes the first line unreadable; it does not make it another format. */
  if (length >= 3 && memcmp (text, "\357\273\277", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (length == 0 || (self->form != RC_MAPPING_FORM_TEXT && !may_match (self, text, length)))
    return 0;

  rc_json_init (&search.json);
  search.json.reads_non_finite = self->reads_non_finite;
  search.nodes = g_new (guint32, rc_path_set_count (self->sign_paths));
  for (guint i = 0; answer == 0 && i < self->n_framings; i++)
    {
      search_framing (&search, sample, text, length, self->framings[i]);
      if (search.matched == 0 || search.matched * 3 < search.looked_at)
        continue;
      answer = MAX (1, self->weight * search.matched / search.looked_at);
      if (out_framing != NULL)
        *out_framing = self->framings[i];
    }
  g_free (search.nodes);
  rc_json_clear (&search.json);

  return answer;
}
