/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "git-tags.h"

#include "dvc-tag.h"
#include "dvc.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * The tags of a repository as a listing: columns parted by tabs, named by a first line, or in this order without one:
 *
 *   git for-each-ref refs/tags --format='%(refname:short)%09%(objecttype)%09%(objectname)%09%(*objectname)%09%(taggername)%09
 *     %(taggeremail)%09%(taggerdate:iso-strict)%09%(contents:subject)'
 *
 *  column                  | becomes
 * -------------------------+---------------------------------------------------------------------------------------------
 *  tag                     | what happened, see dvc-tag.c
 *  type                    | "commit": a tag without a message; what it points to stands in tag_object
 *  tag_object              | event id
 *  commit                  | CODE_COMMIT of a registered version; tells the version of an assignment on the same commit
 *  tagger, tagger_email    | actor "NAME <EMAIL>"
 *  tagger_date             | time; none for a tag without a message
 *  subject                 | reason; tells the version of an assignment where no tag of a version is on its commit
 *
 * One record; each tag is an event of it, with the number of its line, counted from 0, as row. Slots: model-version (stages as aliases with
 * their times), approval (of the stage in which it is used, see dvc-tag.c).
 *
 * Cannot evidence: what a tag was before it was moved or deleted, and who stands behind the account of a build machine.
 */

enum
{
  COLUMN_TAG,
  COLUMN_TYPE,
  COLUMN_OBJECT,
  COLUMN_COMMIT,
  COLUMN_TAGGER,
  COLUMN_EMAIL,
  COLUMN_DATE,
  COLUMN_SUBJECT,
  N_COLUMNS
};

static const char * const column_names[N_COLUMNS] = {
  "tag", "type", "tag_object", "commit", "tagger", "tagger_email", "tagger_date", "subject"
};

typedef struct
{
  int      places[N_COLUMNS];   /* -1: the listing has no such column */
  gboolean has_header;
} Layout;

static gboolean
is_hash (const char *text)
{
  gsize length = strlen (text);

  return (length == 40 || length == 64) && strspn (text, "0123456789abcdef") == length;
}

static gboolean
read_layout (const char *line,
             Layout     *out_layout)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", N_COLUMNS * 4);
  guint n_cells = g_strv_length (cells);

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      out_layout->places[i] = -1;
      for (guint j = 0; j < n_cells; j++)
        if (out_layout->places[i] < 0 && g_str_equal (cells[j], column_names[i]))
          out_layout->places[i] = (int) j;
    }
  out_layout->has_header = out_layout->places[COLUMN_TAG] >= 0 && out_layout->places[COLUMN_COMMIT] >= 0;
  if (out_layout->has_header)
    return n_cells > 2;

  for (guint i = 0; i < N_COLUMNS; i++)
    out_layout->places[i] = (int) i;
  return n_cells == N_COLUMNS && is_hash (cells[COLUMN_OBJECT]) &&
         (g_str_equal (cells[COLUMN_TYPE], "tag") || g_str_equal (cells[COLUMN_TYPE], "commit"));
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  const char *end = sample->head_length > 0 ? memchr (sample->head, '\n', sample->head_length) : NULL;
  g_autofree char *line = end != NULL ? g_strndup (sample->head, (gsize) (end - sample->head)) : NULL;
  Layout layout;

  return line != NULL && read_layout (g_strchomp (line), &layout) ? 85 : 0;
}

static const char *
peek_cell (const Layout  *layout,
           const GStrv    cells,
           guint          column)
{
  int place = layout->places[column];

  return place >= 0 && (guint) place < g_strv_length (cells) ? cells[place] : "";
}

