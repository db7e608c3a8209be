/** How long each stage of a run took. */

export interface Timing {
  readonly stage: string;
  /** Milliseconds on the clock. */
  readonly wall: number;
  /** Milliseconds of the processor: user and system, all threads. */
  readonly cpu: number;
}

export class Stopwatch {
  readonly timings: Timing[] = [];

  /** What `work` gives, its time noted under the stage's name, whether it succeeds or throws. */
  async time<T>(stage: string, work: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    const before = process.cpuUsage();
    try {
      return await work();
    } finally {
      const { user, system } = process.cpuUsage(before);
      this.timings.push({ stage, wall: performance.now() - start, cpu: (user + system) / 1_000 });
    }
  }
}
