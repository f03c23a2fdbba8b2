/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody-words.h"
#include "core/entry-words.h"

/* The acts by which cases are changed, and evidence is let out. */
static const char * const acts[] = {
  "new", "migrate", "import", "remove", "verify", "trust add", "trust remove", "trust promote", "elsewhere", "elsewhere withdraw", "link", "unlink", "house",
  "controller", "schema", "statement", "pseudonym-key", "reveal", "search", "subject-lookup", "report", "sign", "export", "open-bundle", "hand-out", "merge",
  "backup", "scrub", "compact", "dispose", "protect", "protect add", "protect passphrase", "protect rotate", "protect withdraw", "unprotect",
};

/* Those by which people enter something. */
static const char * const entered[] = {
  "stamp", "member add", "member role", "member key", "member leave", "assignment give", "assignment end", "finding add", "hold set", "hold release",
  "requirement judge",
};

static void
test_all (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autofree char *words = rc_custody_words (acts[i], "{}");

      g_test_message ("%s: %s", acts[i], words);
      g_assert_null (strstr (words, "has no words for"));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (entered); i++)
    {
      g_autofree char *words = rc_custody_words (entered[i], "{\"by\":\"A\",\"entry\":1,\"kind\":\"hold\",\"number\":1}");

      g_test_message ("%s: %s", entered[i], words);
      g_assert_true (rc_entry_act_is_known (entered[i]));
    }
}

static void
test_export (void)
{
  g_autofree char *open = rc_custody_words ("export", "{\"id\":\"752723f2e7c602c5fe0a4e0ff20b8fe4\",\"kind\":\"full\"}");
  g_autofree char *closed = rc_custody_words ("export", "{\"envelope\":{},\"id\":\"752723f2e7c602c5fe0a4e0ff20b8fe4\",\"kind\":\"selective\"}");

  g_assert_nonnull (strstr (open, "The whole case was handed over as bundle 752723f2e7c602c5, which whoever has it can read"));
  g_assert_nonnull (strstr (closed, "Chosen decisions were handed over as bundle 752723f2e7c602c5, closed to all but its readers"));
}

/* What nobody wrote with this program: told as such, and nothing in it steers what shows it. */
static void
test_tainted (void)
{
  g_autofree char *unknown = rc_custody_words ("\x1b[2Jfly", "not JSON");
  g_autofree char *spoilt = rc_custody_words ("export", "{\"id\":7,\"kind\":[]");

  g_assert_nonnull (strstr (unknown, "has no words for"));
  g_assert_null (strchr (unknown, '\x1b'));
  g_assert_nonnull (strstr (spoilt, "bundle"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/custody-words/all", test_all);
  g_test_add_func ("/custody-words/export", test_export);
  g_test_add_func ("/custody-words/tainted", test_tainted);
  return g_test_run ();
}
