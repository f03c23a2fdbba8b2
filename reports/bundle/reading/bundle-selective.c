/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-selective.h"

#include <string.h>

#include "core/bounds.h"
#include "core/record.h"
#include "core/timestamp.h"
#include "core/tree.h"
#include "core/words.h"

#define SOURCES "data/sources.json"
#define RECORDS "data/records.json"
#define FAULTS_TOLD 20u

static void
record_free (gpointer data)
{
  RcBundleSelectiveRecord *self = data;

  rc_excerpt_clear (&self->excerpt);
  g_free (self->file);
  g_free (self);
}

static void
source_free (gpointer data)
{
  RcBundleSelectiveSource *self = data;

  rc_source_free (self->source);
  g_free (self->mapping);
  g_free (self->body);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->claims);
  g_free (self);
}

void
rc_bundle_selective_free (RcBundleSelective *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->sources);
  g_hash_table_unref (self->by_number);
  g_hash_table_unref (self->files);
  g_free (self);
}

/* --- Members --- */

static gboolean
get_size (const RcJson *json,
          guint32       object,
          const char   *name,
          guint64      *out_value)
{
  gint64 value;

  if (!rc_json_get_integer (json, rc_json_member (json, object, name), &value) || value < 0 || value > RC_LIMIT_JSON_INTEGER)
    return FALSE;
  *out_value = (guint64) value;
  return TRUE;
}

static gboolean
get_digest_at (const RcJson *json,
               guint32       node,
               RcDigest     *out_digest)
{
  gsize length = 0;
  const char *hex = rc_json_is (json, node, RC_JSON_STRING) ? rc_json_peek_text (json, node, &length) : NULL;

  return hex != NULL && rc_digest_from_hex (hex, length, out_digest);
}

static gboolean
get_digest (const RcJson *json,
            guint32       object,
            const char   *name,
            RcDigest     *out_digest)
{
  return get_digest_at (json, rc_json_member (json, object, name), out_digest);
}

static char *
dup_text (const RcJson *json,
          guint32       object,
          const char   *name)
{
  char *text = rc_json_dup_string (json, rc_json_member (json, object, name));

  if (text != NULL && strlen (text) > RC_LIMIT_ENTRY_BYTES)
    g_clear_pointer (&text, g_free);
  return text;
}

static gint64
get_time (const RcJson *json,
          guint32       object,
          const char   *name)
{
  g_autofree char *text = dup_text (json, object, name);
  RcTimestamp time;

  return text != NULL && rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &time) ? time.from_us : RC_TIME_NONE;
}

static gboolean
get_framing (const RcJson *json,
             guint32       object,
             RcFraming    *out_framing)
{
  g_autofree char *name = dup_text (json, object, "framing");

  for (int framing = RC_FRAMING_LINES; framing <= RC_FRAMING_OBJECTS; framing++)
    if (g_strcmp0 (name, rc_framing_to_name ((RcFraming) framing)) == 0)
      {
        *out_framing = (RcFraming) framing;
        return TRUE;
      }
  return FALSE;
}

/* --- Sources --- */

static gboolean
read_source (const RcJson             *json,
             guint32                   item,
             RcBundleSelectiveSource  *out)
{
  RcSource *source = out->source;
  g_autofree char *state = dup_text (json, item, "state");
  gboolean is_withheld = rc_json_is (json, rc_json_member (json, item, "withheld"), RC_JSON_TRUE);
  guint64 number = 0, parent = 0;

  source->derivation = dup_text (json, item, "derivation");
  source->kind = dup_text (json, item, "kind");
  source->imported_us = get_time (json, item, "imported");
  source->as_of_us = get_time (json, item, "as_of");
  source->as_of_how = source->as_of_us != RC_TIME_NONE ? dup_text (json, item, "as_of_how") : NULL;
  source->controller = dup_text (json, item, "controller");
  source->obtained = dup_text (json, item, "obtained");
  source->importer = dup_text (json, item, "importer");
  source->name = is_withheld ? g_strdup ("(withheld)") : dup_text (json, item, "name");
  source->state = g_strdup (is_withheld || g_strcmp0 (state, RC_SOURCE_PUBLISHED) != 0 ? RC_SOURCE_WITHHELD : RC_SOURCE_PUBLISHED);
  out->is_removed = g_strcmp0 (state, RC_SOURCE_PUBLISHED) != 0;
  out->is_told = !is_withheld;
  out->mapping = dup_text (json, item, "mapping");
  if (!rc_json_is (json, rc_json_member (json, item, "parent"), RC_JSON_NULL) && !get_size (json, item, "parent", &parent))
    return FALSE;
  if (!get_size (json, item, "id", &number) || number == 0 || number > RC_LIMIT_SOURCES || parent >= number
      || !get_size (json, item, "size", &source->size) || !get_size (json, item, "records", &source->records)
      || !get_digest (json, item, "sha256", &source->sha256) || !get_digest (json, item, "root", &source->root)
      || !get_framing (json, item, &source->framing) || source->derivation == NULL || source->kind == NULL || source->name == NULL
      || source->imported_us == RC_TIME_NONE)
    return FALSE;

  source->id = (gint64) number;
  source->parent = (gint64) parent;
  return TRUE;
}

