/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/forges/forges.h"

#include "recording-sink.h"

#include "core/exception.h"

#include <string.h>

#define SHA   "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d"
#define MERGE "ffffffffffffffffffffffffffffffffffffffff"

static RecordingSink *
import_bytes (const RcImporter *importer,
              const char       *text,
              gsize             length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = "gates/x", .size = length, .stream = stream, .bytes = bytes, .modified_us = RC_TIME_NONE, .delivery = 1 };
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static RecordingSink *
import (const char *text)
{
  return import_bytes (rc_forge_answers_importer (), text, strlen (text));
}

static RecordingSink *
import_junit (const char *text)
{
  return import_bytes (rc_junit_importer (), text, strlen (text));
}

static int
recognise (const RcImporter *importer,
           const char       *text)
{
  RcSample sample = { .name = "x", .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static void
assert_claim (RecordingSink  *sink,
              RcEntityKind    kind,
              const char     *name,
              RcProperty      property,
              const char     *value)
{
  if (recording_sink_find_claim (sink, kind, name, property, value) == NULL)
    g_error ("no claim “%s” of %s", value, name);
}

static void
test_github_checks (void)
{
  g_autoptr (RecordingSink) runs = import (
    "{\"total_count\":2,\"workflow_runs\":["
    "{\"id\":1,\"name\":\"CI\",\"head_sha\":\"" SHA "\",\"status\":\"completed\",\"conclusion\":\"success\",\"run_attempt\":3,"
    "\"updated_at\":\"2026-03-01T10:00:00Z\"},"
    "{\"id\":2,\"name\":\"Fairness\",\"head_sha\":\"" SHA "\",\"status\":\"in_progress\",\"conclusion\":null,\"run_attempt\":1}]}");
  g_autoptr (RecordingSink) checks = import (
    "{\"total_count\":1,\"check_runs\":[{\"name\":\"bias\",\"head_sha\":\"" SHA "\",\"status\":\"completed\",\"conclusion\":\"skipped\"}]}");
  g_autoptr (RecordingSink) status = import (
    "{\"state\":\"failure\",\"sha\":\"" SHA "\",\"statuses\":[{\"context\":\"ci/old\",\"state\":\"failure\",\"target_url\":null}]}");

  assert_claim (runs, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_CHECKED, "CI = success");
  assert_claim (runs, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_CHECKED, "Fairness = not finished (in_progress)");
  assert_claim (runs, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_TAG, "run again = CI, attempt 3");
  g_assert_cmpstr (((RecordedEntity *) g_ptr_array_index (runs->entities, 0))->scope, ==, "");
  assert_claim (checks, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_CHECKED, "bias = skipped");
  assert_claim (status, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_CHECKED, "ci/old = failure");
}

static void
test_github_request (void)
{
  g_autoptr (RecordingSink) sink = import (
    "{\"number\":12,\"title\":\"Raise limit\",\"user\":{\"login\":\"ada\"},\"merged_by\":{\"login\":\"ada\"},\"merged\":true,"
    "\"merged_at\":\"2026-03-02T10:00:00Z\",\"merge_commit_sha\":\"" MERGE "\",\"head\":{\"sha\":\"" SHA "\"},\"base\":{\"ref\":\"main\"}}");
  const RcClaim *merges = recording_sink_find_claim (sink, RC_ENTITY_COMMIT, MERGE, RC_PROPERTY_TAG, "merges = " SHA);

  assert_claim (sink, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_TAG, "request = 12");
  assert_claim (sink, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_TAG, "merged by its own author = ada");
  assert_claim (sink, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_TAG, "meant for = branch main");
  g_assert_nonnull (merges);
  g_assert_cmpint (merges->target, ==, recording_sink_find_entity (sink, RC_ENTITY_COMMIT, SHA));
}

static void
test_github_reviews (void)
{
  static const char text[] =
    "[{\"id\":1,\"user\":{\"login\":\"max\"},\"state\":\"CHANGES_REQUESTED\",\"commit_id\":\"" SHA "\",\"submitted_at\":\"2026-03-01T09:00:00Z\",\"body\":\"no\"},"
    "{\"id\":2,\"user\":{\"login\":\"iris\"},\"state\":\"APPROVED\",\"commit_id\":\"" SHA "\",\"submitted_at\":\"2026-03-01T10:00:00Z\"},"
    "{\"id\":3,\"user\":{\"login\":\"bot\"},\"state\":\"COMMENTED\",\"commit_id\":\"" SHA "\",\"submitted_at\":\"2026-03-01T10:00:00Z\"},"
    "{\"id\":4,\"user\":{\"login\":\"iris\"},\"state\":\"DISMISSED\",\"commit_id\":\"" SHA "\",\"submitted_at\":\"2026-03-01T10:00:00Z\"}]";
  static const RcEventKind kinds[] = { RC_EVENT_APPROVAL, RC_EVENT_APPROVAL, RC_EVENT_OTHER, RC_EVENT_OTHER };
  static const char * const actions[] = { "reject (changes requested)", "approve", "COMMENTED", "DISMISSED" };
  const RcImporter *importer = rc_forge_answers_importer ();
  g_autoptr (RecordingSink) sink = import (text);

  g_assert_cmpuint (sink->events->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const RecordedEvent *event = g_ptr_array_index (sink->events, i);
      g_autoptr (GPtrArray) fields = importer->read_fields (importer, text, strlen (text), event->event.row);
      const char *action = NULL;

      for (guint field = 0; field < fields->len; field++)
        if (((RcFieldValue *) g_ptr_array_index (fields, field))->field == RC_FIELD_ACTION)
          action = ((RcFieldValue *) g_ptr_array_index (fields, field))->value;
      g_assert_cmpint (event->event.kind, ==, kinds[i]);
      g_assert_cmpstr (event->event.target.text, ==, SHA);
      g_assert_cmpuint (event->event.model_version.length, ==, 0);
      g_assert_cmpstr (action, ==, actions[i]);
    }
  assert_claim (sink, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_REVIEWED_BY, "max");
}

/* Every way past the rules is told; one that is closed is not. */
static void
test_github_protection (void)
{
  g_autoptr (RecordingSink) weak = import (
    "{\"url\":\"https://api.example/repos/o/r/branches/main/protection\",\"enforce_admins\":{\"enabled\":false},"
    "\"required_pull_request_reviews\":{\"required_approving_review_count\":0,\"dismiss_stale_reviews\":false},"
    "\"allow_force_pushes\":{\"enabled\":true}}");
  g_autoptr (RecordingSink) strong = import (
    "{\"url\":\"https://api.example/repos/o/r/branches/release/1/protection\",\"enforce_admins\":{\"enabled\":true},"
    "\"required_pull_request_reviews\":{\"required_approving_review_count\":2,\"dismiss_stale_reviews\":true},"
    "\"required_status_checks\":{\"strict\":true,\"contexts\":[\"CI\"]},\"allow_force_pushes\":{\"enabled\":false}}");

  assert_claim (weak, RC_ENTITY_DECLARATION, "branch main", RC_PROPERTY_TAG, "could be bypassed = the rules do not bind administrators");
  assert_claim (weak, RC_ENTITY_DECLARATION, "branch main", RC_PROPERTY_TAG, "could be bypassed = no approval is required");
  assert_claim (weak, RC_ENTITY_DECLARATION, "branch main", RC_PROPERTY_TAG, "could be bypassed = no check is required");
  assert_claim (weak, RC_ENTITY_DECLARATION, "branch main", RC_PROPERTY_TAG, "could be bypassed = approvals outlive new commits");
  assert_claim (weak, RC_ENTITY_DECLARATION, "branch main", RC_PROPERTY_TAG, "could be bypassed = forced pushes are allowed");
  assert_claim (strong, RC_ENTITY_DECLARATION, "branch release/1", RC_PROPERTY_TAG, "required check = CI");
  for (guint i = 0; i < strong->claims->len; i++)
    g_assert_null (strstr (((RecordedClaim *) g_ptr_array_index (strong->claims, i))->claim.value, "bypassed"));
}

static void
test_gitlab (void)
{
  g_autoptr (RecordingSink) pipeline = import ("[{\"id\":7,\"sha\":\"" SHA "\",\"ref\":\"main\",\"status\":\"failed\",\"source\":\"push\"}]");
  g_autoptr (RecordingSink) jobs = import (
    "[{\"id\":1,\"name\":\"bias\",\"stage\":\"test\",\"status\":\"failed\",\"allow_failure\":true,\"pipeline\":{\"sha\":\"" SHA "\"}}]");
  g_autoptr (RecordingSink) request = import (
    "{\"iid\":5,\"project_id\":9,\"sha\":\"" SHA "\",\"source_branch\":\"x\",\"target_branch\":\"main\",\"author\":{\"username\":\"ada\"},"
    "\"merge_user\":{\"username\":\"max\"},\"merge_commit_sha\":\"" MERGE "\"}");
  g_autoptr (RecordingSink) approvals = import (
    "{\"iid\":5,\"project_id\":9,\"approvals_required\":0,\"approvals_left\":0,\"approved_by\":[{\"user\":{\"username\":\"iris\"},"
    "\"approved_at\":\"2026-03-01T10:00:00Z\"}]}");
  g_autoptr (RecordingSink) branch = import (
    "[{\"name\":\"main\",\"push_access_levels\":[{\"access_level\":40,\"access_level_description\":\"Maintainers\"}],\"merge_access_levels\":[],"
    "\"allow_force_push\":false}]");
  g_autoptr (RecordingSink) settings = import ("{\"merge_requests_author_approval\":true,\"reset_approvals_on_push\":true}");

  assert_claim (pipeline, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_CHECKED, "pipeline 7 = failed");
  assert_claim (jobs, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_CHECKED, "bias = failed (allowed to fail)");
  assert_claim (request, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_TAG, "approvals = merge request 9/5");
  g_assert_null (recording_sink_find_claim (request, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_TAG, "merged by its own author = ada"));
  assert_claim (approvals, RC_ENTITY_DECLARATION, "merge request 9/5", RC_PROPERTY_TAG, "could be bypassed = no approval is required");
  assert_claim (approvals, RC_ENTITY_DECLARATION, "merge request 9/5", RC_PROPERTY_REVIEWED_BY, "iris");
  g_assert_cmpint (((RecordedEvent *) g_ptr_array_index (approvals->events, 0))->event.kind, ==, RC_EVENT_APPROVAL);
  assert_claim (branch, RC_ENTITY_DECLARATION, "branch main", RC_PROPERTY_TAG, "may push without a merge request = Maintainers");
  assert_claim (settings, RC_ENTITY_DECLARATION, "approval settings of the project", RC_PROPERTY_TAG,
                "could be bypassed = authors may approve their own merge requests");
}

#define SUITE \
  "<testsuite name=\"unit\" tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\" timestamp=\"2026-03-01T10:00:00Z\">" \
  "<testcase name=\"a\"/><testcase name=\"b\"><failure>x</failure></testcase><testcase name=\"c\"><error/></testcase>" \
  "<testcase name=\"d\"><skipped/></testcase></testsuite>"

static void
test_junit (void)
{
  g_autoptr (RecordingSink) nameless = import_junit ("<?xml version=\"1.0\"?><testsuites name=\"all\">" SUITE "</testsuites>");
  g_autoptr (RecordingSink) named = import_junit (
    "<testsuite name=\"unit\"><properties><property name=\"GITHUB_SHA\" value=\"" SHA "\"/></properties><testcase name=\"a\"/></testsuite>");
  g_autoptr (RecordingSink) lying = import_junit (
    "<testsuite name=\"unit\" failures=\"0\"><testcase name=\"a\"><failure/></testcase></testsuite>");

  assert_claim (nameless, RC_ENTITY_DECLARATION, "test report that names no commit", RC_PROPERTY_CHECKED,
                "unit = 1 passed, 2 failed, 1 skipped");
  g_assert_cmpuint (nameless->asides->len, ==, 0);
  assert_claim (named, RC_ENTITY_COMMIT, SHA, RC_PROPERTY_CHECKED, "unit = 1 passed, 0 failed, 0 skipped");
  assert_claim (lying, RC_ENTITY_DECLARATION, "test report that names no commit", RC_PROPERTY_CHECKED, "unit = 0 passed, 1 failed, 0 skipped");
  g_assert_nonnull (recording_sink_find_aside (lying, RC_EXCEPTION_REGISTRY_MALFORMED));
}

static void
test_wrong_input (void)
{
  static const char json[] =
    "[{\"id\":1,\"user\":{\"login\":\"max\"},\"state\":\"APPROVED\",\"commit_id\":\"" SHA "\",\"submitted_at\":\"2026-03-01T09:00:00Z\"}]";
  static const char xml[] = "<testsuites>" SUITE "</testsuites>";
  static const char * const wrong[] = {
    "{\"head_sha\":7,\"conclusion\":[],\"status\":{},\"name\":null}", "{\"sha\":[],\"statuses\":{},\"state\":1}",
    "{\"url\":\"x\",\"enforce_admins\":[]}", "{\"name\":{},\"push_access_levels\":[1,[]],\"merge_access_levels\":{}}",
    "{\"iid\":[],\"approvals_required\":{},\"approved_by\":[1,{\"user\":7}]}",
  };
  g_autoptr (RecordingSink) doctype = import_junit ("<!DOCTYPE x [<!ENTITY e \"boom\">]><testsuites/>");
  g_autoptr (RecordingSink) foreign = import_junit ("<other><testsuite name=\"x\"/></other>");

  for (gsize length = 0; length < sizeof json - 1; length++)
    {
      g_autoptr (RecordingSink) sink = import_bytes (rc_forge_answers_importer (), json, length);

      g_assert_cmpuint (sink->events->len, ==, 0);
      g_assert_cmpuint (sink->asides->len, ==, 1);
    }
  for (gsize length = 0; length < sizeof xml - 1; length++)
    {
      g_autoptr (RecordingSink) sink = import_bytes (rc_junit_importer (), xml, length);

      g_assert_cmpuint (sink->claims->len, ==, 0);
      g_assert_cmpuint (sink->asides->len, ==, 1);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RecordingSink) sink = import (wrong[i]);

      g_assert_cmpuint (sink->claims->len + sink->asides->len + sink->events->len, <, 20);
    }

  g_assert_cmpstr (((RecordedAside *) g_ptr_array_index (doctype->asides, 0))->found, ==, "a document type declaration");
  g_assert_false (foreign->base.has_told);
}

static void
test_recognise (void)
{
  g_assert_cmpint (recognise (rc_forge_answers_importer (), "{\"id\":1,\"name\":\"x\",\"status\":\"y\"}"), ==, 0);
  g_assert_cmpint (recognise (rc_forge_answers_importer (), ""), ==, 0);
  g_assert_cmpint (recognise (rc_junit_importer (), "<testsuites/>"), ==, 75);
  g_assert_cmpint (recognise (rc_junit_importer (), "a text about <testsuite>"), ==, 0);
  g_assert_cmpint (recognise (rc_junit_importer (), ""), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forges/github-checks", test_github_checks);
  g_test_add_func ("/forges/github-request", test_github_request);
  g_test_add_func ("/forges/github-reviews", test_github_reviews);
  g_test_add_func ("/forges/github-protection", test_github_protection);
  g_test_add_func ("/forges/gitlab", test_gitlab);
  g_test_add_func ("/forges/junit", test_junit);
  g_test_add_func ("/forges/wrong-input", test_wrong_input);
  g_test_add_func ("/forges/recognise", test_recognise);
  return g_test_run ();
}
