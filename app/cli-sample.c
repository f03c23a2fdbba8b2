/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-draw.h"
#include "cli-system.h"

#include <string.h>

#include "core/samples/draw-words.h"
#include "core/samples/sample-draw.h"

typedef struct
{
  char     *confidence;
  char     *tolerable;
  char     *expected;
  char     *rule;
  char     *unit;
  char     *stratify;
  char     *seed;
  char     *replacement;
  char     *why;
  char     *reason;
  char     *from;
  char     *to;
  char     *id;
  char     *model;
  char     *system;
  char     *subject;
  char     *decision;
  char     *text;
  char    **deviations;
  int       allowed;
  int       judgemental;
  int       minimum;
  int       discard;
  gboolean  each_stratum;
  gboolean  key_items_only;
  gboolean  plan;
  gboolean  algorithm;
} SampleOptions;

static void
sample_options_clear (SampleOptions *self)
{
  g_free (self->confidence);
  g_free (self->tolerable);
  g_free (self->expected);
  g_free (self->rule);
  g_free (self->unit);
  g_free (self->stratify);
  g_free (self->seed);
  g_free (self->replacement);
  g_free (self->why);
  g_free (self->reason);
  g_free (self->from);
  g_free (self->to);
  g_free (self->id);
  g_free (self->model);
  g_free (self->system);
  g_free (self->subject);
  g_free (self->decision);
  g_free (self->text);
  g_strfreev (self->deviations);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SampleOptions, sample_options_clear)

/* --- Terms --- */

static gboolean
parse_rates (const SampleOptions  *options,
             RcSampleRule         *rule,
             GError              **error)
{
  return (options->confidence == NULL || rc_rate_parse (options->confidence, &rule->confidence, error))
    && (options->tolerable == NULL || rc_rate_parse (options->tolerable, &rule->tolerable, error))
    && (options->expected == NULL || rc_rate_parse (options->expected, &rule->expected, error));
}

static gboolean
parse_unit (const char   *name,
            RcSampleUnit *out_unit)
{
  *out_unit = RC_SAMPLE_UNIT_AUTOMATIC;
  if (name == NULL)
    return TRUE;

  *out_unit = strcmp (name, "decision") == 0 ? RC_SAMPLE_UNIT_DECISION : RC_SAMPLE_UNIT_INFERENCE;
  return strcmp (name, rc_sample_unit_to_name (*out_unit)) == 0;
}

static const char *
find_fault (const SampleOptions *options)
{
  gboolean is_statistical = options->judgemental == 0 && !options->key_items_only;

  if (options->judgemental < 0 || options->minimum < 0 || options->allowed < 0)
    return "a number must not be negative";
  if (options->judgemental > 0 && options->key_items_only)
    return "--judgemental and --key-items-only exclude each other";
  if (options->judgemental > 0 && options->why == NULL)
    return "--judgemental needs --why: how the number was chosen";
  if (is_statistical && (options->confidence == NULL || options->tolerable == NULL))
    return "--confidence and --tolerable are missing";
  if (!is_statistical && (options->confidence != NULL || options->tolerable != NULL || options->expected != NULL || options->allowed > 0))
    return "no confidence and no rate attaches to a selection that no rule decides";

  return NULL;
}

static RcDrawKind
find_kind (const SampleOptions *options)
{
  if (options->key_items_only)
    return RC_DRAW_KEY_ITEMS;

  return options->judgemental > 0 ? RC_DRAW_JUDGEMENTAL : RC_DRAW_STATISTICAL;
}

/* The texts are borrowed from @options. */
static gboolean
read_terms (const SampleOptions  *options,
            RcDrawTerms          *terms,
            GError              **error)
{
  *terms = (RcDrawTerms) {
    .kind = find_kind (options),
    .rule = { .allowed = (guint) options->allowed },
    .size = (guint) options->judgemental,
    .why = options->why,
    .query = {
      .id = options->id, .decision = options->decision, .subject = options->subject, .model = options->model, .system = options->system,
      .text = options->text,
    },
    .stratify = options->stratify,
    .each_stratum = options->each_stratum,
    .minimum = (guint) options->minimum,
    .seed = options->seed,
    .replacement = options->replacement,
  };

  return parse_rates (options, &terms->rule, error)
    && rc_cli_parse_time (options->from, FALSE, &terms->query.from_us, error)
    && rc_cli_parse_time (options->to, TRUE, &terms->query.to_us, error);
}

