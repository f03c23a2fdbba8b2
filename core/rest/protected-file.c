/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rest/protected-file.h"

#include <sodium.h>
#include <string.h>

#define PAGE_BYTES ((gint64) RC_CASE_PAGE_BYTES)

/* https://www.sqlite.org/fileformat2.html section 4.1 */
#define WAL_HEADER_BYTES 32
#define FRAME_HEADER_BYTES 24
#define FRAME_SUM_AT 16

/* Page number, and size of the database after it. The salts that follow are not yet there while SQLite is to make sums anew. */
#define FRAME_BESIDE_BYTES 8
#define FRAME_BYTES (FRAME_HEADER_BYTES + PAGE_BYTES)

/* Section 3: before each page its number, behind it a sum. */
#define NUMBER_BYTES 4
#define SUM_BYTES 4

/* Section 1.3: what SQLite reads before it has any lock. */
#define DATABASE_HEADER_BYTES 100

#define WRITE_LOCK (1u << 0)
#define RECOVER_LOCK (1u << 2)

#define ATTEMPTS 50
#define WAIT_US 1000

void
rc_protected_file_init (RcProtectedFile *self)
{
  self->beside_at = -1;
  self->sum_at = -1;
  if (self->keys == NULL)
    {
      self->spill = rc_spill_file_new (self->inner);
      return;
    }
  self->sealed = g_malloc (FRAME_BYTES);
  self->page = g_malloc (PAGE_BYTES);
}

void
rc_protected_file_clear (RcProtectedFile *self)
{
  if (self->page != NULL)
    sodium_memzero (self->page, PAGE_BYTES);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->sealed, g_free);
  g_clear_pointer (&self->spill, rc_spill_file_free);
  g_clear_pointer (&self->keys, rc_case_keys_unref);
}

static int
read_inner (RcProtectedFile *self,
            guint8          *out,
            gint64           amount,
            gint64           offset)
{
  return self->inner->pMethods->xRead (self->inner, out, (int) amount, offset);
}

static int
write_inner (RcProtectedFile *self,
             const guint8    *bytes,
             gint64           amount,
             gint64           offset)
{
  return self->inner->pMethods->xWrite (self->inner, bytes, (int) amount, offset);
}

static int
damaged (RcProtectedFile *self,
         const char      *where,
         gint64           number)
{
  g_snprintf (self->database->damage, sizeof self->database->damage,
              "%s %" G_GINT64_FORMAT " was altered, moved or cut off: it does not open with the key of the case", where, number);
  return SQLITE_IOERR_DATA;
}

/* --- Database --- */

static RcPagePlace
page_place (gint64 page)
{
  return (RcPagePlace) { .kind = RC_PAGE_KIND_DATABASE, .number = (guint64) page + 1 };
}

/* What one process reads while another writes may be half of each; what stays the same is damaged. */
static int
load_page (RcProtectedFile *self,
           gint64           page,
           guint8          *out)
{
  RcPagePlace place = page_place (page);
  gint64 offset = (page + 1) * PAGE_BYTES;
  int result = read_inner (self, self->sealed, PAGE_BYTES, offset);

  for (guint attempt = 0; attempt < ATTEMPTS; attempt++)
    {
      sqlite3_int64 size;

      if (result == SQLITE_IOERR_SHORT_READ)
        {
          result = self->inner->pMethods->xFileSize (self->inner, &size);
          if (result != SQLITE_OK)
            return result;
          return size <= offset ? SQLITE_IOERR_SHORT_READ : damaged (self, "page", page + 1);
        }
      if (result != SQLITE_OK)
        return result;
      if (rc_page_cipher_open (rc_case_keys_peek_cipher (self->keys), &place, self->sealed, (gsize) PAGE_BYTES, out))
        return SQLITE_OK;

      if (attempt > 0)
        g_usleep (WAIT_US);
      result = read_inner (self, out, PAGE_BYTES, offset);
      if (result == SQLITE_OK && attempt > 0 && memcmp (out, self->sealed, (gsize) PAGE_BYTES) == 0)
        break;
      memcpy (self->sealed, out, (gsize) PAGE_BYTES);
    }

  memset (out, 0, (gsize) PAGE_BYTES);
  return damaged (self, "page", page + 1);
}

