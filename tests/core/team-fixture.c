/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "team-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/auditor-key.h"
#include "core/digest.h"

/* Each person has a key file of their own, which takes the place of the one that the program uses. */
char *
team_fixture_become (const char *person)
{
  static char *last = NULL;
  g_autofree char *path = rc_auditor_key_dup_path ();
  g_autoptr (GError) error = NULL;
  guint8 signature[64], public_key[32];

  rc_auditor_key_lock ();
  if (last != NULL)
    {
      g_autofree char *put_by = g_strconcat (path, ".", last, NULL);

      g_assert_cmpint (g_rename (path, put_by), ==, 0);
      g_clear_pointer (&last, g_free);
    }
  if (person == NULL)
    return NULL;

  last = g_strdup (person);
  {
    g_autofree char *own = g_strconcat (path, ".", person, NULL);

    if (g_file_test (own, G_FILE_TEST_EXISTS))
      g_assert_cmpint (g_rename (own, path), ==, 0);
  }
  rc_auditor_key_unlock (person, strlen (person), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rc_auditor_key_sign ((const guint8 *) "", 0, signature, public_key));
  return rc_bytes_dup_hex (public_key, sizeof public_key);
}

void
team_fixture_forget (void)
{
  static const char * const people[] = { "anna", "anna-2", "ben", "carl", "olga", "stranger" };
  g_autofree char *path = rc_auditor_key_dup_path ();

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *own = g_strconcat (path, ".", people[i], NULL);

      g_unlink (own);
    }
}

void
team_fixture_act_as (const char *person)
{
  g_free (team_fixture_become (person));
}
