/**
 * Source of an expression: the most memory that the process which evaluates it ever held, in MB. On Linux the resource
 * usage of a process begins with that of whoever started it, so the kernel's own mark is read.
 */
export const peakMemory = `(() => {
  const { existsSync, readFileSync } = process.getBuiltinModule("node:fs");
  const status = "/proc/self/status";
  const mark = existsSync(status) && /VmHWM:\\s+(\\d+) kB/.exec(readFileSync(status, "utf8"))?.[1];
  return (mark ? Number(mark) : process.resourceUsage().maxRSS) / 1024;
})()`;
