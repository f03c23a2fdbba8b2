/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapped-record.h"

#include "core/base64.h"
#include "core/exception.h"
#include "core/json-writer.h"
#include "importers/csv-reader.h"
#include "importers/json-value.h"

#include <string.h>

/* So many bytes of the evidence are shown where it cannot be read. */
#define EXCERPT_BYTES 24

/* What a text of the record was decoded to; used again from record to record. */
typedef struct
{
  const RcJson     *from;
  guint32           node;
  const char       *text;      /* that was decoded */
  gsize             length;
  RcMappingStepKind kind;
  gboolean          is_read;
  RcJson            json;
  GBytes           *bytes;     /* of base64, and what @json borrows */
} Decoded;

static void
decoded_free (gpointer data)
{
  Decoded *self = data;

  rc_json_clear (&self->json);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/**
 * rc_mapped_record_new:
 * @mapping: borrowed
 */
RcMappedRecord *
rc_mapped_record_new (const RcMapping *mapping)
{
  RcMappedRecord *self = g_new0 (RcMappedRecord, 1);

  self->mapping = mapping;
  rc_json_init (&self->json);
  self->json.reads_non_finite = mapping->reads_non_finite;
  self->nodes = g_new (guint32, MAX (rc_path_set_count (mapping->paths), 1));
  self->owned = g_ptr_array_new_with_free_func (g_free);
  self->documents = g_ptr_array_new_with_free_func (decoded_free);
  return self;
}

void
rc_mapped_record_free (RcMappedRecord *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->owned);
  g_free (self->nodes);
  g_free (self->name);
  g_free (self->doubt.found);
  rc_json_clear (&self->json);
  g_free (self);
}

char *
rc_mapped_dup_excerpt (const char *bytes,
                       gsize       length,
                       gsize       offset)
{
  GString *text;
  gsize end;

  if (offset >= length)
    return g_strdup ("the end of the record");

  text = g_string_new (NULL);
  end = length - offset > EXCERPT_BYTES ? offset + EXCERPT_BYTES : length;
  for (gsize i = offset; i < end; i++)
    {
      if (g_ascii_isprint (bytes[i]))
        g_string_append_c (text, bytes[i]);
      else
        g_string_append_printf (text, "\\x%02X", (guint8) bytes[i]);
    }
  if (end < length)
    g_string_append (text, "…");

  return g_string_free (text, FALSE);
}

void
rc_mapped_record_doubt (RcMappedRecord *self,
                        const char     *kind,
                        guint64         offset,
                        const char     *expected,
                        char           *found,
                        const char     *message)
{
  if (self->doubt.kind != NULL)
    {
      g_free (found);
      return;
    }

  g_free (self->doubt.found);
  self->doubt = (RcMappedDoubt) { kind, offset, expected, found, message };
}

/**
 * rc_mapped_record_parse:
 * @bytes: a record, tainted; borrowed until the next one
 *
 * Returns: whether it is JSON
 */
gboolean
rc_mapped_record_parse (RcMappedRecord *self,
                        const char     *bytes,
                        gsize           length,
                        RcJsonFault    *out_fault)
{
  g_ptr_array_set_size (self->owned, 0);
  self->n_documents = 0;
  self->doubt.kind = NULL;
  self->places = NULL;
  return rc_json_parse (&self->json, bytes, length, out_fault);
}

void
rc_mapped_record_begin (RcMappedRecord *self,
                        guint32         node)
{
  self->item = (RcMappedValue) { .json = &self->json, .node = node };
  self->levels[0] = self->item;
  self->n_levels = 0;
  self->row_path = NULL;
  self->row = 0;
  self->n_rows = 0;
}

void
rc_mapped_record_look (RcMappedRecord *self,
                       RcPaths         paths)
{
  if (self->item.json != NULL)
    rc_path_set_find (self->mapping->paths, paths, self->item.json, self->item.node, self->nodes);
  else
    for (guint i = 0; i < rc_path_set_count (self->mapping->paths); i++)
      self->nodes[i] = RC_JSON_NO_NODE;
}