static int
draw_sample (RcCli               *cli,
             const char          *path,
             const SampleOptions *options)
{
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcSystemFilter) filter = NULL;
  g_autoptr (RcDraw) draw = NULL;
  const char *fault = find_fault (options);
  RcDrawTerms terms;
  GError *error = NULL;

  if (fault != NULL)
    return rc_cli_usage ("sample", "%s", fault);
  if (!read_terms (options, &terms, &error))
    return rc_cli_fail (error);
  if (options->rule != NULL && !rc_sample_model_from_name (options->rule, &terms.rule.model))
    return rc_cli_usage ("sample", "--rule takes hypergeometric, binomial, discovery or poisson");
  if (!parse_unit (options->unit, &terms.unit))
    return rc_cli_usage ("sample", "--unit takes decision or inference");

  case_file = rc_cli_open_case (path, !options->plan, &error);
  if (case_file == NULL || (!options->plan && !rc_cli_unlock_key (cli, case_file, &error)))
    return rc_cli_fail (error);
  if (!rc_cli_restrict_to_system (case_file, &terms.query, &filter, &error))
    return rc_cli_fail (error);
  draw = options->plan ? rc_draw_plan (case_file, &terms, cli->cancellable, &error)
                       : rc_draw_take (case_file, &terms, cli->cancellable, &error);
  if (draw == NULL)
    return rc_cli_fail (error);
  rc_cli_tell_draw (cli, case_file, draw);
  return RC_EXIT_OK;
}

/* --- The population by itself --- */

static gboolean
print_line (const char  *line,
            const char  *stratum,
            gpointer     user_data,
            GError     **error)
{
  RcCli *cli = user_data;

  rc_cli_print (*stratum != '\0' ? "%s\t%s\n" : "%s\n", line, stratum);
  return !g_cancellable_set_error_if_cancelled (cli->cancellable, error);
}

static int
print_population (RcCli               *cli,
                  const char          *path,
                  const SampleOptions *options)
{
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcSystemFilter) filter = NULL;
  g_autoptr (RcSamplePopulation) population = NULL;
  RcDrawTerms terms;
  GError *error = NULL;

  if (!read_terms (options, &terms, &error))
    return rc_cli_fail (error);
  if (!parse_unit (options->unit, &terms.unit))
    return rc_cli_usage ("sample", "--unit takes decision or inference");

  case_file = rc_cli_open_case (path, FALSE, &error);
  if (case_file != NULL && rc_cli_restrict_to_system (case_file, &terms.query, &filter, &error))
    population = rc_sample_population_new (case_file, &terms.query, terms.unit, terms.stratify, cli->cancellable, &error);
  if (population == NULL || !rc_sample_population_each (population, print_line, cli, &error))
    return rc_cli_fail (error);
  return RC_EXIT_OK;
}

/* --- Draws that were made --- */

static gboolean
parse_number (const char *text,
              gint64     *out_number)
{
  return text != NULL && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, out_number, NULL);
}

static int
list_draws (RcCli      *cli,
            const char *path)
{
  GError *error = NULL;
  g_autoptr (RcCase) case_file = rc_cli_open_case (path, FALSE, &error);
  g_autoptr (GPtrArray) draws = case_file != NULL ? rc_draw_list (case_file, &error) : NULL;

  if (draws == NULL)
    return rc_cli_fail (error);

  for (guint i = 0; i < draws->len; i++)
    {
      const RcDraw *draw = g_ptr_array_index (draws, i);

      if (i > 0 && !cli->json)
        rc_cli_print ("\n");
      if (cli->json)
        rc_cli_write_draw (draw);
      else
        {
          rc_cli_print_words (rc_draw_dup_draw_words (draw));
          rc_cli_print_words (rc_draw_dup_conclusion_words (draw));
        }
    }
  if (draws->len == 0 && !cli->json)
    rc_cli_print ("Nothing was drawn in this case.\n");
  return RC_EXIT_OK;
}

/* NULL: @out_exit says why. */
static RcDraw *
open_draw (const char  *act,
           const char  *path,
           const char  *number_text,
           RcCase     **out_case,
           int         *out_exit)
{
  GError *error = NULL;
  RcDraw *draw;
  gint64 number;

  if (!parse_number (number_text, &number))
    {
      *out_exit = rc_cli_usage ("sample", "%s takes the number of a draw", act);
      return NULL;
    }
  *out_case = rc_cli_open_case (path, FALSE, &error);
  draw = *out_case != NULL ? rc_draw_load (*out_case, number, &error) : NULL;
  if (draw == NULL)
    *out_exit = rc_cli_fail (error);
  return draw;
}

static int
show_draw (RcCli      *cli,
           const char *path,
           const char *number_text)
{
  g_autoptr (RcCase) case_file = NULL;
  int exit_code = RC_EXIT_OK;
  g_autoptr (RcDraw) draw = open_draw ("show", path, number_text, &case_file, &exit_code);

  if (draw != NULL)
    rc_cli_tell_draw (cli, case_file, draw);
  return exit_code;
}

