/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/bounds.h"
#include "core/text-search-note.h"
#include "core/timestamp.h"

typedef struct
{
  gboolean ignore_case;
  gboolean as_written;
  gboolean reveal;
  char    *reason;
  gint64   source;
  gint64   limit;
  char    *after;
  char    *kind;
  char    *from;
  char    *to;
} SearchOptions;

static void
search_options_clear (SearchOptions *self)
{
  g_free (self->reason);
  g_free (self->after);
  g_free (self->kind);
  g_free (self->from);
  g_free (self->to);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SearchOptions, search_options_clear)

typedef struct
{
  RcCli          *cli;
  RcCase         *case_file;
  RcRecordReader *reader;
  RcTextQuery     query;
  RcTextCounts    counts;
  GPtrArray      *shown;       /* (nullable) of RcTextHit: kept until it is noted that they are shown */
  char           *cursor;      /* (nullable): of the last hit */
  gint64          named;       /* the last event whose name was read; 0: none */
  char           *event_name;  /* (nullable): of it */
  GError         *error;
} Search;

/* --- What a hit says --- */

typedef struct
{
  char *event;       /* (nullable): its id, or where it stands */
  char *time;        /* (nullable) */
  char *name;        /* of the source */
  char *excerpt;     /* (nullable) */
} HitWords;

static void
hit_words_clear (HitWords *self)
{
  g_free (self->event);
  g_free (self->time);
  g_free (self->name);
  g_free (self->excerpt);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HitWords, hit_words_clear)

/* One record may have thousands of hits, and is read for the name of its event once. */
static gboolean
name_event (Search  *self,
            gint64   id,
            GError **error)
{
  g_autoptr (RcEvent) event = NULL;

  if (self->named == id)
    return TRUE;

  event = rc_event_load (self->case_file, id, error);
  if (event == NULL || !rc_event_read_fields (event, self->case_file, self->reader, error))
    return FALSE;
  g_free (self->event_name);
  self->event_name = g_strdup (rc_event_peek_field (event, RC_FIELD_ID));
  if (self->event_name == NULL)
    self->event_name = rc_event_dup_reference (event);
  self->named = id;
  return TRUE;
}

static gboolean
read_words (Search           *self,
            const RcTextHit  *hit,
            HitWords         *out_words,
            GError          **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  g_autoptr (RcSource) source = rc_source_load (database, hit->source, error);

  if (source == NULL)
    return FALSE;
  out_words->name = g_strdup (source->name);
  out_words->time = hit->time_us != RC_TIME_NONE ? rc_time_format_utc (hit->time_us) : NULL;
  if (self->shown != NULL && (out_words->excerpt = rc_text_hit_dup_excerpt (hit, self->reader, database, error)) == NULL)
    return FALSE;
  if (hit->event == 0)
    return TRUE;

  if (!name_event (self, hit->event, error))
    return FALSE;
  out_words->event = g_strdup (self->event_name);
  return TRUE;
}

static void
print_hit_json (const RcTextHit *hit,
                const HitWords  *words)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *cursor = rc_text_hit_dup_cursor (hit);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "source", hit->source);
  rc_json_writer_member_string (writer, "name", words->name);
  rc_json_writer_member_integer (writer, "record", (gint64) hit->record);
  rc_json_writer_member_integer (writer, "offset", (gint64) hit->offset);
  rc_json_writer_member_integer (writer, "source_offset", (gint64) hit->source_offset);
  rc_json_writer_member_integer (writer, "length", (gint64) hit->length);
  rc_json_writer_member_boolean (writer, "escaped", hit->is_escaped);
  rc_json_writer_member_string (writer, "locator", hit->locator);
  rc_json_writer_member_string (writer, "event", words->event);
  rc_json_writer_member_string (writer, "kind", hit->event != 0 ? rc_event_kind_to_name (hit->kind) : NULL);
  rc_json_writer_member_string (writer, "time", words->time);
  if (words->excerpt != NULL)
    rc_json_writer_member_string (writer, "excerpt", words->excerpt);
  rc_json_writer_member_string (writer, "cursor", cursor);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_hit_text (const RcTextHit *hit,
                const HitWords  *words)
{
  g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT, hit->source, hit->record);
  g_autofree char *event = rc_cli_show (words->event);
  g_autofree char *locator = rc_cli_show (hit->locator);
  g_autofree char *name = rc_cli_show (words->name);

  rc_cli_print ("%-12s  byte %-8" G_GUINT64_FORMAT "  %-24s  %-12s  %-24s  %s%s%s\n", reference, hit->offset,
                hit->event == 0 ? "(no event)" : words->time != NULL ? words->time : "(no time)",
                hit->event != 0 ? rc_event_kind_to_name (hit->kind) : "", event, name, *locator != '\0' ? " " : "", locator);
  if (words->excerpt != NULL)
    rc_cli_print ("              %s\n", words->excerpt);
}

