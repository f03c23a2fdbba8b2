/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-act.h"

#include <string.h>

#include "bounds.h"
#include "case-sink.h"
#include "import-writer.h"
#include "registers/paper.h"
#include "seals/mechanism.h"
#include "source-rows.h"

/* What was decided about a source from its first bytes. */
typedef struct
{
  const RcContainer *container;     /* (nullable) */
  const RcImporter  *importer;      /* (nullable) */
  RcFraming          framing;
} Choice;

static gboolean
read_sample (RcSourceWriter  *writer,
             RcStream        *content,
             gboolean        *out_at_end,
             GError         **error)
{
  gsize got = 0;
  guint8 *room = rc_source_writer_reserve (writer, RC_LIMIT_SAMPLE_BYTES);

  if (!rc_stream_read_full (content, room, RC_LIMIT_SAMPLE_BYTES, &got, error))
    {
      (void) rc_source_writer_commit (writer, RC_LIMIT_SAMPLE_BYTES, 0, NULL);
      return FALSE;
    }

  *out_at_end = got < RC_LIMIT_SAMPLE_BYTES;
  return rc_source_writer_commit (writer, RC_LIMIT_SAMPLE_BYTES, got, error);
}

/* Text that people and tools read by lines: no NUL, and UTF-8 up to a sequence that the sample may have cut. */
static gboolean
looks_like_lines (const char *head,
                  gsize       length)
{
  const char *end = NULL;

  if (length == 0 || memchr (head, 0, length) != NULL || memchr (head, '\n', length) == NULL)
    return FALSE;

  return g_utf8_validate_len (head, length, &end) || head + length - end < 4;
}

/* Whether a source may hold the records of a mapping that the person named, though it does not carry its signs. */
static gboolean
begins_as_objects (RcFraming       framing,
                   const RcSample *sample)
{
  gsize at = 0;

  if (framing == RC_FRAMING_OBJECTS)
    {
      while (at < sample->head_length && strchr (" \t\r\n[", sample->head[at]) != NULL && sample->head[at] != 0)
        at++;
    }
  return (framing == RC_FRAMING_LINES || framing == RC_FRAMING_OBJECTS) && at < sample->head_length && sample->head[at] == '{';
}

/* A document that is signed in itself is judged like others of its kind. */
static const RcImporter *
choose_for_document (const RcSample *sample)
{
  const RcImporter *importer = rc_importer_choose (sample);

  return importer != NULL && rc_mechanism_by_id (importer->id) != NULL ? importer : rc_importer_by_id (RC_PAPER_IMPORTER);
}

/**
 * rc_import_act_choose_importer:
 *
 * Returns: (nullable): who reads a source that begins so: the importer or the mapping that the person named, or the one most sure
 */
const RcImporter *
rc_import_act_choose_importer (RcImportAct    *act,
                               const RcSample *sample)
{
  const RcImporter *importer;

  if (act->options->importer_id != NULL)
    return rc_importer_by_id (act->options->importer_id);
  if (act->options->keep_whole)
    return choose_for_document (sample);
  if (act->mapped != NULL && act->mapped->recognise (act->mapped, sample) > 0)
    return act->mapped;

  importer = rc_importer_choose (sample);
  if (importer == NULL && act->mapped != NULL && begins_as_objects (act->mapped->framing, sample))
    return act->mapped;
  return importer;
}

static void
choose (RcImportAct          *act,
        const RcImportOrigin *origin,
        const RcSourceWriter *writer,
        gint64                size,
        Choice               *out_choice)
{
  const char *head = (const char *) writer->chunk->bytes->data;
  gsize length = writer->chunk->bytes->len;
  RcSample sample = { .name = origin->name, .head = head, .head_length = length, .size = size };

  memset (out_choice, 0, sizeof *out_choice);
  out_choice->framing = RC_FRAMING_FIXED;
  if (length == 0)
    return;

  out_choice->container = act->options->keep_whole ? NULL : rc_container_choose (head, length);
  if (out_choice->container != NULL)
    return;

  out_choice->importer = rc_import_act_choose_importer (act, &sample);
  if (out_choice->importer != NULL)
    out_choice->framing = rc_importer_get_framing (out_choice->importer, &sample);
  else if (looks_like_lines (head, length))
    out_choice->framing = RC_FRAMING_LINES;
}

