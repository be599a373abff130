import type { Tensor } from 'onnxruntime-common';
import type { Elements } from './types.js';

/** Devices whose memory the runtime's Node binding can hand out; with others, results come back after every run. */
const RESIDENT = new Set(['webgpu']);

/** Whether results may stay on the device between runs. */
export function keepsResults(device: string): boolean {
  return RESIDENT.has(device);
}

/** A result that stays on the device where it was computed. Entries may share it, for nobody writes into it. */
export class DeviceArray {
  private holders = 1;

  constructor(
    readonly device: string,
    readonly tensor: Tensor,
    private readonly download: (array: DeviceArray) => Elements,
  ) {}

  share(): DeviceArray {
    this.holders++;
    return this;
  }

  /** Frees the device's memory once nobody holds it. */
  release(): void {
    if (--this.holders === 0) this.tensor.dispose();
  }

  /** Its numbers, fetched from the device. */
  elements(): Elements {
    return this.download(this);
  }
}

/** Where numbers are: in an array, or on a device. */
export type Stored = Elements | DeviceArray;

/** The same numbers once more, for somebody else to own. */
export function duplicate(stored: Stored): Stored {
  return stored instanceof DeviceArray ? stored.share() : stored.slice();
}
