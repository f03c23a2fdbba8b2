/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/occurrence.h"
#include "tests/importers/import-fixture.h"

/* Events that come again in documents that are not the same: what is said of the event is compared, not the document. */

#define CALL(id, name) \
  "{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"IAMUser\",\"userName\":\"kim\"},\"eventTime\":\"2026-03-10T09:07:00Z\"," \
  "\"eventSource\":\"sagemaker.amazonaws.com\",\"eventName\":\"" name "\",\"awsRegion\":\"eu-central-1\",\"eventID\":\"" id "\"}"

#define QUOTED_CALL(id, name) \
  "\"{\\\"eventVersion\\\":\\\"1.11\\\",\\\"userIdentity\\\":{\\\"type\\\":\\\"IAMUser\\\",\\\"userName\\\":\\\"kim\\\"}," \
  "\\\"eventTime\\\":\\\"2026-03-10T09:07:00Z\\\",\\\"eventSource\\\":\\\"sagemaker.amazonaws.com\\\",\\\"eventName\\\":\\\"" name "\\\"," \
  "\\\"awsRegion\\\":\\\"eu-central-1\\\",\\\"eventID\\\":\\\"" id "\\\"}\""

#define REVIEW(id, state) \
  "{\"id\":" id ",\"state\":\"" state "\",\"user\":{\"login\":\"kim\"},\"commit_id\":\"aa\",\"submitted_at\":\"2026-03-10T09:07:00Z\"}"

#define OWN "[mapping]\nid=own-spans\ntitle=Own spans\nevidences=What it says.\nversion=1\nframing=document | objects\n" \
            "[recognise]\nhas.1=/spans\n[rows]\npath.1=/spans/*\n[kind]\nkind=inference\n" \
            "[fields]\nid=/id\nsystem=^0/service\noutput=/answer\n"

#define REPLACING "[mapping]\nid=own-calls\ntitle=Own calls\nevidences=What it says.\nversion=1\nframing=document\n" \
                  "[recognise]\nhas.1=/calls\n[rows]\npath.1=/calls/*\n[kind]\nkind=inference\n" \
                  "[fields]\nid=/id\nended=/ended\nupdated=^0/at\n[repeats]\nlater=replaces\n"

static void
put_and_import (ImportFixture *fixture,
                const char    *name,
                const char    *text)
{
  gboolean is_replacing = strstr (text, "\"calls\"") != NULL;
  const char *mapping = is_replacing ? REPLACING : OWN;
  const RcImportOptions options = { .mapping_text = mapping, .mapping_length = strlen (mapping), .mapping_name = "own.mapping" };
  gboolean is_own = is_replacing || strstr (text, "\"spans\"") != NULL;
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put (fixture, name, text, -1);
  result = is_own ? import_fixture_import_with (fixture, name, &options) : import_fixture_import (fixture, name);
  g_assert_cmpstr (import_fixture_find (result, name)->importer, !=, NULL);
}

static void
assert_all_counts (ImportFixture *fixture,
                   guint64        events,
                   guint64        repeated,
                   guint64        superseded,
                   gint64         conflicts)
{
  g_autoptr (GError) error = NULL;
  guint64 found_repeated, found_superseded;

  g_assert_true (rc_occurrence_count (fixture->case_file, 0, &found_repeated, &found_superseded, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (found_repeated, ==, repeated);
  g_assert_cmpuint (found_superseded, ==, superseded);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT sum (events) FROM source"), ==, (gint64) events);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count (*) FROM set_aside WHERE kind = 'id-conflict'"), ==, conflicts);
}

static void
assert_counts (ImportFixture *fixture,
               guint64        events,
               guint64        repeated,
               gint64         conflicts)
{
  assert_all_counts (fixture, events, repeated, 0, conflicts);
}