static gboolean
print_hit (Search           *self,
           const RcTextHit  *hit,
           GError          **error)
{
  g_auto (HitWords) words = { 0 };

  if (!read_words (self, hit, &words, error))
    return FALSE;
  if (self->cli->json)
    print_hit_json (hit, &words);
  else
    print_hit_text (hit, &words);
  return TRUE;
}

/* --- Searching --- */

static gboolean
take_hit (const RcTextHit *hit,
          gpointer         user_data)
{
  Search *self = user_data;

  g_free (self->cursor);
  self->cursor = rc_text_hit_dup_cursor (hit);
  if (self->shown != NULL)
    {
      g_ptr_array_add (self->shown, rc_text_hit_copy (hit));
      return TRUE;
    }

  rc_cli_progress_end ();
  return print_hit (self, hit, &self->error);
}

static void
show_progress (const RcTextCounts *counts,
               gpointer            user_data)
{
  g_autofree char *hits = rc_cli_group_digits (counts->hits);

  fprintf (stderr, "\r\033[K%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " MB · %s places", counts->bytes / 1000000, counts->total / 1000000,
           hits);
  fflush (stderr);
}

static gboolean
note (Search      *self,
      const char  *reason,
      GError     **error)
{
  if (rc_case_is_writable (self->case_file))
    return rc_text_search_note (self->case_file, &self->query, &self->counts, self->shown, reason, error);

  fputs ("recount-cli: the case is open for reading only; this search is not in its custody log\n", stderr);
  return TRUE;
}

static int
print_end (Search *self)
{
  g_autofree char *hits = rc_cli_group_digits (self->counts.hits);
  g_autofree char *sources = rc_cli_group_digits (self->counts.sources);
  g_autofree char *bytes = rc_cli_group_digits (self->counts.bytes);

  if (!self->cli->json && self->counts.is_complete)
    rc_cli_print ("%s places in %s sources; %s bytes were searched.\n", hits, sources, bytes);
  if (!self->counts.is_complete && self->cursor != NULL)
    fprintf (stderr, "recount-cli: there may be more places; go on with --after %s\n", self->cursor);
  if (self->counts.in_part > 0)
    fprintf (stderr, "recount-cli: of %" G_GUINT64_FORMAT " sources only some records are in this copy; the others were not searched\n",
             self->counts.in_part);
  if (self->counts.unreadable == 0)
    return RC_EXIT_OK;

  fprintf (stderr, "recount-cli: %" G_GUINT64_FORMAT " bytes of the evidence store are damaged and were not searched; see “recount-cli verify”\n",
           self->counts.unreadable);
  return RC_EXIT_FAILED;
}

static int
search (Search     *self,
        const char *reason)
{
  RcTextProgressFunc progress = isatty (STDERR_FILENO) ? show_progress : NULL;
  GError *error = NULL;
  GError *noting = NULL;
  gboolean good = rc_text_search (self->case_file, self->reader, &self->query, take_hit, progress, self, &self->counts,
                                  self->cli->cancellable, &error);

  rc_cli_progress_end ();
  if (good && self->error != NULL)
    {
      error = g_steal_pointer (&self->error);
      good = FALSE;
    }
  /* What was not searched at all needs no entry; what was cancelled has told of places. */
  if ((good || self->counts.bytes > 0 || self->counts.hits > 0) && !note (self, reason, good ? &error : &noting))
    good = FALSE;
  g_clear_error (&noting);
  if (!good)
    return rc_cli_fail (error);

  for (guint i = 0; self->shown != NULL && i < self->shown->len; i++)
    {
      if (!print_hit (self, g_ptr_array_index (self->shown, i), &error))
        return rc_cli_fail (error);
    }
  return print_end (self);
}

