/** A decoded image as it is stored. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 1 gray, 2 gray and opacity, 3 red, green and blue, 4 with opacity. */
  readonly channels: 1 | 2 | 3 | 4;
  /** Full intensity: 255, or 65535. */
  readonly full: number;
  readonly data: Uint8Array | Uint16Array;
}

/** The pixels with other channels, as bytes or as numbers from 0 to 1. */
export function withChannels(
  pixels: Pixels,
  channels: 1 | 3 | 4,
  type: 'uint8' | 'float32',
): Uint8Array | Float32Array {
  const { width, height, full, data } = pixels;
  const count = width * height;
  if (pixels.channels === channels && full === 255 && type === 'uint8') return data as Uint8Array;
  const result = type === 'uint8' ? new Uint8Array(count * channels) : new Float32Array(count * channels);
  const scale = type === 'uint8' ? 255 / full : 1 / full;
  const bias = type === 'uint8' ? 0.5 : 0; // bytes are cut off, not rounded, on being stored
  const isColor = pixels.channels > 2;
  const hasOpacity = pixels.channels % 2 === 0;
  for (let pixel = 0; pixel < count; pixel++) {
    const from = pixel * pixels.channels;
    const to = pixel * channels;
    if (channels === 1) {
      const value = isColor ? luminance(data[from], data[from + 1], data[from + 2]) : data[from];
      result[to] = value * scale + bias;
      continue;
    }
    for (let c = 0; c < 3; c++) result[to + c] = data[from + (isColor ? c : 0)] * scale + bias;
    if (channels === 4) result[to + 3] = (hasOpacity ? data[from + pixels.channels - 1] : full) * scale + bias;
  }
  return result;
}

/** Gray as ITU-R BT.601 weighs colors, in 16 bits of fixed point as PIL does, so that bytes agree with it. */
function luminance(red: number, green: number, blue: number): number {
  return Math.floor((red * 19595 + green * 38470 + blue * 7471 + 0x8000) / 0x10000);
}
