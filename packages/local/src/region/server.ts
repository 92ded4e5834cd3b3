import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** Answers a request, or says that it is for somebody else. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface Server {
  /** `http://127.0.0.1:4566`. */
  readonly url: string;
  close(): Promise<void>;
}

/** The port is taken; the message names the flag that changes it. */
export class PortInUse extends Error {
  override readonly name = "PortInUse";
  constructor(port: number) {
    super(`port ${port} is in use: end what uses it, or choose another with --port N (0: any free port)`);
  }
}

/**
 * Listens on this machine only. `answer` may be given later: until then requests wait.
 * @throws PortInUse
 */
export async function listen(port: number, answer: Promise<Answer>): Promise<Server> {
  const server = createServer((request, response) => {
    void answer.then((given) => {
      if (!given(request, response)) response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new PortInUse(port) : error),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the region listens on no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
