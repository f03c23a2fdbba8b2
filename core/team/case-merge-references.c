/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/team/case-merge-parts.h"

#include <string.h>

#include "core/registers/register.h"
#include "core/words.h"

/*
 * What an entry of another case refers to has other numbers here. Each member that is a number of a source or of an entry is written with that of this
 * case; what refers to something that is not here cannot come in. Numbers within words are what their author wrote, and stay.
 */

typedef struct
{
  RcMergeWork   *work;
  const RcEntry *entry;
  const RcJson  *json;
  RcJsonWriter  *writer;
  gint64         first;       /* of an acquisition: the run that this body is of; 0: none */
  gint64         last;
  char          *reason;      /* (nullable): why it cannot come in */
} Mapping;

static void
refuse (Mapping    *self,
        const char *reason)
{
  if (self->reason == NULL)
    self->reason = g_strdup (reason);
}

static void
copy_value (Mapping *self,
            guint32  node)
{
  g_autofree char *raw = g_strndup (self->json->text + self->json->nodes[node].offset, self->json->nodes[node].length);

  rc_json_writer_raw (self->writer, raw);
}

static gint64
map_source (Mapping *self,
            gint64   there)
{
  gint64 here = rc_merge_get (self->work->sources, there);

  if (here == 0)
    refuse (self, _("it is about a source that is not here"));
  return here;
}

/* The number that what begins a thread of this kind has here; 0 where it is not here. */
static gint64
map_number (Mapping    *self,
            const char *kind,
            gint64      number)
{
  g_autofree char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, kind, number);
  const RcMergeEntry *there = g_hash_table_lookup (self->work->numbers, key);
  gint64 id = there != NULL ? rc_merge_get (self->work->threads, there->entry->id) : 0;
  g_autoptr (RcEntry) here = id != 0 ? rc_entry_load (self->work->here, id, NULL) : NULL;

  if (here != NULL)
    return here->number;
  refuse (self, _("it refers to an entry that is not here"));
  return 0;
}

static void
write_source (Mapping *self,
              guint32  node)
{
  gint64 source = 0;

  if (!rc_json_get_integer (self->json, node, &source))
    refuse (self, _("it is not as the program writes it"));
  rc_json_writer_integer (self->writer, map_source (self, source));
}

static void
write_number (Mapping    *self,
              guint32     node,
              const char *kind)
{
  gint64 number = 0;

  if (!rc_json_get_integer (self->json, node, &number))
    refuse (self, _("it is not as the program writes it"));
  rc_json_writer_integer (self->writer, map_number (self, kind, number));
}

/* "E-014, page 3": what begins with an exhibit. */
static void
write_exhibit_text (Mapping *self,
                    guint32  node)
{
  g_autofree char *text = rc_json_dup_string (self->json, node);
  g_autofree char *exhibit = NULL, *here = NULL, *mapped = NULL;
  const char *rest;
  gint64 source = 0;

  if (text == NULL || (text[0] != 'E' && text[0] != 'e') || text[1] != '-')
    {
      refuse (self, _("it names evidence in a form that has no exhibit"));
      rc_json_writer_null (self->writer);
      return;
    }
  rest = text + 2 + strspn (text + 2, "0123456789");
  exhibit = g_strndup (text, (gsize) (rest - text));
  if (!rc_register_parse_exhibit (exhibit, &source))
    refuse (self, _("it names evidence in a form that has no exhibit"));
  here = rc_register_dup_exhibit (map_source (self, source));
  mapped = g_strconcat (here, rest, NULL);
  rc_json_writer_string (self->writer, mapped);
}

static void
write_evidence (Mapping *self,
                guint32  array)
{
  if (!rc_json_is (self->json, array, RC_JSON_ARRAY))
    {
      refuse (self, _("it is not as the program writes it"));
      rc_json_writer_null (self->writer);
      return;
    }
  rc_json_writer_begin_array (self->writer);
  for (guint32 item = array + 1; item < self->json->nodes[array].next; item = self->json->nodes[item].next)
    write_exhibit_text (self, item);
  rc_json_writer_end_array (self->writer);
}

/* An exception is known by name and digest of its source; one whose source is not here is still what was noticed there. */
static void
write_exception (Mapping *self,
                 guint32  object)
{
  rc_json_writer_begin_object (self->writer);
  for (guint32 name = object + 1; name < self->json->nodes[object].next; name = self->json->nodes[name].next)
    {
      g_autofree char *text = rc_json_dup_text (self->json, name, NULL);
      gint64 source = 0;

      if (strcmp (text, "source") == 0)
        {
          (void) rc_json_get_integer (self->json, name + 1, &source);
          source = rc_merge_get (self->work->sources, source);
          if (source != 0)
            rc_json_writer_member_integer (self->writer, "source", source);
          continue;
        }
      rc_json_writer_name (self->writer, text);
      copy_value (self, name + 1);
    }
  rc_json_writer_end_object (self->writer);
}

