#!/usr/bin/env python3
"""The exact limits against SciPy's distributions. In: the program that answers (disparity_limits). Out: TAP. Without SciPy (Debian: python3-scipy) there
is nothing to compare with, and the test says so."""
import math
import random
import subprocess
import sys

try:
    from scipy.stats import beta, chi2, poisson
except ImportError:
    print("1..0 # SKIP SciPy is not installed (python3-scipy)")
    sys.exit(0)


def count(n, level):
    rest = (100 - level) / 200
    return (chi2.ppf(rest, 2 * n) / 2 if n else 0.0, chi2.isf(rest, 2 * n + 2) / 2)


def share(k, n, level):
    rest = (100 - level) / 200
    return (beta.ppf(rest, k, n - k + 1) if k else 0.0, beta.isf(rest, k + 1, n - k) if k < n else 1.0)


def ratio(a, e, b, f, level):
    low, high = share(a, a + b, level)
    return (low / (1 - low) * f / e, high / (1 - high) * f / e if b else math.inf)


def usual(expected, level):
    rest = (100 - level) / 200
    low = int(poisson.ppf(rest, expected))
    while low > 0 and poisson.cdf(low - 1, expected) > rest:
        low -= 1
    while poisson.cdf(low, expected) <= rest:
        low += 1
    high = int(poisson.isf(rest, expected))
    while poisson.sf(high, expected) > rest:
        high += 1
    while high > 0 and poisson.sf(high - 1, expected) <= rest:
        high -= 1
    return (float(low), float(high))


def same(got, wanted, within):
    return all(g == w or abs(g - w) <= within * max(abs(w), 1e-12) for g, w in zip(got, wanted))


def main():
    draw = random.Random(7)
    levels = (80, 95, 99, 99.8)
    groups = {"count": [], "ratio": [], "share": [], "funnel": []}
    for _ in range(1500):
        size = 10 ** draw.uniform(0, 6)
        n, k = draw.randint(0, int(size)), draw.randint(0, int(10 ** draw.uniform(0, 6)))
        level = draw.choice(levels)
        groups["count"].append((n, level))
        groups["share"].append((min(n, k), max(n, k, 1), level))
        if n + k:
            groups["ratio"].append((n, 10 ** draw.uniform(3, 8), k, 10 ** draw.uniform(3, 8), level))
        groups["funnel"].append((10 ** draw.uniform(-1, 5), level))
    oracle = {"count": count, "ratio": ratio, "share": share, "funnel": usual}
    print("1..4")
    for number, (what, cases) in enumerate(groups.items(), 1):
        asked = "".join(f"{what} {' '.join(repr(float(v)) for v in case)}\n" for case in cases)
        answer = subprocess.run([sys.argv[1]], input=asked, capture_output=True, text=True, check=True).stdout.splitlines()
        wrong = []
        for case, line in zip(cases, answer, strict=True):
            got, wanted = tuple(map(float, line.split())), oracle[what](*case)
            if not same(got, wanted, 1e-6 if what != "funnel" else 0):
                wrong.append((case, got, wanted))
        print(f"{'not ' if wrong else ''}ok {number} - {what}: {len(cases)} limits as SciPy has them")
        for case in wrong[:5]:
            print("#", *case)


main()
