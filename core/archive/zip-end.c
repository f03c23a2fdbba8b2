/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/archive/zip-end.h"

#include <string.h>

#include "core/exception.h"
#include "core/archive/zip-extra.h"

/*
 * A reader finds everything in a zip from its end, and readers differ in how they look for it. Where more than one end can be
 * found, two readers see two archives: then nothing is read.
 */

#define END_SIGNATURE       0x06054b50u
#define END_BYTES           22u
#define COMMENT_MOST        65535u
#define END64_SIGNATURE     0x06064b50u
#define END64_BYTES         56u
#define LOCATOR_SIGNATURE   0x07064b50u
#define LOCATOR_BYTES       20u
#define DIRECTORY_SIGNATURE 0x02014b50u

typedef struct
{
  const RcContainerWalk *walk;
  guint8                *tail;          /* the last bytes of the container */
  gsize                  tail_length;
  guint64                tail_start;
} Search;

static gboolean
is_end_at (const Search *self,
           gsize         at,
           gsize        *out_comment_end)
{
  if (rc_zip_get32 (self->tail + at) != END_SIGNATURE)
    return FALSE;

  *out_comment_end = at + END_BYTES + rc_zip_get16 (self->tail + at + 20);
  return *out_comment_end <= self->tail_length;
}

/* Counts the records whose comment ends exactly where the container ends; @out_at is the last of them. */
static guint
find_exact (const Search *self,
            gsize        *out_at)
{
  guint n = 0;

  for (gsize at = 0; at + END_BYTES <= self->tail_length; at++)
    {
      gsize comment_end;

      if (is_end_at (self, at, &comment_end) && comment_end == self->tail_length)
        {
          *out_at = at;
          n++;
        }
    }

  return n;
}

/* The last record whose directory can stand before it; its comment is followed by other bytes. */
static gboolean
find_loose (const Search *self,
            gsize        *out_at)
{
  for (gsize i = self->tail_length; i >= END_BYTES; i--)
    {
      gsize at = i - END_BYTES;
      gsize comment_end;
      guint64 reach;

      if (!is_end_at (self, at, &comment_end))
        continue;

      reach = (guint64) rc_zip_get32 (self->tail + at + 12) + rc_zip_get32 (self->tail + at + 16);
      if (reach > self->tail_start + at && rc_zip_get32 (self->tail + at + 16) != G_MAXUINT32)
        continue;

      *out_at = at;
      return TRUE;
    }

  return FALSE;
}

static void
refuse (const Search *self,
        guint64       offset,
        const char   *expected,
        const char   *found,
        const char   *why)
{
  rc_container_walk_fault (self->walk, offset, RC_EXCEPTION_CONTAINER_MALFORMED, expected, found,
                           "%s: no member of this zip was read.", why);
}

static gboolean
find_record (const Search *self,
             gsize        *out_at)
{
  guint n = find_exact (self, out_at);
  gsize comment_end = 0;

  if (n > 1)
    {
      refuse (self, self->tail_start + *out_at, "one end record", "several",
              "The zip has several ends and can be read in two ways");
      return FALSE;
    }

  if (n == 0 && !find_loose (self, out_at))
    {
      refuse (self, self->walk->size, "an end of central directory record", "none",
              "The zip has no end: it was cut, or it is not a zip");
      return FALSE;
    }

  is_end_at (self, *out_at, &comment_end);
  if (comment_end < self->tail_length)
    rc_container_walk_foreign (self->walk, self->tail_start + comment_end, self->walk->size, "after the end of the zip");

  /* A reader that does not check how long the comment is takes a record in it for the end. */
  for (gsize at = *out_at + 4; at + 4 <= comment_end; at++)
    if (rc_zip_get32 (self->tail + at) == END_SIGNATURE)
      {
        refuse (self, self->tail_start + at, "a comment", "another end record",
                "The comment of the zip holds another end, so that it can be read in two ways");
        return FALSE;
      }

  return TRUE;
}