/* SQLite looks at the header before it has a lock, when a page may be half written or await its roll-back. It takes from it how long a page is,
 * and reads it again under the lock. */
static int
answer_unlocked_header (guint8 *out)
{
  memset (out, 0, DATABASE_HEADER_BYTES);
  out[16] = RC_CASE_PAGE_BYTES >> 8;
  out[17] = RC_CASE_PAGE_BYTES & 0xff;
  out[20] = RC_CASE_RESERVED_BYTES;
  return SQLITE_OK;
}

static int
read_database (RcProtectedFile *self,
               guint8          *out,
               gint64           amount,
               gint64           offset)
{
  gint64 within = offset % PAGE_BYTES;
  guint8 *target = amount == PAGE_BYTES ? out : self->page;
  int result;

  if (within + amount > PAGE_BYTES)
    return SQLITE_IOERR_READ;
  result = load_page (self, offset / PAGE_BYTES, target);
  if (result == SQLITE_IOERR_SHORT_READ)
    memset (out, 0, (gsize) amount);
  else if (result == SQLITE_IOERR_DATA && offset == 0 && amount == DATABASE_HEADER_BYTES)
    return answer_unlocked_header (out);
  else if (result == SQLITE_OK && target != out)
    memcpy (out, target + within, (gsize) amount);
  return result;
}

static int
store_page (RcProtectedFile *self,
            gint64           page,
            const guint8    *bytes)
{
  RcPagePlace place = page_place (page);

  rc_page_cipher_seal (rc_case_keys_peek_cipher (self->keys), &place, bytes, (gsize) PAGE_BYTES, self->sealed);
  return write_inner (self, self->sealed, PAGE_BYTES, (page + 1) * PAGE_BYTES);
}

static int
fill_hole (RcProtectedFile *self,
           gint64           page)
{
  sqlite3_int64 size;
  int result = self->inner->pMethods->xFileSize (self->inner, &size);
  gint64 next = result == SQLITE_OK ? MAX (size / PAGE_BYTES - 1, 0) : page;

  if (next >= page)
    return result;
  memset (self->page, 0, (gsize) PAGE_BYTES);
  for (; result == SQLITE_OK && next < page; next++)
    result = store_page (self, next, self->page);
  return result;
}

static int
write_database (RcProtectedFile *self,
                const guint8    *bytes,
                gint64           amount,
                gint64           offset)
{
  gint64 page = offset / PAGE_BYTES;
  int result;

  if (amount != PAGE_BYTES || offset % PAGE_BYTES != 0)
    return SQLITE_IOERR_WRITE;
  result = fill_hole (self, page);
  return result == SQLITE_OK ? store_page (self, page, bytes) : result;
}

/* --- WAL --- */

static RcPagePlace
beside_place (RcPageKind    kind,
              gint64        offset,
              const guint8 *beside,
              gsize         length)
{
  RcPagePlace place = { .kind = kind, .number = (guint64) offset };

  memcpy (place.context, beside, length);
  return place;
}

/* Where nothing follows, a frame that does not open is the end of the log, as one whose sums are wrong; not so while the sums are made anew. */
static gboolean
may_be_the_end (RcProtectedFile *self,
                gint64           within,
                gint64           amount)
{
  guint locks = self->database->shm_locks;

  return within == 0 && amount == FRAME_BYTES && ((locks & WRITE_LOCK) == 0 || (locks & RECOVER_LOCK) != 0);
}