/* The key items beside a draw, one by one. */
static int
show_key_items (RcCli      *cli,
                const char *path,
                const char *number_text)
{
  g_autoptr (RcCase) case_file = NULL;
  int exit_code = RC_EXIT_OK;
  g_autoptr (RcDraw) draw = open_draw ("key-items", path, number_text, &case_file, &exit_code);

  if (draw == NULL)
    return exit_code;

  if (!cli->json)
    rc_cli_print_words (rc_draw_dup_key_item_words (draw));
  rc_cli_tell_draw_members (cli, case_file, draw, draw->key_items);
  if (!cli->json && draw->n_key_items > draw->key_items->len)
    rc_cli_print ("… and %" G_GUINT64_FORMAT " more that are not listed here\n", draw->n_key_items - draw->key_items->len);
  return RC_EXIT_OK;
}

static int
discard_draw (RcCli               *cli,
              const char          *path,
              const SampleOptions *options)
{
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcDraw) draw = NULL;
  GError *error = NULL;

  if (options->discard < 0 || options->reason == NULL)
    return rc_cli_usage ("sample", "--discard takes the number of a draw, and needs --reason");
  case_file = rc_cli_open_case (path, TRUE, &error);
  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error)
      || !rc_draw_discard (case_file, options->discard, options->reason, &error))
    return rc_cli_fail (error);

  draw = rc_draw_load (case_file, options->discard, &error);
  if (draw == NULL)
    return rc_cli_fail (error);
  if (cli->json)
    rc_cli_write_draw (draw);
  else
    rc_cli_print ("Draw %d is discarded; it stays counted.\n", options->discard);
  return RC_EXIT_OK;
}

/* --- Results --- */

/* "K", or "NAME=K" in a divided population. */
static gboolean
read_deviation (const char  *text,
                const RcDraw *draw,
                guint64      *deviations,
                gboolean     *is_said)
{
  const char *equals = draw->stratify != NULL ? strrchr (text, '=') : NULL;
  guint64 value;

  if (!g_ascii_string_to_unsigned (equals != NULL ? equals + 1 : text, 10, 0, G_MAXINT64, &value, NULL))
    return FALSE;
  for (guint i = 0; i < draw->strata->len; i++)
    {
      const RcDrawStratum *stratum = g_ptr_array_index (draw->strata, i);
      gboolean is_meant = equals == NULL ? draw->strata->len == 1
                                         : strlen (stratum->name) == (gsize) (equals - text)
                                           && strncmp (stratum->name, text, (gsize) (equals - text)) == 0;

      if (!is_meant || is_said[i])
        continue;
      deviations[i] = value;
      is_said[i] = TRUE;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_deviations (char         **texts,
                 const RcDraw  *draw,
                 guint64       *deviations,
                 GError       **error)
{
  gboolean is_said[RC_SAMPLE_MAX_STRATA] = { FALSE };

  for (guint i = 0; texts[i] != NULL; i++)
    if (!read_deviation (texts[i], draw, deviations, is_said))
      {
        g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS,
                     "“%s” tells no deviations of this draw; write --deviations %sK, of each stratum once", texts[i],
                     draw->stratify != NULL ? "STRATUM=" : "");
        return FALSE;
      }
  for (guint i = 0; i < draw->strata->len; i++)
    if (!is_said[i])
      {
        const RcDrawStratum *stratum = g_ptr_array_index (draw->strata, i);

        g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS, "how many of the stratum “%s” deviate is not said", stratum->name);
        return FALSE;
      }
  return TRUE;
}

static int
evaluate_draw (RcCli               *cli,
               const char          *path,
               const char          *number_text,
               const SampleOptions *options)
{
  guint64 deviations[RC_SAMPLE_MAX_STRATA] = { 0 };
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcDraw) draw = NULL;
  GError *error = NULL;
  gint64 number;

  if (!parse_number (number_text, &number) || options->deviations == NULL)
    return rc_cli_usage ("sample", "evaluate takes the number of a draw, and needs --deviations");

  case_file = rc_cli_open_case (path, TRUE, &error);
  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error))
    return rc_cli_fail (error);
  draw = rc_draw_load (case_file, number, &error);
  if (draw == NULL || !read_deviations (options->deviations, draw, deviations, &error))
    return rc_cli_fail (error);
  if (!rc_draw_note_result (case_file, draw, deviations, NULL, &error))
    return rc_cli_fail (error);
  rc_draw_free (draw);
  draw = rc_draw_load (case_file, number, &error);
  if (draw == NULL)
    return rc_cli_fail (error);

  rc_cli_tell_conclusion (cli, draw);
  return RC_EXIT_OK;
}

/* --- The verb --- */

