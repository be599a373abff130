/** Orders strings by their Unicode code points, as Python does; JavaScript's own order is by UTF-16 units. */
export function byCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue;
    return inCodePointOrder(a.charCodeAt(i)) - inCodePointOrder(b.charCodeAt(i));
  }
  return a.length - b.length;
}

/** Surrogates stand for characters beyond all others of 16 bits. */
function inCodePointOrder(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}
