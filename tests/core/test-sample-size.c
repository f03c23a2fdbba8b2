/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/sample-size.h"

#include <math.h>

/* The tables of the fact sheet on the AI Act, section 8.4. */

static const char * const confidences[] = { "90", "95", "99" };

static const struct { const char *tolerable; guint sizes[3][4]; } binomial[] = {
  { "1", { { 230, 388, 531, 667 }, { 299, 473, 628, 773 }, { 459, 662, 838, 1001 } } },
  { "2", { { 114, 194, 265, 333 }, { 149, 236, 313, 386 }, { 228, 330, 418, 499 } } },
  { "3", { { 76, 129, 176, 221 }, { 99, 157, 208, 257 }, { 152, 219, 277, 332 } } },
  { "4", { { 57, 96, 132, 166 }, { 74, 117, 156, 192 }, { 113, 164, 207, 248 } } },
  { "5", { { 45, 77, 105, 132 }, { 59, 93, 124, 153 }, { 90, 130, 165, 198 } } },
  { "6", { { 38, 64, 88, 110 }, { 49, 78, 103, 127 }, { 75, 108, 137, 164 } } },
  { "7", { { 32, 55, 75, 94 }, { 42, 66, 88, 109 }, { 64, 92, 117, 140 } } },
  { "8", { { 28, 48, 65, 82 }, { 36, 58, 77, 95 }, { 56, 81, 102, 122 } } },
  { "9", { { 25, 42, 58, 73 }, { 32, 51, 68, 84 }, { 49, 71, 91, 109 } } },
  { "10", { { 22, 38, 52, 65 }, { 29, 46, 61, 76 }, { 44, 64, 81, 97 } } },
  { "15", { { 15, 25, 34, 43 }, { 19, 30, 40, 50 }, { 29, 42, 53, 64 } } },
  { "20", { { 11, 18, 25, 32 }, { 14, 22, 30, 37 }, { 21, 31, 39, 47 } } },
};

static const struct { const char *confidence; double factors[11]; } poisson[] = {
  { "80", { 1.609, 2.994, 4.279, 5.515, 6.721, 7.906, 9.075, 10.233, 11.380, 12.519, 13.651 } },
  { "90", { 2.303, 3.890, 5.322, 6.681, 7.994, 9.275, 10.532, 11.771, 12.995, 14.206, 15.407 } },
  { "95", { 2.996, 4.744, 6.296, 7.754, 9.154, 10.513, 11.842, 13.148, 14.435, 15.705, 16.962 } },
  { "99", { 4.605, 6.638, 8.406, 10.045, 11.605, 13.108, 14.571, 16.000, 17.403, 18.783, 20.145 } },
};

static const struct { guint64 population; guint sizes[6][2]; } hypergeometric[] = {
  { 20, { { 18, 20 }, { 19, 20 }, { 20, 20 }, { 14, 19 }, { 16, 20 }, { 18, 20 } } },
  { 50, { { 27, 40 }, { 31, 43 }, { 39, 47 }, { 18, 29 }, { 22, 33 }, { 29, 38 } } },
  { 100, { { 37, 58 }, { 45, 65 }, { 59, 77 }, { 20, 33 }, { 25, 39 }, { 36, 49 } } },
  { 200, { { 41, 67 }, { 51, 78 }, { 73, 100 }, { 21, 35 }, { 27, 42 }, { 40, 56 } } },
  { 500, { { 43, 73 }, { 56, 87 }, { 83, 117 }, { 22, 37 }, { 28, 44 }, { 42, 61 } } },
  { 1000, { { 44, 75 }, { 57, 90 }, { 86, 123 }, { 22, 37 }, { 29, 45 }, { 43, 62 } } },
  { 5000, { { 45, 76 }, { 59, 93 }, { 89, 129 }, { 22, 38 }, { 29, 46 }, { 44, 64 } } },
  { 100000, { { 45, 77 }, { 59, 93 }, { 90, 130 }, { 22, 38 }, { 29, 46 }, { 44, 64 } } },
};

