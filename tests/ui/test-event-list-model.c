/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "ui-fixture.h"
#include "ui/event-list-model.h"
#include "ui/event-row.h"

/* The list behind the table of decisions: what it tells, what it reads, and that nothing in it grows with ten million rows. */

/* --- A feed that the test answers itself --- */

typedef struct
{
  gboolean  wants_more;
  GArray   *asked;        /* of guint: first rows that were asked for */
  gboolean  cancelled;
  gboolean  cancelled_all;
} Script;

static void
note_more (RcEventListModel *model,
           gpointer          data)
{
  ((Script *) data)->wants_more = TRUE;
}

static void
note_rows (RcEventListModel *model,
           gpointer          data,
           guint             first,
           guint             n)
{
  g_assert_cmpuint (n, ==, RC_EVENT_LIST_PAGE);
  g_array_append_val (((Script *) data)->asked, first);
}

static void
note_cancel (gpointer data,
             gboolean all)
{
  *(all ? &((Script *) data)->cancelled_all : &((Script *) data)->cancelled) = TRUE;
}

static const RcEventFeed scripted = { note_more, note_rows, note_cancel };

static RcEventLine *
make_line (guint number)
{
  RcEventLine *line = g_new0 (RcEventLine, 1);

  line->id = number + 1;
  line->name = g_strdup_printf ("%u", number);
  return line;
}

static void
answer_rows (RcEventListModel *model,
             guint             first,
             guint             n)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_event_line_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lines, make_line (first + i));
  rc_event_list_model_take_rows (model, first, lines, NULL);
}

static void
answer_more (RcEventListModel *model,
             guint64           n_rows,
             gboolean          is_complete)
{
  const RcEventPagesState state = { .n_rows = n_rows, .n_read = n_rows, .is_complete = is_complete };

  rc_event_list_model_take_state (model, &state, NULL);
}

/* --- What a list model test needs: rows as text, changes as text --- */

static void
note_change (GListModel *model,
             guint       position,
             guint       removed,
             guint       added,
             GString    *changes)
{
  g_string_append_printf (changes, "%s%u-%u+%u", changes->len > 0 ? ", " : "", position, removed, added);
}

static char *
print_rows (RcEventListModel *model,
            guint             first,
            guint             n)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < first + n; i++)
    {
      g_autoptr (RcEventRow) row = g_list_model_get_item (G_LIST_MODEL (model), i);
      const RcEventLine *line = rc_event_row_peek_line (row);

      g_assert_cmpuint (rc_event_row_get_position (row), ==, i);
      g_string_append_printf (text, "%s%s", i > first ? " " : "",
                              line != NULL ? line->name : rc_event_row_is_loaded (row) ? "gone" : "…");
    }
  return g_string_free (text, FALSE);
}

#define assert_rows(model, first, n, expected) \
  G_STMT_START { \
    g_autofree char *rows_as_text = print_rows (model, first, n); \
    g_assert_cmpstr (rows_as_text, ==, expected); \
  } G_STMT_END

#define assert_changes(expected) \
  G_STMT_START { \
    g_assert_cmpstr (changes->str, ==, expected); \
    g_string_set_size (changes, 0); \
  } G_STMT_END

static void
test_growing (void)
{
  Script script = { .asked = g_array_new (FALSE, FALSE, sizeof (guint)) };
  RcEventListModel *model = rc_event_list_model_new (&scripted, &script, NULL);
  g_autoptr (GString) changes = g_string_new (NULL);

  g_signal_connect (model, "items-changed", G_CALLBACK (note_change), changes);
  g_assert_true (script.wants_more);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 0));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (model)) == RC_TYPE_EVENT_ROW);

  answer_more (model, 5, FALSE);
  assert_changes ("0-0+5");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 5));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), GTK_INVALID_LIST_POSITION));
  assert_rows (model, 0, 5, "… … … … …");
  g_assert_cmpuint (script.asked->len, ==, 1);
  answer_rows (model, 0, 5);
  assert_rows (model, 0, 5, "0 1 2 3 4");

  /* What comes shortly after is told with what comes later: few signals for a list that grows fast. */
  answer_more (model, 6, FALSE);
  answer_more (model, 7, FALSE);
  assert_changes ("");
  g_assert_true (rc_event_list_model_is_growing (model));
  answer_more (model, 300, TRUE);
  assert_changes ("5-0+295");
  g_assert_false (rc_event_list_model_is_growing (model));

  /* The page that was short is read again, and what it showed stays. */
  assert_rows (model, 4, 3, "4 … …");
  g_assert_cmpuint (script.asked->len, ==, 2);
  g_assert_cmpuint (g_array_index (script.asked, guint, 1), ==, 0);
  answer_rows (model, 0, 256);
  assert_rows (model, 4, 3, "4 5 6");
  assert_rows (model, 255, 2, "255 …");
  answer_rows (model, 256, 44);
  assert_rows (model, 298, 2, "298 299");
  assert_changes ("");
  g_assert_false (script.cancelled_all);
  g_assert_finalize_object (model);
  g_assert_true (script.cancelled_all);
  g_array_unref (script.asked);
}

