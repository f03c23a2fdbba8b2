/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/display-text.h"
#include "core/lineage.h"
#include "core/timestamp.h"
#include "reports/typesetting/shape.h"

static void
write_citation (RcJsonWriter            *writer,
                const RcLineageCitation *cited)
{
  const RcCitation *citation = cited->citation;
  g_autofree char *record = rc_digest_dup_hex (&citation->record_sha256);
  g_autofree char *leaf = rc_digest_dup_hex (&citation->leaf_sha256);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "source", citation->source);
  rc_json_writer_member_integer (writer, "record", (gint64) citation->record);
  rc_json_writer_member_integer (writer, "offset", (gint64) citation->offset);
  rc_json_writer_member_integer (writer, "length", (gint64) citation->length);
  rc_json_writer_member_string (writer, "locator", citation->locator);
  rc_json_writer_member_string (writer, "record_sha256", record);
  rc_json_writer_member_string (writer, "leaf_sha256", leaf);
  rc_json_writer_member_string (writer, "protection", rc_verdict_to_code (cited->protection));
  rc_json_writer_end_object (writer);
}

static void
write_saying (RcJsonWriter          *writer,
              const RcLineageSaying *saying)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "standing", rc_standing_to_code (saying->standing));
  rc_json_writer_member_integer (writer, "entry", saying->entry);
  if (saying->source != 0)
    rc_json_writer_member_integer (writer, "exhibit", saying->source);
  rc_json_writer_member_string (writer, "page", saying->page);
  rc_json_writer_member_string (writer, "quote", saying->quote);
  rc_json_writer_member_string (writer, "by", saying->by);
  rc_json_writer_member_string (writer, "words", saying->words);
  rc_json_writer_end_object (writer);
}

static void
write_step (RcJsonWriter        *writer,
            const RcLineageStep *step)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "kind", rc_lineage_step_kind_to_name (step->kind));
  rc_json_writer_member_string (writer, "text", step->text);
  rc_json_writer_name (writer, "records");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < step->records->len; i++)
    {
      const RcLineageStepRecord *record = &g_array_index (step->records, RcLineageStepRecord, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "source", record->source);
      rc_json_writer_member_integer (writer, "record", (gint64) record->record);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

static void
write_answer (RcJsonWriter          *writer,
              const RcLineageAnswer *answer)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "value", answer->value);
  rc_json_writer_member_string (writer, "standing", rc_standing_to_code (answer->standing));
  rc_json_writer_member_string (writer, "entity", answer->entity);
  rc_json_writer_member_string (writer, "identity", rc_identity_to_name (answer->identity));
  rc_json_writer_member_boolean (writer, "masked", answer->personal);
  rc_json_writer_name (writer, "citations");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < answer->citations->len; i++)
    write_citation (writer, g_ptr_array_index (answer->citations, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "sayings");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < answer->sayings->len; i++)
    write_saying (writer, g_ptr_array_index (answer->sayings, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

static void
write_slot (RcJsonWriter        *writer,
            const RcLineageSlot *slot)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "slot", slot->slot);
  rc_json_writer_member_string (writer, "group", slot->group);
  rc_json_writer_member_string (writer, "question", slot->question);
  rc_json_writer_member_string (writer, "standing", rc_standing_to_code (slot->standing));
  rc_json_writer_member_boolean (writer, "undecided", slot->undecided);
  rc_json_writer_member_string (writer, "rung", slot->rung);
  rc_json_writer_member_string (writer, "note", slot->note);
  rc_json_writer_name (writer, "answers");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < slot->answers->len; i++)
    write_answer (writer, g_ptr_array_index (slot->answers, i));
  rc_json_writer_end_array (writer);
  if (slot->steps != NULL)
    {
      rc_json_writer_name (writer, "steps");
      rc_json_writer_begin_array (writer);
      for (guint i = 0; i < slot->steps->len; i++)
        write_step (writer, g_ptr_array_index (slot->steps, i));
      rc_json_writer_end_array (writer);
    }
  rc_json_writer_end_object (writer);
}

