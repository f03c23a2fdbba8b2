/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "forges.h"

#include "importers/registry-writer.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/seals/xml-document.h"
#include "core/words.h"

#include <string.h>

/*
 * Test reports in JUnit XML: no schema is public, so only what all writers agree on is read.
 *
 * element                          claims
 * testsuite                        checked "NAME = N passed, N failed, N skipped", counted from its test cases and not from its attributes;
 *                                  where an attribute states less failures than there are, that is told
 * property named commit, sha …     the commit that was tested, where it is a whole hash; without one the report stands for itself
 *
 * Not evidenced: which tests were left out, which model was tested, that the report is of the commit that was released. Output of tests can
 * hold anything and is not claimed. No document type declaration is read, hence no entity and nothing from outside.
 */

typedef struct
{
  guint passed;
  guint failed;
  guint skipped;
} Outcome;

static gboolean
is_element (const xmlNode *node,
            const char    *name)
{
  return node->type == XML_ELEMENT_NODE && g_str_equal ((const char *) node->name, name);
}

static void
count_case (const xmlNode *test,
            Outcome       *outcome)
{
  gboolean has_failed = FALSE;
  gboolean is_skipped = FALSE;

  for (const xmlNode *node = test->children; node != NULL; node = node->next)
    {
      has_failed |= is_element (node, "failure") || is_element (node, "error");
      is_skipped |= is_element (node, "skipped");
    }
  outcome->failed += has_failed;
  outcome->skipped += !has_failed && is_skipped;
  outcome->passed += !has_failed && !is_skipped;
}

/* Suites can hold suites: each tells of its own test cases. */
static Outcome
count_suite (const xmlNode *suite)
{
  Outcome outcome = { 0 };

  for (const xmlNode *node = suite->children; node != NULL; node = node->next)
    if (is_element (node, "testcase"))
      count_case (node, &outcome);
  return outcome;
}

static guint64
get_number (const xmlNode *node,
            const char    *name)
{
  g_autofree char *text = rc_xml_attribute (node, name);
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &number, NULL) ? number : 0;
}

static gboolean
has_suites (const xmlNode *suite)
{
  for (const xmlNode *node = suite->children; node != NULL; node = node->next)
    if (is_element (node, "testsuite"))
      return TRUE;
  return FALSE;
}

/* A suite that holds further ones may state the failures of all of them. */
static gboolean
tell_difference (RcRegistryWriter  *writer,
                 const xmlNode     *suite,
                 const Outcome     *outcome,
                 GError           **error)
{
  guint64 stated = get_number (suite, "failures") + get_number (suite, "errors");
  g_autofree char *expected = g_strdup_printf ("%" G_GUINT64_FORMAT " failures and errors, as the suite states", stated);
  g_autofree char *found = g_strdup_printf ("%u", outcome->failed);

  if (stated == outcome->failed || has_suites (suite))
    return TRUE;
  return rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, expected, found,
                                       "A test suite states other failures than its test cases show.", error);
}

static gboolean
read_suite (RcRegistryWriter  *writer,
            gint64             subject,
            const xmlNode     *suite,
            guint              number,
            GError           **error)
{
  Outcome outcome = count_suite (suite);
  g_autofree char *name = rc_xml_attribute (suite, "name");
  g_autofree char *text = g_strdup_printf ("%s = %u passed, %u failed, %u skipped", name != NULL && name[0] != '\0' ? name : "a suite without a name",
                                           outcome.passed, outcome.failed, outcome.skipped);
  g_autofree char *stamp = rc_xml_attribute (suite, "timestamp");
  RcTimestamp time;
  gint64 us = RC_TIME_NONE;

  if (outcome.passed + outcome.failed + outcome.skipped == 0 && has_suites (suite))
    return TRUE;
  if (stamp != NULL && rc_timestamp_parse (stamp, strlen (stamp), RC_ZONE_UNKNOWN, 0, &time))
    us = time.from_us;

  rc_registry_writer_at (writer, "suite %u", number);
  return rc_registry_writer_add_claim (writer, subject, RC_PROPERTY_CHECKED, text, 0, RC_TIME_NONE, us, error) &&
         tell_difference (writer, suite, &outcome, error);
}