/* --- Values --- */

void
rc_mapped_record_read (RcMappedRecord      *self,
                       const RcMappedValue *value,
                       RcSlice             *out_text)
{
  if (value->json != NULL)
    rc_json_value_read (value->json, value->node, self->owned, out_text);
  else
    *out_text = value->text;
}

static gboolean
value_equals (RcMappedRecord      *self,
              const RcMappedValue *value,
              const char          *text)
{
  if (value->json != NULL)
    return rc_json_value_equals (value->json, value->node, text);
  return value->text.length == strlen (text) && memcmp (value->text.text, text, value->text.length) == 0;
}

static gboolean
is_present (RcMappedRecord      *self,
            const RcMappedValue *value)
{
  const GPtrArray *nothings = self->mapping->nothings;

  if (value->json != NULL && !rc_json_value_is_present (value->json, value->node))
    return FALSE;

  for (guint i = 0; i < nothings->len; i++)
    if (value_equals (self, value, g_ptr_array_index (nothings, i)))
      return FALSE;
  return TRUE;
}

/* Where a text of the record itself stands; of a record that was made from a text, where the part stands there. */
static void
get_own_place (const RcMappedRecord *self,
               guint32               node,
               guint64              *out_offset,
               guint64              *out_length)
{
  guint member = node >= 2 ? (node - 2) / 2 : G_MAXUINT;

  *out_offset = self->places == NULL ? self->json.nodes[node].offset : 0;
  *out_length = self->places == NULL ? self->json.nodes[node].length : 0;
  if (self->places == NULL || member >= self->n_places)
    return;

  *out_offset = self->places[2 * member];
  *out_length = self->places[2 * member + 1];
}

void
rc_mapped_record_get_place (const RcMappedRecord *self,
                            const RcMappedValue  *value,
                            guint64              *out_offset,
                            guint64              *out_length)
{
  *out_offset = value->offset;
  *out_length = value->length;
  if (value->json == &self->json)
    get_own_place (self, value->node, out_offset, out_length);
}

/* --- Decoding --- */

static Decoded *
find_decoded (RcMappedRecord      *self,
              const RcMappedValue *value,
              const RcSlice       *text,
              RcMappingStepKind    kind)
{
  for (guint i = 0; i < self->n_documents; i++)
    {
      Decoded *decoded = g_ptr_array_index (self->documents, i);

      if (decoded->kind == kind && decoded->from == value->json && decoded->length == text->length &&
          (value->json != NULL ? decoded->node == value->node : decoded->text == text->text))
        return decoded;
    }

  return NULL;
}

static Decoded *
take_decoded (RcMappedRecord *self)
{
  Decoded *decoded;

  if (self->n_documents == self->documents->len)
    {
      decoded = g_new0 (Decoded, 1);
      rc_json_init (&decoded->json);
      g_ptr_array_add (self->documents, decoded);
    }

  decoded = g_ptr_array_index (self->documents, self->n_documents++);
  g_clear_pointer (&decoded->bytes, g_bytes_unref);
  return decoded;
}

/* A table as a JSON list of lists; (nullable): a row of it cannot be read. */
static GBytes *
write_table (const RcSlice *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text->text, text->length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  g_autoptr (RcCsvReader) reader = rc_csv_reader_new (stream, ',');
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (GError) error = NULL;
  RcCsvResult result;
  RcCsvFault fault;
  RcCsvRow row;
  char *json;

  rc_json_writer_begin_array (writer);
  while ((result = rc_csv_reader_next (reader, &row, &fault, &error)) == RC_CSV_ROW)
    {
      rc_json_writer_begin_array (writer);
      for (guint i = 0; i < row.n_cells; i++)
        rc_json_writer_string_len (writer, row.cells[i].text, row.cells[i].length);
      rc_json_writer_end_array (writer);
    }
  if (result != RC_CSV_END)
    return NULL;

  rc_json_writer_end_array (writer);
  json = rc_json_writer_finish (writer);
  return g_bytes_new_take (json, strlen (json));
}

