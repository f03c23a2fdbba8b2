/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-compare.h"

#include <string.h>

#include "core/words.h"

#define TOLD 20u
#define SHOWN_BYTES 300u

typedef struct
{
  RcBundleOpenWork *work;
  const char       *path;
  const RcJson     *received;
  const RcJson     *again;
  guint             n;
  guint             n_renumbered;
} Comparison;

/* What depends on where it is written and not on the evidence. */
static gboolean
is_of_its_own (const char *path,
               const char *member)
{
  return strcmp (path, "data/bundle.json") == 0 && (strcmp (member, "sealed") == 0 || strcmp (member, "program") == 0);
}

static char *
dup_object (const Comparison *self,
            const char       *member,
            gint64            place)
{
  if (place < 0)
    return g_strdup_printf ("%s, %s", self->path, member);
  if (strcmp (self->path, "data/verification.json") == 0 && strcmp (member, "seals") == 0)
    return g_strdup_printf ("verdict of seal %" G_GINT64_FORMAT, place + 1);
  if (strcmp (self->path, "data/verification.json") == 0 && strcmp (member, "exceptions") == 0)
    return g_strdup_printf ("exception %" G_GINT64_FORMAT, place + 1);
  return g_strdup_printf ("%s, %s %" G_GINT64_FORMAT, self->path, member, place + 1);
}

static char *
dup_shown (const RcJson *json,
           guint32       node)
{
  gsize length = 0;
  const char *text = rc_json_peek_text (json, node, &length);

  if (text == NULL)
    return g_strdup ("nothing");
  return length <= SHOWN_BYTES ? g_strndup (text, length) : g_strdup_printf ("%.*s…", (int) SHOWN_BYTES, text);
}

static void
tell (Comparison *self,
      const char *member,
      gint64      place,
      guint32     received,
      guint32     again)
{
  g_autofree char *object = dup_object (self, member, place);
  g_autofree char *expected = dup_shown (self->received, received);
  g_autofree char *found = dup_shown (self->again, again);

  self->work->opening->n_differing++;
  if (self->n++ >= TOLD)
    return;
  rc_bundle_check_add (self->work, object, RC_VERDICT_INVALID, "replay", expected, found,
                       _("What the bundle says here is not what comes of its own evidence."));
}

static gboolean
is_same (const Comparison *self,
         guint32           received,
         guint32           again)
{
  gsize one_length = 0, other_length = 0;
  const char *one = rc_json_peek_text (self->received, received, &one_length);
  const char *other = rc_json_peek_text (self->again, again, &other_length);

  return one != NULL && other != NULL && one_length == other_length && memcmp (one, other, one_length) == 0;
}

/* The digest over the rows of a source covers their numbers, which are others where sources before it were removed. */
static gboolean
is_same_source (const Comparison *self,
                guint32           received,
                guint32           again)
{
  const RcJson *one = self->received;
  const RcJson *other = self->again;

  if (!self->work->has_removed || strcmp (self->path, "data/sources.json") != 0 || !rc_json_is (one, received, RC_JSON_OBJECT)
      || !rc_json_is (other, again, RC_JSON_OBJECT) || one->nodes[received].count != other->nodes[again].count)
    return FALSE;
  for (guint32 name = received + 1; name < one->nodes[received].next; name = one->nodes[name].next)
    {
      g_autofree char *member = rc_json_dup_text (one, name, NULL);

      if (strcmp (member, "rows_digest") != 0 && !is_same (self, name + 1, rc_json_member (other, again, member)))
        return FALSE;
    }
  return TRUE;
}

static void
compare_arrays (Comparison *self,
                const char *member,
                guint32     received,
                guint32     again)
{
  const RcJsonNode *one = self->received->nodes;
  const RcJsonNode *other = self->again->nodes;
  guint32 left = received + 1, right = again + 1;

  for (gint64 place = 0; left < one[received].next || right < other[again].next; place++)
    {
      guint32 a = left < one[received].next ? left : RC_JSON_NO_NODE;
      guint32 b = right < other[again].next ? right : RC_JSON_NO_NODE;

      if (!is_same (self, a, b))
        {
          if (is_same_source (self, a, b))
            self->n_renumbered++;
          else
            tell (self, member, place, a, b);
        }
      left = a != RC_JSON_NO_NODE ? one[a].next : left;
      right = b != RC_JSON_NO_NODE ? other[b].next : right;
    }
}

static void
compare_member (Comparison *self,
                const char *member,
                guint32     received,
                guint32     again)
{
  if (is_of_its_own (self->path, member) || is_same (self, received, again))
    return;
  if (rc_json_is (self->received, received, RC_JSON_ARRAY) && rc_json_is (self->again, again, RC_JSON_ARRAY))
    compare_arrays (self, member, received, again);
  else
    tell (self, member, -1, received, again);
}

static void
compare_members (Comparison *self)
{
  for (guint32 name = 1; name < self->received->nodes[0].next; name = self->received->nodes[name].next)
    {
      g_autofree char *member = rc_json_dup_text (self->received, name, NULL);

      compare_member (self, member, name + 1, rc_json_member (self->again, 0, member));
    }
  for (guint32 name = 1; name < self->again->nodes[0].next; name = self->again->nodes[name].next)
    {
      g_autofree char *member = rc_json_dup_text (self->again, name, NULL);

      if (rc_json_member (self->received, 0, member) == RC_JSON_NO_NODE && !is_of_its_own (self->path, member))
        tell (self, member, -1, RC_JSON_NO_NODE, name + 1);
    }
}

static gboolean
parse (RcJson *json,
       GBytes *bytes)
{
  RcJsonFault fault;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return rc_json_parse (json, text, length, &fault) && json->nodes[0].type == RC_JSON_OBJECT && !json->has_duplicate;
}

void
rc_bundle_compare_json (RcBundleOpenWork *work,
                        const char       *path,
                        GBytes           *received,
                        GBytes           *again)
{
  g_auto (RcJson) one;
  g_auto (RcJson) other;
  Comparison comparison = { .work = work, .path = path, .received = &one, .again = &other };

  rc_json_init (&one);
  rc_json_init (&other);
  if (parse (&one, received) && parse (&other, again))
    compare_members (&comparison);
  /* The same values in another form are no difference of the evidence, but of the file. */
  if (comparison.n == 0 && comparison.n_renumbered == 0 && strcmp (path, "data/bundle.json") != 0)
    {
      work->opening->n_differing++;
      rc_bundle_check_add (work, path, RC_VERDICT_INVALID, "replay", N_("what comes of the evidence"), N_("another text"),
                           _("What the bundle says here is not what comes of its own evidence."));
    }
  else if (comparison.n > TOLD)
    {
      g_autofree char *found = g_strdup_printf ("%u", comparison.n);

      rc_bundle_check_add (work, path, RC_VERDICT_INVALID, "replay", NULL, found, _("More differs in this file than is listed one by one; so much in all."));
    }
}
