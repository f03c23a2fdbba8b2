/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-act.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bounds.h"

/*
 * Folders. Links inside a folder are never followed: a folder given as evidence must not lead out of itself, nor in circles.
 * A link that the person names on purpose is followed. What cannot be read is an exception with its path, and the walk goes on.
 */

static gboolean
refuse (RcImportAct  *act,
        const char   *name,
        const char   *found,
        GError      **error)
{
  RcException *exception = rc_exception_new (RC_EXCEPTION_FILE_REFUSED, 0, 0, -1, "a regular file or a folder", found,
                                             "%s was not read: it is %s.", name, found);

  g_ptr_array_add (act->result->refused, exception);
  return rc_import_act_set_aside (act, 0, 0, -1, RC_EXCEPTION_FILE_REFUSED, exception->expected, found, exception->message, error);
}

static gint64
modified_us (const struct stat *status)
{
  return (gint64) status->st_mtim.tv_sec * G_USEC_PER_SEC + status->st_mtim.tv_nsec / 1000;
}

static gboolean
same_file_state (const struct stat *before,
                 const struct stat *after)
{
  return before->st_size == after->st_size
    && before->st_mtim.tv_sec == after->st_mtim.tv_sec && before->st_mtim.tv_nsec == after->st_mtim.tv_nsec;
}

/* The bytes that were read are the ones that are kept and judged; that the file changed meanwhile is told. */
static gboolean
check_unchanged (RcImportAct        *act,
                 const char         *path,
                 const struct stat  *before,
                 gint64              source,
                 GError            **error)
{
  struct stat after;

  if (stat (path, &after) == 0 && same_file_state (before, &after))
    return TRUE;

  return rc_import_act_set_aside (act, source, 0, -1, RC_EXCEPTION_SOURCE_CHANGED, "a file that stays as it is while it is read",
                                  "another size or time of change after reading",
                                  "The file changed while it was read; what was read is what is kept.", error);
}

static gboolean
walk_file (RcImportAct        *act,
           const char         *path,
           const char         *name,
           const struct stat  *status,
           GError            **error)
{
  g_autoptr (GError) open_error = NULL;
  g_autoptr (RcStream) stream = rc_stream_new_file (path, &open_error);
  RcImportOrigin origin = {
    .derivation = RC_DERIVATION_FILE,
    .name = name,
    .stored_place = -1,
    .modified_us = modified_us (status),
  };
  gint64 source;

  if (stream == NULL)
    return refuse (act, name, open_error->message, error);

  source = rc_import_act_source (act, &origin, stream, error);
  return source != 0 && check_unchanged (act, path, status, source, error);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static GPtrArray *
list_folder (const char *path)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  DIR *folder = opendir (path);
  struct dirent *entry;

  if (folder == NULL)
    return NULL;

  while ((entry = readdir (folder)) != NULL)
    {
      if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0)
        g_ptr_array_add (names, g_strdup (entry->d_name));
    }
  closedir (folder);
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

static const char *
describe_mode (mode_t mode)
{
  if (S_ISLNK (mode))
    return "a symbolic link";
  if (S_ISFIFO (mode))
    return "a FIFO";
  if (S_ISSOCK (mode))
    return "a socket";
  if (S_ISCHR (mode) || S_ISBLK (mode))
    return "a device";
  return "of an unknown kind";
}

static gboolean walk_path (RcImportAct *act, const char *path, const char *name, guint depth, GError **error);

static gboolean
walk_folder (RcImportAct  *act,
             const char   *path,
             const char   *name,
             guint         depth,
             GError      **error)
{
  g_autoptr (GPtrArray) names = NULL;

  if (depth >= RC_LIMIT_FOLDER_DEPTH)
    return refuse (act, name, "a folder more than 64 folders deep", error);

  names = list_folder (path);
  if (names == NULL)
    return refuse (act, name, g_strerror (errno), error);

  for (guint i = 0; i < names->len; i++)
    {
      const char *child = g_ptr_array_index (names, i);
      g_autofree char *child_path = g_build_filename (path, child, NULL);
      g_autofree char *valid = rc_import_name_make_valid (child, strlen (child));
      g_autofree char *child_name = g_strdup_printf ("%s/%s", name, valid);

      if (!walk_path (act, child_path, child_name, depth + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
walk_path (RcImportAct  *act,
           const char   *path,
           const char   *name,
           guint         depth,
           GError      **error)
{
  struct stat status;

  if ((depth == 0 ? stat (path, &status) : lstat (path, &status)) != 0)
    return refuse (act, name, g_strerror (errno), error);
  if (S_ISDIR (status.st_mode))
    return walk_folder (act, path, name, depth, error);
  /* To open and close it would let go the locks on it. */
  if (rc_case_owns_file (act->case_file, &status))
    return refuse (act, name, "the case itself, or stands beside it while it is open", error);
  if (S_ISREG (status.st_mode))
    return walk_file (act, path, name, &status, error);
  return refuse (act, name, describe_mode (status.st_mode), error);
}

/**
 * rc_import_act_walk:
 * @path: a file or a folder, as the person named it
 *
 * Imports a file, or all files below a folder in the order of their names. A path that is not there is a #GError: the person
 * mistyped it; whatever is met below it is an exception.
 */
gboolean
rc_import_act_walk (RcImportAct  *act,
                    const char   *path,
                    GError      **error)
{
  g_autofree char *canonical = g_canonicalize_filename (path, NULL);
  g_autofree char *base = g_path_get_basename (canonical);
  g_autofree char *name = rc_import_name_make_valid (base, strlen (base));
  struct stat status;

  if (stat (path, &status) != 0)
    {
      g_set_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_SYSTEM, "%s could not be imported: %s", path, g_strerror (errno));
      return FALSE;
    }
  if (rc_case_owns_file (act->case_file, &status))
    {
      g_set_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_NOT_A_FILE, "%s could not be imported: it is the case itself", path);
      return FALSE;
    }
  if (!S_ISDIR (status.st_mode) && !S_ISREG (status.st_mode))
    {
      g_set_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_NOT_A_FILE,
                   "%s could not be imported: a regular file or a folder was expected, this is %s", path, describe_mode (status.st_mode));
      return FALSE;
    }

  return walk_path (act, canonical, name, 0, error);
}