static void
note_loaded (RcEventRow *row,
             GParamSpec *pspec,
             guint      *count)
{
  g_assert_true (rc_event_row_is_loaded (row));
  (*count)++;
}

static void
test_loading (void)
{
  Script script = { .asked = g_array_new (FALSE, FALSE, sizeof (guint)) };
  RcEventListModel *model = rc_event_list_model_new (&scripted, &script, NULL);
  g_autoptr (RcEventRow) row = NULL, again = NULL, gone = NULL;
  g_autoptr (GError) error = g_error_new (RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED, "the case is damaged");
  guint count = 0;

  answer_more (model, 1000, TRUE);
  row = g_list_model_get_item (G_LIST_MODEL (model), 300);
  again = g_list_model_get_item (G_LIST_MODEL (model), 300);
  g_assert_true (row == again);
  g_signal_connect (row, "notify::loaded", G_CALLBACK (note_loaded), &count);
  answer_rows (model, 256, 256);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpstr (rc_event_row_peek_line (row)->name, ==, "300");

  /* Rows that were removed since, and rows that cannot be read, are loaded and empty: nobody waits for them for ever. */
  gone = g_list_model_get_item (G_LIST_MODEL (model), 600);
  answer_rows (model, 512, 20);
  g_assert_true (rc_event_row_is_loaded (gone));
  g_assert_null (rc_event_row_peek_line (gone));
  assert_rows (model, 800, 1, "…");
  rc_event_list_model_take_rows (model, 768, NULL, error);
  assert_rows (model, 800, 1, "gone");
  g_assert_nonnull (rc_event_list_model_peek_trouble (model));
  g_assert_finalize_object (model);
  g_array_unref (script.asked);
}

/* Of what was scrolled past while a page was read only the last few are read, the newest first. */
static void
test_scrolled_past (void)
{
  Script script = { .asked = g_array_new (FALSE, FALSE, sizeof (guint)) };
  RcEventListModel *model = rc_event_list_model_new (&scripted, &script, NULL);

  answer_more (model, 1000000, TRUE);
  for (guint i = 0; i < 100; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (model), i * 10000));
  g_assert_cmpuint (script.asked->len, ==, 1);
  for (guint i = 0; i < script.asked->len && i < 50; i++)
    answer_rows (model, g_array_index (script.asked, guint, i), 256);
  g_assert_cmpuint (script.asked->len, ==, 5);
  g_assert_cmpuint (g_array_index (script.asked, guint, 1), ==, 990000 / 256 * 256);
  g_assert_cmpuint (g_array_index (script.asked, guint, 4), ==, 960000 / 256 * 256);

  /* What was passed by is asked for when it is wanted again. */
  assert_rows (model, 500000, 1, "…");
  g_assert_cmpuint (script.asked->len, ==, 6);
  answer_rows (model, g_array_index (script.asked, guint, 5), 256);
  assert_rows (model, 500000, 1, "500000");
  g_assert_finalize_object (model);
  g_array_unref (script.asked);
}

