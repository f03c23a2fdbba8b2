/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-exercise.h"

#include <string.h>

#include "core/exercises/exercise-draw.h"
#include "core/exercises/exercise-record.h"
#include "core/exercises/surprise-card.h"

/* --- Planning --- */

/* A pack of the catalogue by its id, or of a role without "role-" before it; else a file. */
static RcExercisePack *
find_pack (const char  *name,      /* (nullable) */
           GError     **error)
{
  g_autofree char *of_role = NULL;
  RcExercisePack *pack;

  if (name == NULL)
    return rc_exercise_pack_find ("core", error);
  pack = rc_exercise_pack_find (name, NULL);
  if (pack != NULL)
    return pack;

  of_role = g_strconcat ("role-", name, NULL);
  pack = rc_exercise_pack_find (of_role, NULL);
  if (pack != NULL)
    return pack;
  return g_file_test (name, G_FILE_TEST_EXISTS) ? rc_exercise_pack_load_file (name, error) : rc_exercise_pack_find (name, error);
}

static void
add_items (RcExerciseSetup  *setup,
           const char       *list,      /* (nullable) */
           RcExerciseOrigin  origin)
{
  g_auto (GStrv) events = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; events[i] != NULL; i++)
    if (*g_strstrip (events[i]) != '\0')
      rc_exercise_setup_add_item (setup, events[i], origin, 0);
}

static void
add_roles (RcExerciseSetup *setup,
           const char      *list)       /* (nullable) */
{
  g_auto (GStrv) roles = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; roles[i] != NULL; i++)
    if (*g_strstrip (roles[i]) != '\0' && !rc_exercise_setup_has_role (setup, roles[i]))
      g_ptr_array_add (setup->roles, g_strdup (roles[i]));
  rc_exercise_setup_take_roles (setup);
}

static gboolean
read_minutes (RcExerciseSetup  *setup,
              const char       *text,   /* (nullable) */
              GError          **error)
{
  gint64 minutes = 0;

  if (text != NULL && !g_ascii_string_to_signed (text, 10, 1, 24 * 60, &minutes, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is no number of minutes", text);
      return FALSE;
    }
  setup->minutes = (guint) minutes;
  return TRUE;
}

static gboolean
take_draw (RcExerciseSetup  *setup,
           RcCase           *case_file,
           const char       *draw,      /* (nullable) */
           GError          **error)
{
  gint64 number = draw != NULL ? rc_cli_exercise_number (draw, 'S', error) : 0;

  return draw == NULL || (number != 0 && rc_exercise_setup_take_draws (setup, case_file, number, TRUE, error));
}

static RcExerciseSetup *
read_setup (RcCase                   *case_file,
            const RcExerciseOptions  *options,
            GError                  **error)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();

  setup->purpose = g_strdup (options->purpose);
  setup->criteria = g_strdup (options->criteria);
  setup->scope = g_strdup (options->scope);
  setup->exclusions = g_strdup (options->exclusions);
  setup->client = g_strdup (options->client);
  setup->team = g_strdup (options->team);
  setup->distribution = g_strdup (options->distribution);
  setup->facilitator = g_strdup (options->facilitator);
  setup->replacement = g_strdup (options->replacement);
  setup->is_rehearsal = options->rehearsal;
  setup->pack = find_pack (options->pack, error);
  if (setup->pack == NULL || !read_minutes (setup, options->minutes, error))
    return NULL;

  add_roles (setup, options->roles);
  if (!take_draw (setup, case_file, options->draw, error))
    return NULL;
  add_items (setup, options->events, RC_EXERCISE_ORIGIN_NAMED);
  add_items (setup, options->key_items, RC_EXERCISE_ORIGIN_KEY_ITEM);
  return g_steal_pointer (&setup);
}

