/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/yaml-reader.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

static RcYaml *
read_good (const char *text)
{
  g_autoptr (RcYaml) self = rc_yaml_new ();
  RcYamlFault fault = { 0 };

  if (!rc_yaml_parse (self, text, strlen (text), &fault))
    g_error ("%s at %zu: %s", text, fault.offset, fault.found);
  return g_steal_pointer (&self);
}

static void
assert_refused (const char *text,
                gsize       length,
                const char *kind,
                gsize       offset)
{
  g_autoptr (RcYaml) self = rc_yaml_new ();
  RcYamlFault fault = { 0 };

  g_assert_false (rc_yaml_parse (self, text, length, &fault));
  g_assert_cmpstr (fault.kind, ==, kind);
  g_assert_cmpuint (fault.offset, ==, offset);
  g_assert_nonnull (fault.expected);
  g_assert_cmpstr (fault.found, !=, "");
  g_assert_cmpuint (rc_yaml_count_nodes (self), ==, 0);
}

static void
assert_text (const RcYaml *self,
             guint         mapping,
             const char   *name,
             const char   *expected)
{
  g_assert_cmpstr (rc_yaml_peek_text (self, rc_yaml_member (self, mapping, name), NULL), ==, expected);
}

/* The bytes that a node says it was read from. */
static void
assert_bytes (const RcYaml *self,
              guint         node,
              const char   *text,
              const char   *expected)
{
  const RcYamlNode *peeked = rc_yaml_peek_node (self, node);
  g_autofree char *found = NULL;

  g_assert_nonnull (peeked);
  found = g_strndup (text + peeked->offset, peeked->length);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_scalars_stay_text (void)
{
  g_autoptr (RcYaml) self = read_good ("language: no\nversion: 1.0\ndate: 2026-03-20\nq: \"a\\tb\"\nhex: 0x1F\nempty:\nnull: ~\n");

  g_assert_cmpuint (rc_yaml_peek_node (self, 0)->count, ==, 7);
  assert_text (self, 0, "language", "no");
  assert_text (self, 0, "version", "1.0");
  assert_text (self, 0, "date", "2026-03-20");
  assert_text (self, 0, "q", "a\tb");
  assert_text (self, 0, "hex", "0x1F");
  g_assert_false (rc_yaml_peek_node (self, rc_yaml_member (self, 0, "q"))->is_plain);
  g_assert_true (rc_yaml_is_null (self, rc_yaml_member (self, 0, "empty")));
  g_assert_true (rc_yaml_is_null (self, rc_yaml_member (self, 0, "null")));
  g_assert_false (rc_yaml_is_null (self, rc_yaml_member (self, 0, "version")));
  g_assert_cmpuint (rc_yaml_member (self, 0, "absent"), ==, RC_YAML_NO_NODE);
  g_assert_null (rc_yaml_peek_text (self, 0, NULL));
}

static void
test_walk (void)
{
  g_autoptr (RcYaml) self = read_good ("list:\n- a\n- [b, c]\n- k: v\n- []\nafter: z\n");
  guint list = rc_yaml_member (self, 0, "list");
  guint item = rc_yaml_first_child (self, list);

  g_assert_cmpuint (rc_yaml_peek_node (self, list)->count, ==, 4);
  g_assert_cmpstr (rc_yaml_peek_text (self, item, NULL), ==, "a");
  item = rc_yaml_next_sibling (self, list, item);
  g_assert_cmpint (rc_yaml_peek_node (self, item)->type, ==, RC_YAML_SEQUENCE);
  g_assert_cmpuint (rc_yaml_peek_node (self, item)->count, ==, 2);
  item = rc_yaml_next_sibling (self, list, item);
  assert_text (self, item, "k", "v");
  item = rc_yaml_next_sibling (self, list, item);
  g_assert_cmpuint (rc_yaml_first_child (self, item), ==, RC_YAML_NO_NODE);
  g_assert_cmpuint (rc_yaml_next_sibling (self, list, item), ==, RC_YAML_NO_NODE);
  assert_text (self, 0, "after", "z");
}

static void
test_places_are_bytes (void)
{
  const char text[] = "# Zürich \xf0\x9f\x8f\xa6\r\nname: Müller\r\ndepth:\r\n  - \"é\\u20ac\"\r\n  - plain ü text\r\nend: x\r\n";
  g_autoptr (RcYaml) self = read_good (text);
  guint list = rc_yaml_member (self, 0, "depth");
  guint item = rc_yaml_first_child (self, list);

  assert_bytes (self, rc_yaml_member (self, 0, "name"), text, "Müller");
  assert_bytes (self, item, text, "\"é\\u20ac\"");
  g_assert_cmpstr (rc_yaml_peek_text (self, item, NULL), ==, "é€");
  assert_bytes (self, rc_yaml_next_sibling (self, list, item), text, "plain ü text");
  assert_bytes (self, rc_yaml_member (self, 0, "end"), text, "x");
}

static void
test_places_far_into_a_text (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RcYaml) self = NULL;

  for (int i = 0; i < 400; i++)
    g_string_append_printf (text, "clé%d: valeur %d – ok\n", i, i);
  self = read_good (text->str);
  assert_bytes (self, rc_yaml_member (self, 0, "clé0"), text->str, "valeur 0 – ok");
  assert_bytes (self, rc_yaml_member (self, 0, "clé399"), text->str, "valeur 399 – ok");
  assert_bytes (self, rc_yaml_member (self, 0, "clé200"), text->str, "valeur 200 – ok");
}