/* An id of bytes as small hexadecimal digits: some writers use capitals, put 0x before them, or write the bytes in base64. */
static GBytes *
write_hex (const RcSlice *text)
{
  gsize skip = text->length > 2 && text->text[0] == '0' && (text->text[1] == 'x' || text->text[1] == 'X') ? 2 : 0;
  g_autofree char *digits = g_ascii_strdown (text->text + skip, (gssize) (text->length - skip));
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  GString *hex;
  gsize size;

  if (*digits != '\0' && strspn (digits, "0123456789abcdef") == text->length - skip && (text->length - skip) % 2 == 0)
    return g_bytes_new (digits, text->length - skip);

  bytes = rc_base64_decode (text->text, text->length, RC_BASE64_EITHER);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  hex = g_string_sized_new (2 * size + 1);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  return g_string_free_to_bytes (hex);
}

static gboolean
parse_decoded (Decoded *decoded)
{
  RcJsonFault fault;
  gsize length;
  const char *text = g_bytes_get_data (decoded->bytes, &length);

  return rc_json_parse (&decoded->json, text, length, &fault) && !decoded->json.has_duplicate;
}

static gboolean
decode (Decoded *decoded)
{
  const RcSlice text = { decoded->text, decoded->length };

  switch (decoded->kind)
    {
    case RC_MAPPING_STEP_BASE64:
      decoded->bytes = rc_base64_decode (text.text, text.length, RC_BASE64_EITHER);
      return decoded->bytes != NULL;
    case RC_MAPPING_STEP_HEX:
      decoded->bytes = write_hex (&text);
      return decoded->bytes != NULL;
    case RC_MAPPING_STEP_CSV:
      decoded->bytes = write_table (&text);
      break;
    case RC_MAPPING_STEP_JSON:
      decoded->bytes = g_bytes_new (text.text, text.length);
      break;
    case RC_MAPPING_STEP_MEMBER:
    case RC_MAPPING_STEP_ANY:
    case RC_MAPPING_STEP_SAME:
    case RC_MAPPING_STEP_SELECT:
      g_assert_not_reached ();
    }

  return decoded->bytes != NULL && parse_decoded (decoded);
}

static void
doubt_decoding (RcMappedRecord      *self,
                const RcMappedValue *value,
                const RcSlice       *text,
                RcMappingStepKind    kind)
{
  guint64 offset, length;

  if (text->length == 0)
    return;

  rc_mapped_record_get_place (self, value, &offset, &length);
  rc_mapped_record_doubt (self, RC_EXCEPTION_PAYLOAD_UNREADABLE, offset,
                          kind == RC_MAPPING_STEP_JSON ? "a text that is JSON" :
                          kind == RC_MAPPING_STEP_CSV ? "a text that is a table" :
                          kind == RC_MAPPING_STEP_HEX ? "an id in hexadecimal or base64" : "a text that is base64",
                          rc_mapped_dup_excerpt (text->text, text->length, 0),
                          "A text inside the record is not what the mapping says; what it holds was not read.");
}

