/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "container-fixture.h"

#include <string.h>
#include <zlib.h>

#include "core/bounds.h"
#include "core/exception.h"

static void
free_member (gpointer data)
{
  WalkedMember *self = data;

  g_free (self->name);
  g_free (self->derivation);
  g_byte_array_unref (self->content);
  g_clear_error (&self->error);
  g_free (self);
}

static void
free_fault (gpointer data)
{
  WalkedFault *self = data;

  g_free (self->kind);
  g_free (self->expected);
  g_free (self->found);
  g_free (self->message);
  g_free (self);
}

Walked *
walked_new (void)
{
  Walked *self = g_new0 (Walked, 1);

  self->members = g_ptr_array_new_with_free_func (free_member);
  self->faults = g_ptr_array_new_with_free_func (free_fault);
  self->budget.bytes_left = RC_LIMIT_EXPANDED_BYTES;
  self->budget.members_left = RC_LIMIT_CONTAINER_MEMBERS;
  self->read_length = 4099;
  return self;
}

void
walked_free (Walked *self)
{
  g_ptr_array_unref (self->members);
  g_ptr_array_unref (self->faults);
  rc_stream_close (self->stream);
  g_clear_error (&self->error);
  g_free (self);
}

/* What is said to stand in the container must stand there. */
static void
assert_stored (Walked       *self,
               WalkedMember *member)
{
  g_autofree guint8 *buffer = g_malloc (member->content->len + 1);
  g_autoptr (GError) error = NULL;
  gsize n;

  g_assert_cmpstr (member->derivation, ==, "stored in");
  g_assert_cmpint (member->size, >=, 0);
  g_assert_true (rc_stream_pread_full (self->stream, (guint64) member->stored_at, buffer, member->content->len, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (buffer, n, member->content->data, member->content->len);
}

static gboolean
on_member (const RcMember  *found,
           RcStream        *content,
           gpointer         user_data,
           GError         **error)
{
  Walked *self = user_data;
  WalkedMember *member = g_new0 (WalkedMember, 1);
  g_autofree guint8 *buffer = g_malloc (self->read_length);
  gssize n;

  member->name = g_memdup2 (found->name, found->name_length + 1);
  member->name_length = found->name_length;
  g_assert_cmpint (member->name[member->name_length], ==, '\0');
  member->stored_at = found->stored_at;
  member->size = found->size;
  member->modified_us = found->modified_us;
  member->derivation = g_strdup (found->derivation);
  member->content = g_byte_array_new ();
  g_ptr_array_add (self->members, member);

  if (self->fail_at == self->members->len)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "The disk is full.");
      return FALSE;
    }

  do
    {
      n = rc_stream_read (content, buffer, self->read_length, &member->error);
      g_byte_array_append (member->content, buffer, (guint) MAX (n, 0));
    }
  while (n > 0 && !(self->stop_at_size && found->size == member->content->len));

  if (n < 0 && member->error->domain != RC_STREAM_ERROR)
    g_error ("unexpected error: %s", member->error->message);

  if (n == 0 && found->size >= 0)
    g_assert_cmpuint (member->content->len, ==, found->size);
  if (n == 0 && found->stored_at >= 0)
    assert_stored (self, member);

  if (n < 0 && self->hand_back_faults)
    {
      g_propagate_error (error, g_error_copy (member->error));
      return FALSE;
    }

  return TRUE;
}

static void
on_fault (gint64      offset,
          const char *kind,
          const char *expected,
          const char *found,
          const char *message,
          gpointer    user_data)
{
  Walked *self = user_data;
  WalkedFault *fault = g_new0 (WalkedFault, 1);

  g_assert_cmpint (offset, >=, 0);
  g_assert_true (g_utf8_validate (message, -1, NULL));
  g_assert_true (g_str_has_suffix (message, "."));
  fault->offset = offset;
  fault->kind = g_strdup (kind);
  fault->expected = g_strdup (expected);
  fault->found = g_strdup (found);
  fault->message = g_strdup (message);
  g_ptr_array_add (self->faults, fault);
}

void
walked_run (Walked            *self,
            const RcContainer *container,
            GBytes            *bytes,
            const char        *name)
{
  self->stream = rc_stream_new_memory (bytes);
  self->ok = container->walk (container, self->stream, name, &self->budget, on_member, on_fault, self, NULL, &self->error);
  g_assert_true (self->ok == (self->error == NULL));
}

Walked *
walk_bytes (const RcContainer *container,
            GBytes            *bytes)
{
  Walked *self = walked_new ();

  walked_run (self, container, bytes, "container");
  g_assert_no_error (self->error);
  return self;
}

WalkedMember *
walked_find (Walked     *self,
             const char *name)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      WalkedMember *member = g_ptr_array_index (self->members, i);

      if (g_str_equal (member->name, name))
        return member;
    }

  return NULL;
}

