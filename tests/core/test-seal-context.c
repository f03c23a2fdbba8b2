/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seal.h"

#define FILE_KIND .kind = (char *) "file"
#define CONTAINER_KIND .kind = (char *) "container"

static void
test_paths (void)
{
  static const char * const refused[] = {
    "", ".", "./", "/etc/x", "../x", "a/../x", "a/..", "~/x", "C:\\x", "c:x", "\\\\host\\x", "..\\x", "a/..\\x",
  };
  g_autofree char *plain = rc_seal_path_normalise ("./a//b/./c.jsonl");

  g_assert_cmpstr (plain, ==, "a/b/c.jsonl");
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *answer = rc_seal_path_normalise (refused[i]);

      if (answer != NULL)
        g_test_message ("accepted: %s", refused[i]);
      g_assert_null (answer);
    }
}

/* A list that came once speaks for every later delivery of the file; a list that came again for those from then on. */
static void
test_deliveries (void)
{
  RcSource list = { .id = 1, .name = (char *) "e/SUMS", FILE_KIND, .imported_us = 10 };
  RcSource first = { .id = 2, .name = (char *) "e/log", FILE_KIND, .imported_us = 10 };
  RcSource second = { .id = 3, .name = (char *) "e/log", FILE_KIND, .imported_us = 20 };
  RcSource newer = { .id = 4, .name = (char *) "e/SUMS", FILE_KIND, .imported_us = 20 };
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  RcSealContext context = { .sources = sources };
  GPtrArray *found;

  g_ptr_array_add (sources, &list);
  g_ptr_array_add (sources, &first);
  g_ptr_array_add (sources, &second);
  found = rc_seal_context_find_all_beside (&context, &list, "log");
  g_assert_cmpuint (found->len, ==, 2);
  g_ptr_array_unref (found);

  g_ptr_array_add (sources, &newer);
  found = rc_seal_context_find_all_beside (&context, &list, "log");
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (found->pdata[0] == &first);
  g_ptr_array_unref (found);
  found = rc_seal_context_find_all_beside (&context, &newer, "log");
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (found->pdata[0] == &second);
  g_ptr_array_unref (found);

  /* The file did not change and was kept once; the newer list still speaks for it. */
  g_ptr_array_remove (sources, &second);
  found = rc_seal_context_find_all_beside (&context, &newer, "log");
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (found->pdata[0] == &first);
  g_ptr_array_unref (found);
}

static void
test_beside (void)
{
  RcSource archive = { .id = 1, .name = (char *) "odd!name/in.tar", CONTAINER_KIND, .imported_us = 10 };
  RcSource inside = { .id = 2, .parent = 1, .name = (char *) "odd!name/in.tar!a/log.jsonl", FILE_KIND, .imported_us = 10 };
  RcSource member = { .id = 3, .parent = 1, .name = (char *) "odd!name/in.tar!a/log.jsonl.minisig", FILE_KIND, .imported_us = 10 };
  RcSource top = { .id = 5, .parent = 1, .name = (char *) "odd!name/in.tar!SHA256SUMS", FILE_KIND, .imported_us = 10 };
  RcSource plain = { .id = 6, .name = (char *) "odd!name/x!y.json", FILE_KIND, .imported_us = 10 };
  RcSource other = { .id = 8, .name = (char *) "odd!name/x!y.json.minisig", FILE_KIND, .imported_us = 10 };
  RcSource later = { .id = 9, .name = (char *) "odd!name/x!y.json.minisig", FILE_KIND, .imported_us = 20 };
  RcSource *all[] = { &archive, &inside, &member, &top, &plain, &other, &later };
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  RcSealContext context = { .sources = sources };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_ptr_array_add (sources, all[i]);

  g_assert_true (rc_seal_context_source (&context, 6) == &plain);
  g_assert_null (rc_seal_context_source (&context, 4));

  for (guint indexed = 0; indexed < 2; indexed++)
    {
      g_assert_true (rc_seal_context_find_beside (&context, &inside, "log.jsonl.minisig") == &member);
      g_assert_true (rc_seal_context_find_beside (&context, &top, "a/log.jsonl") == &inside);
      g_assert_true (rc_seal_context_find_beside (&context, &top, "./a/log.jsonl") == &inside);
      g_assert_null (rc_seal_context_find_beside (&context, &top, "log.jsonl"));
      g_assert_null (rc_seal_context_find_beside (&context, &inside, "../SHA256SUMS"));
      /* Of two deliveries of one name, the one that came together. */
      g_assert_true (rc_seal_context_find_beside (&context, &plain, "x!y.json.minisig") == &other);
      plain.imported_us = 15;
      g_assert_true (rc_seal_context_find_beside (&context, &plain, "x!y.json.minisig") == &later);
      plain.imported_us = 10;
      rc_seal_context_index (&context);
    }
  rc_seal_context_drop_index (&context);
}


int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/seal-context/paths", test_paths);
  g_test_add_func ("/seal-context/beside", test_beside);
  g_test_add_func ("/seal-context/deliveries", test_deliveries);
  return g_test_run ();
}