static int
read_frame (RcProtectedFile *self,
            guint8          *out,
            gint64           amount,
            gint64           start,
            gint64           within)
{
  RcPageCipher *cipher = rc_case_keys_peek_cipher (self->keys);
  gint64 wanted = within + amount <= FRAME_HEADER_BYTES ? FRAME_HEADER_BYTES : FRAME_BYTES;
  guint8 *frame = self->sealed;
  guint8 *page = within == FRAME_HEADER_BYTES && amount == PAGE_BYTES ? out : frame + FRAME_HEADER_BYTES;
  int result = read_inner (self, frame, wanted, start);
  RcPagePlace place;

  if (result != SQLITE_OK)
    {
      memset (out, 0, (gsize) amount);
      return result;
    }
  if (wanted == FRAME_BYTES)
    {
      place = beside_place (RC_PAGE_KIND_WAL, start, frame, FRAME_BESIDE_BYTES);
      if (!rc_page_cipher_open (cipher, &place, frame + FRAME_HEADER_BYTES, (gsize) PAGE_BYTES, page))
        {
          memset (out, 0, (gsize) amount);
          return may_be_the_end (self, within, amount) ? SQLITE_OK : damaged (self, "frame of the WAL", (start - WAL_HEADER_BYTES) / FRAME_BYTES + 1);
        }
      if (page == out)
        return SQLITE_OK;
    }

  rc_page_cipher_show_sum (cipher, (guint64) start, frame + FRAME_SUM_AT);
  memcpy (out, frame + within, (gsize) amount);
  sodium_memzero (frame, (gsize) wanted);
  return SQLITE_OK;
}

static int
read_wal (RcProtectedFile *self,
          guint8          *out,
          gint64           amount,
          gint64           offset)
{
  gint64 within;

  if (offset < WAL_HEADER_BYTES)
    return offset + amount <= WAL_HEADER_BYTES ? read_inner (self, out, amount, offset) : SQLITE_IOERR_READ;
  within = (offset - WAL_HEADER_BYTES) % FRAME_BYTES;
  if (within + amount > FRAME_BYTES)
    return SQLITE_IOERR_READ;
  return read_frame (self, out, amount, offset - within, within);
}

static int
write_frame_header (RcProtectedFile *self,
                    const guint8    *bytes,
                    gint64           start)
{
  guint8 header[FRAME_HEADER_BYTES];

  memcpy (header, bytes, sizeof header);
  memcpy (self->beside, header, FRAME_BESIDE_BYTES);
  self->beside_at = start;
  rc_page_cipher_hide_sum (rc_case_keys_peek_cipher (self->keys), (guint64) start, header + FRAME_SUM_AT);
  return write_inner (self, header, sizeof header, start);
}

/* A page that is written again within its transaction keeps its frame header. */
static int
find_beside (RcProtectedFile *self,
             gint64           start,
             gint64           length)
{
  int result = SQLITE_OK;

  if (self->beside_at != start)
    result = read_inner (self, self->beside, length, start);
  self->beside_at = result == SQLITE_OK ? start : -1;
  return result;
}

static int
write_frame_page (RcProtectedFile *self,
                  const guint8    *bytes,
                  gint64           start)
{
  RcPagePlace place;
  int result = find_beside (self, start, FRAME_BESIDE_BYTES);

  if (result != SQLITE_OK)
    return result;
  /* They count in the sum, and would be read back as zeros. */
  if (!sodium_is_zero (bytes + PAGE_BYTES - RC_CASE_RESERVED_BYTES, RC_CASE_RESERVED_BYTES))
    return SQLITE_IOERR_WRITE;

  place = beside_place (RC_PAGE_KIND_WAL, start, self->beside, FRAME_BESIDE_BYTES);
  rc_page_cipher_seal (rc_case_keys_peek_cipher (self->keys), &place, bytes, (gsize) PAGE_BYTES, self->sealed);
  return write_inner (self, self->sealed, PAGE_BYTES, start + FRAME_HEADER_BYTES);
}

static int
write_wal (RcProtectedFile *self,
           const guint8    *bytes,
           gint64           amount,
           gint64           offset)
{
  gint64 within;

  if (offset < WAL_HEADER_BYTES)
    return offset + amount <= WAL_HEADER_BYTES ? write_inner (self, bytes, amount, offset) : SQLITE_IOERR_WRITE;
  within = (offset - WAL_HEADER_BYTES) % FRAME_BYTES;
  if (within == 0 && amount == FRAME_HEADER_BYTES)
    return write_frame_header (self, bytes, offset);
  if (within == FRAME_HEADER_BYTES && amount == PAGE_BYTES)
    return write_frame_page (self, bytes, offset - within);
  return SQLITE_IOERR_WRITE;
}

/* --- Journal: as long as a page is nothing but a page, since its headers are of one sector --- */

static void
hide_journal_sum (RcProtectedFile *self,
                  guint8           sum[SUM_BYTES])
{
  for (guint i = 0; i < SUM_BYTES; i++)
    sum[i] ^= (guint8) (self->mask >> (8 * i));
}

