/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-check-parts.h"

#include <string.h>

/* ISO 32000-1, 14.8.4. */
static const char * const standard[] = {
  "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "P", "H", "H1", "H2", "H3", "H4", "H5",
  "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code",
  "Link", "Annot", "Figure", "Formula", "Form", NULL
};

/* What may stand in what, as far as it is ruled. */
static const struct
{
  const char *parent;
  const char *children[6];
} ruled[] = {
  { "Table", { "TR", "THead", "TBody", "TFoot", "Caption", NULL } },
  { "THead", { "TR", NULL } },
  { "TBody", { "TR", NULL } },
  { "TR", { "TH", "TD", NULL } },
  { "L", { "LI", "L", "Caption", NULL } },
  { "LI", { "Lbl", "LBody", NULL } },
  { "TOC", { "TOCI", "TOC", "Caption", NULL } },
};

/* And what has no place elsewhere. */
static const char * const owned[][4] = {
  { "TR", "Table", "THead", "TBody" }, { "TH", "TR", "TR", "TR" }, { "TD", "TR", "TR", "TR" }, { "LI", "L", "L", "L" }, { "LBody", "LI", "LI", "LI" },
  { "TOCI", "TOC", "TOC", "TOC" },
};

typedef struct
{
  const PdfFile *file;
  GHashTable    *claims;     /* "7 0 R 12": page and MCID → "9 0 R P": element and its tag */
  GHashTable    *links;      /* reference of an annotation → reference of its element */
  int            level;      /* of the last heading */
  guint          n_notes;
  guint          n_columns;  /* of the table that is being walked; 0: not known yet */
} Walk;

static void walk_element (Walk       *self,
                          const char *reference,
                          guint32     node,
                          const char *parent_reference,
                          const char *parent_tag);

static char *
dup_tag (Walk    *self,
         guint32  node)
{
  g_autofree char *name = pdf_file_dup (self->file, pdf_file_get (self->file, node, "/S"));

  g_assert_nonnull (name);
  return g_strdup (name + 1);
}

static void
claim (Walk       *self,
       const char *page,
       gint64      mcid,
       const char *reference,
       const char *tag)
{
  char *place = g_strdup_printf ("%s %" G_GINT64_FORMAT, page, mcid);

  g_assert_nonnull (page);
  g_assert_true (g_hash_table_insert (self->claims, place, g_strdup_printf ("%s %s", reference, tag)));
}

static void
check_annotation (Walk       *self,
                  guint32     reference,
                  const char *element,
                  const char *tag)
{
  guint32 annotation = pdf_file_resolve (self->file, reference), flags = pdf_file_get (self->file, annotation, "/F");
  g_autofree char *words = pdf_file_dup (self->file, pdf_file_get (self->file, annotation, "/Contents"));
  gint64 value = 0;

  g_assert_cmpstr (tag, ==, "Link");
  g_assert_true (pdf_file_is (self->file, pdf_file_get (self->file, annotation, "/Subtype"), "/Link"));
  g_assert_true (rc_json_get_integer (&self->file->json, flags, &value));
  g_assert_cmpint (value, ==, 4);
  g_assert_nonnull (words);
  g_assert_cmpstr (words, !=, "");
  g_hash_table_insert (self->links, pdf_file_dup_reference (self->file, reference), g_strdup (element));
}

static void
walk_child (Walk       *self,
            guint32     child,
            const char *page,
            const char *reference,
            const char *tag)
{
  g_autofree char *child_reference = pdf_file_dup_reference (self->file, child);
  guint32 node = pdf_file_resolve (self->file, child);
  g_autofree char *type = NULL, *own_page = NULL;
  gint64 mcid;

  if (rc_json_get_integer (&self->file->json, node, &mcid))
    {
      claim (self, page, mcid, reference, tag);
      return;
    }
  type = pdf_file_dup (self->file, pdf_file_get (self->file, node, "/Type"));
  own_page = pdf_file_dup_reference (self->file, pdf_file_get_raw (self->file, node, "/Pg"));
  if (g_strcmp0 (type, "/MCR") == 0)
    {
      g_assert_true (rc_json_get_integer (&self->file->json, pdf_file_get (self->file, node, "/MCID"), &mcid));
      claim (self, own_page != NULL ? own_page : page, mcid, reference, tag);
    }
  else if (g_strcmp0 (type, "/OBJR") == 0)
    check_annotation (self, pdf_file_get_raw (self->file, node, "/Obj"), reference, tag);
  else
    walk_element (self, child_reference, node, reference, tag);
}

