/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-system.h"

#include <string.h>

#include "core/decision.h"
#include "core/entity.h"
#include "core/event-query.h"
#include "core/judgement-json.h"
#include "core/mask.h"
#include "core/timestamp.h"
#include "core/verify.h"

typedef struct
{
  char *id;
  char *from;
  char *to;
  char *model;
  char *subject;
  char *system;
  char *decision;
  char *text;
  char *sort;
  char *after;
  int   limit;
} ListOptions;

static void
list_options_clear (ListOptions *self)
{
  g_free (self->id);
  g_free (self->from);
  g_free (self->to);
  g_free (self->model);
  g_free (self->subject);
  g_free (self->system);
  g_free (self->decision);
  g_free (self->text);
  g_free (self->sort);
  g_free (self->after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ListOptions, list_options_clear)

/* Lists up to here tell of each decision how many events it has: they are looked up one by one. */
#define MAX_GATHERED 1000

typedef struct
{
  RcCli          *cli;
  RcCase         *case_file;
  RcRecordReader *gatherer;     /* (nullable): decisions are told with all their events */
  guint64         n_printed;
  GError         *error;
} Printer;

/* --- All events of a decision --- */

static void
write_decision (RcJsonWriter     *writer,
                const RcDecision *decision)
{
  rc_json_writer_member_boolean (writer, "on_list", rc_decision_count (decision, RC_EVENT_DECISION) > 0);
  rc_json_writer_member_integer (writer, "events", decision->n_events);
  rc_json_writer_name (writer, "events_by_kind");
  rc_json_writer_begin_object (writer);
  for (guint kind = RC_EVENT_INFERENCE; kind < RC_N_EVENT_KINDS; kind++)
    if (rc_decision_count (decision, kind) > 0)
      rc_json_writer_member_integer (writer, rc_event_kind_to_name (kind), rc_decision_count (decision, kind));
  rc_json_writer_end_object (writer);
  rc_json_writer_member_string (writer, "outcome", decision->outcome);
}

static char *
dup_decision (const RcDecision *decision)
{
  g_autofree char *outcome = rc_cli_show (decision->outcome);
  GString *text = g_string_new (NULL);

  for (guint kind = RC_EVENT_INFERENCE; kind < RC_N_EVENT_KINDS; kind++)
    {
      guint count = rc_decision_count (decision, kind);

      if (count > 0)
        g_string_append_printf (text, "%s%u %s", text->len > 0 ? ", " : "", count, rc_event_kind_to_name (kind));
    }
  if (rc_decision_count (decision, RC_EVENT_INFERENCE) > 1)
    g_string_append (text, " (answered more than once)");
  if (rc_decision_count (decision, RC_EVENT_DECISION) == 0)
    g_string_append (text, "; not on the business's own list");
  if (decision->outcome != NULL)
    g_string_append_printf (text, "; outcome: %s", outcome);
  return g_string_free (text, FALSE);
}

/* NULL: the list tells no decisions, or the event names none, or @self->error is set. */
static RcDecision *
gather (Printer       *self,
        const RcEvent *event)
{
  const char *reference = rc_event_peek_field (event, RC_FIELD_DECISION);

  if (self->gatherer == NULL || reference == NULL)
    return NULL;
  return rc_decision_load (self->case_file, self->gatherer, reference, &self->error);
}

/* A decision that no line of the business's list is about, known from the log alone. */
static int
print_unlisted (Printer    *self,
                const char *reference)
{
  g_autoptr (RcDecision) decision = rc_decision_load (self->case_file, self->gatherer, reference, &self->error);
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  if (decision == NULL)
    return rc_cli_fail (self->error);
  if (decision->n_events == 0)
    return RC_EXIT_OK;
  if (self->cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "id", reference);
      rc_json_writer_member_string (writer, "name", reference);
      rc_json_writer_member_string (writer, "kind", rc_event_kind_to_name (RC_EVENT_DECISION));
      rc_json_writer_member_string (writer, "decision", reference);
      write_decision (writer, decision);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
      return RC_EXIT_OK;
    }

  name = rc_cli_show (reference);
  words = dup_decision (decision);
  rc_cli_print ("%-24s  %-18s  %s\n", "", name, words);
  return RC_EXIT_OK;
}