static void
take_source (RcBundleSelective *self,
             const RcJson      *json,
             guint32            item)
{
  RcBundleSelectiveSource *source = g_new0 (RcBundleSelectiveSource, 1);
  const RcBundleSelectiveSource *last = self->sources->len > 0 ? self->sources->pdata[self->sources->len - 1] : NULL;

  source->source = g_new0 (RcSource, 1);
  source->records = g_ptr_array_new_with_free_func (record_free);
  source->events = g_ptr_array_new_with_free_func (g_free);
  source->claims = g_ptr_array_new_with_free_func (g_free);
  source->body = g_strndup (json->text + json->nodes[item].offset, json->nodes[item].length);
  if (rc_json_is (json, item, RC_JSON_OBJECT) && read_source (json, item, source) && (last == NULL || source->source->id > last->source->id))
    {
      g_hash_table_insert (self->by_number, &source->source->id, source);
      g_ptr_array_add (self->sources, source);
      return;
    }

  source_free (source);
  rc_bundle_check_add (self->work, SOURCES, RC_VERDICT_MALFORMED, NULL, N_("sources with their numbers, ascending"), N_("another object"),
                       _("What the bundle says of a source cannot be read."));
}

/* Each item of the one array of a file. */
static void
each_item (RcBundleSelective  *self,
           const char         *path,
           const char         *name,
           void              (*take) (RcBundleSelective *self, const RcJson *json, guint32 item))
{
  g_autoptr (GBytes) bytes = NULL;
  g_auto (RcJson) json;
  guint32 array;

  rc_json_init (&json);
  if (!rc_bundle_check_read_json (self->work, path, &json, &bytes))
    return;
  array = rc_json_member (&json, 0, name);
  if (!rc_json_is (&json, array, RC_JSON_ARRAY))
    {
      rc_bundle_check_add (self->work, path, RC_VERDICT_MALFORMED, NULL, name, N_("none"), _("A file of the bundle is not what such a file is."));
      return;
    }
  for (guint32 item = array + 1; item < json.nodes[array].next; item = json.nodes[item].next)
    take (self, &json, item);
}

/* --- Records --- */

typedef struct
{
  guint64  source;
  guint64  index;
  guint64  size;
  guint64  bytes;
  RcDigest leaf;
  RcDigest content;
  RcDigest root;
} Said;

static gboolean
read_path (const RcJson *json,
           guint32       item,
           GArray      **out_path)
{
  guint32 path = rc_json_member (json, item, "path");

  if (!rc_json_is (json, path, RC_JSON_ARRAY) || json->nodes[path].count > RC_LIMIT_TREE_HEIGHT)
    return FALSE;
  *out_path = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  for (guint32 step = path + 1; step < json->nodes[path].next; step = json->nodes[step].next)
    {
      RcDigest digest;

      if (!get_digest_at (json, step, &digest))
        return FALSE;
      g_array_append_val (*out_path, digest);
    }
  return TRUE;
}

static gboolean
read_record (const RcJson             *json,
             guint32                   item,
             RcBundleSelectiveRecord  *record,
             Said                     *said)
{
  record->file = dup_text (json, item, "file");
  return rc_json_is (json, item, RC_JSON_OBJECT) && record->file != NULL && g_str_has_prefix (record->file, "data/records/")
    && get_size (json, item, "source", &said->source) && get_size (json, item, "record", &record->excerpt.record)
    && get_size (json, item, "index", &said->index) && get_size (json, item, "size", &said->size)
    && get_size (json, item, "bytes", &said->bytes) && get_size (json, item, "offset", &record->excerpt.offset)
    && get_digest (json, item, "leaf_sha256", &said->leaf)
    && get_digest (json, item, "record_sha256", &said->content) && get_digest (json, item, "root", &said->root)
    && read_path (json, item, &record->excerpt.path);
}

static void
tell_record (RcBundleSelective              *self,
             const RcBundleSelectiveRecord  *record,
             guint64                         source,
             const char                     *reason,
             const char                     *expected,
             const char                     *found)
{
  g_autofree char *object = g_strdup_printf ("record %" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, source, record->excerpt.record);

  self->work->opening->n_differing++;
  if (self->n_failed++ < FAULTS_TOLD)
    rc_bundle_check_add (self->work, object, RC_VERDICT_INVALID, reason, expected, found,
                         _("A record of the bundle is not shown to stand in its source: it was not taken in."));
}

