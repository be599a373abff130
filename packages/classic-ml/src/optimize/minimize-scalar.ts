const GOLDEN = (3 - Math.sqrt(5)) / 2;

/**
 * A minimum of a function of one variable by parabolas and golden sections (Brent, "Algorithms for Minimization without Derivatives",
 * 1973, chapter 5), first moving the interval until it holds one.
 *
 * @param low, high where to look first
 */
export function minimizeScalar(f: (x: number) => number, low: number, high: number, tolerance = 1e-10): number {
  const [a, b] = bracket(f, low, high);
  return brent(f, a, b, tolerance);
}

/** Moves [low, high] downhill until its middle is lower than both ends. */
function bracket(f: (x: number) => number, low: number, high: number): [number, number] {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  let middle = (a + b) / 2;
  let fm = f(middle);
  for (let step = 0; step < 60 && !(fm <= fa && fm <= fb); step++) {
    if (fa < fb) {
      [b, fb, middle, fm] = [middle, fm, a, fa];
      a = middle - 2 * (b - middle);
      fa = f(a);
    } else {
      [a, fa, middle, fm] = [middle, fm, b, fb];
      b = middle + 2 * (middle - a);
      fb = f(b);
    }
  }
  return [a, b];
}

function brent(f: (x: number) => number, low: number, high: number, tolerance: number): number {
  let [a, b] = [low, high];
  let x = a + GOLDEN * (b - a);
  let [w, v] = [x, x];
  let fx = f(x);
  let [fw, fv] = [fx, fx];
  let step = 0;
  let before = 0;
  for (let iteration = 0; iteration < 200; iteration++) {
    const middle = (a + b) / 2;
    const least = tolerance * Math.abs(x) + 1e-11;
    if (Math.abs(x - middle) <= 2 * least - (b - a) / 2) break;
    let fits = false;
    if (Math.abs(before) > least) {
      // a parabola through the three lowest points
      const r = (x - w) * (fx - fv);
      let q = (x - v) * (fx - fw);
      let p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      q = Math.abs(q);
      if (Math.abs(p) < Math.abs((q * before) / 2) && p > q * (a - x) && p < q * (b - x)) {
        fits = true;
        before = step;
        step = p / q;
        const next = x + step;
        if (next - a < 2 * least || b - next < 2 * least) step = x < middle ? least : -least;
      }
    }
    if (!fits) {
      before = x < middle ? b - x : a - x;
      step = GOLDEN * before;
    }
    const u = x + (Math.abs(step) >= least ? step : Math.sign(step || 1) * least);
    const fu = f(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return x;
}
