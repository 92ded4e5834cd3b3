/** The one clock of the region. Times are epoch milliseconds of simulated time. */
export interface RegionClock {
  now(): number;
  /** Runs `action` once at `time` (at once, but never synchronously, if that is past). Answers how to call it off. */
  at(time: number, action: () => void): () => void;
}