static void
test_byte_order_mark (void)
{
  const char text[] = "\xef\xbb\xbfname: ß\nlast: y\n";
  g_autoptr (RcYaml) self = read_good (text);

  assert_bytes (self, rc_yaml_member (self, 0, "name"), text, "ß");
  assert_bytes (self, rc_yaml_member (self, 0, "last"), text, "y");
  assert_text (self, 0, "name", "ß");
}

static void
test_duplicate_keys (void)
{
  const char text[] = "license: mit\ntags: {a: 1, b: 2, a: 3}\nlicense: gpl\nother: x\n";
  g_autoptr (RcYaml) self = read_good (text);

  g_assert_cmpuint (rc_yaml_count_duplicates (self), ==, 2);
  assert_bytes (self, rc_yaml_nth_duplicate (self, 0), text, "license");
  g_assert_cmpuint (rc_yaml_peek_node (self, rc_yaml_nth_duplicate (self, 0))->offset, ==, 38);
  assert_bytes (self, rc_yaml_nth_duplicate (self, 1), text, "a");
  assert_text (self, 0, "license", "mit");
}

static void
test_aliases_are_not_expanded (void)
{
  g_autoptr (RcYaml) self = read_good ("base: &b {k: v}\nuse: *b\nagain: &b 2\nlast: *b\n<<: *b\n");

  g_assert_cmpuint (rc_yaml_count_nodes (self), ==, 13);
  assert_text (self, rc_yaml_member (self, 0, "use"), "k", "v");
  assert_text (self, 0, "last", "2");
}

/* "Billion laughs": nine levels that name the level before nine times each. */
static void
test_bomb (void)
{
  g_autoptr (GString) text = g_string_new ("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
  g_autoptr (RcYaml) self = NULL;

  for (int i = 1; i < 10; i++)
    {
      g_string_append_printf (text, "a%d: &a%d [", i, i);
      for (int k = 0; k < 9; k++)
        g_string_append_printf (text, "%s*a%d", k > 0 ? "," : "", i - 1);
      g_string_append (text, "]\n");
    }
  self = read_good (text->str);
  g_assert_cmpuint (rc_yaml_count_nodes (self), <, 200);

  g_string_append (text, "more: [*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0]\n");
  assert_refused (text->str, text->len, RC_EXCEPTION_LIMIT, (gsize) (strrchr (text->str, '*') - text->str));
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RcYaml) self = NULL;

  for (guint i = 0; i < RC_LIMIT_YAML_DEPTH; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < RC_LIMIT_YAML_DEPTH; i++)
    g_string_append_c (text, ']');
  self = read_good (text->str);
  g_assert_cmpuint (rc_yaml_count_nodes (self), ==, RC_LIMIT_YAML_DEPTH);

  g_string_prepend_c (text, '[');
  g_string_append_c (text, ']');
  assert_refused (text->str, text->len, RC_EXCEPTION_LIMIT, RC_LIMIT_YAML_DEPTH);

  g_string_set_size (text, 0);
  for (int i = 0; i < 200000; i++)
    g_string_append_c (text, '[');
  assert_refused (text->str, text->len, RC_EXCEPTION_LIMIT, RC_LIMIT_YAML_DEPTH);
}

static void
test_too_many_parts (void)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; i < RC_LIMIT_YAML_EVENTS; i++)
    g_string_append (text, "a,");
  g_string_append (text, "a]");
  /* Stream, document and list are parts too. */
  assert_refused (text->str, text->len, RC_EXCEPTION_LIMIT, 1 + 2 * (RC_LIMIT_YAML_EVENTS - 3));
}