int
rc_cli_exercise_new (RcCli                   *cli,
                     RcCase                  *case_file,
                     const RcExerciseOptions *options)
{
  GError *error = NULL;
  g_autoptr (RcExerciseSetup) setup = NULL;
  gint64 number;

  if (options->purpose == NULL)
    return rc_cli_usage ("exercise", "--purpose is missing");

  setup = read_setup (case_file, options, &error);
  number = setup != NULL ? rc_exercise_new (case_file, setup, &error) : 0;
  if (number == 0)
    return rc_cli_fail (error);

  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "exercise", number);
      rc_json_writer_member_integer (writer, "decisions", setup->items->len);
      rc_json_writer_member_integer (writer, "questions", setup->pack->questions->len);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  else
    {
      rc_cli_print ("Exercise %" G_GINT64_FORMAT " is planned: %u decisions, %u questions each.\n", number, setup->items->len,
                    setup->pack->questions->len);
    }
  return RC_EXIT_OK;
}

/* --- What there is to choose from --- */

static void
write_pack (RcJsonWriter         *writer,
            const RcExercisePack *pack)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", pack->id);
  rc_json_writer_member_string (writer, "name", rc_exercise_pack_words (pack));
  rc_json_writer_member_string (writer, "law_version", pack->version);
  rc_json_writer_name (writer, "questions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < pack->questions->len; i++)
    rc_json_writer_string (writer, ((const RcExerciseQuestion *) g_ptr_array_index (pack->questions, i))->id);
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

int
rc_cli_exercise_packs (RcCli *cli)
{
  g_autoptr (GPtrArray) packs = rc_exercise_pack_list ();

  for (guint i = 0; i < packs->len; i++)
    {
      const RcExercisePack *pack = g_ptr_array_index (packs, i);
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      if (cli->json)
        {
          write_pack (writer, pack);
          rc_cli_print_json (writer);
          continue;
        }
      rc_cli_print ("%-28s  %s (%u questions)\n", pack->id, rc_exercise_pack_words (pack), pack->questions->len);
    }
  return RC_EXIT_OK;
}

int
rc_cli_exercise_cards (RcCli *cli)
{
  g_autoptr (GPtrArray) cards = rc_surprise_card_list ();

  for (guint i = 0; i < cards->len; i++)
    {
      const RcSurpriseCard *card = g_ptr_array_index (cards, i);
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      if (!cli->json)
        {
          rc_cli_print ("%-24s  %s\n    %s\n", card->id, card->title, card->text);
          continue;
        }
      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "id", card->id);
      rc_json_writer_member_string (writer, "name", card->title);
      rc_json_writer_member_string (writer, "text", card->text);
      rc_json_writer_member_string (writer, "role", card->role);
      rc_json_writer_name (writer, "questions");
      rc_json_writer_begin_array (writer);
      for (guint j = 0; card->questions != NULL && card->questions[j] != NULL; j++)
        rc_json_writer_string (writer, card->questions[j]);
      rc_json_writer_end_array (writer);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  return RC_EXIT_OK;
}

/* --- Can this case answer the pack? --- */

static void
tell_ability (RcCli                    *cli,
              const RcExerciseQuestion *question,
              const RcExerciseCan      *can)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *text = rc_cli_show (rc_exercise_question_words (question));

  if (!cli->json)
    {
      rc_cli_print ("%-5s %s\n      %s", question->id, text, rc_exercise_ability_words (can->ability));
      if (can->documents > 0)
        rc_cli_print ("; read in documents: %u", can->documents);
      rc_cli_print (".\n");
      return;
    }
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", question->id);
  rc_json_writer_member_string (writer, "name", rc_exercise_question_words (question));
  rc_json_writer_member_string (writer, "ability", rc_exercise_ability_to_name (can->ability));
  rc_json_writer_member_string (writer, "ability_words", rc_exercise_ability_words (can->ability));
  rc_json_writer_member_integer (writer, "documents", can->documents);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

int
rc_cli_exercise_can (RcCli                   *cli,
                     RcCase                  *case_file,
                     const RcExerciseOptions *options)
{
  GError *error = NULL;
  g_autoptr (RcExercisePack) pack = find_pack (options->pack, &error);
  g_autoptr (GArray) abilities = pack != NULL ? rc_exercise_pack_abilities (pack, case_file, cli->cancellable, &error) : NULL;

  if (abilities == NULL)
    return rc_cli_fail (error);

  for (guint i = 0; i < abilities->len; i++)
    tell_ability (cli, g_ptr_array_index (pack->questions, i), &g_array_index (abilities, RcExerciseCan, i));
  return RC_EXIT_OK;
}