static const struct { const char *expected; guint plans[9][2]; } planning[] = {
  { "0", { { 149, 0 }, { 99, 0 }, { 74, 0 }, { 59, 0 }, { 49, 0 }, { 42, 0 }, { 36, 0 }, { 32, 0 }, { 29, 0 } } },
  { "0.25", { { 236, 1 }, { 157, 1 }, { 117, 1 }, { 93, 1 }, { 78, 1 }, { 66, 1 }, { 58, 1 }, { 51, 1 }, { 46, 1 } } },
  { "0.5", { { 313, 2 }, { 157, 1 }, { 117, 1 }, { 93, 1 }, { 78, 1 }, { 66, 1 }, { 58, 1 }, { 51, 1 }, { 46, 1 } } },
  { "1", { { 590, 6 }, { 257, 3 }, { 156, 2 }, { 93, 1 }, { 78, 1 }, { 66, 1 }, { 58, 1 }, { 51, 1 }, { 46, 1 } } },
  { "1.5", { { 2258, 34 }, { 392, 6 }, { 192, 3 }, { 124, 2 }, { 103, 2 }, { 66, 1 }, { 58, 1 }, { 51, 1 }, { 46, 1 } } },
  { "2", { { 0, 0 }, { 846, 17 }, { 294, 6 }, { 181, 4 }, { 127, 3 }, { 88, 2 }, { 77, 2 }, { 68, 2 }, { 46, 1 } } },
  { "3", { { 0, 0 }, { 0, 0 }, { 1098, 33 }, { 361, 11 }, { 195, 6 }, { 129, 4 }, { 95, 3 }, { 84, 3 }, { 61, 2 } } },
};

static const struct { guint64 n; double limits[6]; } upper[] = {
  { 25, { 11.29, 17.61, 23.10, 28.17, 32.96, 37.54 } },
  { 30, { 9.50, 14.86, 19.53, 23.86, 27.96, 31.90 } },
  { 59, { 4.95, 7.79, 10.29, 12.62, 14.85, 17.00 } },
  { 60, { 4.87, 7.66, 10.12, 12.42, 14.61, 16.73 } },
  { 93, { 3.17, 5.00, 6.62, 8.13, 9.57, 10.97 } },
  { 100, { 2.95, 4.66, 6.16, 7.57, 8.92, 10.23 } },
  { 149, { 1.99, 3.14, 4.16, 5.12, 6.04, 6.93 } },
  { 299, { 1.00, 1.58, 2.09, 2.57, 3.04, 3.48 } },
};

static RcRate
rate (const char *text)
{
  g_autoptr (GError) error = NULL;
  RcRate value = { -1 };

  g_assert_true (rc_rate_parse (text, &value, &error));
  g_assert_no_error (error);
  return value;
}

static RcSampleSize
compute (const RcSampleRule *rule,
         guint64             population)
{
  g_autoptr (GError) error = NULL;
  RcSampleSize size;

  g_assert_true (rc_sample_size_compute (rule, population, &size, &error));
  g_assert_no_error (error);
  return size;
}

static void
assert_refused (const RcSampleRule *rule,
                guint64             population,
                RcSampleError       code)
{
  g_autoptr (GError) error = NULL;
  RcSampleSize size;

  g_assert_false (rc_sample_size_compute (rule, population, &size, &error));
  g_assert_error (error, RC_SAMPLE_ERROR, (int) code);
}

static void
test_binomial (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (binomial); i++)
    for (guint c = 0; c < G_N_ELEMENTS (confidences); c++)
      for (guint k = 0; k < 4; k++)
        {
          RcSampleRule rule = { RC_SAMPLE_BINOMIAL, rate (confidences[c]), rate (binomial[i].tolerable), .allowed = k };
          RcSampleRule poisson_rule = { RC_SAMPLE_POISSON, rule.confidence, rule.tolerable, .allowed = k };
          RcSampleRule discovery = { RC_SAMPLE_DISCOVERY, rule.confidence, rule.tolerable };

          g_assert_cmpuint (compute (&rule, 0).n, ==, binomial[i].sizes[c][k]);
          g_assert_cmpuint (compute (&poisson_rule, 0).n, >=, binomial[i].sizes[c][k]);
          if (k == 0)
            g_assert_cmpuint (compute (&discovery, 0).n, ==, binomial[i].sizes[c][0]);
        }
}

