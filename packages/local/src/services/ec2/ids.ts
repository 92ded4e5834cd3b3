import { createHash } from "node:crypto";

/** Makes identifiers that are alike in every run: the same calls in the same order give the same ids. */
export interface Ids {
  /** `next("ami")`: `ami-` and 17 hexadecimal digits, as EC2 writes them. */
  next(prefix: string): string;
  uuid(): string;
}

export function idsFrom(seed: string): Ids {
  let count = 0;
  const digest = () => {
    count += 1;
    return createHash("sha256").update(`${seed}:${count}`).digest("hex");
  };
  return {
    next: (prefix) => `${prefix}-0${digest().slice(0, 16)}`,
    uuid: () => {
      const d = digest();
      return `${d.slice(0, 8)}-${d.slice(8, 12)}-4${d.slice(13, 16)}-8${d.slice(17, 20)}-${d.slice(20, 32)}`;
    },
  };
}