/* Goes into a text. */
static gboolean
step_decode (RcMappedRecord      *self,
             const RcMappingStep *step,
             RcMappedValue       *value)
{
  Decoded *decoded;
  RcSlice text;

  /* What is JSON already needs no decoding: some writers put the value where others put its text. */
  if (value->json != NULL && value->json->nodes[value->node].type != RC_JSON_STRING)
    return step->kind == RC_MAPPING_STEP_JSON;

  rc_mapped_record_read (self, value, &text);
  decoded = find_decoded (self, value, &text, step->kind);
  if (decoded == NULL)
    {
      decoded = take_decoded (self);
      decoded->from = value->json;
      decoded->node = value->node;
      decoded->text = text.text;
      decoded->length = text.length;
      decoded->kind = step->kind;
      decoded->is_read = decode (decoded);
      if (!decoded->is_read)
        doubt_decoding (self, value, &text, step->kind);
    }
  if (!decoded->is_read)
    return FALSE;

  rc_mapped_record_get_place (self, value, &value->offset, &value->length);
  value->json = step->kind == RC_MAPPING_STEP_JSON || step->kind == RC_MAPPING_STEP_CSV ? &decoded->json : NULL;
  value->node = 0;
  if (value->json == NULL)
    value->text.text = g_bytes_get_data (decoded->bytes, &value->text.length);
  return TRUE;
}

/* --- Steps --- */

/* The child at that place of a list, or the value of the member at that place. */
static guint32
find_child (const RcJson *json,
            guint32       node,
            guint32       position)
{
  const RcJsonNode *nodes = json->nodes;
  gboolean is_object = nodes[node].type == RC_JSON_OBJECT;
  guint32 at = node + 1;

  if ((!is_object && nodes[node].type != RC_JSON_ARRAY) || position >= nodes[node].count)
    return RC_JSON_NO_NODE;

  for (guint32 i = 0; i < position; i++)
    at = nodes[at].next;
  return is_object ? at + 1 : at;
}

static guint32
find_selected (const RcJson        *json,
               guint32              node,
               const RcMappingStep *step)
{
  const RcJsonNode *nodes = json->nodes;

  if (nodes[node].type != RC_JSON_ARRAY)
    return RC_JSON_NO_NODE;

  for (guint32 item = node + 1; item < nodes[node].next; item = nodes[item].next)
    if (nodes[item].type == RC_JSON_OBJECT && rc_json_value_equals (json, rc_json_member (json, item, step->token), step->value))
      return item;
  return RC_JSON_NO_NODE;
}

static guint32
find_named (const RcJson        *json,
            guint32              node,
            const RcMappingStep *step)
{
  if (json->nodes[node].type == RC_JSON_OBJECT)
    return rc_json_member (json, node, step->token);
  return step->index != G_MAXUINT32 && json->nodes[node].type == RC_JSON_ARRAY ? find_child (json, node, step->index) : RC_JSON_NO_NODE;
}

static gboolean
is_member (const RcMappedValue *value)
{
  return value->json != NULL && value->node > 0 && value->json->nodes[value->node - 1].type == RC_JSON_NAME;
}

/* What has the place of the row, or of what a "*" stands for; where both are members of objects, the name. */
static guint32
find_same (RcMappedRecord      *self,
           const RcMappingStep *step,
           const RcMappedValue *value)
{
  guint level = step->index != G_MAXUINT32 ? step->index : self->n_levels;
  g_autofree char *name = NULL;
  gsize length;

  if (level == 0 || level > self->n_levels)
    return RC_JSON_NO_NODE;
  if (value->json->nodes[value->node].type != RC_JSON_OBJECT || !is_member (&self->levels[level]))
    return find_child (value->json, value->node, self->positions[level]);

  name = rc_json_dup_text (self->levels[level].json, self->levels[level].node - 1, &length);
  return strlen (name) == length ? rc_json_member (value->json, value->node, name) : RC_JSON_NO_NODE;
}

/**
 * rc_mapped_record_step:
 * @value: (inout): where it stands, and where it stands then
 *
 * Returns: whether there is something there
 */
gboolean
rc_mapped_record_step (RcMappedRecord      *self,
                       const RcMappingStep *step,
                       RcMappedValue       *value)
{
  guint32 node = RC_JSON_NO_NODE;

  if (step->kind >= RC_MAPPING_STEP_JSON)
    return step_decode (self, step, value);
  if (value->json == NULL)
    return FALSE;

  if (step->kind == RC_MAPPING_STEP_MEMBER)
    node = find_named (value->json, value->node, step);
  else if (step->kind == RC_MAPPING_STEP_SELECT)
    node = find_selected (value->json, value->node, step);
  else if (step->kind == RC_MAPPING_STEP_ANY)
    node = find_child (value->json, value->node, 0);
  else
    node = find_same (self, step, value);

  value->node = node;
  return node != RC_JSON_NO_NODE;
}

