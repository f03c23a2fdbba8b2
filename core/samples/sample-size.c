/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/sample-size.h"

#include <math.h>

G_DEFINE_QUARK (rc-sample-error-quark, rc_sample_error)

#define PRECISION 1e-12

/* What a sample without end may grow to before it is called impossible. */
#define MAX_UNBOUNDED (G_GUINT64_CONSTANT (1) << 42)

static const char * const names[RC_N_SAMPLE_MODELS] = { "hypergeometric", "binomial", "discovery", "poisson" };

static const char * const formulas[RC_N_SAMPLE_MODELS] = {
  "smallest n with sum(i=0..k) C(D,i) C(N-D,n-i) / C(N,n) <= 1-C, D = ceil(p N); n = N where D <= k",
  "smallest n with sum(i=0..k) C(n,i) p^i (1-p)^(n-i) <= 1-C",
  "n = ceil(ln(1-C) / ln(1-p)), k = 0",
  "n = ceil(R / p), where R solves e^-R sum(i=0..k) R^i/i! = 1-C",
};

const char *
rc_sample_model_to_name (RcSampleModel model)
{
  return names[model];
}

gboolean
rc_sample_model_from_name (const char    *name,
                           RcSampleModel *out_model)
{
  for (guint i = 0; i < RC_N_SAMPLE_MODELS; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *out_model = (RcSampleModel) i;
        return TRUE;
      }
  return FALSE;
}

const char *
rc_sample_model_formula (RcSampleModel model)
{
  return formulas[model];
}

/* --- One rule, asked about one n --- */

static gboolean
is_at_most (double probability,
            double limit)
{
  return probability <= limit * (1 + PRECISION);
}

static guint64
ceil_of (double value)
{
  return (guint64) ceil (value * (1 - PRECISION));
}

/* Whether @n with at most @k deviations supports the tolerable rate. It does so for every larger n too. */
static gboolean
supports (const RcSampleRule *rule,
          guint64             population,
          guint64             n,
          guint               k)
{
  double limit = rc_rate_get_rest (rule->confidence);
  double mean, term, sum;

  switch (rule->model)
    {
    case RC_SAMPLE_HYPERGEOMETRIC:
      return n >= population
        || is_at_most (rc_sample_hypergeometric_tail (population, rc_rate_ceil_of (rule->tolerable, population), n, k), limit);
    case RC_SAMPLE_BINOMIAL:
    case RC_SAMPLE_DISCOVERY:
      return n > k && is_at_most (rc_sample_binomial_tail (n, k, rc_rate_get (rule->tolerable)), limit);
    case RC_SAMPLE_POISSON:
      mean = (double) n * rc_rate_get (rule->tolerable);
      sum = 0;
      for (guint i = 0; i <= k; i++)
        {
          term = -mean + (i > 0 ? i * log (mean) : 0) - lgamma (i + 1.0);
          sum += exp (term);
        }
      return n > k && is_at_most (sum, limit);
    default:
      g_assert_not_reached ();
    }
}

/* The smallest n above @below and not above @up_to that supports the rate; 0: none does. */
static guint64
find_smallest (const RcSampleRule *rule,
               guint64             population,
               guint64             below,
               guint64             up_to,
               guint               k)
{
  if (up_to <= below || !supports (rule, population, up_to, k))
    return 0;

  while (up_to - below > 1)
    {
      guint64 middle = below + (up_to - below) / 2;

      if (supports (rule, population, middle, k))
        up_to = middle;
      else
        below = middle;
    }
  return up_to;
}

/* --- Sizes --- */

static gboolean
fail_impossible (GError **error)
{
  g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_IMPOSSIBLE,
               "no sample supports the tolerable rate where so many deviations are expected: examine all, or expect fewer");
  return FALSE;
}

static gboolean
check_rule (const RcSampleRule  *rule,
            guint64              population,
            GError             **error)
{
  const char *fault = NULL;

  if (rule->confidence.parts < RC_RATE_ONE / 2 || rule->confidence.parts >= RC_RATE_ONE)
    fault = "the confidence is at least 50 % and less than 100 %; write 95 for 95 %";
  else if (rule->tolerable.parts <= 0 || rule->tolerable.parts >= RC_RATE_ONE)
    fault = "the tolerable rate is more than 0 % and less than 100 %; write 5 for 5 %";
  else if (rule->expected.parts != 0 && rule->allowed != 0)
    fault = "either an expected rate or a number of allowed deviations decides, not both";
  else if (rule->allowed > RC_SAMPLE_MAX_ALLOWED)
    fault = "at most 1,000 deviations can be allowed";
  else if (rule->model == RC_SAMPLE_DISCOVERY && (rule->allowed != 0 || rule->expected.parts != 0))
    fault = "discovery sampling allows no deviation and expects none";
  else if (rule->model == RC_SAMPLE_HYPERGEOMETRIC && population == 0)
    fault = "the hypergeometric rule needs a population";

  if (fault == NULL)
    return TRUE;
  g_set_error_literal (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS, fault);
  return FALSE;
}

/* The largest n with ceil (n × rate) <= k; 0 for a rate of 0 is never asked. */
static guint64
last_with (RcRate rate,
           guint  k)
{
  return (guint64) k * (guint64) RC_RATE_ONE / (guint64) rate.parts;
}