/* --- Zip64 --- */

typedef enum
{
  ZIP64_ABSENT,
  ZIP64_READ,
  ZIP64_REFUSED,
  ZIP64_ERROR,
} Zip64Result;

static gboolean
read_at (const Search  *self,
         guint64        offset,
         guint8        *buffer,
         gsize          length,
         gboolean      *out_whole,
         GError       **error)
{
  gsize n = 0;

  *out_whole = FALSE;
  if (offset > self->walk->size || self->walk->size - offset < length)
    return TRUE;
  if (!rc_stream_pread_full (self->walk->content, offset, buffer, length, &n, error))
    return FALSE;

  *out_whole = n == length;
  return TRUE;
}

/* Finds the record where the locator says, or, where bytes were put before the zip, directly before the locator. */
static gboolean
find_zip64_record (const Search  *self,
                   guint64        locator,
                   guint64        stated,
                   guint8        *record,
                   guint64       *out_place,
                   gboolean      *out_found,
                   GError       **error)
{
  const guint64 places[] = { stated, locator >= END64_BYTES ? locator - END64_BYTES : stated };

  *out_found = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (places) && !*out_found; i++)
    {
      guint64 end;

      if (!read_at (self, places[i], record, END64_BYTES, out_found, error))
        return FALSE;

      /* The record's size counts from behind its own size field, and the locator follows it. */
      *out_place = places[i];
      *out_found = *out_found
                   && rc_zip_get32 (record) == END64_SIGNATURE
                   && g_uint64_checked_add (&end, places[i] + 12, rc_zip_get64 (record + 4))
                   && end == locator;
    }

  return TRUE;
}

static gboolean
agrees (guint64 narrow,
        guint64 narrow_most,
        guint64 wide)
{
  return narrow == narrow_most || narrow == wide;
}

static Zip64Result
read_zip64 (const Search  *self,
            const guint8  *end,
            guint64        end_place,
            RcZipEnd      *out,
            GError       **error)
{
  guint8 locator[LOCATOR_BYTES], record[END64_BYTES];
  guint64 place;
  gboolean there;

  if (end_place < LOCATOR_BYTES)
    return ZIP64_ABSENT;
  if (!read_at (self, end_place - LOCATOR_BYTES, locator, sizeof locator, &there, error))
    return ZIP64_ERROR;
  if (!there || rc_zip_get32 (locator) != LOCATOR_SIGNATURE)
    return ZIP64_ABSENT;

  if (!find_zip64_record (self, end_place - LOCATOR_BYTES, rc_zip_get64 (locator + 8), record, &place, &there, error))
    return ZIP64_ERROR;

  if (!there || rc_zip_get32 (locator + 16) > 1 || rc_zip_get32 (record + 16) != 0 || rc_zip_get32 (record + 20) != 0
      || rc_zip_get64 (record + 24) != rc_zip_get64 (record + 32))
    {
      refuse (self, end_place - LOCATOR_BYTES, "a zip64 end record before its locator", "none that fits",
              "The zip64 end does not fit its locator");
      return ZIP64_REFUSED;
    }

  out->entries = rc_zip_get64 (record + 32);
  out->directory_size = rc_zip_get64 (record + 40);
  out->directory = rc_zip_get64 (record + 48);
  out->directory_end = place;

  if (agrees (rc_zip_get16 (end + 10), G_MAXUINT16, out->entries)
      && agrees (rc_zip_get32 (end + 12), G_MAXUINT32, out->directory_size)
      && agrees (rc_zip_get32 (end + 16), G_MAXUINT32, out->directory))
    return ZIP64_READ;

  refuse (self, end_place, "the same in the end record and the zip64 end record", "different numbers",
          "The zip has two ends that disagree, so that it can be read in two ways");
  return ZIP64_REFUSED;
}

/* --- Where the directory is --- */

