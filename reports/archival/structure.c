/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/finishing.h"

#include <string.h>

/* Of elements in each other: a cycle comes to it. */
#define MAX_DEPTH 100

/* Of marks on one page: no drawing of ours comes near. */
#define MAX_MARKS 1000000

typedef struct
{
  RcFinishing *finishing;
  RcQpdf      *pdf;
  guint        next;    /* the element that the walk meets next */
  qpdf_oh      notes;   /* array: the identity of each note, and the note */
  guint        n_notes;
} Walk;

/* The element whose children are being looked at. */
typedef struct
{
  const RcElement *element;
  int              id;
  int              page;        /* object of its own page; 0: none */
  gboolean         has_link;
} Place;

static gboolean walk_element (Walk      *self,
                              qpdf_oh    object,
                              guint      depth,
                              gboolean  *out_is_artifact,
                              GError   **error);

static gboolean
is_artifact (const RcElement *element)
{
  return strcmp (element->tag, RC_ELEMENT_ARTIFACT) == 0;
}

static RcDrawnPage *
find_page (Walk *self,
           int   id)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->finishing->by_id, GINT_TO_POINTER (id)));

  return index > 0 ? self->finishing->pages->pdata[index - 1] : NULL;
}

static gboolean
add_mark (Walk         *self,
          const Place  *place,
          int           page_id,
          int           mcid,
          GError      **error)
{
  RcDrawnPage *page = find_page (self, page_id);
  RcMark *mark;

  if (page == NULL || mcid < 0 || mcid >= MAX_MARKS)
    return rc_objects_refuse (error, "the structure leads to content that no page has, under “%s”", place->element->tag);
  if (page->marks->len <= (guint) mcid)
    g_array_set_size (page->marks, (guint) mcid + 1);
  mark = &g_array_index (page->marks, RcMark, mcid);
  if (mark->element != NULL)
    return rc_objects_refuse (error, "two elements claim content %d of one page", mcid);
  mark->element = place->element;
  mark->id = place->id;
  return TRUE;
}

/* A link says where it leads, and is printed. */
static gboolean
add_annotation (Walk     *self,
                Place    *place,
                qpdf_oh   reference,
                GError  **error)
{
  int on_page = rc_objects_id (self->pdf, reference, "/Pg");
  RcDrawnPage *page = find_page (self, on_page != 0 ? on_page : place->page);
  qpdf_oh annotation = qpdf_oh_get_key (self->pdf, reference, "/Obj");
  gboolean is_link = rc_objects_has_name (self->pdf, annotation, "/Subtype", "/Link");

  if (is_link && place->element->alternative != NULL)
    {
      rc_objects_put (self->pdf, annotation, "/Contents", qpdf_oh_new_unicode_string (self->pdf, place->element->alternative));
      rc_objects_put (self->pdf, annotation, "/F", qpdf_oh_new_integer (self->pdf, 4));
    }
  qpdf_oh_release (self->pdf, annotation);
  if (!is_link || page == NULL || strcmp (place->element->tag, "Link") != 0)
    return rc_objects_refuse (error, "“%s” holds an annotation that is no link", place->element->tag);
  page->n_annotations++;
  place->has_link = TRUE;
  return TRUE;
}

static gboolean
walk_child (Walk     *self,
            Place    *place,
            qpdf_oh   child,
            guint     depth,
            gboolean *out_drop,
            GError  **error)
{
  int page;

  *out_drop = FALSE;
  if (qpdf_oh_is_integer (self->pdf, child))
    return add_mark (self, place, place->page, qpdf_oh_get_int_value_as_int (self->pdf, child), error);
  if (qpdf_oh_is_dictionary_of_type (self->pdf, child, "/MCR", ""))
    {
      page = rc_objects_id (self->pdf, child, "/Pg");
      return add_mark (self, place, page != 0 ? page : place->page, rc_objects_number (self->pdf, child, "/MCID"), error);
    }
  if (qpdf_oh_is_dictionary_of_type (self->pdf, child, "/OBJR", ""))
    return add_annotation (self, place, child, error);
  if (place->element != NULL && is_artifact (place->element))
    return rc_objects_refuse (error, "an artifact holds another element");
  return walk_element (self, child, depth + 1, out_drop, error);
}

/* Artifacts are no elements. */
static gboolean
walk_children (Walk     *self,
               Place    *place,
               qpdf_oh   parent,
               guint     depth,
               GError  **error)
{
  qpdf_oh children = qpdf_oh_get_key (self->pdf, parent, "/K");
  gboolean is_array = qpdf_oh_is_array (self->pdf, children), sound = TRUE, drop = FALSE, dropped = FALSE;
  int n = is_array ? qpdf_oh_get_array_n_items (self->pdf, children) : !qpdf_oh_is_null (self->pdf, children);
  qpdf_oh kept = qpdf_oh_new_array (self->pdf);

  for (int i = 0; i < n && sound; i++)
    {
      qpdf_oh child = is_array ? qpdf_oh_get_array_item (self->pdf, children, i) : qpdf_oh_new_object (self->pdf, children);

      sound = walk_child (self, place, child, depth, &drop, error);
      dropped = dropped || drop;
      if (!drop)
        qpdf_oh_append_item (self->pdf, kept, child);
      qpdf_oh_release (self->pdf, child);
    }
  if (dropped)
    qpdf_oh_replace_key (self->pdf, parent, "/K", kept);
  qpdf_oh_release (self->pdf, kept);
  qpdf_oh_release (self->pdf, children);
  return sound;
}