static gboolean
walk (RcMappedRecord      *self,
      const RcMappingPath *path,
      RcMappedValue       *out_value)
{
  if (path->level == RC_MAPPING_LEVEL_ROW)
    *out_value = self->item;
  else if (path->level <= self->n_levels)
    *out_value = self->levels[path->level];
  else
    return FALSE;

  for (guint i = 0; i < path->steps->len; i++)
    if (!rc_mapped_record_step (self, &g_array_index (path->steps, RcMappingStep, i), out_value))
      return FALSE;
  return TRUE;
}

/* --- Operands --- */

/* A text that was made, at the place of the row. */
static void
set_made (RcMappedRecord *self,
          char           *text,       /* (transfer full) */
          gsize           length,
          RcMappedValue  *value)
{
  rc_mapped_record_get_place (self, &self->item, &value->offset, &value->length);
  g_ptr_array_add (self->owned, text);
  value->json = NULL;
  value->text = (RcSlice) { text, length };
}

static gboolean
read_key (RcMappedRecord *self,
          guint           level,
          RcMappedValue  *out_value)
{
  const RcMappedValue *child = &self->levels[level];
  gsize length;
  char *text;

  if (level == 0 || level > self->n_levels || !is_member (child))
    return FALSE;

  text = rc_json_dup_text (child->json, child->node - 1, &length);
  set_made (self, text, length, out_value);
  return TRUE;
}

static gboolean
read_base (RcMappedRecord         *self,
           const RcMappingOperand *operand,
           RcMappedValue          *out_value)
{
  switch (operand->kind)
    {
    case RC_MAPPING_OPERAND_PLAIN:
      *out_value = (RcMappedValue) { .json = self->item.json, .node = self->nodes[operand->path], .offset = self->item.offset,
                                     .length = self->item.length };
      return out_value->json != NULL && out_value->node != RC_JSON_NO_NODE;
    case RC_MAPPING_OPERAND_FAR:
      return walk (self, operand->far, out_value);
    case RC_MAPPING_OPERAND_KEY:
      return read_key (self, operand->path == RC_PATH_NONE ? self->n_levels : operand->path, out_value);
    case RC_MAPPING_OPERAND_VALUE:
      *out_value = self->item;
      return TRUE;
    case RC_MAPPING_OPERAND_NAME:
      if (self->name != NULL)
        set_made (self, g_strdup (self->name), strlen (self->name), out_value);
      return self->name != NULL;
    case RC_MAPPING_OPERAND_ROW:
      if (self->n_rows > 1)
        {
          char *number = g_strdup_printf ("%u", self->row);

          set_made (self, number, strlen (number), out_value);
        }
      return self->n_rows > 1;
    case RC_MAPPING_OPERAND_TEXT:
      set_made (self, g_strdup (operand->text), strlen (operand->text), out_value);
      return TRUE;
    }

  return FALSE;
}

typedef struct
{
  GString    *text;
  const char *from;
} Parts;

static void
take_part (guint    part,
           gsize    offset,
           gsize    length,
           gpointer user_data)
{
  Parts *parts = user_data;

  if (part > 0)
    g_string_append_c (parts->text, '/');
  g_string_append_len (parts->text, parts->from + offset, (gssize) length);
}

static gboolean
take_parts (RcMappedRecord         *self,
            const RcMappingPattern *like,
            RcMappedValue          *value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Parts parts = { .text = text };
  guint64 offset, length;
  RcSlice whole;
  gsize taken;

  rc_mapped_record_read (self, value, &whole);
  parts.from = whole.text;
  if (!rc_mapping_pattern_match (like, whole.text, whole.length, take_part, &parts))
    return FALSE;

  rc_mapped_record_get_place (self, value, &offset, &length);
  taken = text->len;
  set_made (self, g_string_free (g_steal_pointer (&text), FALSE), taken, value);
  value->offset = offset;
  value->length = length;
  return TRUE;
}