static void
print_faults (Walked *self)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      WalkedFault *fault = g_ptr_array_index (self->faults, i);

      g_test_message ("%s at %" G_GINT64_FORMAT ": %s", fault->kind, fault->offset, fault->message);
    }
}

WalkedFault *
walked_fault (Walked     *self,
              const char *kind,
              const char *words)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      WalkedFault *fault = g_ptr_array_index (self->faults, i);

      if (g_str_equal (fault->kind, kind) && strstr (fault->message, words) != NULL)
        return fault;
    }

  print_faults (self);
  return NULL;
}

void
walked_assert_clean (Walked *self,
                     guint   n_members)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      WalkedFault *fault = g_ptr_array_index (self->faults, i);

      g_error ("unexpected fault at %" G_GINT64_FORMAT ": %s", fault->offset, fault->message);
    }

  g_assert_cmpuint (self->members->len, ==, n_members);
}

void
walked_assert_faults (Walked *self,
                      guint   n_faults)
{
  if (self->faults->len != n_faults)
    print_faults (self);
  g_assert_cmpuint (self->faults->len, ==, n_faults);
}

void
walked_assert_text (Walked     *self,
                    const char *name,
                    const char *text)
{
  WalkedMember *member = walked_find (self, name);

  g_assert_nonnull (member);
  g_assert_no_error (member->error);
  g_assert_cmpmem (member->content->data, member->content->len, text, strlen (text));
}

gboolean
walked_refuse_member (const RcMember  *member,
                      RcStream        *content,
                      gpointer         user_data,
                      GError         **error)
{
  char byte;

  return rc_stream_read (content, &byte, 1, error) >= 0;
}

void
walked_refuse_fault (gint64      offset,
                     const char *kind,
                     const char *expected,
                     const char *found,
                     const char *message,
                     gpointer    user_data)
{
  g_error ("unexpected fault at %" G_GINT64_FORMAT ": %s", offset, message);
}

GBytes *
bytes_cut (GBytes *bytes,
           gsize   length)
{
  return g_bytes_new_from_bytes (bytes, 0, length);
}

GBytes *
bytes_flip (GBytes *bytes,
            gsize   at,
            guint8  mask)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint8 *copy = g_memdup2 (data, length);

  g_assert_cmpuint (at, <, length);
  copy[at] ^= mask;
  return g_bytes_new_take (copy, length);
}

GBytes *
bytes_join (GBytes *first,
            GBytes *second)
{
  GByteArray *all = g_byte_array_new ();

  g_byte_array_append (all, g_bytes_get_data (first, NULL), (guint) g_bytes_get_size (first));
  g_byte_array_append (all, g_bytes_get_data (second, NULL), (guint) g_bytes_get_size (second));
  return g_byte_array_free_to_bytes (all);
}

GBytes *
make_gzip (const void *data,
           gsize       length,
           guint32     modified)
{
  z_stream stream = { .next_in = (Bytef *) data, .avail_in = (uInt) length };
  gz_header header = { .time = modified, .os = 255 };
  guint8 *out;
  gsize room;

  g_assert_cmpint (deflateInit2 (&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  g_assert_cmpint (deflateSetHeader (&stream, &header), ==, Z_OK);
  room = deflateBound (&stream, length);
  out = g_malloc (room);
  stream.next_out = out;
  stream.avail_out = (uInt) room;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  room -= stream.avail_out;
  deflateEnd (&stream);

  return g_bytes_new_take (out, room);
}

static void
assert_bounded (const RcContainer *container,
                GBytes            *bytes)
{
  g_autoptr (Walked) walked = walked_new ();
  gsize produced = 0;

  walked->budget.bytes_left = 8u << 20;
  walked_run (walked, container, bytes, "container");
  g_assert_no_error (walked->error);

  for (guint i = 0; i < walked->members->len; i++)
    {
      WalkedMember *member = g_ptr_array_index (walked->members, i);

      produced += member->content->len;
      /* A content that ended in a fault has one in the list, and the other way round it ended quietly. */
      g_assert_true (member->error == NULL || walked->faults->len > 0);
    }

  g_assert_cmpuint (produced, <=, 8u << 20);
  g_assert_cmpuint (walked->faults->len, <, 1000);
}

void
assert_hardened (const RcContainer *container,
                 GBytes            *bytes,
                 gsize              step)
{
  const guint8 masks[] = { 0xff, 0x01, 0x80 };
  gsize length = g_bytes_get_size (bytes);

  for (gsize cut = 0; cut < length; cut += step)
    {
      g_autoptr (GBytes) part = bytes_cut (bytes, cut);

      assert_bounded (container, part);
    }

  for (gsize at = 0; at < length; at++)
    {
      g_autoptr (GBytes) flipped = bytes_flip (bytes, at, masks[at % G_N_ELEMENTS (masks)]);

      assert_bounded (container, flipped);
    }
}
