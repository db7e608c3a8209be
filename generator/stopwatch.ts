/** Measures the time of each stage of a run. */

export interface Timing {
  readonly stage: string;
  /** Elapsed time in milliseconds. */
  readonly wall: number;
  /** CPU time in milliseconds: user and system, all threads. */
  readonly cpu: number;
}

export class Stopwatch {
  readonly timings: Timing[] = [];

  /** Runs `work`, records its time under the name of the stage even if it throws, and returns its result. */
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