static gboolean
read_operand (RcMappedRecord         *self,
              const RcMappingOperand *operand,
              RcMappedValue          *out_value)
{
  *out_value = (RcMappedValue) { 0 };
  if (!read_base (self, operand, out_value) || !is_present (self, out_value))
    return FALSE;
  return operand->like == NULL || take_parts (self, operand->like, out_value);
}

gboolean
rc_mapped_record_holds (RcMappedRecord           *self,
                        const RcMappingCondition *condition)
{
  for (; condition != NULL; condition = condition->next)
    {
      RcMappedValue value;
      gboolean stands = read_operand (self, &condition->operand, &value) &&
                        (condition->value == NULL || value_equals (self, &value, condition->value));

      if (stands == condition->is_negated)
        return FALSE;
    }

  return TRUE;
}

/* The operands behind the first are joined to it as far as they say something. */
static void
join_operands (RcMappedRecord *self,
               const GArray   *operands,
               RcMappedValue  *value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 offset, length;
  gsize joined;
  RcSlice part;

  rc_mapped_record_get_place (self, value, &offset, &length);
  rc_mapped_record_read (self, value, &part);
  g_string_append_len (text, part.text, (gssize) part.length);
  for (guint i = 1; i < operands->len; i++)
    {
      RcMappedValue other;

      if (!read_operand (self, &g_array_index (operands, RcMappingOperand, i), &other))
        continue;
      rc_mapped_record_read (self, &other, &part);
      g_string_append_c (text, '/');
      g_string_append_len (text, part.text, (gssize) part.length);
    }

  joined = text->len;
  set_made (self, g_string_free (g_steal_pointer (&text), FALSE), joined, value);
  value->offset = offset;
  value->length = length;
}

/* What nearly every alternative is, without a detour. */
static gboolean
read_simple (RcMappedRecord             *self,
             const RcMappingAlternative *alternative,
             RcMappedValue              *out_value)
{
  const RcMappingOperand *operand = &g_array_index (alternative->operands, RcMappingOperand, 0);

  *out_value = (RcMappedValue) { .json = self->item.json, .node = self->nodes[operand->path], .offset = self->item.offset,
                                 .length = self->item.length };
  return out_value->json != NULL && is_present (self, out_value);
}

static gboolean
read_alternative (RcMappedRecord             *self,
                  const RcMappingAlternative *alternative,
                  RcMappedValue              *out_value)
{
  if (G_LIKELY (alternative->is_simple))
    return read_simple (self, alternative, out_value);
  if (alternative->condition != NULL && !rc_mapped_record_holds (self, alternative->condition))
    return FALSE;
  if (!read_operand (self, &g_array_index (alternative->operands, RcMappingOperand, 0), out_value))
    return FALSE;

  if (alternative->operands->len > 1)
    join_operands (self, alternative->operands, out_value);
  return TRUE;
}

/**
 * rc_mapped_record_pick:
 * @choice: (nullable)
 * @out_answer: (out): the first alternative that is present
 *
 * Returns: whether the record says any of them
 */
gboolean
rc_mapped_record_pick (RcMappedRecord        *self,
                       const RcMappingChoice *choice,
                       RcMappedAnswer        *out_answer)
{
  if (choice == NULL)
    return FALSE;

  for (guint i = 0; i < choice->alternatives->len; i++)
    {
      const RcMappingAlternative *alternative = &g_array_index (choice->alternatives, RcMappingAlternative, i);

      if (!read_alternative (self, alternative, &out_answer->value))
        continue;
      out_answer->alternative = alternative;
      return TRUE;
    }

  return FALSE;
}
