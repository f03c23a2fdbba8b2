/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-draw.h"

#include "core/samples/draw-entry.h"
#include "core/samples/draw-words.h"
#include "core/samples/key-item.h"
#include "core/timestamp.h"

/* How a draw is told, and what follows from it. */

void
rc_cli_print_words (char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    rc_cli_print ("%s\n", words[i]);
  g_strfreev (words);
}

static void
write_reasons (RcJsonWriter *writer,
               guint         reasons)
{
  rc_json_writer_name (writer, "key_item");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < RC_N_KEY_ITEM_REASONS; i++)
    if ((reasons & 1u << i) != 0)
      rc_json_writer_string (writer, rc_key_item_reason_nth_name (i));
  rc_json_writer_end_array (writer);
}

/* @event: (nullable): its record is not in the case any more, or cannot be read. */
static void
write_member (const RcDraw       *draw,
              const RcDrawMember *member,
              guint               number,
              const RcEvent      *event)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *time = event != NULL && event->time_us != RC_TIME_NONE ? rc_time_format_utc (event->time_us) : NULL;
  const RcDrawStratum *stratum = g_ptr_array_index (draw->strata, member->stratum);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "event", member->reference);
  rc_json_writer_member_integer (writer, "number", number);
  rc_json_writer_member_string (writer, "decision", event != NULL ? rc_event_peek_field (event, RC_FIELD_DECISION) : NULL);
  rc_json_writer_member_string (writer, "time", time);
  rc_json_writer_member_string (writer, "system", event != NULL ? event->system : NULL);
  rc_json_writer_member_string (writer, "model", event != NULL ? event->model : NULL);
  rc_json_writer_member_string (writer, "stratum", stratum->name);
  rc_json_writer_member_boolean (writer, "readable", event != NULL);
  write_reasons (writer, member->reasons);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_member (const RcDraw       *draw,
              const RcDrawMember *member,
              guint               number,
              const RcEvent      *event)
{
  const RcDrawStratum *stratum = g_ptr_array_index (draw->strata, member->stratum);
  g_autofree char *time = event != NULL && event->time_us != RC_TIME_NONE ? rc_time_format_utc (event->time_us) : NULL;
  g_autofree char *decision = rc_cli_show (event != NULL ? rc_event_peek_field (event, RC_FIELD_DECISION) : NULL);
  g_autofree char *name = rc_cli_show (stratum->name);
  g_autofree char *reasons = rc_draw_dup_reason_words (member->reasons);

  rc_cli_print ("%5u  %-24s  %-18s  %-12s  %s%s%s\n", number, time != NULL ? time : "(no time)",
                event != NULL ? decision : "(cannot be read)", member->reference, name,
                *name != '\0' && reasons != NULL ? "; " : "", reasons != NULL ? reasons : "");
}

/* NULL without an error: it cannot be examined any more, and is told so. */
static RcEvent *
read_event (RcCase         *case_file,
            RcRecordReader *reader,
            const char     *reference)
{
  g_autoptr (RcEvent) event = rc_event_find (case_file, reader, reference, NULL);

  return event != NULL && rc_event_read_fields (event, case_file, reader, NULL) ? g_steal_pointer (&event) : NULL;
}

void
rc_cli_tell_draw_members (RcCli           *cli,
              RcCase          *case_file,
              const RcDraw    *draw,
              const GPtrArray *members)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));

  for (guint i = 0; i < members->len; i++)
    {
      const RcDrawMember *member = g_ptr_array_index (members, i);
      g_autoptr (RcEvent) event = read_event (case_file, reader, member->reference);

      if (cli->json)
        write_member (draw, member, i + 1, event);
      else
        print_member (draw, member, i + 1, event);
    }
}

/* --- Results --- */