/* One or many, or none. */
static void
walk_children (Walk       *self,
               const char *reference,
               guint32     node,
               const char *tag)
{
  guint32 children = pdf_file_get_raw (self->file, node, "/K"), array = pdf_file_resolve (self->file, children);
  g_autofree char *page = pdf_file_dup_reference (self->file, pdf_file_get_raw (self->file, node, "/Pg"));

  if (children == RC_JSON_NO_NODE)
    return;
  if (!rc_json_is (&self->file->json, array, RC_JSON_ARRAY))
    {
      walk_child (self, children, page, reference, tag);
      return;
    }
  for (guint32 child = array + 1; child < self->file->json.nodes[array].next; child = self->file->json.nodes[child].next)
    walk_child (self, child, page, reference, tag);
}

static void
check_place (const char *tag,
             const char *parent)
{
  gboolean allowed = g_strv_contains (standard, tag);

  for (gsize i = 0; i < G_N_ELEMENTS (ruled); i++)
    if (strcmp (parent, ruled[i].parent) == 0)
      allowed = allowed && g_strv_contains (ruled[i].children, tag);
  for (gsize i = 0; i < G_N_ELEMENTS (owned); i++)
    if (strcmp (tag, owned[i][0]) == 0)
      allowed = allowed && (strcmp (parent, owned[i][1]) == 0 || strcmp (parent, owned[i][2]) == 0 || strcmp (parent, owned[i][3]) == 0);
  if (!allowed)
    g_test_message ("<%s> in <%s>", tag, parent);
  g_assert_true (allowed);
}

static void
check_attributes (Walk       *self,
                  guint32     node,
                  const char *tag)
{
  guint32 language = pdf_file_get (self->file, node, "/Lang");

  if (strcmp (tag, "Figure") == 0 || strcmp (tag, "Formula") == 0)
    {
      g_autofree char *words = pdf_file_dup (self->file, pdf_file_get (self->file, node, "/Alt"));

      g_assert_nonnull (words);
      g_assert_cmpstr (words, !=, "");
    }
  if (strcmp (tag, "TH") == 0)
    {
      guint32 attributes = pdf_file_get (self->file, node, "/A"), scope = pdf_file_get (self->file, attributes, "/Scope");

      g_assert_true (pdf_file_is (self->file, pdf_file_get (self->file, attributes, "/O"), "/Table"));
      g_assert_true (pdf_file_is (self->file, scope, "/Column") || pdf_file_is (self->file, scope, "/Row"));
    }
  if (language != RC_JSON_NO_NODE)
    pdf_check_language (self->file, language);
}

/* A note is found by its identity: the next one in the list of them. */
static void
check_note (Walk       *self,
            guint32     node,
            const char *reference)
{
  guint32 root = pdf_file_get (self->file, pdf_file_catalog (self->file), "/StructTreeRoot");
  guint32 list = pdf_file_get (self->file, pdf_file_get (self->file, root, "/IDTree"), "/Names");
  g_autofree char *identity = pdf_file_dup (self->file, pdf_file_get (self->file, node, "/ID"));
  g_autofree char *listed = pdf_file_dup (self->file, pdf_file_item (self->file, list, 2 * self->n_notes));
  g_autofree char *found = pdf_file_dup_reference (self->file, pdf_file_item_raw (self->file, list, 2 * self->n_notes + 1));

  g_assert_nonnull (identity);
  g_assert_cmpstr (identity, ==, listed);
  g_assert_cmpstr (found, ==, reference);
  if (self->n_notes > 0)
    {
      g_autofree char *before = pdf_file_dup (self->file, pdf_file_item (self->file, list, 2 * self->n_notes - 2));

      g_assert_cmpstr (before, <, identity);
    }
  self->n_notes++;
}

static void
check_heading (Walk       *self,
               const char *tag)
{
  if (tag[0] != 'H' || !g_ascii_isdigit (tag[1]) || tag[2] != '\0')
    return;
  g_assert_cmpint (tag[1] - '0', <=, self->level + 1);
  self->level = tag[1] - '0';
}

static guint
count_cells (Walk    *self,
             guint32  node)
{
  guint32 children = pdf_file_get (self->file, node, "/K");

  return children != RC_JSON_NO_NODE && rc_json_is (&self->file->json, children, RC_JSON_ARRAY) ? pdf_file_length (self->file, children) : 1;
}

