/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "container.h"

static GPtrArray *registered;

/**
 * rc_container_register:
 * @container: (transfer none): kept for ever, never freed
 *
 * Called at start-up, before any other thread asks. An id that is known already is passed over.
 */
void
rc_container_register (const RcContainer *container)
{
  g_return_if_fail (container != NULL && container->id != NULL);

  if (rc_container_by_id (container->id) != NULL)
    return;

  if (registered == NULL)
    registered = g_ptr_array_new ();
  g_ptr_array_add (registered, (gpointer) container);
}

/**
 * rc_container_choose:
 * @head: the first bytes of a source, at most RC_LIMIT_SAMPLE_BYTES; tainted
 * @length: of @head in bytes
 *
 * Returns: (transfer none) (nullable): the container format that these bytes begin, by content alone
 */
const RcContainer *
rc_container_choose (const char *head,
                     gsize       length)
{
  for (guint i = 0; registered != NULL && i < registered->len; i++)
    {
      const RcContainer *container = g_ptr_array_index (registered, i);

      if (container->recognise (head, length))
        return container;
    }

  return NULL;
}

/**
 * rc_container_by_id:
 *
 * Returns: (transfer none) (nullable): the registered container of that id
 */
const RcContainer *
rc_container_by_id (const char *id)
{
  for (guint i = 0; registered != NULL && i < registered->len; i++)
    {
      const RcContainer *container = g_ptr_array_index (registered, i);

      if (g_strcmp0 (container->id, id) == 0)
        return container;
    }

  return NULL;
}
