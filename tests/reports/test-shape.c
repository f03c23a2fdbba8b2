/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/shape.h"

#include <math.h>
#include <string.h>

static double
linear (double part)
{
  return part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (RcInk ink)
{
  return 0.2126 * linear (ink.red) + 0.7152 * linear (ink.green) + 0.0722 * linear (ink.blue);
}

/* The ratio of the Web Content Accessibility Guidelines. */
static double
contrast (RcInk a,
          RcInk b)
{
  double light = MAX (luminance (a), luminance (b)), dark = MIN (luminance (a), luminance (b));

  return (light + 0.05) / (dark + 0.05);
}

static void
assert_readable (RcInk    ink,
                 RcScheme scheme)
{
  g_assert_cmpfloat (contrast (ink, rc_scheme_ink (scheme, RC_INK_GROUND)), >=, 4.5);
  g_assert_cmpfloat (contrast (ink, rc_scheme_ink (scheme, RC_INK_PANEL)), >=, 4.5);
}

static void
test_contrast (void)
{
  const RcInk black = { 0, 0, 0 }, white = { 1, 1, 1 };

  g_assert_cmpfloat_with_epsilon (contrast (black, white), 21, 0.01);
  for (int scheme = 0; scheme < RC_N_SCHEMES; scheme++)
    {
      for (int shape = 0; shape < RC_N_SHAPES; shape++)
        assert_readable (rc_shape_ink (shape, scheme), scheme);
      assert_readable (rc_scheme_ink (scheme, RC_INK_TEXT), scheme);
      assert_readable (rc_scheme_ink (scheme, RC_INK_MUTED), scheme);
      assert_readable (rc_scheme_ink (scheme, RC_INK_ACCENT), scheme);
    }
}

static void
test_high_contrast (void)
{
  const RcScheme schemes[] = { RC_SCHEME_HIGH_CONTRAST, RC_SCHEME_HIGH_CONTRAST_DARK };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      RcInk ground = rc_scheme_ink (schemes[i], RC_INK_GROUND);

      for (int shape = 0; shape < RC_N_SHAPES; shape++)
        g_assert_cmpfloat (contrast (rc_shape_ink (shape, schemes[i]), ground), >=, 7);
      g_assert_cmpfloat (contrast (rc_scheme_ink (schemes[i], RC_INK_LINE), ground), >=, 7);
    }
}

/* A shape in grey, @size pixels wide. */
static cairo_surface_t *
draw_grey (RcShape shape,
           int     size)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, size, size);
  cairo_t *cr = cairo_create (surface);
  guint8 *data;
  int stride;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  rc_shape_draw (shape, RC_SCHEME_PAPER, cr, 0, 0, size);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  /* Ink is black here, whatever its colour: only the form is left. */
  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      {
        guint8 *pixel = data + y * stride + 4 * x;

        memset (pixel, pixel[0] + pixel[1] + pixel[2] < 600 ? 0 : 255, 3);
      }
  return surface;
}

static int
count_differences (cairo_surface_t *a,
                   cairo_surface_t *b,
                   int              size)
{
  int stride = cairo_image_surface_get_stride (a), count = 0;

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      if (cairo_image_surface_get_data (a)[y * stride + 4 * x] != cairo_image_surface_get_data (b)[y * stride + 4 * x])
        count++;
  return count;
}

static void
test_distinct (void)
{
  const int sizes[] = { 48, 14 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      cairo_surface_t *drawn[RC_N_SHAPES];

      for (int shape = 0; shape < RC_N_SHAPES; shape++)
        drawn[shape] = draw_grey (shape, sizes[i]);
      for (int a = 0; a < RC_N_SHAPES; a++)
        for (int b = a + 1; b < RC_N_SHAPES; b++)
          {
            int differences = count_differences (drawn[a], drawn[b], sizes[i]);

            /* A twenty-fifth of the square is seen. */
            if (differences * 25 < sizes[i] * sizes[i])
              g_error ("shapes %d and %d differ in %d pixels of %d only", a, b, differences, sizes[i] * sizes[i]);
          }
      for (int shape = 0; shape < RC_N_SHAPES; shape++)
        cairo_surface_destroy (drawn[shape]);
    }
}

#define MARGIN 20
#define SIDE   100

static gboolean
has_ink (cairo_surface_t *surface,
         int              x,
         int              y)
{
  return cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + 4 * x + 3] != 0;
}

/* Nothing of a shape lies outside its square, and something of it lies inside. */
static void
test_inside (void)
{
  const int whole = SIDE + 2 * MARGIN;

  for (int shape = 0; shape < RC_N_SHAPES; shape++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, whole, whole);
      cairo_t *cr = cairo_create (surface);
      int inside = 0, outside = 0;

      rc_shape_draw (shape, RC_SCHEME_DARK, cr, MARGIN, MARGIN, SIDE);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      for (int y = 0; y < whole; y++)
        for (int x = 0; x < whole; x++)
          *(x >= MARGIN && x < MARGIN + SIDE && y >= MARGIN && y < MARGIN + SIDE ? &inside : &outside) += has_ink (surface, x, y);
      g_test_message ("shape %d", shape);
      g_assert_cmpint (outside, ==, 0);
      g_assert_cmpint (inside, >, SIDE * 4);
      cairo_surface_destroy (surface);
    }
}

static void
test_letters (void)
{
  for (int a = 0; a < RC_N_SHAPES; a++)
    {
      g_assert_cmpint (g_utf8_strlen (rc_shape_letter (a), -1), ==, 1);
      for (int b = a + 1; b < RC_N_SHAPES; b++)
        g_assert_cmpstr (rc_shape_letter (a), !=, rc_shape_letter (b));
    }
}

static void
test_states (void)
{
  gboolean seen[RC_N_SHAPES] = { FALSE };

  for (int standing = 0; standing < RC_N_STANDINGS; standing++)
    seen[rc_shape_of_standing (standing)] = TRUE;
  for (int group = 0; group <= RC_VERDICT_GROUP_NOTES; group++)
    seen[rc_shape_of_group (group)] = TRUE;
  for (int shape = 0; shape < RC_N_SHAPES; shape++)
    g_assert_true (seen[shape]);
  g_assert_cmpint (rc_shape_of_verdict (RC_VERDICT_VALID), ==, RC_SHAPE_PASSED);
  g_assert_cmpint (rc_shape_of_verdict (RC_VERDICT_NOT_CHECKED), ==, RC_SHAPE_UNCHECKED);
  g_assert_cmpint (rc_shape_of_standing (RC_STANDING_NOTHING), ==, RC_SHAPE_NOTHING);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shape/contrast", test_contrast);
  g_test_add_func ("/shape/high-contrast", test_high_contrast);
  g_test_add_func ("/shape/distinct", test_distinct);
  g_test_add_func ("/shape/inside", test_inside);
  g_test_add_func ("/shape/letters", test_letters);
  g_test_add_func ("/shape/states", test_states);
  return g_test_run ();
}