static void
walk_element (Walk       *self,
              const char *reference,
              guint32     node,
              const char *parent_reference,
              const char *parent_tag)
{
  g_autofree char *tag = dup_tag (self, node), *up = pdf_file_dup_reference (self->file, pdf_file_get_raw (self->file, node, "/P"));
  guint columns_outside = self->n_columns;

  g_assert_nonnull (reference);
  g_assert_cmpstr (up, ==, parent_reference);
  check_place (tag, parent_tag);
  check_attributes (self, node, tag);
  check_heading (self, tag);
  if (strcmp (tag, "Note") == 0)
    check_note (self, node, reference);
  if (strcmp (tag, "Table") == 0)
    self->n_columns = 0;
  if (strcmp (tag, "TR") == 0)
    {
      guint n = count_cells (self, node);

      g_assert_cmpuint (n, ==, self->n_columns > 0 ? self->n_columns : n);
      self->n_columns = n;
    }
  walk_children (self, reference, node, tag);
  if (strcmp (tag, "Table") == 0)
    self->n_columns = columns_outside;
}

/* --- The way back --- */

static guint32
find_parents (const PdfFile *file,
              guint32        owner,
              const char    *key)
{
  guint32 tree = pdf_file_get (file, pdf_file_get (file, pdf_file_catalog (file), "/StructTreeRoot"), "/ParentTree");
  guint32 numbers = pdf_file_get (file, tree, "/Nums");
  gint64 wanted = -1, number;

  g_assert_true (rc_json_get_integer (&file->json, pdf_file_get (file, owner, key), &wanted));
  for (guint32 at = numbers + 1; at < file->json.nodes[numbers].next; at = file->json.nodes[file->json.nodes[at].next].next)
    if (rc_json_get_integer (&file->json, at, &number) && number == wanted)
      return file->json.nodes[at].next;
  g_assert_not_reached ();
}

/* Each piece of content leads to its element, which leads back to it and is of the tag that stands in the content. */
static guint
check_page (Walk    *self,
            guint32  page)
{
  g_autofree char *reference = pdf_file_dup_reference (self->file, page);
  guint32 node = pdf_file_resolve (self->file, page), parents = pdf_file_resolve (self->file, find_parents (self->file, node, "/StructParents"));
  g_autoptr (GPtrArray) tags = pdf_check_content (self->file, page);
  guint n_claimed = 0;

  g_assert_true (pdf_file_is (self->file, pdf_file_get (self->file, node, "/Tabs"), "/S"));
  for (guint i = 0; i < MAX (tags->len, pdf_file_length (self->file, parents)); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s %u", reference, i);
      g_autofree char *parent = i < pdf_file_length (self->file, parents)
                                ? pdf_file_dup_reference (self->file, pdf_file_item_raw (self->file, parents, i)) : NULL;
      const char *tag = i < tags->len ? tags->pdata[i] : NULL;
      g_autofree char *meant = parent != NULL ? g_strdup_printf ("%s %s", parent, tag) : NULL;

      g_assert_cmpint (parent != NULL, ==, tag != NULL);
      g_assert_cmpstr (g_hash_table_lookup (self->claims, place), ==, meant);
      n_claimed += parent != NULL;
    }
  return n_claimed;
}

static void
check_links (Walk    *self,
             guint32  page)
{
  guint32 annotations = pdf_file_get (self->file, pdf_file_resolve (self->file, page), "/Annots");

  for (guint i = 0; i < pdf_file_length (self->file, annotations); i++)
    {
      guint32 raw = pdf_file_item_raw (self->file, annotations, i), annotation = pdf_file_resolve (self->file, raw);
      g_autofree char *reference = pdf_file_dup_reference (self->file, raw), *parent = NULL;

      /* The field of a signature, which has no place on the page. */
      if (pdf_file_is (self->file, pdf_file_get (self->file, annotation, "/Subtype"), "/Widget"))
        continue;
      parent = pdf_file_dup_reference (self->file, find_parents (self->file, annotation, "/StructParent"));
      g_assert_nonnull (parent);
      g_assert_cmpstr (g_hash_table_lookup (self->links, reference), ==, parent);
    }
}

void
pdf_check_structure (const PdfFile *file)
{
  guint32 root = pdf_file_get_raw (file, pdf_file_catalog (file), "/StructTreeRoot");
  g_autofree char *reference = pdf_file_dup_reference (file, root);
  g_autoptr (GArray) pages = pdf_file_pages (file);
  Walk walk = { .file = file };
  guint n_claimed = 0;

  g_assert_nonnull (reference);
  walk.claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  walk.links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  walk_children (&walk, reference, pdf_file_resolve (file, root), "StructTreeRoot");
  for (guint i = 0; i < pages->len; i++)
    {
      n_claimed += check_page (&walk, g_array_index (pages, guint32, i));
      check_links (&walk, g_array_index (pages, guint32, i));
    }
  g_assert_cmpuint (n_claimed, ==, g_hash_table_size (walk.claims));
  g_assert_cmpuint (n_claimed, >, 0);
  g_hash_table_unref (walk.claims);
  g_hash_table_unref (walk.links);
}