static gboolean
is_wanted (const RcLineageSlot *slot,
           const char          *only)
{
  return only == NULL || strcmp (slot->slot, only) == 0;
}

static void
print_json (const RcLineage *lineage,
            const char      *only)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *time = lineage->event->time_us != RC_TIME_NONE ? rc_time_format_utc (lineage->event->time_us) : NULL;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "event", lineage->reference);
  rc_json_writer_member_string (writer, "time", time);
  rc_json_writer_member_string (writer, "led_by", lineage->led_by);
  rc_json_writer_member_string (writer, "decision", lineage->decision);
  rc_json_writer_member_boolean (writer, "verified", lineage->verified);
  rc_json_writer_name (writer, "slots");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (is_wanted (slot, only))
        write_slot (writer, slot);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "exceptions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < lineage->exceptions->len; i++)
    rc_cli_write_exception (writer, g_ptr_array_index (lineage->exceptions, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_citations (const RcLineageAnswer *answer,
                 gboolean               explain)
{
  for (guint i = 0; i < answer->citations->len; i++)
    {
      const RcLineageCitation *cited = g_ptr_array_index (answer->citations, i);
      g_autofree char *locator = rc_cli_show (cited->citation->locator);

      rc_cli_print ("        %" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT "  %s  (%s)\n", cited->citation->source, cited->citation->record,
                    locator, rc_verdict_sentence (cited->protection));
      if (explain)
        {
          g_autofree char *record = rc_digest_dup_hex (&cited->citation->record_sha256);
          g_autofree char *leaf = rc_digest_dup_hex (&cited->citation->leaf_sha256);

          rc_cli_print ("          bytes %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT " of the source\n          record SHA-256 %s\n"
                        "          leaf SHA-256   %s\n", cited->citation->offset, cited->citation->offset + cited->citation->length,
                        record, leaf);
        }
    }
}

static void
print_sayings (const RcLineageAnswer *answer)
{
  for (guint i = 0; i < answer->sayings->len; i++)
    {
      const RcLineageSaying *saying = g_ptr_array_index (answer->sayings, i);
      g_autofree char *words = rc_display_sentence (saying->words);
      g_autofree char *quote = saying->quote != NULL ? rc_cli_show (saying->quote) : NULL;

      rc_cli_print ("        %s\n", words);
      if (quote != NULL)
        rc_cli_print ("        “%s”\n", quote);
    }
}

/* How the answer came about, one sentence or two a step, with the records. */
static void
print_steps (const RcLineageSlot *slot)
{
  if (slot->steps == NULL || slot->steps->len == 0)
    return;

  rc_cli_print ("      How this was found:\n");
  for (guint i = 0; i < slot->steps->len; i++)
    {
      const RcLineageStep *step = g_ptr_array_index (slot->steps, i);

      rc_cli_print ("      %3u. %s", i + 1, step->text);
      for (guint j = 0; j < step->records->len; j++)
        {
          const RcLineageStepRecord *record = &g_array_index (step->records, RcLineageStepRecord, j);

          rc_cli_print ("%s%" G_GINT64_FORMAT, j == 0 ? " [" : ", ", record->source);
          if (record->record != 0)
            rc_cli_print (":%" G_GUINT64_FORMAT, record->record);
        }
      rc_cli_print ("%s\n", step->records->len > 0 ? "]" : "");
    }
}

static void
print_slot (const RcLineageSlot *slot,
            gboolean             explain)
{
  rc_cli_print ("  %s %s\n      %s", rc_shape_letter (rc_shape_of_standing (slot->standing)), slot->question,
                rc_lineage_slot_sentence (slot));
  if (slot->rung != NULL)
    rc_cli_print (" · %s", slot->rung);
  rc_cli_print ("\n");
  for (guint i = 0; i < slot->answers->len; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);
      g_autofree char *value = rc_cli_show (answer->value);

      rc_cli_print ("      → %s\n", value);
      print_citations (answer, explain);
      print_sayings (answer);
    }
  if (slot->note != NULL)
    {
      /* The program's own words are not cut; what they quote is made visible. */
      g_autofree char *note = rc_display_text (slot->note, -1, 0);

      rc_cli_print ("      %s\n", note);
    }
  print_steps (slot);
}

static void
print_text (const RcLineage *lineage,
            const char      *only)
{
  g_autofree char *time = lineage->event->time_us != RC_TIME_NONE ? rc_time_format_utc (lineage->event->time_us) : NULL;
  g_autofree char *decision = rc_cli_show (lineage->decision);
  RcLineageCount count = rc_lineage_count (lineage);
  const char *group = NULL;

  rc_cli_print ("Lineage of decision %s\nInference %s, %s\n", lineage->decision != NULL ? decision : "(without a business reference)",
                lineage->reference, time != NULL ? time : "without a time");
  if (lineage->led_by != NULL)
    rc_cli_print ("%s\n", lineage->led_by);
  if (lineage->edited)
    rc_cli_print ("The last verify found that the case file itself was edited: what follows may not be what the evidence says.\n");
  else if (!lineage->verified)
    rc_cli_print ("The evidence was not verified as it is now: run “recount-cli verify” first.\n");

  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (!is_wanted (slot, only))
        continue;
      if (g_strcmp0 (group, slot->group) != 0)
        rc_cli_print ("\n%s\n", slot->group);
      group = slot->group;
      print_slot (slot, only != NULL);
    }

  rc_cli_print ("\n%u of %u questions answered from records.\n", count.answered, count.asked);
  if (count.disagreeing > 0)
    rc_cli_print ("On %u of the others records disagree.\n", count.disagreeing);
  if (lineage->exceptions->len > 0)
    rc_cli_print ("\nNoticed about the cited records:\n");
  for (guint i = 0; i < lineage->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (lineage->exceptions, i);
      g_autofree char *message = rc_cli_show (exception->message);

      rc_cli_print ("  ✗ %s: %s\n", rc_exception_kind_title (exception->kind), message);
    }
}

