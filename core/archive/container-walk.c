/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/archive/container-walk.h"

#include <string.h>

#include "core/bounds.h"
#include "core/exception.h"
#include "core/archive/decoded-stream.h"

#define SHOWN_NAME_BYTES 200

/**
 * rc_container_walk_fault:
 * @offset: place in the container
 * @kind: RC_EXCEPTION_…
 * @expected: (nullable)
 * @found: (nullable)
 * @format: one plain sentence
 */
void
rc_container_walk_fault (const RcContainerWalk *self,
                         guint64                offset,
                         const char            *kind,
                         const char            *expected,
                         const char            *found,
                         const char            *format,
                         ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  self->fault ((gint64) MIN (offset, (guint64) G_MAXINT64), kind,
               expected != NULL ? expected : "", found != NULL ? found : "", message, self->user_data);
}

/**
 * rc_container_walk_foreign:
 * @end: first byte behind them
 * @where: completes "… bytes stand "
 *
 * Reports bytes that belong to no member and to no structure of the container. They were not read as anything.
 */
void
rc_container_walk_foreign (const RcContainerWalk *self,
                           guint64                offset,
                           guint64                end,
                           const char            *where)
{
  g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT " bytes", end - offset);

  rc_container_walk_fault (self, offset, RC_EXCEPTION_CONTAINER_MALFORMED, "no other bytes", found,
                           "%s that belong to nothing stand %s.", found, where);
}

/**
 * rc_container_walk_count_member:
 * @offset: place in the container of what is counted
 *
 * Takes one entry, of whatever kind, off the budget. Where none is left that is reported and the walk should end.
 */
gboolean
rc_container_walk_count_member (const RcContainerWalk *self,
                                guint64                offset)
{
  if (self->budget->members_left > 0)
    {
      self->budget->members_left--;
      return TRUE;
    }

  rc_container_walk_fault (self, offset, RC_EXCEPTION_LIMIT,
                           "at most " G_STRINGIFY (RC_LIMIT_CONTAINER_MEMBERS) " members in one import", "more",
                           "One import reads no more members of archives; the rest was not read.");
  return FALSE;
}

static void
report_fault (const RcContainerWalk *self,
              const RcMember        *member,
              RcStream              *content,
              guint64                offset)
{
  const GError *fault = rc_member_stream_peek_fault (content);
  g_autofree char *shown = rc_container_show_name (member->name, member->name_length);
  g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT " bytes of content",
                                            rc_member_stream_get_produced (content));
  gboolean limit = g_error_matches (fault, RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT);

  rc_container_walk_fault (self, offset, limit ? RC_EXCEPTION_LIMIT : RC_EXCEPTION_CONTAINER_MALFORMED,
                           limit ? "content within the bounds" : "content as the archive states it", found,
                           "“%s” is not whole: %s", shown, fault->message);
}

/* The callback may hand back the fault that its read met: that is the evidence's, not ours. */
static gboolean
call_member (const RcContainerWalk *self,
             const RcMember        *member,
             RcStream              *content,
             GError               **error)
{
  g_autoptr (GError) local_error = NULL;

  if (self->member (member, content, self->user_data, &local_error))
    return rc_member_stream_finish (content, error);

  if (rc_member_stream_peek_fault (content) != NULL
      && (g_error_matches (local_error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED)
          || g_error_matches (local_error, RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT)))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * rc_container_walk_deliver:
 * @inner: (transfer none): the member's bytes as they come out
 * @rules: what they have to fit
 * @offset: where a fault of them stands
 *
 * Gives one member to the callback. A fault of its bytes is reported after the callback has answered.
 *
 * Returns: %FALSE with @error set where the walk has to end
 */
gboolean
rc_container_walk_deliver (const RcContainerWalk  *self,
                           const RcMember         *member,
                           RcStream               *inner,
                           const RcMemberRules    *rules,
                           guint64                 offset,
                           GError                **error)
{
  g_autoptr (RcStream) content = rc_member_stream_new (inner, rules, self->budget);

  if (!call_member (self, member, content, error))
    return FALSE;

  if (rc_member_stream_peek_fault (content) != NULL)
    report_fault (self, member, content, offset);

  return TRUE;
}

/**
 * rc_container_walk_decode:
 * @decoder: how the bytes are compressed
 * @offset: where they begin in the container
 * @size: how many they are
 *
 * The same for compressed bytes. Bytes left over after the end of the compressed data are reported.
 *
 * Returns: %FALSE with @error set where the walk has to end
 */
gboolean
rc_container_walk_decode (const RcContainerWalk  *self,
                          const RcMember         *member,
                          const RcMemberRules    *rules,
                          const RcDecoder        *decoder,
                          guint64                 offset,
                          guint64                 size,
                          GError                **error)
{
  g_autoptr (RcStream) inner = rc_decoded_stream_new (self->content, offset, size, decoder);
  g_autoptr (RcStream) content = rc_member_stream_new (inner, rules, self->budget);
  guint64 place;

  if (!call_member (self, member, content, error))
    return FALSE;

  place = rc_decoded_stream_get_place (inner);
  if (rc_member_stream_peek_fault (content) != NULL)
    report_fault (self, member, content, place);
  else if (rc_member_stream_has_ended (content) && place < offset + size)
    rc_container_walk_foreign (self, place, offset + size, "after the end of the compressed data");

  return TRUE;
}

/**
 * rc_container_show_name:
 * @name: raw bytes
 *
 * Returns: (transfer full): @name for a sentence: valid UTF-8, without characters that steer a terminal or the direction of
 *   writing, and not too long
 */
char *
rc_container_show_name (const char *name,
                        gsize       length)
{
  g_autofree char *valid = g_utf8_make_valid (name, (gssize) MIN (length, SHOWN_NAME_BYTES));
  GString *shown = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);

      if (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT
          || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        c = 0xfffd;
      g_string_append_unichar (shown, c);
    }

  if (length > SHOWN_NAME_BYTES)
    g_string_append (shown, "…");

  return g_string_free (shown, FALSE);
}

/**
 * rc_container_name_inside:
 * @name: of a container that holds one thing without a name of its own
 * @endings: pairs of an ending and what stands in its place, then %NULL
 *
 * Returns: (transfer full): the last part of @name without its ending; "content" where it has none of @endings
 */
char *
rc_container_name_inside (const char         *name,
                          const char * const *endings)
{
  const char *cut = strrchr (name, '!');
  const char *base = cut != NULL ? cut + 1 : name;
  gsize length;

  cut = strrchr (base, '/');
  base = cut != NULL ? cut + 1 : base;
  length = strlen (base);

  for (guint i = 0; endings[i] != NULL; i += 2)
    {
      gsize ending = strlen (endings[i]);

      if (length > ending && g_ascii_strcasecmp (base + length - ending, endings[i]) == 0)
        return g_strdup_printf ("%.*s%s", (int) (length - ending), base, endings[i + 1]);
    }

  return g_strdup ("content");
}
