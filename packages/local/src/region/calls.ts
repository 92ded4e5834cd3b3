/** How often each operation was called, `autoscaling:StartInstanceRefresh` → 9. */
export function countCalls(): { count(service: string, operation: string): void; all(): ReadonlyMap<string, number> } {
  const calls = new Map<string, number>();
  return {
    count: (service, operation) => {
      const key = `${service}:${operation}`;
      calls.set(key, (calls.get(key) ?? 0) + 1);
    },
    all: () => calls,
  };
}