static void
test_stop (void)
{
  Script script = { .asked = g_array_new (FALSE, FALSE, sizeof (guint)) };
  RcEventListModel *model = rc_event_list_model_new (&scripted, &script, NULL);
  g_autoptr (GString) changes = g_string_new (NULL);

  answer_more (model, 10, FALSE);
  answer_more (model, 20, FALSE);
  g_signal_connect (model, "items-changed", G_CALLBACK (note_change), changes);
  rc_event_list_model_stop (model);
  assert_changes ("10-0+10");
  g_assert_true (script.cancelled);
  g_assert_false (script.cancelled_all);
  g_assert_true (rc_event_list_model_was_stopped (model));
  g_assert_false (rc_event_list_model_is_growing (model));
  g_assert_cmpuint (rc_event_list_model_peek_state (model)->n_read, ==, 20);
  g_assert_finalize_object (model);
  g_array_unref (script.asked);
}

/* Another list in the same model: rows that are shown stay the same objects and are filled again; only the difference is told. */
static void
test_restart (void)
{
  Script first = { .asked = g_array_new (FALSE, FALSE, sizeof (guint)) };
  Script second = { .asked = g_array_new (FALSE, FALSE, sizeof (guint)) };
  RcEventListModel *model = rc_event_list_model_new (&scripted, &first, NULL);
  g_autoptr (GString) changes = g_string_new (NULL);
  RcEventRow *shown;
  guint count = 0;

  answer_more (model, 1000, TRUE);
  g_signal_connect (model, "items-changed", G_CALLBACK (note_change), changes);
  shown = g_list_model_get_item (G_LIST_MODEL (model), 3);
  answer_rows (model, 0, 256);
  g_assert_cmpstr (rc_event_row_peek_line (shown)->name, ==, "3");

  rc_event_list_model_restart (model, &second, NULL);
  g_assert_true (first.cancelled_all);
  g_assert_true (second.wants_more);
  g_assert_false (rc_event_row_is_loaded (shown));
  g_assert_true (rc_event_list_model_is_growing (model));
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (model), 3));
  g_assert_cmpuint (second.asked->len, ==, 0);
  assert_changes ("");

  answer_more (model, 40, TRUE);
  assert_changes ("40-960+0");
  g_assert_cmpuint (second.asked->len, ==, 1);
  g_signal_connect (shown, "notify::loaded", G_CALLBACK (note_loaded), &count);
  answer_rows (model, 0, 40);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpstr (rc_event_row_peek_line (shown)->name, ==, "3");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 40));
  g_object_unref (shown);

  /* While it is searched it is not told to be shorter; what is shown of it is read all the same. */
  rc_event_list_model_restart (model, &first, NULL);
  shown = g_list_model_get_item (G_LIST_MODEL (model), 3);
  g_array_set_size (first.asked, 0);
  answer_more (model, 5, FALSE);
  assert_changes ("");
  g_assert_cmpuint (first.asked->len, ==, 1);
  answer_rows (model, 0, 5);
  g_assert_cmpstr (rc_event_row_peek_line (shown)->name, ==, "3");
  assert_rows (model, 4, 2, "4 …");
  answer_more (model, 40, TRUE);
  assert_changes ("");
  g_object_unref (shown);

  /* None at all, and more than before. */
  rc_event_list_model_restart (model, &first, NULL);
  answer_more (model, 0, TRUE);
  assert_changes ("0-40+0");
  rc_event_list_model_restart (model, &second, NULL);
  answer_more (model, 7, TRUE);
  assert_changes ("0-0+7");
  g_assert_finalize_object (model);
  g_array_unref (first.asked);
  g_array_unref (second.asked);
}

/* --- Ten million rows --- */

#define MANY 10000000u

static guint n_lines;


static void
answer_at_once (RcEventListModel *model,
                gpointer          data,
                guint             first,
                guint             n)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_event_line_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lines, make_line (first + i));
  n_lines += n;
  rc_event_list_model_take_rows (model, first, lines, NULL);
}

static void
do_nothing (RcEventListModel *model,
            gpointer          data)
{
}

static void
cancel_nothing (gpointer data,
                gboolean all)
{
}