static gboolean
pump (RcSourceWriter  *writer,
      RcStream        *content,
      GError         **error)
{
  while (TRUE)
    {
      guint8 *room = rc_source_writer_reserve (writer, RC_LIMIT_SAMPLE_BYTES);
      gssize got = rc_stream_read (content, room, RC_LIMIT_SAMPLE_BYTES, error);

      if (!rc_source_writer_commit (writer, RC_LIMIT_SAMPLE_BYTES, got > 0 ? (gsize) got : 0, got < 0 ? NULL : error))
        return FALSE;
      if (got <= 0)
        return got == 0;
    }
}

static gboolean
pin_mapping (RcImportAct       *act,
             const RcImporter  *importer,
             gint64            *out_mapping,
             GError           **error)
{
  const char *text = importer != NULL ? rc_importer_peek_mapping_text (importer) : NULL;
  sqlite3_stmt *statement;
  gboolean row = FALSE;
  RcDigest digest;

  *out_mapping = 0;
  if (text == NULL)
    return TRUE;

  *out_mapping = (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (act->mappings, importer));
  if (*out_mapping != 0)
    return TRUE;

  rc_digest_compute (text, strlen (text), &digest);
  statement = rc_database_prepare (act->database,
                                   "INSERT INTO mapping (name, sha256, text) VALUES (?1, ?2, ?3) "
                                   "ON CONFLICT (sha256) DO UPDATE SET name = name RETURNING id",
                                   error);
  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, importer->id);
  rc_database_bind_digest (statement, 2, &digest);
  rc_database_bind_text (statement, 3, text);
  if (!rc_database_step (act->database, statement, &row, error))
    return FALSE;
  *out_mapping = sqlite3_column_int64 (statement, 0);
  if (!rc_database_run (act->database, statement, error))
    return FALSE;

  g_hash_table_insert (act->mappings, (gpointer) importer, GSIZE_TO_POINTER ((gsize) *out_mapping));
  return TRUE;
}

static gboolean
run_importer (RcImportAct           *act,
              const RcImportOrigin  *origin,
              const RcImporter      *importer,
              RcSourceWriter        *writer,
              GError               **error)
{
  const RcSource *source = writer->source;
  g_autoptr (RcStream) stream = rc_vault_new_stream (act->vault, source->start, source->size);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree guint8 *data = NULL;
  RcImportInput input = {
    .name = source->name,
    .size = source->size,
    .sha256 = source->sha256,
    .stream = stream,
    .modified_us = origin->modified_us,
    .delivery = act->first_source,
    .has_zone = act->options->has_zone,
    .zone_minutes = act->options->zone_minutes,
  };

  if (importer->framing == RC_FRAMING_WHOLE && source->size > rc_source_writer_get_record_limit (writer))
    return rc_source_writer_add_long (writer, 1, 0, error);

  if (importer->framing == RC_FRAMING_WHOLE || source->size <= RC_LIMIT_RECORD_BYTES)
    {
      data = g_malloc (source->size + 1);
      data[source->size] = 0;
      if (!rc_vault_read (act->vault, source->start, data, source->size, error))
        return FALSE;
      bytes = g_bytes_new_take (g_steal_pointer (&data), source->size);
      input.bytes = bytes;
    }

  return rc_case_sink_import (act, writer, importer, &input, error);
}

/* --- Containers --- */

typedef struct
{
  RcImportAct    *act;
  RcSourceWriter *container;
  guint           depth;
} MemberWalk;

/* A name as found becomes text that can be shown and compared: each byte that is not UTF-8 is written \xNN. */
char *
rc_import_name_make_valid (const char *name,
                           gsize       length)
{
  GString *text = g_string_new (NULL);
  const char *end = name + MIN (length, RC_LIMIT_NAME_BYTES);

  while (name < end)
    {
      const char *stop = NULL;

      if (g_utf8_validate_len (name, (gsize) (end - name), &stop))
        {
          g_string_append_len (text, name, end - name);
          break;
        }
      g_string_append_len (text, name, stop - name);
      g_string_append_printf (text, "\\x%02X", (guint8) *stop);
      name = stop + 1;
    }
  return g_string_free (text, FALSE);
}

