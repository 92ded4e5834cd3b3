/** A secret that is read when it is first needed, and kept. */
export interface Secret {
  read(): Promise<string>;
  /** Read it anew the next time: somebody has changed it. */
  forget(): void;
}

export function keptSecret(read: () => Promise<string>): Secret {
  let value: string | undefined;
  return {
    async read() {
      value ??= await read();
      return value;
    },
    forget() {
      value = undefined;
    },
  };
}