int
rc_cli_lineage (RcCli *cli,
                int    argc,
                char **argv)
{
  g_autofree char *known_at = NULL;
  g_autofree char *explain = NULL;
  const GOptionEntry entries[] = {
    { "known-at", 0, 0, G_OPTION_ARG_STRING, &known_at, "From what had been recorded by this time", "T" },
    { "explain", 0, 0, G_OPTION_ARG_STRING, &explain, "One question only: how the answer was found, step by step", "SLOT" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  RcEvent *event;
  GError *error = NULL;
  gint64 known_at_us;
  int exit_code;

  if (!rc_cli_parse (cli, "lineage", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if (!rc_cli_parse_time (known_at, TRUE, &known_at_us, &error))
    return rc_cli_fail (error);

  case_file = rc_cli_open_case (arguments[0], FALSE, &error);
  if (case_file == NULL)
    return rc_cli_fail (error);
  reader = rc_record_reader_new (rc_case_get_database (case_file));
  event = rc_event_find (case_file, reader, arguments[1], &error);
  if (event != NULL)
    lineage = explain != NULL ? rc_lineage_build_explained (case_file, event, known_at_us, &error)
                              : rc_lineage_build (case_file, event, known_at_us, &error);
  if (lineage == NULL)
    return rc_cli_fail (error);
  if (explain != NULL && rc_lineage_find_slot (lineage, explain) == NULL)
    return rc_cli_usage ("lineage", "there is no question “%s”", explain);

  exit_code = rc_lineage_exit_code (lineage);
  if (cli->json)
    print_json (lineage, explain);
  else
    print_text (lineage, explain);
  return exit_code;
}