static int
run (RcCli               *cli,
     char               **arguments,
     const SampleOptions *options)
{
  const char *act = arguments[0] != NULL ? arguments[1] : NULL;

  if (options->algorithm)
    {
      rc_cli_print ("%s", rc_sample_draw_algorithm_text ());
      return RC_EXIT_OK;
    }
  if (arguments[0] == NULL)
    return rc_cli_usage ("sample", "an argument is missing");
  if (options->discard != 0)
    return discard_draw (cli, arguments[0], options);
  if (act == NULL)
    return draw_sample (cli, arguments[0], options);
  if (strcmp (act, "list") == 0 && arguments[2] == NULL)
    return list_draws (cli, arguments[0]);
  if (strcmp (act, "population") == 0 && arguments[2] == NULL)
    return print_population (cli, arguments[0], options);
  if (strcmp (act, "show") == 0)
    return show_draw (cli, arguments[0], arguments[2]);
  if (strcmp (act, "key-items") == 0)
    return show_key_items (cli, arguments[0], arguments[2]);
  if (strcmp (act, "evaluate") == 0)
    return evaluate_draw (cli, arguments[0], arguments[2], options);

  return rc_cli_usage ("sample", "“%s” is no act; it takes list, show, key-items, population or evaluate", act);
}

int
rc_cli_sample (RcCli *cli,
               int    argc,
               char **argv)
{
  g_auto (SampleOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "confidence", 0, 0, G_OPTION_ARG_STRING, &options.confidence, "In per cent, such as 95", "C" },
    { "tolerable", 0, 0, G_OPTION_ARG_STRING, &options.tolerable, "Tolerable rate of deviations in per cent, such as 5", "P" },
    { "expected", 0, 0, G_OPTION_ARG_STRING, &options.expected, "Rate of deviations that is expected, in per cent", "E" },
    { "allowed", 0, 0, G_OPTION_ARG_INT, &options.allowed, "Deviations that the sample may have (default 0)", "K" },
    { "rule", 0, 0, G_OPTION_ARG_STRING, &options.rule, "hypergeometric (default), binomial, discovery or poisson", "RULE" },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &options.seed, "What the draw follows from (default: drawn at random, and told)", "TEXT" },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &options.unit, "decision (default where every inference names one) or inference", "UNIT" },
    { "stratify", 0, 0, G_OPTION_ARG_STRING, &options.stratify,
      "Divide by model, system, endpoint, month, outcome, override or a field that is not personal", "KEY" },
    { "each-stratum", 0, 0, G_OPTION_ARG_NONE, &options.each_stratum, "Each stratum gets a whole sample of its own", NULL },
    { "minimum", 0, 0, G_OPTION_ARG_INT, &options.minimum, "At least so many of each stratum (default 1)", "N" },
    { "replacement", 0, 0, G_OPTION_ARG_STRING, &options.replacement, "What replaces a member that cannot be examined, decided now", "RULE" },
    { "judgemental", 0, 0, G_OPTION_ARG_INT, &options.judgemental, "So many, by judgement: nothing is concluded from them", "N" },
    { "why", 0, 0, G_OPTION_ARG_STRING, &options.why, "Why so many", "TEXT" },
    { "key-items-only", 0, 0, G_OPTION_ARG_NONE, &options.key_items_only, "All key items, and nothing else", NULL },
    { "plan", 0, 0, G_OPTION_ARG_NONE, &options.plan, "Tell the size only; nothing is drawn or recorded", NULL },
    { "discard", 0, 0, G_OPTION_ARG_INT, &options.discard, "Give up a draw; it stays counted", "DRAW" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why it is given up", "R" },
    { "deviations", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.deviations,
      "With evaluate: deviations found, those that could not be examined included; STRATUM=K for each stratum", "K" },
    { "algorithm", 0, 0, G_OPTION_ARG_NONE, &options.algorithm, "How anybody draws a sample again", NULL },
    { "id", 0, 0, G_OPTION_ARG_STRING, &options.id, "Population: with this id", "X" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, "Population: not before this time", "T" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, "Population: not after this time", "T" },
    { "model", 0, 0, G_OPTION_ARG_STRING, &options.model, "Population: of this model, or “model/version”", "M" },
    { "system", 0, 0, G_OPTION_ARG_STRING, &options.system, "Population: of this AI system", "Y" },
    { "subject", 0, 0, G_OPTION_ARG_STRING, &options.subject, "Population: about this person (pseudonym)", "S" },
    { "decision", 0, 0, G_OPTION_ARG_STRING, &options.decision, "Population: under this business reference", "D" },
    { "text", 0, 0, G_OPTION_ARG_STRING, &options.text, "Population: with this text anywhere in the record", "Q" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "sample", entries, argc, argv, 0, 3, &arguments, &exit_code))
    return exit_code;

  return run (cli, arguments, &options);
}