static gboolean
take_member (const RcMember  *member,
             RcStream        *content,
             gpointer         user_data,
             GError         **error)
{
  MemberWalk *walk = user_data;
  const RcSource *container = walk->container->source;
  g_autofree char *member_name = rc_import_name_make_valid (member->name, member->name_length);
  g_autofree char *name = g_strdup_printf ("%s!%s", container->name, member_name);
  RcImportOrigin origin = {
    .parent = container->id,
    .derivation = member->derivation,
    .name = name,
    .stored_place = -1,
    .modified_us = member->modified_us,
    .depth = walk->depth + 1,
  };

  if (member->stored_at >= 0 && member->size >= 0
      && (guint64) member->stored_at <= container->size
      && (guint64) member->size <= container->size - (guint64) member->stored_at)
    origin.stored_place = (gint64) container->start + member->stored_at;
  return rc_import_act_source (walk->act, &origin, content, error) != 0;
}

static void
take_container_fault (gint64      offset,
                      const char *kind,
                      const char *expected,
                      const char *found,
                      const char *message,
                      gpointer    user_data)
{
  MemberWalk *walk = user_data;
  guint64 record = offset >= 0 ? (guint64) offset / RC_LIMIT_FIXED_TILE_BYTES + 1 : 0;

  /* What cannot be written now is met again at the next write of the same transaction. */
  (void) rc_source_writer_add_fault (walk->container, MIN (record, walk->container->source->records), offset, kind,
                                     expected, found, message, NULL);
}

static gboolean
walk_container (RcImportAct           *act,
                const RcImportOrigin  *origin,
                const RcContainer     *container,
                RcSourceWriter        *writer,
                GError               **error)
{
  g_autoptr (RcVault) vault = rc_vault_new (act->database);
  g_autoptr (RcStream) stream = rc_vault_new_stream (vault, writer->source->start, writer->source->size);
  MemberWalk walk = { .act = act, .container = writer, .depth = origin->depth };

  if (origin->depth >= RC_LIMIT_CONTAINER_DEPTH)
    return rc_source_writer_add_fault (writer, 1, 0, RC_EXCEPTION_LIMIT, "containers nested at most 4 deep", "a deeper one",
                                       "The container stands too deep in others; it is kept and was not unpacked.", error);

  return container->walk (container, stream, writer->source->name, &act->budget, take_member, take_container_fault, &walk,
                          act->cancellable, error);
}

/* Of what the importers were sure of from the first bytes, the rest may show that it is another's: the next sure one then reads it. */
static gboolean
find_next_importer (RcImportAct           *act,
                    const RcImportOrigin  *origin,
                    const RcSourceWriter  *writer,
                    const RcImporter     **importer,
                    GError               **error)
{
  const RcImporter *previous = *importer;
  g_autofree char *head = g_malloc (RC_LIMIT_SAMPLE_BYTES);
  RcSample sample = {
    .name = origin->name,
    .head = head,
    .head_length = MIN (writer->source->size, RC_LIMIT_SAMPLE_BYTES),
    .size = (gint64) writer->source->size,
  };

  *importer = NULL;
  if (previous == act->mapped || act->options->importer_id != NULL)
    return TRUE;
  if (!rc_vault_read (act->vault, writer->source->start, head, sample.head_length, error))
    return FALSE;

  do
    previous = rc_importer_choose_next (&sample, previous);
  while (previous != NULL && (previous->import == NULL || previous->framing != writer->source->framing));
  *importer = previous;
  return TRUE;
}

/* Whether the importer reads a source of this framing record by record, while it comes. */
static gboolean
reads_records (const RcImporter *importer,
               RcFraming         framing)
{
  return importer->parse != NULL && (framing == RC_FRAMING_LINES || framing == RC_FRAMING_OBJECTS);
}

/* Whether an importer of several framings has read the source with its records; one of a single framing may read it as a whole besides. */
static gboolean
is_read (const RcImporter *importer,
         RcFraming         framing)
{
  return importer->choose_framing != NULL && reads_records (importer, framing);
}