static qpdf_oh
scope_attribute (RcQpdf         *pdf,
                 RcElementScope  scope)
{
  return qpdf_oh_parse (pdf, scope == RC_ELEMENT_SCOPE_ROW ? "<< /O /Table /Scope /Row >>" : "<< /O /Table /Scope /Column >>");
}

/* Who hears the page finds a note by it. In their order as texts, too. */
static void
identify_note (Walk    *self,
               qpdf_oh  object)
{
  g_autofree char *identity = g_strdup_printf ("note-%08u", ++self->n_notes);

  rc_objects_put (self->pdf, object, "/ID", qpdf_oh_new_string (self->pdf, identity));
  rc_objects_append (self->pdf, self->notes, qpdf_oh_new_string (self->pdf, identity));
  qpdf_oh_append_item (self->pdf, self->notes, object);
}

static void
dress (Walk            *self,
       const RcElement *element,
       qpdf_oh          object)
{
  if (element->alternative != NULL && strcmp (element->tag, "Link") != 0)
    rc_objects_put (self->pdf, object, "/Alt", qpdf_oh_new_unicode_string (self->pdf, element->alternative));
  if (element->language != NULL)
    rc_objects_put (self->pdf, object, "/Lang", qpdf_oh_new_unicode_string (self->pdf, element->language));
  if (element->scope != RC_ELEMENT_SCOPE_NONE)
    rc_objects_put (self->pdf, object, "/A", scope_attribute (self->pdf, element->scope));
  if (strcmp (element->tag, "Note") == 0)
    identify_note (self, object);
}

/* What a reader who hears the page cannot do without. */
static gboolean
check_words (const RcElement  *element,
             const Place      *place,
             GError          **error)
{
  gboolean needs_words = strcmp (element->tag, "Figure") == 0 || strcmp (element->tag, "Formula") == 0 || strcmp (element->tag, "Link") == 0;

  if (needs_words && (element->alternative == NULL || element->alternative[0] == '\0'))
    return rc_objects_refuse (error, "a “%s” says nothing to who cannot see it", element->tag);
  if (strcmp (element->tag, "Link") == 0 && !place->has_link)
    return rc_objects_refuse (error, "a link leads nowhere");
  if (strcmp (element->tag, "TH") == 0 && element->scope == RC_ELEMENT_SCOPE_NONE)
    return rc_objects_refuse (error, "a header cell does not say whether it is of a row or a column");
  return TRUE;
}

static gboolean
check_name (Walk            *self,
            qpdf_oh          object,
            const RcElement *element,
            GError         **error)
{
  g_autofree char *name = element != NULL ? g_strconcat ("/", element->tag, NULL) : NULL;

  if (element == NULL)
    return rc_objects_refuse (error, "it has more elements than the %u that were begun", rc_element_list_count (self->finishing->elements));
  if (!rc_objects_has_name (self->pdf, object, "/S", name))
    return rc_objects_refuse (error, "element %u of %u is not the “%s” that was begun", self->next,
                              rc_element_list_count (self->finishing->elements), element->tag);
  return TRUE;
}

static gboolean
walk_element (Walk      *self,
              qpdf_oh    object,
              guint      depth,
              gboolean  *out_is_artifact,
              GError   **error)
{
  const RcElement *element = rc_element_list_nth (self->finishing->elements, self->next++);
  Place place = { .element = element, .id = qpdf_oh_get_object_id (self->pdf, object), .page = rc_objects_id (self->pdf, object, "/Pg") };

  if (depth > MAX_DEPTH)
    return rc_objects_refuse (error, "its elements are more than %d deep in each other", MAX_DEPTH);
  if (!check_name (self, object, element, error) || !walk_children (self, &place, object, depth, error) || !check_words (element, &place, error))
    return FALSE;
  dress (self, element, object);
  *out_is_artifact = is_artifact (element);
  return TRUE;
}

static void
put_identities (Walk    *self,
                qpdf_oh  root)
{
  qpdf_oh tree = qpdf_oh_new_dictionary (self->pdf);

  rc_objects_put (self->pdf, tree, "/Names", self->notes);
  if (self->n_notes > 0)
    qpdf_oh_replace_key (self->pdf, root, "/IDTree", tree);
  qpdf_oh_release (self->pdf, tree);
}