static void
write_result (RcJsonWriter       *writer,
              const RcDraw       *draw,
              guint               index,
              const RcDrawResult *result)
{
  const RcDrawStratum *stratum = g_ptr_array_index (draw->strata, index);
  g_autofree char *words = rc_draw_dup_result_words (draw, index, result);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "stratum", stratum->name);
  rc_json_writer_member_integer (writer, "population", (gint64) stratum->population);
  rc_json_writer_member_integer (writer, "n", (gint64) stratum->n);
  rc_json_writer_member_integer (writer, "deviations", (gint64) result->deviations);
  rc_json_writer_member_boolean (writer, "concludes", result->concludes);
  if (result->concludes)
    {
      rc_json_writer_name (writer, "projected");
      rc_json_writer_double (writer, (double) result->deviations / (double) stratum->n);
      rc_json_writer_name (writer, "upper");
      rc_json_writer_double (writer, result->upper);
      if (draw->rule.model == RC_SAMPLE_HYPERGEOMETRIC)
        rc_json_writer_member_integer (writer, "upper_count", (gint64) result->upper_count);
      rc_json_writer_name (writer, "clopper_pearson");
      rc_json_writer_double (writer, result->clopper_pearson);
      rc_json_writer_member_boolean (writer, "supports", result->supports);
    }
  rc_json_writer_member_string (writer, "sentence", words);
  rc_json_writer_end_object (writer);
}

/* Absent where nobody said what was found, or the draw was discarded. */
static void
write_results (RcJsonWriter *writer,
               const RcDraw *draw)
{
  const guint64 *deviations = draw->deviations != NULL ? (const guint64 *) (gpointer) draw->deviations->data : NULL;
  g_autoptr (GArray) results = deviations != NULL ? rc_draw_evaluate (draw, deviations, NULL) : NULL;
  double weighted;

  if (results == NULL)
    return;

  rc_json_writer_member_integer (writer, "evaluations", draw->n_evaluations);
  rc_json_writer_name (writer, "results");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < results->len; i++)
    write_result (writer, draw, i, &g_array_index (results, RcDrawResult, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "weighted_upper");
  if (rc_draw_weighted_upper (draw, deviations, &weighted))
    rc_json_writer_double (writer, weighted);
  else
    rc_json_writer_null (writer);
}

/* --- Draws --- */

void
rc_cli_write_draw (const RcDraw *draw)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *time = draw->draw > 0 ? rc_time_format_utc (draw->added_us) : NULL;

  rc_json_writer_begin_object (writer);
  rc_draw_write (draw, writer);
  rc_json_writer_member_integer (writer, "draws_of_population", draw->draws_of_population);
  rc_json_writer_member_string (writer, "discarded", draw->discarded_for);
  write_results (writer, draw);
  rc_json_writer_member_string (writer, "drawn_by", draw->by);
  rc_json_writer_member_string (writer, "drawn", time);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
tell_strata (const RcDraw *draw)
{
  for (guint i = 0; draw->stratify != NULL && i < draw->strata->len; i++)
    {
      const RcDrawStratum *stratum = g_ptr_array_index (draw->strata, i);
      g_autofree char *name = rc_cli_show (stratum->name);

      rc_cli_print ("  %-32s %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT "\n", name, stratum->n, stratum->population);
    }
}

/* Of a draw of the key items alone, these are what was drawn. */
void
rc_cli_tell_draw (RcCli        *cli,
           RcCase       *case_file,
           const RcDraw *draw)
{
  const GPtrArray *members = draw->kind == RC_DRAW_KEY_ITEMS ? draw->key_items : draw->members;

  if (cli->json)
    {
      rc_cli_write_draw (draw);
    }
  else
    {
      rc_cli_print_words (rc_draw_dup_population_words (draw));
      rc_cli_print ("\n");
      rc_cli_print_words (rc_draw_dup_draw_words (draw));
      tell_strata (draw);
      rc_cli_print ("\n");
      rc_cli_print_words (rc_draw_dup_key_item_words (draw));
      if (draw->draw > 0)
        rc_cli_print ("\n");
      rc_cli_print_words (rc_draw_dup_conclusion_words (draw));
    }
  if (draw->draw > 0)
    rc_cli_tell_draw_members (cli, case_file, draw, members);
}

/* U is never told without what it speaks of. */
void
rc_cli_tell_conclusion (RcCli        *cli,
                        const RcDraw *draw)
{
  if (cli->json)
    {
      rc_cli_write_draw (draw);
      return;
    }

  rc_cli_print_words (rc_draw_dup_population_words (draw));
  rc_cli_print ("\n");
  rc_cli_print_words (rc_draw_dup_draw_words (draw));
  rc_cli_print ("\n");
  rc_cli_print_words (rc_draw_dup_conclusion_words (draw));
}