static gboolean
print_event (const RcEvent *event,
             gpointer       user_data)
{
  Printer *self = user_data;
  g_autoptr (RcDecision) gathered = gather (self, event);

  if (self->error != NULL)
    return FALSE;
  self->n_printed++;
  if (self->cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
      g_autofree char *cursor = rc_event_dup_cursor (event);

      rc_json_writer_begin_object (writer);
      rc_cli_write_event (writer, self->case_file, event);
      if (gathered != NULL)
        write_decision (writer, gathered);
      rc_json_writer_member_string (writer, "cursor", cursor);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  else
    {
      rc_cli_print_event (self->case_file, event);
      if (gathered != NULL)
        {
          g_autofree char *words = dup_decision (gathered);

          rc_cli_print ("%-24s  %s\n", "", words);
        }
    }
  return !g_cancellable_is_cancelled (self->cli->cancellable);
}

/* Nothing else narrows the list, so that what it lacks is known from the log alone. */
static gboolean
is_one_decision (const ListOptions *options)
{
  return options->decision != NULL && options->id == NULL && options->from == NULL && options->to == NULL && options->model == NULL
    && options->subject == NULL && options->system == NULL && options->text == NULL && options->after == NULL;
}

/* A request without an answer is no inference, and yet something that was asked of the system. */
static gboolean
print_unanswered (RcCase  *case_file,
                  GError **error)
{
  g_autoptr (RcJudgement) judgement = NULL;
  gboolean current = FALSE;
  g_autoptr (GArray) requests = rc_event_list_kind (case_file, RC_EVENT_REQUEST_PART, 1, error);

  if (requests == NULL)
    return FALSE;
  if (requests->len == 0)
    return TRUE;

  judgement = rc_verify_load (case_file, &current, error);
  if (judgement == NULL)
    return FALSE;
  if (!current)
    rc_cli_print ("Requests are records of their own in this case: how many have no answer “recount-cli verify” counts.\n");
  else if (judgement->joins.unanswered > 0)
    rc_cli_print ("%" G_GUINT64_FORMAT " requests without an answer are not in this list: “recount-cli list CASE request-part” has them.\n",
                  judgement->joins.unanswered);
  return TRUE;
}

static int
list_events (RcCli             *cli,
             RcCase            *case_file,
             RcEventKind        kind,
             const ListOptions *options)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcRecordReader) gatherer = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcSystemFilter) filter = NULL;
  Printer printer = { .cli = cli, .case_file = case_file };
  GError *error = NULL;
  RcEventQuery query = {
    .kind = kind,
    .id = options->id,
    .decision = options->decision,
    .subject = options->subject,
    .model = options->model,
    .system = options->system,
    .text = options->text,
    .newest_first = g_strcmp0 (options->sort, "-time") == 0,
    .limit = (guint) options->limit,
    .after = options->after,
  };

  if (!rc_cli_restrict_to_system (case_file, &query, &filter, &error))
    return rc_cli_fail (error);
  if (kind == RC_EVENT_DECISION && (options->decision != NULL || (options->limit > 0 && options->limit <= MAX_GATHERED)))
    printer.gatherer = gatherer;
  if (!rc_cli_parse_time (options->from, FALSE, &query.from_us, &error) || !rc_cli_parse_time (options->to, TRUE, &query.to_us, &error)
      || !rc_event_query_walk (case_file, reader, &query, print_event, &printer, cli->cancellable, &error)
      || (kind == RC_EVENT_INFERENCE && !cli->json && !print_unanswered (case_file, &error)))
    return rc_cli_fail (error);
  if (printer.error != NULL)
    return rc_cli_fail (printer.error);
  if (printer.n_printed == 0 && printer.gatherer != NULL && is_one_decision (options))
    return print_unlisted (&printer, options->decision);
  return RC_EXIT_OK;
}