static void
expect_sum (RcProtectedFile *self,
            gint64           page_at,
            const guint8    *sealed)
{
  self->sum_at = page_at + PAGE_BYTES;
  self->mask = rc_page_cipher_get_mask (rc_case_keys_peek_cipher (self->keys), sealed, (gsize) PAGE_BYTES);
}

static int
read_journal (RcProtectedFile *self,
              guint8          *out,
              gint64           amount,
              gint64           offset)
{
  RcPagePlace place;
  int result;

  if (amount != PAGE_BYTES || offset < NUMBER_BYTES)
    {
      result = read_inner (self, out, amount, offset);
      if (result == SQLITE_OK && amount == SUM_BYTES && offset == self->sum_at)
        hide_journal_sum (self, out);
      return result;
    }

  result = read_inner (self, self->sealed, NUMBER_BYTES + PAGE_BYTES, offset - NUMBER_BYTES);
  if (result != SQLITE_OK)
    {
      memset (out, 0, (gsize) amount);
      return result;
    }
  place = beside_place (RC_PAGE_KIND_JOURNAL, offset, self->sealed, NUMBER_BYTES);
  expect_sum (self, offset, self->sealed + NUMBER_BYTES);
  return rc_page_cipher_open (rc_case_keys_peek_cipher (self->keys), &place, self->sealed + NUMBER_BYTES, (gsize) PAGE_BYTES, out)
         ? SQLITE_OK : damaged (self, "page of the journal at byte", offset);
}

static int
write_journal (RcProtectedFile *self,
               const guint8    *bytes,
               gint64           amount,
               gint64           offset)
{
  RcPagePlace place;
  guint8 number[NUMBER_BYTES];
  int result;

  if (amount == PAGE_BYTES && offset >= NUMBER_BYTES)
    {
      result = find_beside (self, offset - NUMBER_BYTES, NUMBER_BYTES);
      if (result != SQLITE_OK)
        return result;
      place = beside_place (RC_PAGE_KIND_JOURNAL, offset, self->beside, NUMBER_BYTES);
      rc_page_cipher_seal (rc_case_keys_peek_cipher (self->keys), &place, bytes, (gsize) PAGE_BYTES, self->sealed);
      expect_sum (self, offset, self->sealed);
      return write_inner (self, self->sealed, PAGE_BYTES, offset);
    }
  if (amount != NUMBER_BYTES)
    return write_inner (self, bytes, amount, offset);

  memcpy (number, bytes, sizeof number);
  if (offset == self->sum_at)
    {
      hide_journal_sum (self, number);
      return write_inner (self, number, amount, offset);
    }
  memcpy (self->beside, number, sizeof number);
  self->beside_at = offset;
  return write_inner (self, number, amount, offset);
}

int
rc_protected_file_read (RcProtectedFile *self,
                        guint8          *out,
                        int              amount,
                        sqlite3_int64    offset)
{
  switch (self->kind)
    {
    case RC_PROTECTED_FILE_DATABASE:
      return read_database (self, out, amount, offset);
    case RC_PROTECTED_FILE_WAL:
      return read_wal (self, out, amount, offset);
    case RC_PROTECTED_FILE_JOURNAL:
      return read_journal (self, out, amount, offset);
    case RC_PROTECTED_FILE_TEMPORARY:
      return rc_spill_file_read (self->spill, out, amount, offset);
    }
  return SQLITE_IOERR_READ;
}

int
rc_protected_file_write (RcProtectedFile *self,
                         const guint8    *bytes,
                         int              amount,
                         sqlite3_int64    offset)
{
  switch (self->kind)
    {
    case RC_PROTECTED_FILE_DATABASE:
      return write_database (self, bytes, amount, offset);
    case RC_PROTECTED_FILE_WAL:
      return write_wal (self, bytes, amount, offset);
    case RC_PROTECTED_FILE_JOURNAL:
      return write_journal (self, bytes, amount, offset);
    case RC_PROTECTED_FILE_TEMPORARY:
      return rc_spill_file_write (self->spill, bytes, amount, offset);
    }
  return SQLITE_IOERR_WRITE;
}