/* (nullable): a line that is none */
static RcDvcTag *
read_line (const Layout *layout,
           const char   *line)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", N_COLUMNS * 4);
  const char *commit = peek_cell (layout, cells, COLUMN_COMMIT);
  const char *object = peek_cell (layout, cells, COLUMN_OBJECT);
  const char *tagger = peek_cell (layout, cells, COLUMN_TAGGER);
  const char *email = peek_cell (layout, cells, COLUMN_EMAIL);
  const char *name = peek_cell (layout, cells, COLUMN_TAG);
  gboolean is_light = g_str_equal (peek_cell (layout, cells, COLUMN_TYPE), "commit");
  RcDvcTag *tag;

  if (name[0] == '\0' || (commit[0] == '\0' && !is_light) || (commit[0] != '\0' && !is_hash (commit)))
    return NULL;

  tag = rc_dvc_tag_new (name, commit[0] == '\0' && is_light && is_hash (object) ? object : commit,
                        peek_cell (layout, cells, COLUMN_SUBJECT));
  rc_dvc_tag_set_time (tag, peek_cell (layout, cells, COLUMN_DATE));
  tag->object = is_light || object[0] == '\0' ? NULL : g_strdup (object);
  if (tagger[0] != '\0' || email[0] != '\0')
    tag->tagger = g_strdup_printf ("%s%s%s", tagger, tagger[0] != '\0' && email[0] != '\0' ? " " : "", email);
  return tag;
}

/* A listing with its tags, one for each line but the first of one with names; NULL in the place of a line that is none. */
static GPtrArray *
read_lines (const char *text,
            gsize       length,
            gboolean   *out_has_header)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_dvc_tag_free);
  Layout layout = { 0 };
  gsize next;

  *out_has_header = FALSE;
  for (gsize offset = 0; offset < length; offset = next)
    {
      const char *end = memchr (text + offset, '\n', length - offset);
      gsize line_length = end != NULL ? (gsize) (end - text) - offset : length - offset;
      g_autofree char *line = g_strchomp (g_strndup (text + offset, line_length));
      RcDvcTag *tag;

      next = offset + line_length + 1;
      if (offset == 0 && read_layout (line, &layout) && layout.has_header)
        {
          *out_has_header = TRUE;
          g_ptr_array_add (tags, NULL);
          continue;
        }
      tag = strlen (line) <= RC_LIMIT_NAME_BYTES * 2 ? read_line (&layout, line) : NULL;
      if (tag != NULL)
        {
          tag->offset = offset;
          tag->length = line_length;
        }
      g_ptr_array_add (tags, tag);
    }

  return g_steal_pointer (&tags);
}

/* The version that an assignment means is the one that a tag registers on the same commit; only without one its subject counts. */
static void
find_versions (GPtrArray *tags)
{
  g_autoptr (GHashTable) versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < tags->len; i++)
    {
      const RcDvcTag *tag = g_ptr_array_index (tags, i);

      if (tag != NULL && tag->kind == RC_DVC_TAG_REGISTER && tag->commit != NULL)
        {
          char *key = g_strconcat (tag->model, "\n", tag->commit, NULL);

          /* Two versions on one commit: it does not tell which was meant. */
          g_hash_table_insert (versions, key, g_hash_table_contains (versions, key) ? (gpointer) "" : tag->version);
        }
    }

  for (guint i = 0; i < tags->len; i++)
    {
      RcDvcTag *tag = g_ptr_array_index (tags, i);
      g_autofree char *key = NULL;
      const char *version;

      if (tag == NULL || (tag->kind != RC_DVC_TAG_ASSIGN && tag->kind != RC_DVC_TAG_REMOVE) || tag->commit == NULL)
        continue;
      key = g_strconcat (tag->model, "\n", tag->commit, NULL);
      version = g_hash_table_lookup (versions, key);
      if (version == NULL || version[0] == '\0')
        continue;
      g_free (tag->version);
      tag->version = g_strdup (version);
    }
}

/* Until the stage was assigned again or removed, which is the first such tag after it. */
static gint64
find_end (GPtrArray      *tags,
          const RcDvcTag *assignment)
{
  gint64 end = RC_TIME_NONE;

  if (assignment->kind != RC_DVC_TAG_ASSIGN || !assignment->has_time)
    return RC_TIME_NONE;

  for (guint i = 0; i < tags->len; i++)
    {
      const RcDvcTag *tag = g_ptr_array_index (tags, i);

      if (tag != NULL && tag != assignment && tag->has_time && tag->time.from_us > assignment->time.from_us &&
          (tag->kind == RC_DVC_TAG_ASSIGN || tag->kind == RC_DVC_TAG_REMOVE) && g_str_equal (tag->model, assignment->model) &&
          g_str_equal (tag->stage, assignment->stage) && (end == RC_TIME_NONE || tag->time.from_us < end))
        end = tag->time.from_us;
    }

  return end;
}