static int
list_entities (RcCli             *cli,
               RcCase            *case_file,
               RcEntityKind       kind,
               const ListOptions *options)
{
  RcDatabase *database = rc_case_get_database (case_file);
  GError *error = NULL;
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT id, name, scope FROM entity WHERE kind = ?1 AND id <= ?2 AND id > ?3 "
                                                 "AND (?4 IS NULL OR name = ?4) ORDER BY id LIMIT ?5", &error);
  gint64 after = 0;
  gboolean row = FALSE;

  if (options->after != NULL && !g_ascii_string_to_signed (options->after, 10, 0, G_MAXINT64, &after, NULL))
    return rc_cli_usage ("list", "“%s” is no place in this list", options->after);
  if (statement == NULL)
    return rc_cli_fail (error);

  rc_database_bind_text (statement, 1, rc_entity_kind_to_name (kind));
  sqlite3_bind_int64 (statement, 2, rc_case_get_mark (case_file, "entity"));
  sqlite3_bind_int64 (statement, 3, after);
  rc_database_bind_text (statement, 4, options->id);
  sqlite3_bind_int64 (statement, 5, options->limit > 0 ? options->limit : G_MAXINT64);
  while (TRUE)
    {
      RcEntity entity = { .kind = kind };
      g_autofree char *id = NULL;
      g_autofree char *shown = NULL;
      g_autofree char *name = NULL;

      if (!rc_database_step (database, statement, &row, &error))
        return rc_cli_fail (error);
      if (!row)
        return RC_EXIT_OK;

      id = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) sqlite3_column_int64 (statement, 0));
      entity.name = (char *) sqlite3_column_text (statement, 1);
      shown = rc_mask_entity (case_file, &entity);
      name = rc_cli_show (shown);
      if (cli->json)
        {
          g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

          rc_json_writer_begin_object (writer);
          rc_json_writer_member_string (writer, "id", id);
          rc_json_writer_member_string (writer, "name", name);
          rc_json_writer_member_string (writer, "kind", rc_entity_kind_to_name (kind));
          rc_json_writer_member_string (writer, "scope", (const char *) sqlite3_column_text (statement, 2));
          rc_json_writer_end_object (writer);
          rc_cli_print_json (writer);
        }
      else
        {
          rc_cli_print ("%6s  %s\n", id, name);
        }
    }
}

/* The few systems that somebody describes, by their names. */
static int
list_systems (RcCli             *cli,
              RcCase            *case_file,
              const ListOptions *options)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  GError *error = NULL;
  g_autoptr (GPtrArray) systems = rc_system_list (case_file, reader, NULL, &error);
  guint n_told = 0;

  if (systems == NULL)
    return rc_cli_fail (error);

  for (guint i = 0; i < systems->len && (options->limit == 0 || n_told < (guint) options->limit); i++)
    {
      const RcSystem *system = g_ptr_array_index (systems, i);

      if (options->id != NULL && strcmp (system->name, options->id) != 0 && !rc_system_has_value (system, RC_SYSTEM_ID, options->id))
        continue;
      if (options->after != NULL && strcmp (system->name, options->after) <= 0)
        continue;
      rc_cli_tell_system (cli, case_file, system, NULL);
      n_told++;
    }
  return RC_EXIT_OK;
}

static int
list_exceptions (RcCli             *cli,
                 RcCase            *case_file,
                 const ListOptions *options)
{
  guint n_told = 0;
  gint64 after = 0;
  GError *error = NULL;
  gboolean current = FALSE;
  g_autoptr (RcJudgement) judgement = rc_verify_load (case_file, &current, &error);

  if (options->after != NULL && !g_ascii_string_to_signed (options->after, 10, 0, G_MAXINT64, &after, NULL))
    return rc_cli_usage ("list", "“%s” is no place in this list", options->after);
  if (judgement == NULL)
    return rc_cli_fail (error);
  if (!current)
    {
      g_set_error (&error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
                   "the evidence was not verified as it is now; run “recount-cli verify” first");
      return rc_cli_fail (error);
    }

  for (guint i = 0; i < judgement->exceptions->len && (options->limit == 0 || n_told < (guint) options->limit); i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      g_autofree char *message = rc_cli_show (exception->message);

      if (exception->id <= after)
        continue;
      n_told++;

      if (cli->json)
        {
          g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

          rc_json_writer_begin_object (writer);
          rc_json_writer_member_integer (writer, "id", exception->id);
          rc_json_writer_member_string (writer, "name", exception->kind);
          rc_json_writer_name (writer, "exception");
          rc_exception_write_json (exception, writer);
          rc_json_writer_end_object (writer);
          rc_cli_print_json (writer);
        }
      else
        {
          rc_cli_print ("%5" G_GINT64_FORMAT "  %-28s %s\n", exception->id, exception->kind, message);
        }
    }
  return RC_EXIT_OK;
}

/* What people entered, in the order of its numbers. */
static const struct
{
  const char *kind;
  gboolean  (*list) (RcCli *cli, RcCase *case_file, GError **error);
} entered[] = {
  { "document", rc_cli_list_documents },
  { "finding", rc_cli_list_findings },
  { "request", rc_cli_list_requests },
};