static void
write_exceptions (Mapping *self,
                  guint32  array)
{
  rc_json_writer_begin_array (self->writer);
  for (guint32 item = array + 1; rc_json_is (self->json, array, RC_JSON_ARRAY) && item < self->json->nodes[array].next; item = self->json->nodes[item].next)
    {
      if (rc_json_is (self->json, item, RC_JSON_OBJECT))
        write_exception (self, item);
    }
  rc_json_writer_end_array (self->writer);
}

/* "finding:F-001", "report:tabletop". */
static void
write_subject (Mapping *self,
               guint32  node)
{
  static const char * const kinds[] = { RC_ENTRY_FINDING, RC_ENTRY_REQUEST, RC_ENTRY_DOCUMENT, RC_ENTRY_ACQUISITION, RC_ENTRY_REVIEW, NULL };
  static const char * const others[] = { RC_ENTRY_EXERCISE, RC_ENTRY_ISSUED, RC_ENTRY_DRAW, "sample", RC_ENTRY_DECLARATION, NULL };
  g_autofree char *text = rc_json_dup_string (self->json, node);
  const char *colon = text != NULL ? strchr (text, ':') : NULL;
  g_autofree char *kind = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  g_autofree char *number = NULL;
  gint64 there = 0;

  if (kind != NULL && g_strv_contains (others, kind))
    refuse (self, _("it is about something that stays in the other case"));
  if (kind != NULL && g_strv_contains (kinds, kind) && rc_register_parse_number (kind, colon + 1, &there))
    {
      number = rc_register_dup_number (kind, map_number (self, kind, there));
      g_free (text);
      text = g_strconcat (kind, ":", number, NULL);
    }
  if (text != NULL)
    rc_json_writer_string (self->writer, text);
  else
    copy_value (self, node);
}

/* SOURCE:RECORD, and what may stand behind it. */
static void
write_event (Mapping *self,
             guint32  node)
{
  g_autofree char *text = rc_json_dup_string (self->json, node);
  const char *colon = text != NULL ? strchr (text, ':') : NULL;
  g_autofree char *digits = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  gint64 source = 0;

  if (digits == NULL || !g_ascii_string_to_signed (digits, 10, 1, G_MAXINT64, &source, NULL))
    {
      refuse (self, _("it is about an inference in a form that names no source"));
      rc_json_writer_null (self->writer);
      return;
    }
  g_free (digits);
  digits = g_strdup_printf ("%" G_GINT64_FORMAT "%s", map_source (self, source), colon);
  rc_json_writer_string (self->writer, digits);
}

/* Whether the member is written otherwise than it was. */
static gboolean
write_member (Mapping    *self,
              const char *name,
              guint32     node)
{
  const char *kind = self->entry->kind;

  if (strcmp (kind, RC_ENTRY_FINDING) == 0 && strcmp (name, "evidence") == 0)
    write_evidence (self, node);
  else if (strcmp (kind, RC_ENTRY_FINDING) == 0 && strcmp (name, "exceptions") == 0)
    write_exceptions (self, node);
  else if (strcmp (kind, RC_ENTRY_FINDING) == 0 && strcmp (name, "repeats") == 0)
    write_number (self, node, RC_ENTRY_FINDING);
  else if ((strcmp (kind, RC_ENTRY_DOCUMENT) == 0 || strcmp (kind, RC_ENTRY_REQUEST) == 0) && strcmp (name, "source") == 0)
    write_source (self, node);
  else if (strcmp (kind, RC_ENTRY_ACQUISITION) == 0 && strcmp (name, "first_source") == 0)
    rc_json_writer_integer (self->writer, self->first);
  else if (strcmp (kind, RC_ENTRY_ACQUISITION) == 0 && strcmp (name, "last_source") == 0)
    rc_json_writer_integer (self->writer, self->last);
  else if (strcmp (kind, RC_ENTRY_REVIEW) == 0 && strcmp (name, "subject") == 0)
    write_subject (self, node);
  else if (strcmp (kind, RC_ENTRY_ASSIGNMENT) == 0 && strcmp (name, "member") == 0)
    write_number (self, node, RC_ENTRY_MEMBER);
  else if (strcmp (kind, RC_ENTRY_JUDGEMENT) == 0 && strcmp (name, "event") == 0)
    write_event (self, node);
  else
    return FALSE;
  return TRUE;
}

