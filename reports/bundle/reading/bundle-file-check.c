/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-file-check.h"

#include <string.h>

#include "core/archive/zip-extra.h"
#include "core/bounds.h"
#include "core/words.h"
#include "reports/bundle/bundle-name.h"
#include "reports/bundle/bundle.h"

#define END_SIGNATURE 0x06054b50u
#define END_BYTES     22u
#define ENTRY_BYTES   46u
#define LOCAL_BYTES   30u
#define FLAG_UTF8     0x0800u

/* Extra fields by which some programs know another name or comment (APPNOTE.TXT 6.3.10, sections 4.6.8 and 4.6.9). */
#define EXTRA_OTHER_COMMENT 0x6375u
#define EXTRA_OTHER_NAME    0x7075u

typedef struct
{
  RcStream   *file;
  GHashTable *files;      /* keys of names of files */
  GHashTable *folders;    /* keys of the folders around them */
  const char *top;        /* (nullable): the first name, of which the first part counts */
  gsize       top_length;
} Check;

gboolean
rc_bundle_file_refuse (GError     **error,
                       const char  *format,
                       ...)
{
  g_autofree char *why = NULL;
  va_list arguments;

  va_start (arguments, format);
  why = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE, _("This is no bundle that can be opened safely: %s"), why);
  return FALSE;
}

static gboolean
refuse_entry (const RcZipEntry  *entry,
              const char        *expected,
              const char        *found,
              GError           **error)
{
  g_autofree char *shown = rc_container_show_name (entry->name, entry->name_length);
  g_autofree char *place = g_strdup_printf ("%" G_GUINT64_FORMAT, entry->place);

  return rc_bundle_file_refuse (error, _("“%s”, named at byte %s: expected %s, found %s."), shown, place, expected, found);
}

/* --- Names --- */

static gboolean
check_name (const RcZipEntry  *entry,
            GError           **error)
{
  gsize length = entry->name_length;
  const char *fault;

  if (entry->folder && (length == 0 || entry->name[length - 1] != '/'))
    return refuse_entry (entry, "a folder whose name ends with a slash", "another", error);
  if (entry->folder)
    length--;
  fault = rc_bundle_name_fault (entry->name, length);
  if (fault != NULL)
    return refuse_entry (entry, "a name that is safe everywhere", fault, error);

  for (gsize i = 0; i < length; i++)
    if ((guint8) entry->name[i] >= 0x80 && (entry->flags & FLAG_UTF8) == 0)
      return refuse_entry (entry, "a name in ASCII, or one that is marked as UTF-8", "another", error);
  return TRUE;
}

static gboolean
check_top (Check             *self,
           const RcZipEntry  *entry,
           GError           **error)
{
  const char *slash = memchr (entry->name, '/', entry->name_length);
  gsize length = slash != NULL ? (gsize) (slash - entry->name) : entry->name_length;

  if (slash == NULL)
    return refuse_entry (entry, "everything in one folder", "a member beside it", error);
  if (self->top == NULL)
    {
      self->top = entry->name;
      self->top_length = length;
      return TRUE;
    }
  if (length != self->top_length || memcmp (self->top, entry->name, length) != 0)
    return refuse_entry (entry, "one folder", "another one", error);
  return TRUE;
}