static gboolean
read_query (SearchOptions  *options,
            const char     *text,
            RcTextQuery    *out_query,
            GError        **error)
{
  out_query->text = text;
  out_query->flags = (options->as_written ? 0 : RC_TEXT_PATTERN_ESCAPED) | (options->ignore_case ? RC_TEXT_PATTERN_IGNORE_CASE : 0);
  out_query->source = options->source;
  out_query->limit = (guint64) options->limit;
  out_query->after = options->after;
  if (options->reveal && out_query->limit == 0)
    out_query->limit = RC_LIMIT_SEARCH_SHOWN;
  return rc_cli_parse_time (options->from, FALSE, &out_query->filter.from_us, error)
    && rc_cli_parse_time (options->to, TRUE, &out_query->filter.to_us, error);
}

/* RC_EXIT_OK where the options can be used. */
static int
check_options (const SearchOptions *options,
               RcTextQuery         *query)
{
  if (options->limit < 0 || options->source < 0)
    return rc_cli_usage ("search", "--limit and --source must not be negative");
  if (options->reveal && (options->reason == NULL || *options->reason == '\0'))
    return rc_cli_usage ("search", "--reveal needs --reason: why the records are shown stands in the custody log");
  if (options->reason != NULL && !options->reveal)
    return rc_cli_usage ("search", "--reason goes with --reveal");
  if (options->reveal && options->limit > (gint64) RC_LIMIT_SEARCH_SHOWN)
    return rc_cli_usage ("search", "with --reveal at most %u places are shown at once", RC_LIMIT_SEARCH_SHOWN);
  if (options->kind != NULL && !rc_event_kind_from_name (options->kind, &query->filter.kind))
    return rc_cli_usage ("search", "there are no events of the kind “%s”", options->kind);
  return RC_EXIT_OK;
}

int
rc_cli_search (RcCli *cli,
               int    argc,
               char **argv)
{
  g_auto (SearchOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "ignore-case", 0, 0, G_OPTION_ARG_NONE, &options.ignore_case, "Small and capital letters are the same", NULL },
    { "as-written", 0, 0, G_OPTION_ARG_NONE, &options.as_written, "Not in the escaped spellings of JSON, as \\u00fc for ü", NULL },
    { "source", 0, 0, G_OPTION_ARG_INT64, &options.source, "Only in this source and what was taken out of it", "ID" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, "Only in records of such events", "KIND" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, "Only in records of events not before this time", "T" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, "Only in records of events not after this time", "T" },
    { "limit", 0, 0, G_OPTION_ARG_INT64, &options.limit, "At most so many places", "N" },
    { "after", 0, 0, G_OPTION_ARG_STRING, &options.after, "Go on behind this cursor", "CURSOR" },
    { "reveal", 0, 0, G_OPTION_ARG_NONE, &options.reveal, "Show what stands around each place; needs --reason", NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why it is shown; stands in the custody log", "R" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  GError *error = NULL;
  Search self = { .cli = cli };
  int exit_code;

  if (!rc_cli_parse (cli, "search", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  exit_code = check_options (&options, &self.query);
  if (exit_code != RC_EXIT_OK)
    return exit_code;
  if (!read_query (&options, arguments[1], &self.query, &error))
    return rc_cli_fail (error);

  case_file = rc_case_open (arguments[0], TRUE, &error);
  if (case_file == NULL || (rc_case_is_writable (case_file) && !rc_cli_unlock_key (cli, case_file, &error)))
    return rc_cli_fail (error);

  reader = rc_record_reader_new (rc_case_get_database (case_file));
  shown = options.reveal ? g_ptr_array_new_with_free_func ((GDestroyNotify) rc_text_hit_free) : NULL;
  self.case_file = case_file;
  self.reader = reader;
  self.shown = shown;
  exit_code = search (&self, options.reason);
  g_free (self.cursor);
  g_free (self.event_name);
  g_clear_error (&self.error);
  g_clear_pointer (&reader, rc_record_reader_free);
  if (!rc_case_close (case_file, &error))
    return rc_cli_fail (error);
  return exit_code;
}
