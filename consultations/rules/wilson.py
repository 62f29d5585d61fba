"""How sure a share is that was counted among few votes."""

from math import sqrt

Z_95 = 1.959963984540054  # the normal quantile of 0.975: 95 % stand between -z and +z


def wilson_interval(successes, n, z=Z_95):
    """The Wilson score interval of a share.

    `successes` of `n` votes (whole numbers, 0 ≤ successes ≤ n); answers the lower and the upper bound, each between 0
    and 1. Of no votes at all nothing is known: (0.0, 1.0). Raises ValueError for counts that cannot be.
    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927), pages 209-212.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is not a share")
    if n == 0:
        return 0.0, 1.0
    share, spread = successes / n, z * z / n
    middle = share + spread / 2
    reach = z * sqrt(share * (1 - share) / n + spread / (4 * n))
    low, high = (middle - reach) / (1 + spread), (middle + reach) / (1 + spread)
    return (0.0 if successes == 0 else low), (1.0 if successes == n else high)