/* (nullable) (transfer full) */
static char *
dup_commit (const xmlNode *top)
{
  static const char * const names[] = {
    "commit", "sha", "git.commit", "git_commit", "revision", "GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT", NULL
  };

  for (xmlNode *node = rc_xml_walk (top, top); node != NULL; node = rc_xml_walk (node, top))
    {
      g_autofree char *name = is_element (node, "property") ? rc_xml_attribute (node, "name") : NULL;
      g_autofree char *value = name != NULL && g_strv_contains (names, name) ? rc_xml_attribute (node, "value") : NULL;
      gsize length = value != NULL ? strlen (value) : 0;

      if ((length == 40 || length == 64) && strspn (value, "0123456789abcdef") == length)
        return g_steal_pointer (&value);
    }

  return NULL;
}

static gboolean
read_report (RcRegistryWriter  *writer,
             const xmlNode     *top,
             GError           **error)
{
  g_autofree char *commit = dup_commit (top);
  gint64 subject;
  guint n_suites = 0;

  rc_registry_writer_at (writer, "the whole report");
  if (!rc_registry_writer_add_entity (writer, commit != NULL ? RC_ENTITY_COMMIT : RC_ENTITY_DECLARATION,
                                      commit != NULL ? commit : "test report that names no commit", &subject, error))
    return FALSE;
  if (is_element (top, "testsuite") && !read_suite (writer, subject, top, ++n_suites, error))
    return FALSE;

  for (xmlNode *node = rc_xml_walk (top, top); node != NULL; node = rc_xml_walk (node, top))
    {
      if (!is_element (node, "testsuite"))
        continue;
      if (n_suites >= RC_LIMIT_CARD_ITEMS)
        return rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_LIMIT, "at most 1000 test suites (RC_LIMIT_CARD_ITEMS)", "more",
                                             "The other test suites are not listed; they stand in the report.", error);
      if (!read_suite (writer, subject, node, ++n_suites, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autoptr (RcXmlDocument) xml = NULL;
  RcXmlResult result = RC_XML_LIMIT;
  RcRegistryWriter writer;
  xmlNode *top;
  gboolean good;

  if (input->bytes != NULL)
    {
      gsize length;
      const void *bytes = g_bytes_get_data (input->bytes, &length);

      result = rc_xml_document_parse (bytes, length, &xml);
    }
  if (result != RC_XML_READ)
    return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, -1,
                                     result == RC_XML_LIMIT ? RC_EXCEPTION_LIMIT : RC_EXCEPTION_UNREADABLE_RECORD,
                                     "XML of at most 16 MiB without a document type declaration",
                                     result == RC_XML_DOCTYPE ? "a document type declaration" : result == RC_XML_LIMIT ? "more" : "no XML",
                                     "The test report cannot be read.", error);

  top = xmlDocGetRootElement (rc_xml_document_peek (xml));
  if (!is_element (top, "testsuites") && !is_element (top, "testsuite"))
    return TRUE;

  rc_registry_writer_init (&writer, sink, RC_IMPORT_SOURCE);
  good = read_report (&writer, top, error);
  rc_registry_writer_clear (&writer);
  return good;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return memmem (sample->head, sample->head_length, "<testsuite", strlen ("<testsuite")) != NULL &&
         memchr (sample->head, '<', MIN (sample->head_length, 8)) != NULL ? 75 : 0;
}

static const RcImporter importer = {
  .id = "junit",
  .title = N_("test report (JUnit XML)"),
  .system = RC_FORGES_SYSTEM,
  .evidences = N_("how many tests of each suite passed, failed or were skipped; mostly not of which commit, and never what was left out"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
};

const RcImporter *
rc_junit_importer (void)
{
  return &importer;
}
