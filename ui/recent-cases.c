/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/recent-cases.h"

#include "ui/settings.h"

#define CASE_TYPE "application/vnd.recount.case"

void
rc_recent_case_free (RcRecentCase *self)
{
  g_free (self->path);
  g_free (self->title);
  g_free (self);
}

static int
compare_visits (gconstpointer a,
                gconstpointer b)
{
  GDateTime *visit_a = gtk_recent_info_get_modified ((GtkRecentInfo *) a);
  GDateTime *visit_b = gtk_recent_info_get_modified ((GtkRecentInfo *) b);

  return g_date_time_compare (visit_b, visit_a);
}

static RcRecentCase *
recent_case_new (GtkRecentInfo *info)
{
  RcRecentCase *self = NULL;
  g_autofree char *path = g_filename_from_uri (gtk_recent_info_get_uri (info), NULL, NULL);

  if (path == NULL)
    return NULL;

  self = g_new0 (RcRecentCase, 1);
  self->path = g_steal_pointer (&path);
  self->title = g_strdup (gtk_recent_info_get_display_name (info));
  return self;
}

/**
 * rc_recent_cases_list:
 * @most: how many at most
 *
 * Whether the files are still there is not looked at: one of them may lie on a disk that is slow to answer.
 */
GPtrArray *
rc_recent_cases_list (guint most)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_recent_case_free);
  GList *infos = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()), compare_visits);

  for (GList *l = infos; l != NULL && cases->len < most; l = l->next)
    {
      RcRecentCase *recent = g_strcmp0 (gtk_recent_info_get_mime_type (l->data), CASE_TYPE) == 0 ? recent_case_new (l->data) : NULL;

      if (recent != NULL)
        g_ptr_array_add (cases, recent);
    }
  g_list_free_full (infos, (GDestroyNotify) gtk_recent_info_unref);
  return cases;
}

void
rc_recent_cases_add (const char *path,
                     const char *title)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  GtkRecentData data = {
    .display_name = (char *) title,
    .mime_type = (char *) CASE_TYPE,
    .app_name = (char *) "Recount",
    .app_exec = (char *) "recount %u",
  };

  if (uri != NULL && rc_settings_get_boolean ("remember-recent", TRUE))
    (void) gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

void
rc_recent_cases_remove (const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (uri != NULL)
    (void) gtk_recent_manager_remove_item (gtk_recent_manager_get_default (), uri, NULL);
}

void
rc_recent_cases_clear (void)
{
  g_autoptr (GPtrArray) cases = rc_recent_cases_list (G_MAXUINT);

  for (guint i = 0; i < cases->len; i++)
    rc_recent_cases_remove (((const RcRecentCase *) g_ptr_array_index (cases, i))->path);
}
