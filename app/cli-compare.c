/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include "core/lineage-comparison.h"
#include "core/timestamp.h"
#include "reports/typesetting/shape.h"

/* --- JSON --- */

static void
write_head (RcJsonWriter    *writer,
            const RcLineage *lineage)
{
  g_autofree char *time = lineage->event->time_us != RC_TIME_NONE ? rc_time_format_utc (lineage->event->time_us) : NULL;
  g_autofree char *known_at = lineage->known_at_us != RC_TIME_NONE ? rc_time_format_utc (lineage->known_at_us) : NULL;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "event", lineage->reference);
  rc_json_writer_member_string (writer, "time", time);
  rc_json_writer_member_string (writer, "decision", lineage->decision);
  rc_json_writer_member_string (writer, "known_at", known_at);
  rc_json_writer_member_boolean (writer, "verified", lineage->verified);
  rc_json_writer_end_object (writer);
}

static void
write_side (RcJsonWriter        *writer,
            const RcLineageSlot *slot,
            const RcLineageSlot *other)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "standing", rc_standing_to_code (slot->standing));
  rc_json_writer_member_boolean (writer, "undecided", slot->undecided);
  rc_json_writer_member_string (writer, "rung", slot->rung);
  rc_json_writer_member_integer (writer, "count", slot->keys->len);
  rc_json_writer_name (writer, "answers");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < slot->answers->len; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "value", answer->value);
      rc_json_writer_member_string (writer, "standing", rc_standing_to_code (answer->standing));
      rc_json_writer_member_boolean (writer, "masked", answer->personal);
      rc_json_writer_member_boolean (writer, "in_both", rc_lineage_slot_gives (other, answer));
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

static void
print_json (const RcLineageComparison *comparison)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_name (writer, "left");
  write_head (writer, comparison->left);
  rc_json_writer_name (writer, "right");
  write_head (writer, comparison->right);
  rc_json_writer_name (writer, "counts");
  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < RC_N_LINEAGE_RELATIONS; i++)
    rc_json_writer_member_integer (writer, rc_lineage_relation_to_name (i), comparison->counts[i]);
  rc_json_writer_end_object (writer);
  rc_json_writer_name (writer, "slots");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const RcLineagePair *pair = g_ptr_array_index (comparison->pairs, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "slot", pair->left->slot);
      rc_json_writer_member_string (writer, "question", pair->left->question);
      rc_json_writer_member_string (writer, "relation", rc_lineage_relation_to_name (pair->relation));
      rc_json_writer_name (writer, "left");
      write_side (writer, pair->left, pair->right);
      rc_json_writer_name (writer, "right");
      write_side (writer, pair->right, pair->left);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

/* --- Text --- */

static char *
dup_head (const RcLineage *lineage)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *time = lineage->event->time_us != RC_TIME_NONE ? rc_time_format_utc (lineage->event->time_us) : NULL;
  g_autofree char *known_at = lineage->known_at_us != RC_TIME_NONE ? rc_time_format_utc (lineage->known_at_us) : NULL;
  g_autofree char *decision = rc_cli_show (lineage->decision);

  g_string_append_printf (text, "%s\nInference %s\n%s", lineage->decision != NULL ? decision : "(without a business reference)",
                          lineage->reference, time != NULL ? time : "without a time");
  if (known_at != NULL)
    g_string_append_printf (text, "\nas recorded by %s", known_at);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_side (const RcLineageSlot *slot,
          const RcLineageSlot *other)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s", rc_shape_letter (rc_shape_of_standing (slot->standing)), rc_lineage_slot_word (slot));
  for (guint i = 0; i < slot->answers->len; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);
      g_autofree char *value = rc_cli_show (answer->value);

      g_string_append_printf (text, "\n%s %s", rc_lineage_slot_gives (other, answer) ? "=" : "≠", value);
    }
  if (slot->keys->len > slot->answers->len)
    g_string_append_printf (text, "\n… %u more", slot->keys->len - slot->answers->len);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
print_pair (const RcLineagePair *pair)
{
  g_autofree char *left = dup_side (pair->left, pair->right);
  g_autofree char *right = dup_side (pair->right, pair->left);

  rc_cli_print ("\n%s\n  %s\n", pair->left->question, rc_lineage_relation_words (pair->relation));
  if (pair->relation != RC_LINEAGE_RELATION_NEITHER)
    rc_cli_print_columns ("  ", left, right);
}

static void
print_text (const RcLineageComparison *comparison)
{
  g_autofree char *left = dup_head (comparison->left);
  g_autofree char *right = dup_head (comparison->right);

  rc_cli_print_columns ("", left, right);
  if (!comparison->left->verified)
    rc_cli_print ("The evidence was not verified as it is now, or was edited: run “recount-cli verify” first.\n");
  for (guint i = 0; i < comparison->pairs->len; i++)
    print_pair (g_ptr_array_index (comparison->pairs, i));

  rc_cli_print ("\n");
  for (guint i = 0; i < RC_N_LINEAGE_RELATIONS; i++)
    rc_cli_print ("%3u  %s\n", comparison->counts[i], rc_lineage_relation_words (i));
}

static RcLineage *
build (RcCase      *case_file,
       const char  *reference,
       gint64       known_at_us,
       GError     **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  RcEvent *event = rc_event_find (case_file, reader, reference, error);

  return event != NULL ? rc_lineage_build (case_file, event, known_at_us, error) : NULL;
}

int
rc_cli_compare (RcCli *cli,
                int    argc,
                char **argv)
{
  g_auto (GStrv) at = NULL;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING_ARRAY, &at, "From what had been recorded by this time: of the left side, then of the right one", "T" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcLineageComparison) comparison = NULL;
  g_autoptr (RcLineage) left = NULL;
  gint64 known_at_us[2] = { RC_TIME_NONE, RC_TIME_NONE };
  GError *error = NULL;
  RcLineage *right;
  guint n_times;
  int exit_code;

  if (!rc_cli_parse (cli, "compare", entries, argc, argv, 2, 3, &arguments, &exit_code))
    return exit_code;
  n_times = at != NULL ? g_strv_length (at) : 0;
  if (n_times != 0 && n_times != 2)
    return rc_cli_usage ("compare", "--at is given twice, once for each side, or not at all");
  if (arguments[2] == NULL && n_times == 0)
    return rc_cli_usage ("compare", "one inference is compared with itself at two times: give --at twice");
  for (guint i = 0; i < n_times; i++)
    if (!rc_cli_parse_time (at[i], TRUE, &known_at_us[i], &error))
      return rc_cli_fail (error);

  case_file = rc_cli_open_case (arguments[0], FALSE, &error);
  if (case_file == NULL)
    return rc_cli_fail (error);
  left = build (case_file, arguments[1], known_at_us[0], &error);
  right = left != NULL ? build (case_file, arguments[2] != NULL ? arguments[2] : arguments[1], known_at_us[1], &error) : NULL;
  if (right == NULL)
    return rc_cli_fail (error);

  comparison = rc_lineage_comparison_new (g_steal_pointer (&left), right);
  if (cli->json)
    print_json (comparison);
  else
    print_text (comparison);
  return RC_EXIT_OK;
}
