/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/display-text.h"
#include "core/lineage-json.h"
#include "core/timestamp.h"
#include "reports/typesetting/shape.h"

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

  rc_lineage_write_json (lineage, only, writer);
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