/* Two trails deliver one call; a question to the service answers it as text, and a rule sends it as an object of its own. */
static void
test_cloudtrail (ImportFixture *fixture,
                 gconstpointer  data)
{
  put_and_import (fixture, "one.json", "{\"Records\":[" CALL ("e-1", "CreateModel") "," CALL ("e-2", "CreateEndpoint") "]}");
  put_and_import (fixture, "two.json",
                  "{\"Records\":[" CALL ("e-0", "CreateModel") ",\n" CALL ("e-2", "CreateEndpoint") "," CALL ("e-1", "CreateModel") "]}");
  assert_counts (fixture, 3, 2, 0);

  put_and_import (fixture, "three.json",
                  "{\"Events\":[{\"EventId\":\"e-2\",\"CloudTrailEvent\":" QUOTED_CALL ("e-2", "CreateEndpoint") "}]}");
  put_and_import (fixture, "four.json", "{\"version\":\"0\",\"detail\":" CALL ("e-1", "CreateModel") "}");
  put_and_import (fixture, "five.jsonl", CALL ("e-0", "CreateModel") "\n" CALL ("e-5", "CreateModel") "\n");
  assert_counts (fixture, 4, 5, 0);

  /* Another record of one id is a conflict, and comes twice. */
  put_and_import (fixture, "six.json", "{\"Records\":[" CALL ("e-1", "DeleteModel") "," CALL ("e-1", "DeleteModel") "]}");
  assert_counts (fixture, 5, 6, 1);
}

/* The rows of a mapped document, with what the mapping reads from around them. */
static void
test_mapped (ImportFixture *fixture,
             gconstpointer  data)
{
  put_and_import (fixture, "one.json",
                  "{\"service\":\"loans\",\"sent\":1,\"spans\":[{\"id\":\"s-1\",\"answer\":\"yes\"},{\"id\":\"s-2\",\"answer\":\"no\"}]}");
  put_and_import (fixture, "two.json",
                  "{\"service\":\"loans\",\"sent\":2,\"spans\":[{\"id\":\"s-3\"},{\"id\":\"s-1\",\"answer\":\"yes\"}]}");
  assert_counts (fixture, 3, 1, 0);

  /* Other bytes in the row, and other bytes that its event is read from. */
  put_and_import (fixture, "three.json", "{\"service\":\"loans\",\"spans\":[{\"id\":\"s-2\",\"answer\":\"yes\"}]}");
  assert_counts (fixture, 4, 1, 1);
  put_and_import (fixture, "four.json", "{\"service\":\"cards\",\"spans\":[{\"id\":\"s-1\",\"answer\":\"yes\"}]}");
  assert_counts (fixture, 5, 1, 2);

  /* In two records of one file, and twice in one. */
  put_and_import (fixture, "five.json",
                  "{\"service\":\"loans\",\"sent\":3,\"spans\":[{\"id\":\"s-3\"},{\"id\":\"s-7\"}]}\n"
                  "{\"service\":\"loans\",\"sent\":4,\"spans\":[{\"id\":\"s-7\"},{\"id\":\"s-8\"},{\"id\":\"s-8\"}]}\n");
  assert_counts (fixture, 7, 4, 2);
}

/* Items of a document that a table describes: pages of answers overlap. */
static void
test_items (ImportFixture *fixture,
            gconstpointer  data)
{
  put_and_import (fixture, "one.json", "[" REVIEW ("1", "APPROVED") "," REVIEW ("2", "COMMENTED") "]");
  put_and_import (fixture, "two.json", "[" REVIEW ("3", "APPROVED") "," REVIEW ("1", "APPROVED") "]");
  assert_counts (fixture, 3, 1, 0);
  put_and_import (fixture, "three.json", "[" REVIEW ("2", "COMMENTED") ", " REVIEW ("3", "CHANGES_REQUESTED") "]");
  assert_counts (fixture, 4, 2, 1);
}

/* Of rows that replace each other the one that has ended counts, then the one of the later document. */
static void
test_replacing (ImportFixture *fixture,
                gconstpointer  data)
{
  put_and_import (fixture, "one.json", "{\"at\":\"2026-03-10T09:00:00Z\",\"calls\":[{\"id\":\"s-1\"},{\"id\":\"s-2\",\"ended\":\"y\"},"
                                       "{\"id\":\"s-3\",\"n\":1}]}");
  put_and_import (fixture, "two.json", "{\"at\":\"2026-03-10T08:00:00Z\",\"calls\":[{\"id\":\"s-1\",\"ended\":\"x\"},{\"id\":\"s-2\"},"
                                       "{\"id\":\"s-3\",\"n\":2}]}");
  assert_all_counts (fixture, 3, 0, 3, 0);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT events FROM source WHERE name = 'one.json'"), ==, 2);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT events FROM source WHERE name = 'two.json'"), ==, 1);
}

#define ADD(name, function) \
  g_test_add ("/repeated-rows/" name, ImportFixture, NULL, import_fixture_set_up, function, import_fixture_verify_and_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("cloudtrail", test_cloudtrail);
  ADD ("mapped", test_mapped);
  ADD ("items", test_items);
  ADD ("replacing", test_replacing);
  return g_test_run ();
}
