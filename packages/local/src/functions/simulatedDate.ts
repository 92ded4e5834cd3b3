/**
 * Makes `new Date()`, `Date.now()` and with them the Temporal polyfill tell `now` instead of the machine's time. All
 * else about dates stays as it is. Timers keep running in real time.
 */
export function simulateDate(now: () => number): void {
  const Real = globalThis.Date;
  const Simulated = new Proxy(Real, {
    apply: () => new Real(now()).toString(),
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
  });
  Real.prototype.constructor = Simulated;
  globalThis.Date = Simulated;
}