/* NULL where the record cannot be read out of the bundle, which is then told. */
static GBytes *
read_bytes (RcBundleSelective              *self,
            const RcBundleSelectiveRecord  *record,
            const Said                     *said)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = rc_bundle_reader_read (self->work->reader, record->file, RC_LIMIT_RECORD_RAISED_BYTES, &error);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (bytes == NULL)
    {
      tell_record (self, record, said->source, "missing", record->file, error->message);
      return NULL;
    }
  if (g_bytes_get_size (bytes) == said->bytes)
    return bytes;

  expected = g_strdup_printf ("%" G_GUINT64_FORMAT " bytes", said->bytes);
  found = g_strdup_printf ("%" G_GSIZE_FORMAT " bytes", g_bytes_get_size (bytes));
  tell_record (self, record, said->source, "digest", expected, found);
  g_bytes_unref (bytes);
  return NULL;
}

static gboolean
check_proof (RcBundleSelective              *self,
             const RcSource                 *source,
             const RcBundleSelectiveRecord  *record,
             const Said                     *said,
             GBytes                         *bytes)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  RcDigest leaf, content;
  gsize begin, length;

  rc_tree_leaf (hasher, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &leaf);
  if (!rc_digest_equal (&leaf, &said->leaf))
    {
      expected = rc_digest_dup_hex (&said->leaf);
      found = rc_digest_dup_hex (&leaf);
      tell_record (self, record, said->source, "digest", expected, found);
      return FALSE;
    }
  begin = rc_record_find_content (source->framing, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &length);
  rc_digest_compute ((const char *) g_bytes_get_data (bytes, NULL) + begin, length, &content);
  if (!rc_digest_equal (&content, &said->content))
    {
      expected = rc_digest_dup_hex (&said->content);
      found = rc_digest_dup_hex (&content);
      tell_record (self, record, said->source, "digest", expected, found);
      return FALSE;
    }
  if (said->index != record->excerpt.record - 1 || said->size != source->records || !rc_digest_equal (&said->root, &source->root))
    {
      tell_record (self, record, said->source, "path", N_("number, size of the tree and root as data/sources.json has them"), N_("others"));
      return FALSE;
    }
  if (!rc_tree_verify_inclusion (&leaf, said->index, said->size, (RcDigest *) record->excerpt.path->data, record->excerpt.path->len, &source->root))
    {
      expected = rc_digest_dup_hex (&source->root);
      tell_record (self, record, said->source, "path", expected, N_("a path that does not lead there"));
      return FALSE;
    }
  return TRUE;
}

static void
take_record (RcBundleSelective *self,
             const RcJson      *json,
             guint32            item)
{
  RcBundleSelectiveRecord *record = g_new0 (RcBundleSelectiveRecord, 1);
  Said said = { 0 };
  const RcBundleSelectiveRecord *last;
  RcBundleSelectiveSource *source;
  g_autoptr (GBytes) bytes = NULL;
  const char *fault;

  if (!read_record (json, item, record, &said))
    {
      record_free (record);
      rc_bundle_check_add (self->work, RECORDS, RC_VERDICT_MALFORMED, NULL, N_("a record with its place and its proof"), N_("another object"),
                           _("What the bundle says of a record cannot be read."));
      return;
    }

  g_hash_table_add (self->files, g_strdup (record->file));
  source = g_hash_table_lookup (self->by_number, &said.source);
  bytes = read_bytes (self, record, &said);
  if (bytes == NULL)
    {
      record_free (record);
      return;
    }
  if (source == NULL || rc_source_is_repeat (source->source) || g_strcmp0 (source->source->state, RC_SOURCE_WITHHELD) == 0)
    {
      tell_record (self, record, said.source, NULL, N_("a source of which the bundle says that records are in it"), N_("another number"));
      record_free (record);
      return;
    }

  record->excerpt.length = said.bytes;
  last = source->records->len > 0 ? source->records->pdata[source->records->len - 1] : NULL;
  fault = rc_excerpt_find_fault (&record->excerpt, last != NULL ? &last->excerpt : NULL, source->source);
  if (fault != NULL)
    tell_record (self, record, said.source, "offset", fault, N_("another place"));
  if (fault != NULL || !check_proof (self, source->source, record, &said, bytes))
    {
      record_free (record);
      return;
    }
  self->n_records++;
  g_ptr_array_add (source->records, record);
}