static void
test_poisson (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (poisson); i++)
    for (guint k = 0; k < 11; k++)
      g_assert_cmpfloat (fabs (rc_sample_poisson_factor (rate (poisson[i].confidence), k) - poisson[i].factors[k]), <=, 0.0005001);
}

static void
test_hypergeometric (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hypergeometric); i++)
    for (guint c = 0; c < 6; c++)
      for (guint k = 0; k < 2; k++)
        {
          RcSampleRule rule = { RC_SAMPLE_HYPERGEOMETRIC, rate (confidences[c % 3]), rate (c < 3 ? "5" : "10"), .allowed = k };
          RcSampleSize size = compute (&rule, hypergeometric[i].population);

          g_assert_cmpuint (size.n, ==, hypergeometric[i].sizes[c][k]);
          g_assert_cmpint (size.is_whole, ==, size.n == hypergeometric[i].population);
        }
}

static void
test_planning (void)
{
  static const char * const tolerables[] = { "2", "3", "4", "5", "6", "7", "8", "9", "10" };

  for (guint i = 0; i < G_N_ELEMENTS (planning); i++)
    for (guint p = 0; p < G_N_ELEMENTS (tolerables); p++)
      {
        RcSampleRule rule = { RC_SAMPLE_BINOMIAL, rate ("95"), rate (tolerables[p]), .expected = rate (planning[i].expected) };
        RcSampleSize size;

        if (planning[i].plans[p][0] == 0)
          {
            assert_refused (&rule, 0, RC_SAMPLE_ERROR_IMPOSSIBLE);
            continue;
          }
        size = compute (&rule, 0);
        g_assert_cmpuint (size.n, ==, planning[i].plans[p][0]);
        g_assert_cmpuint (size.allowed, ==, planning[i].plans[p][1]);
      }
}

static void
test_upper_limits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (upper); i++)
    for (guint k = 0; k < 6; k++)
      g_assert_cmpfloat (fabs (100 * rc_sample_upper_limit (rate ("95"), upper[i].n, k) - upper[i].limits[k]), <=, 0.0050001);

  g_assert_cmpfloat (rc_sample_upper_limit (rate ("95"), 0, 0), ==, 1);
  g_assert_cmpfloat (rc_sample_upper_limit (rate ("95"), 7, 7), ==, 1);
  g_assert_cmpfloat (rc_sample_upper_limit (rate ("95"), 5, 0), >, 0.45);
}

/* --- Against whole numbers --- */

__extension__ typedef unsigned __int128 Wide;

static guint64
choose (guint n,
        guint k)
{
  guint64 value = 1;

  if (k > n)
    return 0;
  for (guint i = 1; i <= k; i++)
    value = (guint64) ((Wide) value * (n - k + i) / i);
  return value;
}

/* Whether at most @k deviations come with a probability of at most 1 - C, without any rounding. */
static gboolean
supports_exactly (RcRate confidence,
                  guint  population,
                  guint  deviating,
                  guint  n,
                  guint  k)
{
  Wide sum = 0;

  for (guint i = 0; i <= k && i <= n; i++)
    sum += (Wide) choose (deviating, i) * choose (population - deviating, n - i);
  return sum * (Wide) RC_RATE_ONE <= (Wide) (RC_RATE_ONE - confidence.parts) * choose (population, n);
}

static guint
find_exactly (RcRate confidence,
              guint  population,
              guint  deviating,
              guint  k)
{
  for (guint n = 0; n < population && deviating > k; n++)
    if (supports_exactly (confidence, population, deviating, n, k))
      return n;
  return population;
}

