"""Prints the coefficient tables of packages/prob-info/src/special, computed at 60 digits with mpmath."""
import mpmath as mp

mp.mp.dps = 60


def table(name, values):
    print(f'const {name} = [')
    for value in values:
        print(f'  {float(value)!r},')
    print('];')


def log_gamma_near_two():
    """log Gamma(2 + y) = (1 - euler) y + sum_k (zeta(k) - 1) (-y)^k / k, here the coefficients of y^k."""
    return [1 - mp.euler] + [(-1) ** k * (mp.zeta(k) - 1) / k for k in range(2, 29)]


def digamma_at_root(terms=26):
    """Taylor coefficients of digamma at its positive zero, from the first power up; the zero in two doubles."""
    root = mp.findroot(mp.digamma, mp.mpf('1.4616321449683623'))
    high = mp.mpf(float(root))
    print(f'const ROOT_HIGH = {float(root)!r};\nconst ROOT_LOW = {float(root - high)!r};')
    return [mp.polygamma(k, root) / mp.factorial(k) for k in range(1, terms)]


def scaled_erfc(terms=34, k=mp.mpf('3.75')):
    """Chebyshev coefficients of (1 + 2x) erfcx(x) in t = (x - k) / (x + k) over x in [0, inf) (Shepherd and Laframboise, 1981)."""
    def f(t):
        if t == 1:
            return 2 / mp.sqrt(mp.pi)
        x = k * (1 + t) / (1 - t)
        scaled = mp.exp(x * x) * mp.erfc(x) if x < 30 else mp.nsum(
            lambda n: (-1) ** int(n) * mp.fac2(2 * int(n) - 1) / (2 * x * x) ** int(n), [0, 60], method='d') / (x * mp.sqrt(mp.pi))
        return (1 + 2 * x) * scaled
    nodes = 120
    values = [f(mp.cos(mp.pi * (j + mp.mpf(1) / 2) / nodes)) for j in range(nodes)]
    out = []
    for n in range(terms):
        c = mp.fsum(values[j] * mp.cos(mp.pi * n * (j + mp.mpf(1) / 2) / nodes) for j in range(nodes)) * 2 / nodes
        out.append(c / 2 if n == 0 else c)
    return out


def temme(orders=14, powers=24):
    """C_k(eta) = sum_n d[k][n] eta^n of Temme's uniform expansion of the incomplete gamma functions (SIAM J. Math. Anal. 10, 1979)."""
    size = powers + 2 * orders + 4
    # lambda - 1 = mu as a series in eta, from eta^2 / 2 = mu - log(1 + mu): mu mu' = eta (1 + mu)
    a = [mp.mpf(0), mp.mpf(1)]
    for n in range(2, size + 2):
        # coefficient of eta^n in mu mu' = eta + eta mu
        known = mp.fsum(a[i] * (n + 1 - i) * a[n + 1 - i] for i in range(2, n))
        a.append((a[n - 1] - known) / (n + 1))
    # 1 / mu = (1 / eta) * r(eta)
    r = [mp.mpf(1)]
    for n in range(1, size + 1):
        r.append(-mp.fsum(a[i + 1] * r[n - i] for i in range(1, n + 1)))
    # Stirling: Gamma*(a) ~ sum (-1)^k g_k a^-k
    logs = {2 * k - 1: mp.bernoulli(2 * k) / (2 * k * (2 * k - 1)) for k in range(1, orders + 2)}
    star = [mp.mpf(1)]
    for n in range(1, orders + 1):
        star.append(mp.fsum(k * logs.get(k, 0) * star[n - k] for k in range(1, n + 1)) / n)
    gamma = [(-1) ** k * star[k] for k in range(orders + 1)]
    c = [r[n + 1] for n in range(size)]
    rows = [c]
    for k in range(1, orders):
        # C_k = C_{k-1}' / eta + g_k / mu, whose poles at 0 cancel
        previous = rows[-1]
        assert abs(previous[1] + gamma[k]) < mp.mpf(10) ** -50
        rows.append([(n + 2) * previous[n + 2] + gamma[k] * r[n + 1] for n in range(len(previous) - 2)])
    return [row[:powers] for row in rows]


if __name__ == '__main__':
    table('NEAR_TWO', log_gamma_near_two())
    table('AT_ROOT', digamma_at_root())
    table('SCALED_ERFC', scaled_erfc())
    print('const TEMME = [')
    for row in temme():
        print('  [' + ', '.join(repr(float(value)) for value in row) + '],')
    print('];')
    table('STIRLING', [mp.bernoulli(2 * k) / (2 * k * (2 * k - 1)) for k in range(1, 11)])
