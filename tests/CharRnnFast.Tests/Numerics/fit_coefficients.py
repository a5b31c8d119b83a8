"""Fits the coefficients of src/CharRnnFast/Numerics/ElementaryFunctions.cs. Needs numpy.

tanh(x) = x P(x^2) / Q(x^2), P and Q of degree 4 with constant term 1, on [0, 9.02], beyond which tanh rounds to 1 in float32.
exp(r)  = 1 + r + r^2 G(r), G of degree 4, on [-ln(2)/2, ln(2)/2].

Both are least-squares fits of the relative error on Chebyshev points, close to minimax. Rounded to float32 and evaluated as the program
does, that fit of tanh is wrong by up to 5.4 units in the last place. A random search over the last bits of its coefficients, which takes
the maximum over every float32 number from 2 to 9.02, led to TANH below (4.9); --search ROUNDS goes on from there.
"""
import sys

import numpy as np

CLAMP = 9.02
LN2 = np.log(2.0)
TANH = np.float32([0.133850038, 0.00350013701, 2.067678e-05, 1.34348372e-08, 0.467183232, 0.0258947462, 0.000329276634, 7.81225992e-07])


def chebyshev_points(low, high, count):
    return (low + high) / 2 - (high - low) / 2 * np.cos(np.pi * (np.arange(count) + 0.5) / count)


def fit_tanh():
    """Sanathanan-Koerner iteration: P - f Q is linear in the coefficients; dividing by the last Q makes it the true error."""
    x = chebyshev_points(0, CLAMP, 2000)
    y, f = (x / CLAMP) ** 2, np.tanh(x) / x
    powers = y[:, None] ** np.arange(1, 5)
    q = np.ones_like(x)
    for _ in range(10):
        weight = 1 / (f * q)
        unknowns = np.hstack([powers, -f[:, None] * powers]) * weight[:, None]
        solution = np.linalg.lstsq(unknowns, (f - 1) * weight, rcond=None)[0]
        q = 1 + powers @ solution[4:]
    return np.concatenate([solution[:4], solution[4:]]) / CLAMP ** (2 * np.tile(np.arange(1, 5), 2))


def fused(a, b, c):
    """float32 a*b + c; the product is exact in float64, so only ties can round differently from one FMA."""
    return (np.multiply(a, b, dtype=np.float64) + c).astype(np.float32)


def tanh_float32(k, x):
    """The program's own order of operations (ElementaryFunctions.Tanh)."""
    y = x * x
    z = y * y
    one = np.float32(1)
    p = fused(fused(k[3], z, fused(k[2], y, k[1])), z, fused(k[0], y, one))
    q = fused(fused(k[7], z, fused(k[6], y, k[5])), z, fused(k[4], y, one))
    return np.minimum(one, x * p / q)


def worst_ulp(k, blocks, limit):
    """Maximum error in units in the last place; gives up at the first block that passes the limit."""
    worst = 0.0
    for x, exact, ulp in blocks:
        worst = max(worst, np.max(np.abs(tanh_float32(k, x) - exact) / ulp))
        if worst >= limit:
            break
    return worst


def blocks_of_numbers(random):
    """Every float32 number from 2 to the clamp, shuffled, in blocks: below 2 the error is smaller."""
    bits = np.arange(np.float32(2).view(np.int32), np.float32(CLAMP).view(np.int32), dtype=np.int32)
    x = random.permutation(bits).view(np.float32)
    exact = np.tanh(x.astype(np.float64))
    ulp = 2.0 ** (np.frexp(exact)[1] - 24)
    return list(zip(*(np.array_split(a, len(x) // 15000) for a in (x, exact, ulp))))


def search(best, blocks, rounds, random):
    error = worst_ulp(best, blocks, np.inf)
    for _ in range(rounds):
        reach = 2 ** random.integers(0, 7, 8)
        steps = random.integers(-reach, reach + 1) * (random.random(8) < 0.3)
        trial = (best.view(np.int32) + steps.astype(np.int32)).view(np.float32)
        trial_error = worst_ulp(trial, blocks, error)
        if trial_error < error:
            best, error = trial, trial_error
    return best, error


def fit_exp():
    r = chebyshev_points(-LN2 / 2, LN2 / 2, 2000)
    weight = r * r / np.exp(r)
    unknowns = r[:, None] ** np.arange(5) * weight[:, None]
    return np.linalg.lstsq(unknowns, (np.expm1(r) - r) / np.exp(r), rcond=None)[0].astype(np.float32)


if __name__ == "__main__":
    random = np.random.default_rng(1)
    blocks = blocks_of_numbers(random)
    rounds = int(sys.argv[2]) if sys.argv[1:2] == ["--search"] else 0
    for name, start, rounds in (("fit", fit_tanh().astype(np.float32), 0), ("kept", TANH, rounds)):
        coefficients, error = search(start, blocks, rounds, random)
        print("tanh", name, "P", *coefficients[:4], "Q", *coefficients[4:], "maximum error in ULP", round(error, 2))
    print("exp G", *fit_exp())
    high = np.float32(LN2)
    print("ln 2 =", high, "+", np.float32(LN2 - np.float64(high)))
