import { backend_util } from '@tensorflow/tfjs-core';

/** How RotateWithOffset turns an image. */
export interface RotateAttributes {
  readonly radians: number;
  readonly fillValue: number | [number, number, number];
  readonly center: number | [number, number];
}

/** For each pixel of a turned image, the index of the pixel that it shows; -1 where there is none. */
export function turnedPixels(height: number, width: number, { radians, center }: RotateAttributes): Int32Array {
  const [centerX, centerY] = backend_util.getImageCenter(center, height, width);
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  return Int32Array.from({ length: height * width }, (_, i) => {
    const x = (i % width) - centerX;
    const y = Math.floor(i / width) - centerY;
    const column = Math.round(x * cos - y * sin + centerX);
    const row = Math.round(x * sin + y * cos + centerY);
    return column >= 0 && column < width && row >= 0 && row < height ? row * width + column : -1;
  });
}
