/* Distribution functions: the incomplete gamma (Poisson) and beta (binomial) functions. GSL has them, but where they do not converge it calls an
 * error handler of the whole process, which by default ends it, and a library must not: so GSL is asked only where it always converges, for
 * arguments up to 1,000 and 50,000, and larger ones go through the series and continued fractions of the Digital Library of Mathematical
 * Functions (8.11.4, 8.9.2, 8.17.22), as many terms as it takes, which is a few times the root of the larger argument. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "inside.h"

enum { most_terms = 1000000 };

static bool is_small(double a, double x)
{
    return a <= 1000 && x <= 1000;
}

/* x^a e^-x / gamma(a) */
static double front(double a, double x)
{
    return exp(a * log(x) - x - gsl_sf_lngamma(a));
}

static double lower_series(double a, double x)
{
    double term = 1 / a, sum = term;
    for (int n = 1; n < most_terms && term > sum * 1e-16; n++) term *= x / (a + n), sum += term;
    return front(a, x) * sum;
}

static double upper_fraction(double a, double x)
{
    double b = x + 1 - a, c = 1e300, d = 1 / b, f = d;
    for (int n = 1; n < most_terms; n++) {
        double term = n * (a - n);
        b += 2;
        d = 1 / (b + term * d);
        c = b + term / c;
        double step = c * d;
        f *= step;
        if (fabs(step - 1) < 1e-15) break;
    }
    return front(a, x) * f;
}

double disparity_gamma_lower(double a, double x)
{
    if (x <= 0) return 0;
    if (is_small(a, x)) return gsl_cdf_gamma_P(x, a, 1);
    return x < a + 1 ? lower_series(a, x) : 1 - upper_fraction(a, x);
}

double disparity_gamma_upper(double a, double x)
{
    if (x <= 0) return 1;
    if (is_small(a, x)) return gsl_cdf_gamma_Q(x, a, 1);
    return x < a + 1 ? 1 - lower_series(a, x) : upper_fraction(a, x);
}

static double beta_fraction(double x, double a, double b)
{
    double c = 1, d = 1 / fmax(1 - (a + b) * x / (a + 1), 1e-300), f = d;
    for (int m = 1; m < most_terms; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / (1 + even * d), c = 1 + even / c, f *= c * d;
        d = 1 / (1 + odd * d), c = 1 + odd / c;
        double step = c * d;
        f *= step;
        if (fabs(step - 1) < 1e-15) break;
    }
    return f;
}

double disparity_beta(double x, double a, double b)
{
    if (x <= 0 || x >= 1) return x >= 1;
    if (a + b <= 50000) return gsl_cdf_beta_P(x, a, b);
    double start = exp(a * log(x) + b * log1p(-x) - gsl_sf_lnbeta(a, b));
    return x < (a + 1) / (a + b + 2) ? start * beta_fraction(x, a, b) / a : 1 - start * beta_fraction(1 - x, b, a) / b;
}