static void
test_ten_million (void)
{
  static const RcEventFeed many = { do_nothing, answer_at_once, cancel_nothing };
  RcEventListModel *model = rc_event_list_model_new (&many, NULL, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  gint64 longest_us = 0;
  guint64 kept = 0;

  answer_more (model, MANY, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, MANY);
  for (guint i = 0; i < 2000; i++)
    {
      guint position = (guint) g_rand_int_range (random, 0, MANY);
      gint64 begin_us = g_get_monotonic_time ();
      g_autoptr (RcEventRow) row = g_list_model_get_item (G_LIST_MODEL (model), position);
      g_autofree char *name = g_strdup_printf ("%u", position);

      longest_us = MAX (longest_us, g_get_monotonic_time () - begin_us);
      g_assert_cmpstr (rc_event_row_peek_line (row)->name, ==, name);
    }
  /* A row costs its page, whatever the list's length; a quarter of a second would be a walk over the list. */
  g_assert_cmpint (longest_us, <, 250000);
  g_assert_cmpuint (n_lines, <=, 2000 * RC_EVENT_LIST_PAGE);

  /* No more than the pages that may be kept are kept. */
  n_lines = 0;
  for (guint page = 0; page < 4 * RC_EVENT_LIST_PAGES; page++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (model), page * RC_EVENT_LIST_PAGE));
  n_lines = 0;
  for (guint page = 4 * RC_EVENT_LIST_PAGES; page > 0; page--)
    {
      guint before = n_lines;

      g_object_unref (g_list_model_get_item (G_LIST_MODEL (model), (page - 1) * RC_EVENT_LIST_PAGE));
      kept += n_lines == before;
    }
  g_assert_cmpuint (kept, ==, RC_EVENT_LIST_PAGES);
  g_assert_finalize_object (model);
}

static void
test_too_many (void)
{
  static const RcEventFeed many = { do_nothing, answer_at_once, cancel_nothing };
  RcEventListModel *model = rc_event_list_model_new (&many, NULL, NULL);

  answer_more (model, G_GUINT64_CONSTANT (5000000000), TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, RC_EVENT_LIST_MOST);
  g_assert_cmpuint (rc_event_list_model_peek_state (model)->n_rows, ==, G_GUINT64_CONSTANT (5000000000));
  g_assert_finalize_object (model);
}

/* --- A case --- */

static gboolean
is_complete (gpointer data)
{
  return !rc_event_list_model_is_growing (data);
}

static gboolean
is_loaded (gpointer data)
{
  return rc_event_row_is_loaded (data);
}

static void
test_case (UiFixtureOf   *of,
           gconstpointer  data)
{
  RcSession *session = ui_fixture_open_session (of->fixture);
  const RcEventQuery query = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .newest_first = TRUE };
  RcEventListModel *model = rc_event_list_model_new_for_case (rc_session_peek_reader (session), &query);
  RcEventListModel *dropped = rc_event_list_model_new_for_case (rc_session_peek_reader (session), &query);
  RcEventRow *first, *last;

  g_assert_nonnull (rc_event_list_model_peek_pages (model));
  g_assert_finalize_object (dropped);
  ui_fixture_wait (is_complete, model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, UI_INFERENCES);
  first = g_list_model_get_item (G_LIST_MODEL (model), 0);
  last = g_list_model_get_item (G_LIST_MODEL (model), UI_INFERENCES - 1);
  g_assert_false (rc_event_row_is_loaded (first));
  ui_fixture_wait (is_loaded, last);
  ui_fixture_wait (is_loaded, first);
  g_assert_cmpint (rc_event_row_peek_line (first)->time_us, >, rc_event_row_peek_line (last)->time_us);
  g_assert_cmpint (rc_event_row_peek_line (first)->protection, ==, RC_PROTECTION_PASSED);
  g_object_unref (first);
  g_object_unref (last);
  g_assert_finalize_object (model);
  ui_fixture_close_session (session);
}

int
main (int   argc,
      char *argv[])
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

  g_test_add_func ("/event-list-model/growing", test_growing);
  g_test_add_func ("/event-list-model/loading", test_loading);
  g_test_add_func ("/event-list-model/scrolled-past", test_scrolled_past);
  g_test_add_func ("/event-list-model/stop", test_stop);
  g_test_add_func ("/event-list-model/restart", test_restart);
  g_test_add_func ("/event-list-model/ten-million", test_ten_million);
  g_test_add_func ("/event-list-model/too-many", test_too_many);
  g_test_add ("/event-list-model/case", UiFixtureOf, NULL, ui_fixture_set_up_whole, test_case, ui_fixture_tear_down);
  return g_test_run ();
}
