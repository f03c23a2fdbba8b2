/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reference-sort.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <sodium.h>

/* Entries that are sorted in memory at once: 7 MB. */
#define ROOM (128u << 10)

/* Bytes for the runs that are merged, shared among them, and the least that one of them gets. */
#define MERGE_BYTES (4u << 20)
#define LEAST_ENTRIES 64u

/* A sorted run in the file, and what of it is in memory. */
typedef struct
{
  guint64           next;        /* number of the entry in the file that is read next */
  guint64           end;
  RcReferenceEntry *entries;
  guint             count;
  guint             position;
} Run;

struct _RcReferenceSort
{
  guint8            key[crypto_generichash_KEYBYTES];
  RcReferenceEntry *entries;
  guint             room;
  guint             count;
  guint             position;     /* of what is taken, where nothing was written to the file */
  int               file;         /* -1: none yet */
  guint64           written;      /* entries in the file */
  GArray           *runs;         /* of Run */
  guint             share;        /* entries of a run in memory */
  GArray           *heap;         /* of guint: runs, that with the first entry in front */
};

/**
 * rc_reference_sort_new_sized:
 * @room: entries that are kept in memory before they are written; at least 1
 *
 * Returns: (transfer full): an empty sort
 */
RcReferenceSort *
rc_reference_sort_new_sized (guint room)
{
  RcReferenceSort *self = g_new0 (RcReferenceSort, 1);

  self->room = MAX (room, 1);
  self->entries = g_new (RcReferenceEntry, self->room);
  self->file = -1;
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  self->heap = g_array_new (FALSE, FALSE, sizeof (guint));
  randombytes_buf (self->key, sizeof self->key);
  return self;
}

/**
 * rc_reference_sort_new:
 *
 * Returns: (transfer full): an empty sort
 */
RcReferenceSort *
rc_reference_sort_new (void)
{
  return rc_reference_sort_new_sized (ROOM);
}

void
rc_reference_sort_free (RcReferenceSort *self)
{
  if (self == NULL)
    return;

  if (self->file >= 0)
    close (self->file);
  for (guint i = 0; i < self->runs->len; i++)
    g_free (g_array_index (self->runs, Run, i).entries);
  g_array_unref (self->runs);
  g_array_unref (self->heap);
  g_free (self->entries);
  g_free (self);
}

/**
 * rc_reference_sort_mark:
 * @text: tainted
 * @entry: (out): its mark is filled in
 *
 * A keyed hash of 128 bits. Nobody who writes evidence knows the key, so that nobody can make two texts of one mark on purpose; by chance
 * it happens never.
 */
void
rc_reference_sort_mark (RcReferenceSort  *self,
                        const char       *text,
                        gsize             length,
                        RcReferenceEntry *entry)
{
  crypto_generichash (entry->mark, sizeof entry->mark, (const guint8 *) text, length, self->key, sizeof self->key);
}

/* The first bytes of a mark as a number: it decides nearly always. */
static guint64
beginning (const RcReferenceEntry *entry)
{
  guint64 number;

  memcpy (&number, entry->mark, sizeof number);
  return GUINT64_FROM_BE (number);
}

static int
compare_entries (const void *a,
                 const void *b)
{
  const RcReferenceEntry *first = a;
  const RcReferenceEntry *second = b;
  guint64 first_number = beginning (first), second_number = beginning (second);
  int order;

  if (first_number != second_number)
    return first_number < second_number ? -1 : 1;
  order = memcmp (first->mark, second->mark, sizeof first->mark);
  if (order != 0)
    return order;
  if (first->side != second->side)
    return first->side < second->side ? -1 : 1;
  return first->event < second->event ? -1 : first->event > second->event;
}

static gboolean
fail (const char  *doing,
      GError     **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s a temporary file in “%s” failed: %s", doing, g_get_tmp_dir (),
               g_strerror (saved));
  return FALSE;
}

/* A file without a name: whatever happens, nothing stays behind. */
static gboolean
open_file (RcReferenceSort  *self,
           GError          **error)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "recount-XXXXXX", NULL);

  if (self->file >= 0)
    return TRUE;

  self->file = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (self->file < 0)
    return fail ("Making", error);
  unlink (path);
  return TRUE;
}

