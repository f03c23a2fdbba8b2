/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "reports/archival/signing-ssh.h"

typedef struct
{
  char *folder;
  char *key;
} Fixture;

static gboolean
run (Fixture    *self,
     const char *format)
{
  g_autofree char *command = g_strdup_printf ("sh -ec 'cd \"%s\"; %s' >/dev/null", self->folder, format);
  g_autofree char *output = NULL, *faults = NULL;
  int status = 0;

  return g_spawn_command_line_sync (command, &output, &faults, &status, NULL) && status == 0;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("recount-ssh-XXXXXX", NULL);
  self->key = g_build_filename (self->folder, "key", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_true (run (self, "rm -f key key.pub message message.sig allowed"));
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->key);
  g_free (self->folder);
}

static gboolean
has_tool (void)
{
  g_autofree char *tool = g_find_program_in_path ("ssh-keygen");

  if (tool == NULL)
    g_test_skip ("ssh-keygen is absent");
  return tool != NULL;
}

static char *
sign (Fixture  *self,
      GError  **error)
{
  g_autoptr (GBytes) message = g_bytes_new_static ("the message\n", 12);

  return rc_signing_ssh (message, "file", self->key, error);
}

static void
assert_refused (Fixture    *self,
                const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sign (self, &error));
  g_assert_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_SIGNATURE);
  if (words != NULL)
    g_assert_nonnull (strstr (error->message, words));
}

/* OpenSSH itself accepts it, for that message and that purpose alone. */
static void
test_openssh (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "message.sig", NULL);
  g_autofree char *signature = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;

  if (!has_tool ())
    return;
  g_assert_true (run (self, "ssh-keygen -q -t ed25519 -N \"\" -C somebody@example -f key; echo the message >message; "
                            "printf \"somebody %s\\n\" \"$(cat key.pub)\" >allowed"));
  signature = sign (self, &error);
  g_assert_no_error (error);
  again = sign (self, &error);
  g_assert_cmpstr (signature, ==, again);
  g_assert_true (g_file_set_contents (path, signature, -1, NULL));
  g_assert_true (run (self, "ssh-keygen -q -Y verify -f allowed -I somebody -n file -s message.sig <message"));
  g_assert_false (run (self, "ssh-keygen -q -Y verify -f allowed -I somebody -n other -s message.sig <message"));
  g_assert_true (run (self, "echo another >message"));
  g_assert_false (run (self, "ssh-keygen -q -Y verify -f allowed -I somebody -n file -s message.sig <message"));
}

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  if (!has_tool ())
    return;
  g_assert_true (run (self, "ssh-keygen -q -t ed25519 -N secret -f key"));
  assert_refused (self, "passphrase");
  g_assert_true (run (self, "rm key; ssh-keygen -q -t ecdsa -N \"\" -f key <<E\ny\nE"));
  assert_refused (self, "Ed25519");
  g_assert_true (run (self, "cp key.pub key"));
  assert_refused (self, "no private key");
  g_assert_true (run (self, "head -c 70000 /dev/zero >key"));
  assert_refused (self, "too large");
}

/* Cut anywhere, and with any byte another: refused, or still the same key (its comment may be anything). */
static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  static const char begin[] = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
  g_autofree char *text = NULL, *whole = NULL;
  g_autofree guchar *key = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  guint n_refused = 0;

  if (!has_tool ())
    return;
  g_assert_true (run (self, "ssh-keygen -q -t ed25519 -N \"\" -C c -f key"));
  whole = sign (self, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (self->key, &text, NULL, NULL));
  *strstr (text, "-----END") = '\0';
  key = g_base64_decode (text + strlen (begin), &length);
  for (gsize i = 0; i < 2 * length; i++)
    {
      g_autofree char *base64 = NULL, *armoured = NULL, *signature = NULL;
      g_autoptr (GError) local_error = NULL;
      gsize at = i % length;

      key[at] ^= i < length ? 0 : 0x41;
      base64 = g_base64_encode (key, i < length ? at : length);
      key[at] ^= i < length ? 0 : 0x41;
      armoured = g_strdup_printf ("%s%s\n-----END OPENSSH PRIVATE KEY-----\n", begin, base64);
      g_assert_true (g_file_set_contents (self->key, armoured, -1, NULL));
      signature = sign (self, &local_error);
      if (signature != NULL)
        g_assert_cmpstr (signature, ==, whole);
      n_refused += signature == NULL;
    }
  g_assert_cmpuint (n_refused, >=, 2 * length - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/signing-ssh/openssh", Fixture, NULL, set_up, test_openssh, tear_down);
  g_test_add ("/signing-ssh/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/signing-ssh/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  return g_test_run ();
}