static gboolean
run_importers (RcImportAct           *act,
               const RcImportOrigin  *origin,
               const RcImporter      *importer,
               RcSourceWriter        *writer,
               GError               **error)
{
  while (importer != NULL)
    {
      g_free (writer->source->importer);
      writer->source->importer = g_strdup (importer->id);
      if (!pin_mapping (act, importer, &writer->source->mapping, error))
        return FALSE;
      if (importer->import == NULL || is_read (importer, writer->source->framing))
        return TRUE;
      if (!run_importer (act, origin, importer, writer, error))
        return FALSE;
      if (writer->source->importer != NULL)
        return TRUE;
      if (!find_next_importer (act, origin, writer, &importer, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
import_new (RcImportAct           *act,
            const RcImportOrigin  *origin,
            RcStream              *content,
            RcSourceWriter        *writer,
            GError               **error)
{
  g_autoptr (GError) read_error = NULL;
  gboolean at_end = FALSE;
  Choice choice;

  if (read_sample (writer, content, &at_end, &read_error))
    choose (act, origin, writer, at_end ? (gint64) writer->chunk->bytes->len : content->size, &choice);
  else
    memset (&choice, 0, sizeof choice), choice.framing = RC_FRAMING_FIXED;

  rc_source_writer_frame (writer, choice.framing,
                          choice.importer != NULL && reads_records (choice.importer, choice.framing) ? choice.importer : NULL);
  if (read_error == NULL)
    (void) pump (writer, content, &read_error);
  /* A container that breaks off is a fault in the evidence; a disk that does not answer is none. */
  if (read_error != NULL
      && !g_error_matches (read_error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED)
      && !g_error_matches (read_error, RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT))
    {
      g_propagate_error (error, g_steal_pointer (&read_error));
      return FALSE;
    }
  if (!rc_source_writer_finish (writer, error))
    return FALSE;

  /* The source broke off: what came is kept, and the place is told. */
  if (read_error != NULL
      && !rc_source_writer_add_fault (writer, 0, (gint64) writer->source->size,
                                      g_error_matches (read_error, RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT)
                                      ? RC_EXCEPTION_LIMIT : RC_EXCEPTION_CONTAINER_MALFORMED,
                                      "the bytes up to the end of the source", read_error->message,
                                      "The source could not be read to its end; what came is kept.", error))
    return FALSE;

  if (choice.container != NULL)
    {
      g_free (writer->source->kind);
      writer->source->kind = g_strdup ("container");
      g_free (writer->source->importer);
      writer->source->importer = g_strdup (choice.container->id);
      return walk_container (act, origin, choice.container, writer, error);
    }

  return run_importers (act, origin, choice.importer, writer, error);
}

static void
set_progress_name (RcImportAct *act,
                   const char  *name)
{
  g_free (act->progress_name);
  act->progress_name = g_strdup (name);
  act->progress.name = act->progress_name;
}

/* What the file's own time was stays known where the source keeps another: its importer may have told it of what it read. */
static void
note_modified (RcImportAct          *act,
               const RcImportOrigin *origin,
               const RcSource       *source)
{
  const RcImporter *importer = source->importer != NULL ? rc_importer_by_id (source->importer) : NULL;
  const RcImportModified modified = { source->id, origin->modified_us };

  if (strcmp (origin->derivation, RC_DERIVATION_FILE) != 0 || importer == NULL || importer->import == NULL)
    return;
  if (origin->modified_us > -RC_LIMIT_JSON_INTEGER && origin->modified_us < RC_LIMIT_JSON_INTEGER && g_strcmp0 (source->as_of_how, RC_AS_OF_FILE) != 0)
    g_array_append_val (act->modified, modified);
}

/**
 * rc_import_act_source:
 * @origin: where the source comes from
 * @content: its bytes, read once
 *
 * Imports one source and, where it is a container, what it holds. A fault in the source is kept as an exception.
 *
 * Returns: the number of the source, or of the one it repeats; 0 with @error set
 */
gint64
rc_import_act_source (RcImportAct           *act,
                      const RcImportOrigin  *origin,
                      RcStream              *content,
                      GError               **error)
{
  RcImportOrigin place = *origin;
  RcSourceWriter writer;
  gint64 id;

  set_progress_name (act, origin->name);
  if (content->pread != NULL)
    {
      gint64 stored;

      if (!rc_import_act_recognise (act, origin, content, &id, &stored, error))
        return 0;
      if (id != 0)
        return id;
      if (stored >= 0)
        place.stored_place = stored;
    }

  rc_source_writer_begin (&writer, act, &place);
  id = writer.source->id;
  if (!import_new (act, &place, content, &writer, error) || !rc_source_writer_save (&writer, error))
    id = 0;
  else
    {
      rc_import_act_note_size (act, writer.source->size);
      note_modified (act, &place, writer.source);
      g_ptr_array_add (act->result->sources, g_steal_pointer (&writer.source));
    }
  rc_source_writer_clear (&writer);
  return id;
}
