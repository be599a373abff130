/** Whether a write failed for want of space: on the disk, in a quota, or under a limit of file sizes. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException)?.code ?? '');
}