static void
test_exact (void)
{
  static const char * const some[] = { "50", "75", "80", "90", "95", "97.5", "99", "99.9" };
  static const char * const rates[] = { "1", "2.5", "5", "10", "20", "25", "33.3333333", "50", "75" };

  for (guint population = 1; population <= 42; population++)
    for (guint c = 0; c < G_N_ELEMENTS (some); c++)
      for (guint p = 0; p < G_N_ELEMENTS (rates); p++)
        for (guint k = 0; k < 4; k++)
          {
            RcSampleRule rule = { RC_SAMPLE_HYPERGEOMETRIC, rate (some[c]), rate (rates[p]), .allowed = k };
            guint deviating = (guint) rc_rate_ceil_of (rule.tolerable, population);

            g_assert_cmpuint (compute (&rule, population).n, ==, find_exactly (rule.confidence, population, deviating, k));
          }
}

/* What a plan allows is what its evaluation accepts, and one more is not. */
static void
test_plan_and_evaluation_agree (void)
{
  for (guint population = 1; population <= 60; population++)
    for (guint k = 0; k < 3; k++)
      {
        RcSampleRule rule = { RC_SAMPLE_HYPERGEOMETRIC, rate ("95"), rate ("10"), .allowed = k };
        RcSampleSize size = compute (&rule, population);
        guint64 most = rc_sample_upper_count (rule.confidence, population, size.n, k);

        if (size.deviating <= k)
          continue;
        g_assert_true (rc_rate_covers (rule.tolerable, most, population));
        /* A larger D would be excluded, this one is not. */
        g_assert_true (most == k || !supports_exactly (rule.confidence, population, (guint) most, (guint) size.n, k));
        if (most + size.n - k < population)
          g_assert_true (supports_exactly (rule.confidence, population, (guint) most + 1, (guint) size.n, k));
        g_assert_cmpfloat ((double) most / population, <=, rc_sample_upper_limit (rule.confidence, size.n, k));
      }

  g_assert_cmpuint (rc_sample_upper_count (rate ("95"), 100, 100, 3), ==, 3);
  g_assert_cmpuint (rc_sample_upper_count (rate ("95"), 100, 0, 0), ==, 100);
  g_assert_cmpuint (rc_sample_upper_count (rate ("95"), 100, 5, 5), ==, 100);
}

/* --- Large and wrong --- */

static void
test_large (void)
{
  RcSampleRule rule = { RC_SAMPLE_HYPERGEOMETRIC, rate ("95"), rate ("5") };
  RcSampleRule rare = { RC_SAMPLE_HYPERGEOMETRIC, rate ("95"), rate ("0.0000001") };
  RcSampleRule many = { RC_SAMPLE_HYPERGEOMETRIC, rate ("99"), rate ("5"), .allowed = RC_SAMPLE_MAX_ALLOWED };
  RcSampleRule endless = { RC_SAMPLE_BINOMIAL, rate ("99.9999999"), rate ("0.0000001"), .allowed = RC_SAMPLE_MAX_ALLOWED };
  RcSampleRule close = { RC_SAMPLE_HYPERGEOMETRIC, rate ("95"), rate ("2"), .expected = rate ("1.9999999") };
  guint64 n;

  g_assert_cmpuint (compute (&rule, 1000000000).n, ==, 59);
  g_assert_cmpuint (compute (&rule, G_GUINT64_CONSTANT (1) << 50).n, ==, 59);

  /* One of a thousand million deviates: it is missed with the probability 1 - n / N, so that 95 % of them are needed. */
  g_assert_cmpuint (rc_rate_ceil_of (rare.tolerable, 1000000000), ==, 1);
  g_assert_cmpuint (compute (&rare, 1000000000).n, ==, 950000000);

  /* With so many left over, drawing without replacement is no different from the binomial. */
  n = compute (&many, 1000000000).n;
  many.model = RC_SAMPLE_BINOMIAL;
  g_assert_cmpuint (n, <=, compute (&many, 0).n);
  g_assert_cmpuint (n + 3, >=, compute (&many, 0).n);

  g_assert_cmpuint (compute (&endless, 0).n, >, G_GUINT64_CONSTANT (1000000000000));
  assert_refused (&close, 1000000000, RC_SAMPLE_ERROR_IMPOSSIBLE);
  /* Where all are examined nothing needs to be expected. */
  g_assert_true (compute (&close, 10000).is_whole);
}

