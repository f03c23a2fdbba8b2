/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/samples/rate.h"

G_BEGIN_DECLS

#define RC_SAMPLE_ERROR (rc_sample_error_quark ())
GQuark rc_sample_error_quark (void);

typedef enum
{
  RC_SAMPLE_ERROR_TERMS,        /* what was asked for makes no sense */
  RC_SAMPLE_ERROR_IMPOSSIBLE,   /* no sample answers it */
  RC_SAMPLE_ERROR_EMPTY,        /* nothing to draw from */
  RC_SAMPLE_ERROR_LIMIT,        /* beyond what the program draws */
} RcSampleError;

/*
 * How many of a population must be examined, and what may be said afterwards. C is the confidence, p the tolerable rate of deviations,
 * k the deviations allowed (or found), N the population, n the sample. A sample supports the tolerable rate where so few deviations would
 * come out of a population with that rate with a probability of at most 1 - C.
 *
 * Probabilities are sums from i = 0 of terms that are each computed from the Stirling error and the deviance of a binomial term, to about
 * 1e-13 also where N is a thousand million; differences of lgamma() would lose six digits there. What differs from 1 - C by less than
 * 1e-12 of it equals it: rounding never makes a sample larger or smaller.
 */
typedef enum
{
  RC_SAMPLE_HYPERGEOMETRIC,   /* exact, drawn from N without replacement */
  RC_SAMPLE_BINOMIAL,         /* as if N had no end, or drawn with replacement */
  RC_SAMPLE_DISCOVERY,        /* binomial with k = 0, in closed form */
  RC_SAMPLE_POISSON,          /* quick, never smaller than binomial */
} RcSampleModel;

#define RC_N_SAMPLE_MODELS 4

/* Deviations that a plan may allow. */
#define RC_SAMPLE_MAX_ALLOWED 1000u

const char *rc_sample_model_to_name   (RcSampleModel   model);     /* "hypergeometric" … */
gboolean    rc_sample_model_from_name (const char     *name,
                                       RcSampleModel  *out_model);
/* The rule, for people who compute it again; (transfer none). */
const char *rc_sample_model_formula   (RcSampleModel   model);

/**
 * RcSampleRule:
 * @confidence: at least 50 %, less than 100 %
 * @tolerable: more than 0 %, less than 100 %
 * @allowed: k, at most RC_SAMPLE_MAX_ALLOWED; not with @expected
 * @expected: a rate of deviations that is expected; 0: none. It decides how many are allowed: k = ceil (n × rate)
 */
typedef struct
{
  RcSampleModel model;
  RcRate        confidence;
  RcRate        tolerable;
  guint         allowed;
  RcRate        expected;
} RcSampleRule;

/**
 * RcSampleSize:
 * @deviating: D = ceil (p N), where N is known
 * @is_whole: every member of the population is examined; nothing remains that is concluded
 */
typedef struct
{
  guint64  n;
  guint    allowed;
  guint64  deviating;
  gboolean is_whole;
} RcSampleSize;

/* @population: N; 0: without end, which the hypergeometric rule refuses. */
gboolean rc_sample_size_compute  (const RcSampleRule  *rule,
                                  guint64              population,
                                  RcSampleSize        *out_size,
                                  GError             **error);

/* Probability of at most @k deviations. */
double   rc_sample_hypergeometric_tail (guint64        population,
                                        guint64        deviating,
                                        guint64        n,
                                        guint64        k);
double   rc_sample_binomial_tail       (guint64        n,
                                        guint64        k,
                                        double         rate);
/* R: the mean at which a Poisson count of at most @k has the probability 1 - C. */
double   rc_sample_poisson_factor      (RcRate         confidence,
                                        guint          k);

/* The rate of deviations that lies above that of the population with confidence C, after @k were found in @n: one-sided Clopper-Pearson,
 * bisected to 1e-12. It asks nothing about the size of the population, and is on the safe side for a small one. 1 where nothing was examined. */
double   rc_sample_upper_limit         (RcRate         confidence,
                                        guint64        n,
                                        guint64        k);
/* The same in whole deviations of a population of @population: the most that are not excluded. @k where all were examined. */
guint64  rc_sample_upper_count         (RcRate         confidence,
                                        guint64        population,
                                        guint64        n,
                                        guint64        k);

G_END_DECLS