static gboolean
add_file (Check             *self,
          const RcZipEntry  *entry,
          GError           **error)
{
  g_autofree char *path = g_strndup (entry->name, entry->name_length);

  for (char *slash = strchr (path, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
    {
      *slash = '\0';
      g_hash_table_add (self->folders, rc_bundle_name_key (path));
      *slash = '/';
    }
  if (!g_hash_table_add (self->files, rc_bundle_name_key (path)))
    return refuse_entry (entry, "one member of this name, whatever its case and form of Unicode", "another", error);
  return TRUE;
}

/* A name that is a file and a folder, and a folder around nothing, mean different things to different programs. */
static gboolean
check_folders (Check                 *self,
               const RcZipDirectory  *directory,
               GError               **error)
{
  for (guint i = 0; i < directory->entries->len; i++)
    {
      const RcZipEntry *entry = &g_array_index (directory->entries, RcZipEntry, i);
      g_autofree char *path = g_strndup (entry->name, entry->name_length - (entry->folder ? 1 : 0));
      g_autofree char *key = rc_bundle_name_key (path);
      gboolean around = g_hash_table_contains (self->folders, key);

      if (around != entry->folder)
        return refuse_entry (entry, around ? "a folder" : "a file", around ? "a file" : "a folder with nothing in it", error);
    }
  return TRUE;
}

/* --- What stands beside names --- */

static gboolean
has_other_name (const guint8 *extra,
                gsize         length)
{
  while (length >= 4)
    {
      guint id = rc_zip_get16 (extra);
      gsize size = rc_zip_get16 (extra + 2);

      if (id == EXTRA_OTHER_NAME || id == EXTRA_OTHER_COMMENT)
        return TRUE;
      if (size > length - 4)
        return TRUE;
      extra += 4 + size;
      length -= 4 + size;
    }
  return FALSE;
}

/* The directory was read and found whole: each entry's fixed part stands before its name. */
static gboolean
check_entry_extras (const RcZipEntry  *entry,
                    GError           **error)
{
  const guint8 *fixed = (const guint8 *) entry->name - ENTRY_BYTES;

  if (rc_zip_get16 (fixed + 32) != 0)
    return refuse_entry (entry, "no comment", "one", error);
  if (has_other_name (fixed + ENTRY_BYTES + entry->name_length, rc_zip_get16 (fixed + 30)))
    return refuse_entry (entry, "one name", "another one in an extra field", error);
  return TRUE;
}

static gboolean
check_local_extras (Check             *self,
                    const RcZipEntry  *entry,
                    GError           **error)
{
  gsize room = (gsize) (entry->data - entry->header);
  g_autofree guint8 *local = g_malloc (room + 1);
  gsize n, before;

  if (!rc_stream_pread_full (self->file, entry->header, local, room, &n, error))
    return FALSE;
  before = LOCAL_BYTES + entry->name_length;
  if (n < room || before > room || has_other_name (local + before, room - before))
    return refuse_entry (entry, "one name", "another one in an extra field", error);
  return TRUE;
}

/* Sizes are what the directory and the local header say: a bomb is known before a byte of it is unpacked. */
static gboolean
check_size (const RcZipEntry  *entry,
            guint64           *total,
            GError           **error)
{
  if (entry->method == RC_ZIP_DEFLATE && entry->size > rc_member_most_expanded (entry->stored_size))
    return refuse_entry (entry, "at most " G_STRINGIFY (RC_LIMIT_EXPANSION_RATIO) " times what is stored", "more", error);
  if (!g_uint64_checked_add (total, *total, entry->size) || *total > RC_LIMIT_EXPANDED_BYTES)
    return refuse_entry (entry, "at most 1 TiB unpacked", "more", error);
  return TRUE;
}

static gboolean
check_comment (RcStream  *file,
               GError   **error)
{
  guint8 end[END_BYTES];
  gsize n;

  if (file->size < (gint64) END_BYTES)
    return rc_bundle_file_refuse (error, _("it is too short to be one."));
  if (!rc_stream_pread_full (file, (guint64) file->size - END_BYTES, end, sizeof end, &n, error))
    return FALSE;
  if (n < sizeof end || rc_zip_get32 (end) != END_SIGNATURE || rc_zip_get16 (end + 20) != 0)
    return rc_bundle_file_refuse (error, _("a comment stands behind the zip, where nothing was expected."));
  return TRUE;
}

gboolean
rc_bundle_file_check (RcStream              *file,
                      const RcZipDirectory  *directory,
                      char                 **out_folder,
                      GError               **error)
{
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Check check = { .file = file, .files = files, .folders = folders };
  guint64 total = 0;

  if (!check_comment (file, error))
    return FALSE;

  for (guint i = 0; i < directory->entries->len; i++)
    {
      const RcZipEntry *entry = &g_array_index (directory->entries, RcZipEntry, i);

      if (!check_name (entry, error) || !check_top (&check, entry, error) || !check_entry_extras (entry, error)
          || !check_local_extras (&check, entry, error) || !check_size (entry, &total, error))
        return FALSE;
      if (!entry->folder && !add_file (&check, entry, error))
        return FALSE;
    }
  if (g_hash_table_size (files) == 0)
    return rc_bundle_file_refuse (error, _("nothing is in it."));
  if (!check_folders (&check, directory, error))
    return FALSE;

  *out_folder = g_strndup (check.top, check.top_length);
  return TRUE;
}