static gboolean
is_entered (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entered); i++)
    if (strcmp (entered[i].kind, kind) == 0)
      return TRUE;
  return FALSE;
}

/* A list that did not heed a filter would tell more than was asked for as if it were that. (nullable): every filter given is heeded. */
static const char *
find_unheeded (const ListOptions *options,
               const char        *kind)
{
  const struct { const char *name; gboolean is_given; } of_events[] = {
    { "--from", options->from != NULL },     { "--to", options->to != NULL },           { "--model", options->model != NULL },
    { "--subject", options->subject != NULL }, { "--system", options->system != NULL }, { "--decision", options->decision != NULL },
    { "--text", options->text != NULL },     { "--sort", options->sort != NULL },
  };
  RcEventKind event_kind;

  if (rc_event_kind_from_name (kind, &event_kind))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (of_events); i++)
    if (of_events[i].is_given)
      return of_events[i].name;
  if (options->id != NULL && (is_entered (kind) || strcmp (kind, "exception") == 0))
    return "--id";
  if (is_entered (kind) && (options->limit > 0 || options->after != NULL))
    return options->limit > 0 ? "--limit" : "--after";
  return NULL;
}

static gboolean
list_entered (RcCli      *cli,
              RcCase     *case_file,
              const char *kind,
              int        *out_exit)
{
  GError *error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (entered); i++)
    {
      if (strcmp (entered[i].kind, kind) != 0)
        continue;
      *out_exit = entered[i].list (cli, case_file, &error) ? RC_EXIT_OK : rc_cli_fail (error);
      return TRUE;
    }
  return FALSE;
}

int
rc_cli_list (RcCli *cli,
             int    argc,
             char **argv)
{
  g_auto (ListOptions) options = { .limit = 0 };
  const GOptionEntry entries[] = {
    { "id", 0, 0, G_OPTION_ARG_STRING, &options.id, "With this id or name", "X" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, "Not before this time", "T" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, "Not after this time", "T" },
    { "model", 0, 0, G_OPTION_ARG_STRING, &options.model, "Of this model, or “model/version”", "M" },
    { "subject", 0, 0, G_OPTION_ARG_STRING, &options.subject, "About this person (pseudonym)", "S" },
    { "system", 0, 0, G_OPTION_ARG_STRING, &options.system, "Of this AI system", "Y" },
    { "decision", 0, 0, G_OPTION_ARG_STRING, &options.decision, "Under this business reference", "D" },
    { "text", 0, 0, G_OPTION_ARG_STRING, &options.text, "With this text anywhere in the record", "Q" },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &options.sort, "time (default) or -time", "KEY" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, "At most so many", "N" },
    { "after", 0, 0, G_OPTION_ARG_STRING, &options.after, "Go on behind this cursor; of systems, behind this name", "CURSOR" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  GError *error = NULL;
  RcEventKind event_kind;
  RcEntityKind entity_kind;
  const char *kind;
  const char *unheeded;
  int exit_code;

  if (!rc_cli_parse (cli, "list", entries, argc, argv, 1, 2, &arguments, &exit_code))
    return exit_code;
  if (options.limit < 0)
    return rc_cli_usage ("list", "--limit must not be negative");
  if (options.sort != NULL && strcmp (options.sort, "time") != 0 && strcmp (options.sort, "-time") != 0)
    return rc_cli_usage ("list", "--sort takes time or -time");

  kind = arguments[1] != NULL ? arguments[1] : "inference";
  unheeded = find_unheeded (&options, kind);
  if (unheeded != NULL)
    return rc_cli_usage ("list", "%s limits no list of the kind “%s”", unheeded, kind);
  case_file = rc_cli_open_case (arguments[0], FALSE, &error);
  if (case_file == NULL)
    return rc_cli_fail (error);
  if (strcmp (kind, "exception") == 0)
    return list_exceptions (cli, case_file, &options);
  if (list_entered (cli, case_file, kind, &exit_code))
    return exit_code;
  if (strcmp (kind, "system") == 0)
    return list_systems (cli, case_file, &options);
  if (rc_event_kind_from_name (kind, &event_kind))
    return list_events (cli, case_file, event_kind, &options);
  if (rc_entity_kind_from_name (kind, &entity_kind))
    return list_entities (cli, case_file, entity_kind, &options);
  return rc_cli_usage ("list", "there is nothing of the kind “%s”", kind);
}