static void
test_refused (void)
{
  RcSampleRule rule = { RC_SAMPLE_HYPERGEOMETRIC, rate ("95"), rate ("5") };
  RcSampleRule other = rule;

  assert_refused (&rule, 0, RC_SAMPLE_ERROR_TERMS);
  other.confidence = rate ("0.95");
  assert_refused (&other, 100, RC_SAMPLE_ERROR_TERMS);
  other.confidence = rate ("100");
  assert_refused (&other, 100, RC_SAMPLE_ERROR_TERMS);
  other = rule;
  other.tolerable = rate ("0");
  assert_refused (&other, 100, RC_SAMPLE_ERROR_TERMS);
  other.tolerable = rate ("100");
  assert_refused (&other, 100, RC_SAMPLE_ERROR_TERMS);
  other = rule;
  other.allowed = RC_SAMPLE_MAX_ALLOWED + 1;
  assert_refused (&other, 100, RC_SAMPLE_ERROR_TERMS);
  other.allowed = 1;
  other.expected = rate ("1");
  assert_refused (&other, 100, RC_SAMPLE_ERROR_TERMS);
  other = rule;
  other.model = RC_SAMPLE_DISCOVERY;
  other.allowed = 1;
  assert_refused (&other, 100, RC_SAMPLE_ERROR_TERMS);
}

static void
test_rates (void)
{
  static const struct { const char *text; gint64 parts; const char *shown; } good[] = {
    { "95", 950000000, "95" }, { "0.25", 2500000, "0.25" }, { "5 %", 50000000, "5" }, { " 2,5%", 25000000, "2.5" },
    { "100", RC_RATE_ONE, "100" }, { "0", 0, "0" }, { "100.0000000", RC_RATE_ONE, "100" }, { "0.0000001", 1, "0.0000001" },
    { "005.50", 55000000, "5.5" },
  };
  static const char * const bad[] = {
    "", " ", "%", "-1", "+5", "1e2", ".5", "5.", "100.1", "101", "0.00000001", "5 % %", "5x", "0x5", "99999999999999999999", "nan", "1.2.3",
    "5\n", "1.99999999999999999999999999",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      char text[RC_RATE_TEXT_SIZE];

      g_assert_cmpint (rate (good[i].text).parts, ==, good[i].parts);
      rc_rate_format (rate (good[i].text), text);
      g_assert_cmpstr (text, ==, good[i].shown);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      RcRate value;

      g_assert_false (rc_rate_parse (bad[i], &value, &error));
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
    }

  /* 0.07 × 100 is 7.000000000000001 in doubles. */
  g_assert_cmpuint (rc_rate_ceil_of (rate ("7"), 100), ==, 7);
  g_assert_cmpuint (rc_rate_ceil_of (rate ("5"), 1001), ==, 51);
  g_assert_cmpuint (rc_rate_ceil_of (rate ("0.0000001"), 1), ==, 1);
  g_assert_cmpuint (rc_rate_ceil_of (rate ("100"), G_MAXUINT64), ==, G_MAXUINT64);
  g_assert_true (rc_rate_covers (rate ("5"), 5, 100));
  g_assert_false (rc_rate_covers (rate ("5"), 5, 99));
  g_assert_true (rc_rate_covers (rate ("33.3333333"), 333333333, 1000000000));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-size/binomial", test_binomial);
  g_test_add_func ("/sample-size/poisson", test_poisson);
  g_test_add_func ("/sample-size/hypergeometric", test_hypergeometric);
  g_test_add_func ("/sample-size/planning", test_planning);
  g_test_add_func ("/sample-size/upper-limits", test_upper_limits);
  g_test_add_func ("/sample-size/exact", test_exact);
  g_test_add_func ("/sample-size/plan-and-evaluation-agree", test_plan_and_evaluation_agree);
  g_test_add_func ("/sample-size/large", test_large);
  g_test_add_func ("/sample-size/refused", test_refused);
  g_test_add_func ("/sample-size/rates", test_rates);
  return g_test_run ();
}