static void
test_refusals (void)
{
  g_autofree char *large = g_strnfill (RC_LIMIT_YAML_BYTES + 1, 'a');
  const char nul[] = "a: \0b";

  assert_refused ("a: [1, 2", 8, RC_EXCEPTION_UNREADABLE_RECORD, 8);
  assert_refused ("a: 1\n\tb: 2\n", 11, RC_EXCEPTION_UNREADABLE_RECORD, 5);
  assert_refused ("a: 1\n---\nb: 2\n", 14, RC_EXCEPTION_UNREADABLE_RECORD, 5);
  assert_refused ("a: *nobody\n", 11, RC_EXCEPTION_UNREADABLE_RECORD, 3);
  assert_refused ("a: &a [*a]\n", 11, RC_EXCEPTION_UNREADABLE_RECORD, 7);
  assert_refused ("a: \xff\n", 5, RC_EXCEPTION_UNREADABLE_RECORD, 3);
  assert_refused ("\xff\xfe" "a\0", 4, RC_EXCEPTION_UNREADABLE_RECORD, 0);
  assert_refused (nul, sizeof nul - 1, RC_EXCEPTION_UNREADABLE_RECORD, 3);
  assert_refused ("ü: 1\nk: \x07\n", 11, RC_EXCEPTION_UNREADABLE_RECORD, 9);
  assert_refused (large, RC_LIMIT_YAML_BYTES + 1, RC_EXCEPTION_LIMIT, 0);
}

static void
test_reader_is_reused (void)
{
  g_autoptr (RcYaml) self = rc_yaml_new ();
  RcYamlFault fault = { 0 };

  g_assert_true (rc_yaml_parse (self, "a: 1\na: 2", 9, &fault));
  g_assert_cmpuint (rc_yaml_count_duplicates (self), ==, 1);
  g_assert_false (rc_yaml_parse (self, "[", 1, &fault));
  g_assert_true (rc_yaml_parse (self, "", 0, &fault));
  g_assert_cmpuint (rc_yaml_count_nodes (self), ==, 0);
  g_assert_cmpuint (rc_yaml_count_duplicates (self), ==, 0);
  g_assert_true (rc_yaml_parse (self, "# only a comment\n", 17, &fault));
  g_assert_cmpuint (rc_yaml_count_nodes (self), ==, 0);
}

/* No part of a text, and no text with one byte changed, may do harm. */
static void
test_every_prefix_and_every_changed_byte (void)
{
  const char text[] = "a: &x [1, {b: \"c\\n\"}]\nd: *x\ne: |\n  folded ü\n  text\n? [k]\n: v\n";
  g_autoptr (RcYaml) self = rc_yaml_new ();
  RcYamlFault fault = { 0 };
  guint n_good = 0;

  for (gsize length = 0; length < sizeof text; length++)
    n_good += rc_yaml_parse (self, text, length, &fault);
  for (gsize i = 0; i < sizeof text - 1; i++)
    for (guint value = 0; value < 256; value++)
      {
        g_autofree char *changed = g_memdup2 (text, sizeof text);

        changed[i] = (char) value;
        if (!rc_yaml_parse (self, changed, sizeof text - 1, &fault))
          g_assert_cmpuint (fault.offset, <=, sizeof text - 1);
        else
          n_good++;
        for (guint node = 0; node < rc_yaml_count_nodes (self); node++)
          {
            const RcYamlNode *peeked = rc_yaml_peek_node (self, node);

            g_assert_cmpuint (peeked->offset + peeked->length, <=, sizeof text - 1);
            g_assert_cmpuint (peeked->next, >, node);
            g_assert_cmpuint (peeked->next, <=, rc_yaml_count_nodes (self));
          }
      }
  g_assert_cmpuint (n_good, >, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/importers/yaml-reader/scalars-stay-text", test_scalars_stay_text);
  g_test_add_func ("/importers/yaml-reader/walk", test_walk);
  g_test_add_func ("/importers/yaml-reader/places-are-bytes", test_places_are_bytes);
  g_test_add_func ("/importers/yaml-reader/places-far-into-a-text", test_places_far_into_a_text);
  g_test_add_func ("/importers/yaml-reader/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/importers/yaml-reader/duplicate-keys", test_duplicate_keys);
  g_test_add_func ("/importers/yaml-reader/aliases-are-not-expanded", test_aliases_are_not_expanded);
  g_test_add_func ("/importers/yaml-reader/bomb", test_bomb);
  g_test_add_func ("/importers/yaml-reader/depth", test_depth);
  g_test_add_func ("/importers/yaml-reader/too-many-parts", test_too_many_parts);
  g_test_add_func ("/importers/yaml-reader/refusals", test_refusals);
  g_test_add_func ("/importers/yaml-reader/reader-is-reused", test_reader_is_reused);
  g_test_add_func ("/importers/yaml-reader/every-prefix-and-every-changed-byte", test_every_prefix_and_every_changed_byte);

  return g_test_run ();
}