static void
check_unused (RcBundleSelective *self)
{
  const GPtrArray *list = rc_bundle_reader_list (self->work->reader);

  for (guint i = 0; i < list->len; i++)
    {
      const char *path = ((const RcBundleMember *) g_ptr_array_index (list, i))->path;

      if ((g_str_has_prefix (path, "data/records/") || g_str_has_prefix (path, "data/sources/")) && !g_hash_table_contains (self->files, path))
        rc_bundle_check_add (self->work, path, RC_VERDICT_NOT_COVERED, NULL, N_("a record with its proof"), N_("a file of none"),
                             _("A file lies among the records that belongs to none of them."));
    }
}

/* --- Lines that are about a source --- */

static gboolean
has_record (const RcBundleSelectiveSource *source,
            guint64                        record)
{
  guint low = 0, high = source->records->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (((const RcBundleSelectiveRecord *) source->records->pdata[middle])->excerpt.record < record)
        low = middle + 1;
      else
        high = middle;
    }
  return low < source->records->len && ((const RcBundleSelectiveRecord *) source->records->pdata[low])->excerpt.record == record;
}

static void
tell_strays (RcBundleSelective *self)
{
  static const char * const paths[] = { "data/claims.jsonl", "data/events.jsonl" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT, self->n_strays[i]);

      if (self->n_strays[i] == 0)
        continue;
      self->work->opening->n_differing++;
      rc_bundle_check_add (self->work, paths[i], RC_VERDICT_INVALID, "citation", N_("lines about records that are in the bundle"), found,
                           _("So many lines are about no record that is in the bundle and shown to stand in its source: they were not taken in."));
    }
}

static gboolean
take_line (RcBundleSelective  *self,
           const RcJson       *line,
           gboolean            is_event)
{
  gint64 number, record;
  RcBundleSelectiveSource *source = NULL;

  if (rc_json_get_integer (line, rc_json_member (line, 0, "source"), &number))
    source = g_hash_table_lookup (self->by_number, &number);
  if (source != NULL && rc_json_get_integer (line, rc_json_member (line, 0, "record"), &record) && record > 0 && has_record (source, (guint64) record))
    g_ptr_array_add (is_event ? source->events : source->claims, g_strndup (line->text, line->length));
  else
    self->n_strays[is_event]++;
  return TRUE;
}

static gboolean
take_event (RcBundleOpenWork *work, const RcJson *line, guint64 number, gpointer user_data, GError **error)
{
  return take_line (user_data, line, TRUE);
}

static gboolean
take_claim (RcBundleOpenWork *work, const RcJson *line, guint64 number, gpointer user_data, GError **error)
{
  return take_line (user_data, line, FALSE);
}

/* A source of which nothing was taken in is withheld, whatever is said of it. */
static void
settle_states (RcBundleSelective *self)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      RcBundleSelectiveSource *source = self->sources->pdata[i];

      if (source->records->len > 0)
        continue;
      g_free (source->source->state);
      source->source->state = g_strdup (RC_SOURCE_WITHHELD);
    }
}

/**
 * rc_bundle_selective_read:
 *
 * Reads what is in the bundle, and holds each record against its leaf, its path, its root and its place; one that does not fit is a check, and not taken.
 *
 * Returns: (transfer full) (nullable): %NULL with @error where the system refused
 */
RcBundleSelective *
rc_bundle_selective_read (RcBundleOpenWork  *work,
                          GError           **error)
{
  g_autoptr (RcBundleSelective) self = g_new0 (RcBundleSelective, 1);

  self->work = work;
  self->sources = g_ptr_array_new_with_free_func (source_free);
  self->by_number = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  each_item (self, SOURCES, "sources", take_source);
  each_item (self, RECORDS, "records", take_record);
  check_unused (self);
  settle_states (self);
  if (!rc_bundle_check_lines (work, "data/events.jsonl", take_event, self, error)
      || !rc_bundle_check_lines (work, "data/claims.jsonl", take_claim, self, error))
    return NULL;

  tell_strays (self);
  work->opening->n_compared += self->n_records + self->n_failed;
  if (self->n_records > 0)
    rc_bundle_check_good (work, N_("records"), self->n_records,
                          _("Each of these records stands in a source with the root that the maker states, as its path shows."));
  rc_bundle_selective_files (self);
  return rc_bundle_selective_counts (self, error) ? g_steal_pointer (&self) : NULL;
}

GBytes *
rc_bundle_selective_bytes (RcBundleSelective              *self,
                           const RcBundleSelectiveRecord  *record,
                           GError                        **error)
{
  return rc_bundle_reader_read (self->work->reader, record->file, RC_LIMIT_RECORD_RAISED_BYTES, error);
}
