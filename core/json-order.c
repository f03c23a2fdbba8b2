/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-order.h"

#include "json-scan.h"
#include "json-text.h"

#include <string.h>

#define FEW_MEMBERS 24u     /* sorted by insertion */

typedef struct
{
  const RcJson *json;
  gboolean      by_units;
} Order;

/*
 * UTF-8 sorts by code point. UTF-16 sorts the supplementary characters (lead bytes from F0 on) by their surrogates,
 * which lie below U+E000 (lead bytes EE and EF): the two groups change places.
 */
static inline guchar
rank_byte (guchar   c,
           gboolean by_units)
{
  if (c < 0xEE || !by_units)
    return c;

  return (guchar) (c < 0xF0 ? c + 5 : c - 2);
}

static guint64
make_slow_key (const RcJson     *json,
               const RcJsonNode *name,
               gboolean          by_units)
{
  const char *text = json->text + name->offset + 1;
  const char *end = text + name->length - 2;
  guint64 key = 0;
  int shift = 56;

  while (text < end && shift >= 0)
    {
      char utf8[6];
      int length = g_unichar_to_utf8 (rc_json_text_next (&text), utf8);

      for (int i = 0; i < length && shift >= 0; i++, shift -= 8)
        key |= (guint64) rank_byte ((guchar) utf8[i], by_units) << shift;
    }

  return key;
}

static inline guint64
make_key (const RcJson     *json,
          const RcJsonNode *name,
          gboolean          by_units)
{
  gsize length = name->length - 2;
  gsize start = (gsize) name->offset + 1;
  guint64 key = 0;

  if ((name->flags & RC_JSON_NODE_ESCAPED) != 0 || json->length - start < sizeof key)
    return make_slow_key (json, name, by_units);

  memcpy (&key, json->text + start, sizeof key);
  key = GUINT64_FROM_BE (key);
  if (length < sizeof key)
    key = length == 0 ? 0 : key & ~(G_MAXUINT64 >> (8 * length));
  return (key & RC_JSON_SCAN_HIGH) != 0 ? make_slow_key (json, name, by_units) : key;
}

static int
compare_characters (const char *x,
                    gsize       x_length,
                    const char *y,
                    gsize       y_length,
                    gboolean    by_units)
{
  const char *x_end = x + x_length;
  const char *y_end = y + y_length;

  while (x < x_end && y < y_end)
    {
      gunichar c = rc_json_text_next (&x);
      gunichar d = rc_json_text_next (&y);

      if (c == d)
        continue;
      if (by_units && (c > 0xFFFF) != (d > 0xFFFF))
        return (c > 0xFFFF ? 0xD800 : c) < (d > 0xFFFF ? 0xD800 : d) ? -1 : 1;
      return c < d ? -1 : 1;
    }

  return (x < x_end) - (y < y_end);
}

static int
compare_names (const Order      *order,
               const RcJsonNode *a,
               const RcJsonNode *b)
{
  const char *x = order->json->text + a->offset + 1;
  const char *y = order->json->text + b->offset + 1;
  gsize length = MIN (a->length, b->length) - 2;
  gsize i = 0;

  if (((a->flags | b->flags) & RC_JSON_NODE_ESCAPED) != 0)
    return compare_characters (x, a->length - 2, y, b->length - 2, order->by_units);

  while (i < length && x[i] == y[i])
    i++;
  if (i == length)
    return (a->length > b->length) - (a->length < b->length);
  return rank_byte ((guchar) x[i], order->by_units) < rank_byte ((guchar) y[i], order->by_units) ? -1 : 1;
}

static int
compare_members (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const Order *order = user_data;
  const RcJsonMember *x = a;
  const RcJsonMember *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return compare_names (order, &order->json->nodes[x->name], &order->json->nodes[y->name]);
}

void
rc_json_member_init (RcJsonMember *self,
                     const RcJson *json,
                     guint32       name,
                     gboolean      by_units)
{
  self->key = make_key (json, &json->nodes[name], by_units);
  self->name = name;
}

/**
 * rc_json_members_sort:
 * @members: members of one object, all made by rc_json_member_init() for the same order
 *
 * Sorts; members of the same name stay in the order they had.
 */
void
rc_json_members_sort (RcJsonMember *members,
                      guint32       n_members,
                      const RcJson *json,
                      gboolean      by_units)
{
  Order order = { json, by_units };

  if (n_members > FEW_MEMBERS)
    {
      g_qsort_with_data (members, (int) n_members, sizeof *members, compare_members, &order);
      return;
    }

  for (guint32 i = 1; i < n_members; i++)
    {
      RcJsonMember member = members[i];
      guint32 k = i;

      while (k > 0 && (members[k - 1].key > member.key ||
                       (members[k - 1].key == member.key && compare_members (&members[k - 1], &member, &order) > 0)))
        {
          members[k] = members[k - 1];
          k--;
        }
      members[k] = member;
    }
}

gboolean
rc_json_members_have_same_name (const RcJson       *json,
                                const RcJsonMember *a,
                                const RcJsonMember *b)
{
  Order order = { json, FALSE };

  return a->key == b->key && compare_names (&order, &json->nodes[a->name], &json->nodes[b->name]) == 0;
}