/* The tree's root is not an element, and has nothing but elements. */
static gboolean
walk_root (Walk     *self,
           qpdf_oh   root,
           GError  **error)
{
  const RcElement none = { .tag = "the root" };
  Place place = { .element = &none };

  if (!qpdf_oh_is_dictionary (self->pdf, root))
    return rc_objects_refuse (error, "it has no structure");
  self->notes = qpdf_oh_new_array (self->pdf);
  if (!walk_children (self, &place, root, 0, error))
    return FALSE;
  put_identities (self, root);
  if (self->next != rc_element_list_count (self->finishing->elements))
    return rc_objects_refuse (error, "it has %u elements, and %u were begun", self->next, rc_element_list_count (self->finishing->elements));
  return TRUE;
}

gboolean
rc_finishing_walk_structure (RcFinishing  *self,
                             GError      **error)
{
  Walk walk = { .finishing = self, .pdf = self->pdf };
  qpdf_oh catalog = qpdf_get_root (self->pdf);

  return walk_root (&walk, qpdf_oh_get_key (self->pdf, catalog, "/StructTreeRoot"), error);
}

/* --- The way back from the content to its element --- */

static gboolean
check_page_parents (RcFinishing       *self,
                    const RcDrawnPage *page,
                    qpdf_oh            parents,
                    GError           **error)
{
  guint n = qpdf_oh_is_array (self->pdf, parents) ? (guint) qpdf_oh_get_array_n_items (self->pdf, parents) : 0;

  if (n != page->marks->len)
    return rc_objects_refuse (error, "a page leads back to %u elements, and %u lead to it", n, page->marks->len);
  for (guint i = 0; i < n; i++)
    {
      const RcMark *mark = &g_array_index (page->marks, RcMark, i);
      qpdf_oh parent = qpdf_oh_get_array_item (self->pdf, parents, (int) i);
      gboolean fits = mark->element != NULL && qpdf_oh_get_object_id (self->pdf, parent) == mark->id;

      qpdf_oh_release (self->pdf, parent);
      if (!fits)
        return rc_objects_refuse (error, "content %u of a page does not lead back to the element that leads to it", i);
      if (!is_artifact (mark->element))
        continue;
      parent = qpdf_oh_new_null (self->pdf);
      qpdf_oh_set_array_item (self->pdf, parents, (int) i, parent);
      qpdf_oh_release (self->pdf, parent);
    }
  return TRUE;
}

/* Under which number the tree has the parents of a page's content → index of the page + 1. */
static GHashTable *
number_pages (RcFinishing *self)
{
  GHashTable *numbers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->pages->len; i++)
    {
      const RcDrawnPage *page = self->pages->pdata[i];
      qpdf_oh object = qpdf_get_page_n (self->pdf, i);

      if (page->marks->len > 0)
        g_hash_table_insert (numbers, GINT_TO_POINTER (rc_objects_number (self->pdf, object, "/StructParents")), GUINT_TO_POINTER (i + 1));
      qpdf_oh_release (self->pdf, object);
    }
  return numbers;
}

static gboolean
check_entry (RcFinishing  *self,
             qpdf_oh       numbers,
             int           index,
             GHashTable   *pages,
             GError      **error)
{
  qpdf_oh number = qpdf_oh_get_array_item (self->pdf, numbers, index), parents = qpdf_oh_get_array_item (self->pdf, numbers, index + 1);
  int key = qpdf_oh_is_integer (self->pdf, number) ? qpdf_oh_get_int_value_as_int (self->pdf, number) : -1;
  guint page = GPOINTER_TO_UINT (g_hash_table_lookup (pages, GINT_TO_POINTER (key)));
  gboolean sound = page == 0 || check_page_parents (self, self->pages->pdata[page - 1], parents, error);

  g_hash_table_remove (pages, GINT_TO_POINTER (key));
  qpdf_oh_release (self->pdf, number);
  qpdf_oh_release (self->pdf, parents);
  return sound;
}

gboolean
rc_finishing_check_parents (RcFinishing  *self,
                            GError      **error)
{
  g_autoptr (GHashTable) pages = number_pages (self);
  guint n_pages = 0;
  qpdf_oh catalog = qpdf_get_root (self->pdf);
  qpdf_oh root = qpdf_oh_get_key (self->pdf, catalog, "/StructTreeRoot");
  qpdf_oh tree = qpdf_oh_get_key (self->pdf, root, "/ParentTree");
  qpdf_oh numbers = rc_objects_key (self->pdf, tree, "/Nums");
  int n = qpdf_oh_is_array (self->pdf, numbers) ? qpdf_oh_get_array_n_items (self->pdf, numbers) : 0;

  for (guint i = 0; i < self->pages->len; i++)
    n_pages += ((const RcDrawnPage *) self->pages->pdata[i])->marks->len > 0;
  if (g_hash_table_size (pages) != n_pages)
    return rc_objects_refuse (error, "two pages lead back to the same elements");
  for (int i = 0; i + 1 < n; i += 2)
    if (!check_entry (self, numbers, i, pages, error))
      return FALSE;
  return g_hash_table_size (pages) == 0 || rc_objects_refuse (error, "a page does not lead back to its elements");
}