static gboolean
is_directory_at (const Search  *self,
                 guint64        offset,
                 gboolean      *out_there,
                 GError       **error)
{
  guint8 signature[4];

  if (!read_at (self, offset, signature, sizeof signature, out_there, error))
    return FALSE;

  *out_there = *out_there && rc_zip_get32 (signature) == DIRECTORY_SIGNATURE;
  return TRUE;
}

/* The directory has to end where the end record begins. Where it does not, either bytes stand between them, or the places
 * count from a beginning that is no longer the first byte. */
static gboolean
place_directory (const Search  *self,
                 RcZipEnd      *end,
                 gboolean      *out_found,
                 GError       **error)
{
  guint64 reach, shift;
  gboolean at_stated = FALSE, at_shifted = FALSE;

  *out_found = FALSE;
  if (!g_uint64_checked_add (&reach, end->directory, end->directory_size) || reach > end->directory_end)
    {
      refuse (self, end->directory_end, "a central directory before the end record", "one that reaches beyond it",
              "The central directory does not fit into the zip");
      return TRUE;
    }

  shift = end->directory_end - reach;
  if (shift > 0 && end->entries > 0
      && (!is_directory_at (self, end->directory, &at_stated, error)
          || !is_directory_at (self, end->directory + shift, &at_shifted, error)))
    return FALSE;

  if (at_stated && at_shifted)
    {
      refuse (self, end->directory, "one central directory", "two",
              "The zip has two central directories, so that it can be read in two ways");
      return TRUE;
    }

  if (at_stated)
    rc_container_walk_foreign (self->walk, reach, end->directory_end, "between the central directory and the end of the zip");
  else
    end->base = shift;

  end->directory += end->base;
  *out_found = TRUE;
  return TRUE;
}

static gboolean
read_end (const Search  *self,
          gsize          at,
          RcZipEnd      *out_end,
          gboolean      *out_found,
          GError       **error)
{
  const guint8 *end = self->tail + at;
  guint64 place = self->tail_start + at;
  Zip64Result result = read_zip64 (self, end, place, out_end, error);

  if (result == ZIP64_ERROR)
    return FALSE;
  if (result == ZIP64_REFUSED)
    return TRUE;

  if (result == ZIP64_ABSENT)
    {
      if (rc_zip_get16 (end + 4) != 0 || rc_zip_get16 (end + 6) != 0 || rc_zip_get16 (end + 8) != rc_zip_get16 (end + 10))
        {
          refuse (self, place, "one whole zip", "a part of a zip of several parts", "The zip is only one of several parts");
          return TRUE;
        }
      out_end->entries = rc_zip_get16 (end + 10);
      out_end->directory_size = rc_zip_get32 (end + 12);
      out_end->directory = rc_zip_get32 (end + 16);
      out_end->directory_end = place;
    }

  return place_directory (self, out_end, out_found, error);
}

/**
 * rc_zip_end_find:
 * @out_end: (out): set where @out_found is
 * @out_found: (out): %FALSE where the zip has no end, or more than one; that was reported
 *
 * Finds the central directory of a zip from its end. Reports bytes behind the end.
 *
 * Returns: %FALSE with @error set where the container could not be read
 */
gboolean
rc_zip_end_find (const RcContainerWalk  *walk,
                 RcZipEnd               *out_end,
                 gboolean               *out_found,
                 GError                **error)
{
  g_autofree guint8 *tail = g_malloc (END_BYTES + COMMENT_MOST);
  Search search = { .walk = walk, .tail = tail };
  gsize at = 0;

  memset (out_end, 0, sizeof *out_end);
  *out_found = FALSE;

  search.tail_length = (gsize) MIN (walk->size, END_BYTES + COMMENT_MOST);
  search.tail_start = walk->size - search.tail_length;
  if (!rc_stream_pread_full (walk->content, search.tail_start, tail, search.tail_length, &search.tail_length, error))
    return FALSE;

  if (!find_record (&search, &at))
    return TRUE;

  return read_end (&search, at, out_end, out_found, error);
}
