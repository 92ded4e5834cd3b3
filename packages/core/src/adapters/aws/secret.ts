/** A secret that is read when it is first needed, once however many need it at that moment, and kept. */
export interface Secret {
  read(): Promise<string>;
  /** Read it anew the next time: somebody has changed it. */
  forget(): void;
}

/** There is none: nobody has put it there, or somebody has deleted it. */
export class NoSecret extends Error {
  override readonly name = "NoSecret";
}

export function keptSecret(read: () => Promise<string>): Secret {
  let value: Promise<string> | undefined;
  const forget = () => {
    value = undefined;
  };
  async function begin(): Promise<string> {
    try {
      return await read();
    } catch (error) {
      forget();
      throw error;
    }
  }
  return {
    read() {
      value ??= begin();
      return value;
    },
    forget,
  };
}