static gboolean
write_all (int          file,
           const guint8 *bytes,
           gsize        length,
           GError     **error)
{
  while (length > 0)
    {
      ssize_t written = write (file, bytes, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return fail ("Writing", error);
      bytes += written;
      length -= (gsize) written;
    }
  return TRUE;
}

static gboolean
read_all (int       file,
          guint8   *bytes,
          gsize     length,
          guint64   place,
          GError  **error)
{
  while (length > 0)
    {
      ssize_t got = pread (file, bytes, length, (off_t) place);

      if (got < 0 && errno == EINTR)
        continue;
      if (got == 0)
        errno = EIO;
      if (got <= 0)
        return fail ("Reading", error);
      bytes += got;
      place += (guint64) got;
      length -= (gsize) got;
    }
  return TRUE;
}

static gboolean
write_run (RcReferenceSort  *self,
           GError          **error)
{
  Run run = { .next = self->written, .end = self->written + self->count };

  qsort (self->entries, self->count, sizeof self->entries[0], compare_entries);
  if (!open_file (self, error)
      || !write_all (self->file, (const guint8 *) self->entries, self->count * sizeof self->entries[0], error))
    return FALSE;

  g_array_append_val (self->runs, run);
  self->written += self->count;
  self->count = 0;
  return TRUE;
}

/**
 * rc_reference_sort_add:
 *
 * Adds an entry, in any order.
 */
gboolean
rc_reference_sort_add (RcReferenceSort        *self,
                       const RcReferenceEntry *entry,
                       GError                **error)
{
  if (self->count == self->room && !write_run (self, error))
    return FALSE;

  self->entries[self->count++] = *entry;
  return TRUE;
}

static gboolean
fill_run (RcReferenceSort  *self,
          Run              *run,
          GError          **error)
{
  run->position = 0;
  run->count = (guint) MIN (self->share, run->end - run->next);
  if (run->count == 0)
    return TRUE;
  if (!read_all (self->file, (guint8 *) run->entries, run->count * sizeof run->entries[0], run->next * sizeof run->entries[0], error))
    return FALSE;

  run->next += run->count;
  return TRUE;
}

static const RcReferenceEntry *
peek_run (RcReferenceSort *self,
          guint            in_heap)
{
  const Run *run = &g_array_index (self->runs, Run, g_array_index (self->heap, guint, in_heap));

  return &run->entries[run->position];
}

/* Lets the run at @place sink to where no run below it has an earlier entry. */
static void
sink (RcReferenceSort *self,
      guint            place)
{
  while (TRUE)
    {
      guint least = place;

      for (guint below = 2 * place + 1; below <= 2 * place + 2; below++)
        if (below < self->heap->len && compare_entries (peek_run (self, below), peek_run (self, least)) < 0)
          least = below;
      if (least == place)
        return;

      guint moved = g_array_index (self->heap, guint, place);
      g_array_index (self->heap, guint, place) = g_array_index (self->heap, guint, least);
      g_array_index (self->heap, guint, least) = moved;
      place = least;
    }
}

/**
 * rc_reference_sort_begin:
 *
 * Puts the entries in order; from now on they are taken by rc_reference_sort_next().
 */
gboolean
rc_reference_sort_begin (RcReferenceSort  *self,
                         GError          **error)
{
  if (self->written == 0)
    {
      qsort (self->entries, self->count, sizeof self->entries[0], compare_entries);
      return TRUE;
    }
  if (self->count > 0 && !write_run (self, error))
    return FALSE;

  g_clear_pointer (&self->entries, g_free);
  self->share = MAX (LEAST_ENTRIES, (guint) (MERGE_BYTES / sizeof (RcReferenceEntry) / self->runs->len));
  for (guint i = 0; i < self->runs->len; i++)
    {
      Run *run = &g_array_index (self->runs, Run, i);

      run->entries = g_new (RcReferenceEntry, self->share);
      if (!fill_run (self, run, error))
        return FALSE;
      g_array_append_val (self->heap, i);
    }
  for (guint i = self->heap->len / 2; i > 0; i--)
    sink (self, i - 1);
  return TRUE;
}

/**
 * rc_reference_sort_next:
 * @out_entry: (out caller-allocates): the next entry in order
 * @out_found: (out): %FALSE at the end
 */
gboolean
rc_reference_sort_next (RcReferenceSort   *self,
                        RcReferenceEntry  *out_entry,
                        gboolean          *out_found,
                        GError           **error)
{
  Run *run;

  if (self->written == 0)
    {
      *out_found = self->position < self->count;
      if (*out_found)
        *out_entry = self->entries[self->position++];
      return TRUE;
    }

  *out_found = self->heap->len > 0;
  if (!*out_found)
    return TRUE;

  run = &g_array_index (self->runs, Run, g_array_index (self->heap, guint, 0));
  *out_entry = run->entries[run->position++];
  if (run->position == run->count && !fill_run (self, run, error))
    return FALSE;
  if (run->count == 0)
    {
      g_array_index (self->heap, guint, 0) = g_array_index (self->heap, guint, self->heap->len - 1);
      g_array_set_size (self->heap, self->heap->len - 1);
    }
  if (self->heap->len > 0)
    sink (self, 0);
  return TRUE;
}
