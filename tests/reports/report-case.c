/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report-case.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/event-index.h"
#include "core/event-query.h"
#include "core/standing.h"
#include "core/verdict.h"
#include "reports/typesetting/pages.h"

#define INFERENCES 400
#define SEED 7

void
report_case_import (ImportFixture *self)
{
  const RcImportOptions options = { .controller = "Nordhafen Bank", .obtained = "handed over on a stick" };
  g_autoptr (RcImportResult) result = import_fixture_import_with (self, NULL, &options);
  g_autoptr (RcJudgement) judgement = NULL;

  import_fixture_accept_key (self);
  judgement = import_fixture_verify (self);
  g_assert_cmpuint (judgement->seals->len, >, 0);
}

void
report_case_set_up (ImportFixture *self,
                    gconstpointer  data)
{
  import_fixture_set_up (self, data);
  import_fixture_put_demo (self, INFERENCES, SEED, TRUE);
  report_case_import (self);
}

void
report_case_set_up_clean (ImportFixture *self,
                          gconstpointer  data)
{
  import_fixture_set_up (self, data);
  import_fixture_put_demo (self, INFERENCES, SEED, FALSE);
  report_case_import (self);
}

static RcEvent *
find_event (ImportFixture *self,
            const char    *reference)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (self->case_file));
  g_autoptr (GError) error = NULL;
  RcEvent *event = rc_event_find (self->case_file, reader, reference, &error);

  g_assert_no_error (error);
  return event;
}

RcLineage *
report_case_lineage (ImportFixture *self,
                     const char    *reference)
{
  g_autoptr (GError) error = NULL;
  RcLineage *lineage = rc_lineage_build (self->case_file, find_event (self, reference), RC_TIME_NONE, &error);

  g_assert_no_error (error);
  return lineage;
}

RcDocument *
report_case_build (ImportFixture *self,
                   ReportBuild    build,
                   const char    *reference,
                   const char    *language)
{
  g_autoptr (GError) error = NULL;
  RcDocument *document = build (self->case_file, find_event (self, reference), language, &error);

  g_assert_no_error (error);
  g_assert_nonnull (document);
  return document;
}

GBytes *
report_case_pdf (ImportFixture *self,
                 ReportBuild    build,
                 const char    *reference,
                 const char    *language)
{
  g_autoptr (RcDocument) document = report_case_build (self, build, reference, language);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);
  GBytes *pdf;

  g_assert_no_error (error);
  pdf = rc_pages_to_pdf (pages, &error);
  g_assert_no_error (error);
  return pdf;
}

char *
report_case_text (ImportFixture *self,
                  ReportBuild    build,
                  const char    *reference)
{
  g_autoptr (RcDocument) document = report_case_build (self, build, reference, "en");
  char *text = rc_document_to_text (document);
  char *foot = g_strrstr (text, "Evidence state ");

  g_assert_nonnull (foot);
  *foot = '\0';
  return text;
}

char *
report_case_find_fault (ImportFixture *self,
                        const char    *kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT source || ':' || record FROM exception WHERE kind = '%s' ORDER BY id LIMIT 1", kind);
  char *place = import_fixture_query_text (self, sql);

  g_assert_cmpstr (place, !=, "");
  return place;
}

typedef struct
{
  ImportFixture *fixture;
  const char    *action;
  char          *found;
} Search;

static gboolean
take_target (const RcEvent *event,
             gpointer       user_data)
{
  Search *search = user_data;

  if (g_strcmp0 (rc_event_peek_field (event, RC_FIELD_ACTION), search->action) == 0)
    search->found = g_strdup (rc_event_peek_field (event, RC_FIELD_TARGET));
  return search->found == NULL;
}

static gboolean
take_alone (const RcEvent *event,
            gpointer       user_data)
{
  Search *search = user_data;
  RcCase *case_file = search->fixture->case_file;
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  const char *id = rc_event_peek_field (event, RC_FIELD_ID);
  g_autoptr (GArray) actions = rc_event_index_find (case_file, reader, RC_EVENT_HUMAN_ACTION, RC_EVENT_KEY_TARGET, id, 1, NULL);

  if (actions->len == 0)
    search->found = g_strdup (id);
  return search->found == NULL;
}

static char *
search (ImportFixture *self,
        RcEventKind    kind,
        const char    *action,
        RcEventFunc    func)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (self->case_file));
  const RcEventQuery query = { .kind = kind, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };
  Search found = { .fixture = self, .action = action };
  g_autoptr (GError) error = NULL;

  rc_event_query_walk (self->case_file, reader, &query, func, &found, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (found.found);
  return found.found;
}

char *
report_case_find_action (ImportFixture *self,
                         const char    *action)
{
  return search (self, RC_EVENT_HUMAN_ACTION, action, take_target);
}

char *
report_case_find_alone (ImportFixture *self)
{
  return search (self, RC_EVENT_INFERENCE, NULL, take_alone);
}

void
report_case_replace (ImportFixture *self,
                     const char    *name,
                     const char    *from,
                     const char    *to)
{
  g_autofree char *path = import_fixture_dup_path (self, name);
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, 1), ==, 1);
  g_file_set_contents (path, changed->str, (gssize) changed->len, &error);
  g_assert_no_error (error);
}

void
report_assert_says (const char *text,
                    const char *part)
{
  g_autoptr (GString) spaced = g_string_new (text);
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  /* Line breaks are the setter's business. */
  g_string_replace (spaced, "\u00a0", " ", 0);
  words = g_strsplit_set (spaced->str, " \n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
  if (strstr (line->str, part) == NULL)
    g_printerr ("The document does not say “%s”:\n%s", part, text);
  g_assert_true (strstr (line->str, part) != NULL);
}

static void
assert_lacks_word (const char *text,
                   const char *code)
{
  for (const char *at = strstr (text, code); at != NULL; at = strstr (at + 1, code))
    {
      char before = at > text ? at[-1] : ' ';
      char after = at[strlen (code)];

      if (!g_ascii_isalpha (before) && before != '_' && !g_ascii_isalpha (after) && after != '_')
        {
          g_printerr ("The document shows the code %s: %.60s\n", code, at);
          g_assert_not_reached ();
        }
    }
}

void
report_assert_no_codes (const char *text)
{
  for (guint i = 0; i < RC_N_VERDICTS; i++)
    assert_lacks_word (text, rc_verdict_to_code ((RcVerdict) i));
  for (guint i = 0; i < RC_N_STANDINGS; i++)
    assert_lacks_word (text, rc_standing_to_code ((RcStanding) i));
}

void
report_assert_no_hex (const char *text)
{
  while (*text != '\0')
    {
      gsize length = strspn (text, "0123456789abcdefABCDEF");

      if (length > 8 && strspn (text, "0123456789") < length)
        {
          g_printerr ("The page shows a long digest: %.40s\n", text);
          g_assert_not_reached ();
        }
      text += MAX (length, 1);
    }
}