static gboolean
open_text (const RcImportInput  *input,
           RcRegistryWriter     *writer,
           const char           *message,
           const char          **out_text,
           gsize                *out_length,
           GError              **error)
{
  const char *bad;

  *out_length = 0;
  if (input->bytes == NULL)
    {
      (void) rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_LIMIT, "at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more", message, error);
      return FALSE;
    }
  *out_text = g_bytes_get_data (input->bytes, out_length);
  if (*out_text == NULL)
    *out_text = "";
  if (!g_utf8_validate_len (*out_text, *out_length, &bad))
    {
      (void) rc_registry_writer_set_aside (writer, bad - *out_text, RC_EXCEPTION_UNREADABLE_RECORD, "UTF-8 text",
                                           "a byte that is not part of a character", message, error);
      return FALSE;
    }

  return TRUE;
}

/* The newest tag tells how old the listing is at least. */
static gboolean
tell_age (GPtrArray     *tags,
          RcImportSink  *sink,
          GError       **error)
{
  gint64 newest = RC_TIME_NONE;

  for (guint i = 0; i < tags->len; i++)
    {
      const RcDvcTag *tag = g_ptr_array_index (tags, i);

      if (tag != NULL && tag->has_time)
        newest = MAX (newest, tag->time.from_us);
    }

  return newest == RC_TIME_NONE || rc_import_sink_set_as_of (sink, newest, error);
}

static gboolean
tell_lines (GPtrArray         *tags,
            gboolean           has_header,
            RcRegistryWriter  *writer,
            GError           **error)
{
  for (guint i = 0; i < tags->len; i++)
    {
      const RcDvcTag *tag = g_ptr_array_index (tags, i);

      if (tag == NULL && i == 0 && has_header)
        continue;
      if (tag == NULL)
        {
          g_autofree char *found = g_strdup_printf ("line %u", i + 1);

          if (!rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_UNREADABLE_RECORD, "a tag and the hash of what it points to", found,
                                             "A line of a listing of tags cannot be read.", error))
            return FALSE;
        }
      else if (!rc_dvc_tag_tell (tag, writer, i, find_end (tags, tag), error))
        return FALSE;
    }

  return TRUE;
}

/* Says what a text says, which is of as many bytes. */
typedef gboolean (*TellFunc) (RcRegistryWriter  *writer,
                              const char        *text,
                              gsize              length,
                              GError           **error);

static gboolean
import_text (const RcImportInput  *input,
             RcImportSink         *sink,
             TellFunc              tell,
             const char           *message,
             GError              **error)
{
  g_autofree char *scope = rc_registry_scope_dup (input, RC_LIMIT_FOLDER_DEPTH * 2);
  g_autoptr (GError) local_error = NULL;
  RcRegistryWriter writer;
  const char *text = "";
  gsize length;

  rc_registry_writer_init (&writer, sink, RC_IMPORT_SOURCE);
  writer.scope = scope;
  if (open_text (input, &writer, message, &text, &length, &local_error))
    (void) tell (&writer, text, length, &local_error);
  rc_registry_writer_clear (&writer);

  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
tell_listing (RcRegistryWriter  *writer,
              const char        *text,
              gsize              length,
              GError           **error)
{
  gboolean has_header;
  g_autoptr (GPtrArray) tags = read_lines (text, length, &has_header);

  if (tags->len > RC_LIMIT_DVC_TAGS)
    {
      if (!rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_LIMIT, "at most 10000 tags (RC_LIMIT_DVC_TAGS)", "more",
                                         "The further tags of a listing are not read.", error))
        return FALSE;
      g_ptr_array_set_size (tags, RC_LIMIT_DVC_TAGS);
    }

  find_versions (tags);
  return tell_lines (tags, has_header, writer, error) && tell_age (tags, writer->sink, error);
}

static gboolean
import_lines (const RcImporter     *self,
              const RcImportInput  *input,
              RcImportSink         *sink,
              GCancellable         *cancellable,
              GError              **error)
{
  return import_text (input, sink, tell_listing, "A listing of tags cannot be read.", error);
}