/* Where it was entered, as the other case says. What came there by a merge keeps the place where it was entered first. */
static void
write_merged (Mapping  *self,
              guint32   earlier,      /* RC_JSON_NO_NODE: none */
              gboolean  is_beside)
{
  static const char * const members[] = { "added", "by", "case", "entry", "number", "sha256" };
  const RcEntry *entry = self->entry;
  g_autofree char *sha256 = rc_digest_dup_hex (&entry->sha256);

  rc_json_writer_name (self->writer, "merged");
  rc_json_writer_begin_object (self->writer);
  if (earlier != RC_JSON_NO_NODE)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
        {
          guint32 node = rc_json_member (self->json, earlier, members[i]);

          if (node == RC_JSON_NO_NODE)
            continue;
          rc_json_writer_name (self->writer, members[i]);
          copy_value (self, node);
        }
      rc_json_writer_member_string (self->writer, "through", self->work->result->case_id);
    }
  else
    {
      rc_json_writer_member_integer (self->writer, "added", entry->added_us);
      rc_json_writer_member_string (self->writer, "by", entry->by);
      rc_json_writer_member_string (self->writer, "case", self->work->result->case_id);
      rc_json_writer_member_integer (self->writer, "entry", entry->id);
      rc_json_writer_member_integer (self->writer, "number", entry->number);
      rc_json_writer_member_string (self->writer, "sha256", sha256);
    }
  if (is_beside)
    rc_json_writer_member_boolean (self->writer, RC_ENTRY_BESIDE, TRUE);
  rc_json_writer_end_object (self->writer);
}

static char *
map_once (Mapping  *self,
          gboolean  is_beside)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  guint32 earlier = RC_JSON_NO_NODE;

  self->writer = writer;
  rc_json_writer_begin_object (writer);
  for (guint32 name = 1; name < self->json->nodes[0].next; name = self->json->nodes[name].next)
    {
      g_autofree char *text = rc_json_dup_text (self->json, name, NULL);

      if (strcmp (text, "merged") == 0)
        {
          earlier = rc_json_is (self->json, name + 1, RC_JSON_OBJECT) ? name + 1 : RC_JSON_NO_NODE;
          continue;
        }
      rc_json_writer_name (writer, text);
      if (!write_member (self, text, name + 1))
        copy_value (self, name + 1);
    }
  write_merged (self, earlier, is_beside);
  rc_json_writer_end_object (writer);
  self->writer = NULL;
  return self->reason == NULL ? rc_json_writer_finish (writer) : NULL;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

/* What came with a handover there may have numbers here that do not follow each other: one body for each run. */
static void
map_runs (Mapping   *self,
          gint64     first,
          gint64     last,
          gboolean   is_beside,
          GPtrArray *bodies)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->work->sources_there->len; i++)
    {
      const RcSource *source = g_ptr_array_index (self->work->sources_there, i);
      gint64 here = source->id >= first && source->id <= last ? rc_merge_get (self->work->sources, source->id) : 0;

      if (here != 0)
        g_array_append_val (numbers, here);
    }
  if (numbers->len == 0)
    refuse (self, _("it is about a source that is not here"));

  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    {
      gint64 here = g_array_index (numbers, gint64, i);

      if (i == 0 || here > self->last + 1)
        self->first = here;
      self->last = here;
      if (i + 1 == numbers->len || g_array_index (numbers, gint64, i + 1) > here + 1)
        g_ptr_array_add (bodies, map_once (self, is_beside));
    }
}

GPtrArray *
rc_merge_map_body (RcMergeWork    *work,
                   const RcEntry  *entry,
                   gboolean        is_beside,
                   char          **out_reason)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func (g_free);
  Mapping self = { .work = work, .entry = entry, .json = rc_entry_peek_json (entry) };
  gint64 first, last;

  *out_reason = NULL;
  if (strcmp (entry->kind, RC_ENTRY_ACQUISITION) == 0 && rc_entry_get_integer (entry, "first_source", &first)
      && rc_entry_get_integer (entry, "last_source", &last))
    map_runs (&self, first, last, is_beside, bodies);
  else
    g_ptr_array_add (bodies, map_once (&self, is_beside));

  *out_reason = self.reason;
  return self.reason == NULL ? g_steal_pointer (&bodies) : NULL;
}
