/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/document-check.h"

#include "reports/typesetting/page-boxes.h"

#include "core/canonical.h"
#include "core/json-schema.h"

#include <string.h>

/* What rounding and the overhang of letters may make, in points. */
#define SLACK 1.0
/* Nothing stands nearer to the edge of the paper. */
#define EDGE 12.0

static RcJsonSchema *
load_schema (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("RECOUNT_SOURCE"), "reports", "typesetting", "document.schema.json", NULL);
  g_autofree char *text = NULL;
  const char *reason = NULL;
  RcJsonSchema *schema;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  schema = rc_json_schema_new (text, length, &reason);
  g_assert_cmpstr (reason, ==, NULL);
  g_assert_nonnull (schema);
  return schema;
}

static void
check_schema (const RcJson *json)
{
  g_autoptr (RcJsonSchema) schema = load_schema ();
  RcSchemaFault fault;
  RcSchemaAnswer answer = rc_json_schema_judge (schema, json, 0, &fault);

  if (answer != RC_SCHEMA_CONFORMS)
    {
      g_autofree char *rule = rc_json_schema_dup_rule (schema, &fault);
      g_autofree char *expected = rc_json_schema_dup_expected (schema, &fault);
      g_autofree char *found = rc_json_schema_dup_found (schema, json, &fault);

      g_test_message ("%s: %s, not %s", rule, expected, found);
    }
  g_assert_cmpint (answer, ==, RC_SCHEMA_CONFORMS);
}

void
document_check_tree (const RcDocument *document)
{
  g_autofree char *text = rc_document_to_json (document);
  g_autoptr (GString) canonical = g_string_new (NULL);
  RcDigest digest, of_text;
  RcJson json;

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, text, strlen (text), NULL));
  g_assert_cmpint (rc_canonical_append (canonical, &json, 0, RC_CANONICAL_JCS, NULL), ==, RC_CANONICAL_OK);
  g_assert_cmpstr (canonical->str, ==, text);
  check_schema (&json);
  rc_json_clear (&json);
  rc_document_digest_tree (document, &digest);
  rc_digest_compute (text, strlen (text), &of_text);
  g_assert_true (rc_digest_equal (&digest, &of_text));
}

static double
right (const RcPageBox *box)
{
  return box->place.x + box->place.width;
}

static double
bottom (const RcPageBox *box)
{
  return box->place.y + box->place.height;
}

static void
check_inside (const RcPageBox         *box,
              const cairo_rectangle_t *area,
              guint                    page)
{
  gboolean of_text = box->kind == RC_PAGE_BOX_TEXT && !box->furniture;
  gboolean inside = box->place.x >= area->x - SLACK && right (box) <= area->x + area->width + SLACK
    && box->place.y >= (of_text ? area->y - 2 * SLACK : EDGE)
    && bottom (box) <= (of_text ? area->y + area->height + SLACK : RC_PAGE_HEIGHT - EDGE);

  if (!inside)
    g_error ("Page %u: box %d at %.1f, %.1f of %.1f by %.1f leaves its place: %s", page, box->kind, box->place.x, box->place.y,
             box->place.width, box->place.height, box->text != NULL ? box->text : "");
}

static void
check_apart (const RcPageBox *a,
             const RcPageBox *b,
             guint            page)
{
  double across = MIN (right (a), right (b)) - MAX (a->place.x, b->place.x);
  double down = MIN (bottom (a), bottom (b)) - MAX (a->place.y, b->place.y);

  if (across > SLACK && down > SLACK)
    g_error ("Page %u: printed over one another by %.1f and %.1f:\n%s\n%s", page, across, down, a->text != NULL ? a->text : "(a figure)",
             b->text != NULL ? b->text : "(a figure)");
}

void
document_check_boxes (const RcPages *pages)
{
  cairo_rectangle_t area;

  rc_pages_get_area (pages, &area);
  g_assert_cmpfloat (area.height, >, RC_PAGE_HEIGHT / 3);
  for (guint i = 0; i < rc_pages_count (pages); i++)
    {
      g_autoptr (GArray) boxes = rc_pages_list_boxes (pages, i);

      for (guint j = 0; j < boxes->len; j++)
        {
          const RcPageBox *box = &g_array_index (boxes, RcPageBox, j);

          check_inside (box, &area, i + 1);
          for (guint k = 0; box->kind != RC_PAGE_BOX_FILL && k < j; k++)
            if (g_array_index (boxes, RcPageBox, k).kind != RC_PAGE_BOX_FILL)
              check_apart (&g_array_index (boxes, RcPageBox, k), box, i + 1);
        }
    }
}

char *
document_dup_flow (const RcPages *pages)
{
  GString *flow = g_string_new (NULL);

  for (guint i = 0; i < rc_pages_count (pages); i++)
    {
      g_autoptr (GArray) boxes = rc_pages_list_boxes (pages, i);

      for (guint j = 0; j < boxes->len; j++)
        {
          const RcPageBox *box = &g_array_index (boxes, RcPageBox, j);

          if (box->kind == RC_PAGE_BOX_TEXT && !box->furniture)
            g_string_append (flow, box->text);
        }
    }
  return g_string_free (flow, FALSE);
}

void
document_check (const RcDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);

  g_assert_no_error (error);
  document_check_tree (document);
  document_check_boxes (pages);
}