static GPtrArray *
read_line_fields (const RcImporter *self,
                  const char       *bytes,
                  gsize             length,
                  guint32           row)
{
  gboolean has_header;
  g_autoptr (GPtrArray) tags = read_lines (bytes, length, &has_header);

  find_versions (tags);
  return row < tags->len && g_ptr_array_index (tags, row) != NULL ? rc_dvc_tag_list_fields (g_ptr_array_index (tags, row))
                                                                  : g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);
}

static const RcImporter lines_importer = {
  .id = "git-tags",
  .title = N_("Listing of Git tags (registry of DVC)"),
  .system = RC_DVC_SYSTEM,
  .evidences = N_("which version of a model was registered at which commit and which stage it was assigned, with tagger and time; one "
                  "snapshot: tags can be moved and deleted"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import_lines,
  .read_fields = read_line_fields,
};

const RcImporter *
rc_git_tags_importer (void)
{
  return &lines_importer;
}

/* --- One tag as Git keeps it (git cat-file tag NAME) --- */

static char *
dup_header (const char *text,
            const char *name)
{
  const char *end = strstr (text, "\n\n");
  const char *line = text;

  while (line != NULL && (end == NULL || line < end))
    {
      gsize length = strlen (name);

      if (strncmp (line, name, length) == 0 && line[length] == ' ')
        return g_strndup (line + length + 1, strcspn (line + length + 1, "\n"));
      line = strchr (line, '\n');
      line = line != NULL ? line + 1 : NULL;
    }

  return NULL;
}

/* (nullable): no tag object */
static RcDvcTag *
read_object (const char *bytes,
             gsize       length)
{
  g_autofree char *text = g_strndup (bytes, length);
  g_autofree char *object = dup_header (text, "object");
  g_autofree char *name = dup_header (text, "tag");
  g_autofree char *tagger = dup_header (text, "tagger");
  const char *body = strstr (text, "\n\n");
  g_autofree char *subject = body != NULL ? g_strndup (body + 2, strcspn (body + 2, "\r\n")) : g_strdup ("");
  char *end = tagger != NULL ? strrchr (tagger, '>') : NULL;
  RcDvcTag *tag;

  if (object == NULL || name == NULL || !is_hash (object))
    return NULL;

  tag = rc_dvc_tag_new (name, object, subject);
  tag->length = length;
  if (end != NULL)
    {
      char *time = end + 1 + strspn (end + 1, " ");

      time[strcspn (time, " ")] = '\0';
      rc_dvc_tag_set_time (tag, time);
      end[1] = '\0';
      tag->tagger = g_steal_pointer (&tagger);
    }
  return tag;
}

static int
recognise_object (const RcImporter *self,
                  const RcSample   *sample)
{
  g_autoptr (RcDvcTag) tag = NULL;

  if (sample->head_length < strlen ("object ") || strncmp (sample->head, "object ", strlen ("object ")) != 0)
    return 0;

  tag = read_object (sample->head, sample->head_length);
  return tag != NULL ? 85 : 0;
}

static gboolean
tell_object (RcRegistryWriter  *writer,
             const char        *text,
             gsize              length,
             GError           **error)
{
  g_autoptr (RcDvcTag) tag = read_object (text, length);

  return tag == NULL || rc_dvc_tag_tell (tag, writer, 0, RC_TIME_NONE, error);
}

static gboolean
import_object (const RcImporter     *self,
               const RcImportInput  *input,
               RcImportSink         *sink,
               GCancellable         *cancellable,
               GError              **error)
{
  return import_text (input, sink, tell_object, "A tag of Git cannot be read.", error);
}

static GPtrArray *
read_object_fields (const RcImporter *self,
                    const char       *bytes,
                    gsize             length,
                    guint32           row)
{
  g_autoptr (RcDvcTag) tag = read_object (bytes, length);

  return tag != NULL ? rc_dvc_tag_list_fields (tag) : g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);
}

static const RcImporter object_importer = {
  .id = "git-tag-object",
  .title = N_("Tag of Git as it is kept (registry of DVC)"),
  .system = RC_DVC_SYSTEM,
  .evidences = N_("one act on a version of a model, with tagger, time and commit"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise_object,
  .import = import_object,
  .read_fields = read_object_fields,
};

const RcImporter *
rc_git_tag_object_importer (void)
{
  return &object_importer;
}
