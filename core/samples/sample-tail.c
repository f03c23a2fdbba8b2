/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/sample-size.h"

#include <math.h>

/* Terms whose logarithm lies below are 0 in a double. */
#define VANISHING (-740.0)

/* Below it lgamma() itself is exact enough. */
#define STIRLING_FROM 16.0

/* ln (n!) less Stirling's approximation (n + 1/2) ln n - n + ln (2 pi) / 2. */
static double
stirling_error (double n)
{
  double square = n * n;

  if (n < STIRLING_FROM)
    return lgamma (n + 1) - (n + 0.5) * log (n) + n - 0.5 * log (2 * G_PI);

  return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square) / n;
}

/* x ln (x / mean) + mean - x, without the cancellation near the mean. */
static double
deviance (double x,
          double mean)
{
  double relative = (x - mean) / mean;
  double power = relative;
  double sum = 0;

  if (fabs (relative) > 0.1)
    return x * log (x / mean) + mean - x;

  /* (1 + d) ln (1 + d) - d = d^2 / (1 2) - d^3 / (2 3) + d^4 / (3 4) ... */
  for (int j = 2; j < 20; j++)
    {
      power *= -relative;
      sum -= power / ((double) j * (j - 1));
    }
  return mean * sum;
}

/* Logarithm of the probability of @x out of @n, each with the probability @rate, and @rest = 1 - @rate. */
static double
log_binomial_term (double x,
                   double n,
                   double rate,
                   double rest)
{
  if (x > n)
    return -INFINITY;
  if (x <= 0)
    return n > 0 ? n * (rate < 0.5 ? log1p (-rate) : log (rest)) : 0;
  if (x >= n)
    return n * (rest < 0.5 ? log1p (-rest) : log (rate));

  return stirling_error (n) - stirling_error (x) - stirling_error (n - x)
    - deviance (x, n * rate) - deviance (n - x, n * rest)
    + 0.5 * log (n / (2 * G_PI * x * (n - x)));
}

/**
 * rc_sample_binomial_tail:
 * @rate: above 0, below 1
 *
 * Returns: sum for i = 0 to @k of C (n, i) rate^i (1 - rate)^(n - i)
 */
double
rc_sample_binomial_tail (guint64 n,
                         guint64 k,
                         double  rate)
{
  double sum = 0;

  if (k >= n)
    return 1;

  for (guint64 i = 0; i <= k; i++)
    {
      double term = log_binomial_term ((double) i, (double) n, rate, 1 - rate);

      if (term > VANISHING)
        sum += exp (term);
    }
  return MIN (sum, 1);
}

/**
 * rc_sample_hypergeometric_tail:
 * @deviating: D, at most @population
 * @n: at most @population
 *
 * Returns: sum for i = 0 to @k of C (D, i) C (N - D, n - i) / C (N, n)
 */
double
rc_sample_hypergeometric_tail (guint64 population,
                               guint64 deviating,
                               guint64 n,
                               guint64 k)
{
  guint64 sound = population - deviating;
  double rate = (double) n / (double) population;
  double rest = (double) (population - n) / (double) population;
  double whole, sum = 0;

  if (k >= MIN (deviating, n))
    return 1;
  if (n == population)
    return 0;

  /* A term is one binomial term of D and one of N - D over that of N, whatever the rate; n / N keeps all of them large. */
  whole = log_binomial_term ((double) n, (double) population, rate, rest);
  for (guint64 i = n > sound ? n - sound : 0; i <= k; i++)
    {
      double term = log_binomial_term ((double) i, (double) deviating, rate, rest)
        + log_binomial_term ((double) (n - i), (double) sound, rate, rest) - whole;

      if (term > VANISHING)
        sum += exp (term);
    }
  return MIN (sum, 1);
}