/* k = ceil (n e): each k has a stretch of n, and whether any n of it does is answered by its last. */
static gboolean
plan (const RcSampleRule  *rule,
      guint64              population,
      RcSampleSize        *size,
      GError             **error)
{
  if (rc_rate_compare (rule->expected, rule->tolerable) >= 0)
    return fail_impossible (error);

  for (guint k = 1; k <= RC_SAMPLE_MAX_ALLOWED; k++)
    {
      guint64 below = last_with (rule->expected, k - 1);
      guint64 up_to = last_with (rule->expected, k);

      if (population > 0)
        up_to = MIN (up_to, population);
      size->allowed = k;
      size->n = find_smallest (rule, population, below, up_to, k);
      if (size->n > 0)
        return TRUE;
      if (population > 0 && up_to == population)
        {
          size->n = population;
          return TRUE;
        }
    }
  return fail_impossible (error);
}

static guint64
compute_fixed (const RcSampleRule *rule,
               guint64             population)
{
  double rest = rc_rate_get_rest (rule->confidence);
  double rate = rc_rate_get (rule->tolerable);

  switch (rule->model)
    {
    case RC_SAMPLE_HYPERGEOMETRIC:
      if (rc_rate_ceil_of (rule->tolerable, population) <= rule->allowed)
        return population;
      return find_smallest (rule, population, 0, population, rule->allowed);
    case RC_SAMPLE_BINOMIAL:
      return find_smallest (rule, 0, rule->allowed, MAX_UNBOUNDED, rule->allowed);
    case RC_SAMPLE_DISCOVERY:
      return ceil_of (log (rest) / log1p (-rate));
    case RC_SAMPLE_POISSON:
      return ceil_of (rc_sample_poisson_factor (rule->confidence, rule->allowed) / rate);
    default:
      g_assert_not_reached ();
    }
}

/**
 * rc_sample_size_compute:
 * @population: N, or 0
 * @out_size: (out): filled in on success
 *
 * The smallest sample that supports the tolerable rate. A rule without end that asks for more than the population takes all of it.
 */
gboolean
rc_sample_size_compute (const RcSampleRule  *rule,
                        guint64              population,
                        RcSampleSize        *out_size,
                        GError             **error)
{
  RcSampleSize size = { .allowed = rule->allowed };

  if (!check_rule (rule, population, error))
    return FALSE;

  size.deviating = rc_rate_ceil_of (rule->tolerable, population);
  if (rule->expected.parts > 0)
    {
      if (!plan (rule, population, &size, error))
        return FALSE;
    }
  else
    {
      size.n = compute_fixed (rule, population);
    }
  if (population > 0 && size.n >= population)
    {
      size.n = population;
      size.is_whole = TRUE;
    }
  *out_size = size;
  return TRUE;
}

/**
 * rc_sample_poisson_factor:
 *
 * Returns: R (C, k), half the chi-square quantile C with 2 k + 2 degrees of freedom
 */
double
rc_sample_poisson_factor (RcRate confidence,
                          guint  k)
{
  double limit = rc_rate_get_rest (confidence);
  double low = 0;
  double high = 40 + 3.0 * k + 10 * sqrt ((double) k + 1);

  if (k == 0)
    return -log (limit);

  while (high - low > PRECISION * high)
    {
      double middle = low + (high - low) / 2;
      double sum = exp (-middle);

      if (middle <= low || middle >= high)
        break;
      for (guint i = 1; i <= k; i++)
        sum += exp (-middle + i * log (middle) - lgamma (i + 1.0));
      if (sum > limit)
        low = middle;
      else
        high = middle;
    }
  return high;
}

/**
 * rc_sample_upper_limit:
 *
 * Returns: U, from 0 to 1: sum for i = 0 to k of C (n, i) U^i (1 - U)^(n - i) = 1 - C
 */
double
rc_sample_upper_limit (RcRate  confidence,
                       guint64 n,
                       guint64 k)
{
  double limit = rc_rate_get_rest (confidence);
  double low = 0, high = 1;

  if (k >= n)
    return 1;
  if (k == 0)
    return -expm1 (log (limit) / (double) n);

  while (high - low > PRECISION)
    {
      double middle = low + (high - low) / 2;

      if (rc_sample_binomial_tail (n, k, middle) > limit)
        low = middle;
      else
        high = middle;
    }
  return high;
}

/**
 * rc_sample_upper_count:
 * @n: at most @population
 * @k: at most @n
 *
 * Returns: the largest D with sum for i = 0 to k of C (D, i) C (N - D, n - i) / C (N, n) > 1 - C
 */
guint64
rc_sample_upper_count (RcRate  confidence,
                       guint64 population,
                       guint64 n,
                       guint64 k)
{
  double limit = rc_rate_get_rest (confidence);
  guint64 low = k;                           /* never excluded */
  guint64 high = population - (n - k) + 1;   /* beyond what the sound ones of the sample leave */

  while (high - low > 1)
    {
      guint64 middle = low + (high - low) / 2;

      if (is_at_most (rc_sample_hypergeometric_tail (population, middle, n, k), limit))
        high = middle;
      else
        low = middle;
    }
  return low;
}
