import type { IncomingMessage, ServerResponse } from "node:http";
import type { View } from "../view.ts";

export interface ViewStream {
  /** Keeps sending the view as server-sent events until the reader goes. */
  follow(request: IncomingMessage, response: ServerResponse): void;
  close(): void;
}

/** Milliseconds between two looks: as often as an eye can follow. */
const every = 125;

export function viewStream(view: () => View): ViewStream {
  const readers = new Set<ServerResponse>();
  let sent = "";
  let timer: NodeJS.Timeout | undefined;

  const send = () => {
    const current = JSON.stringify(view());
    if (current === sent) return;
    sent = current;
    for (const reader of readers) reader.write(event(current));
  };
  return {
    follow(request, response) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(event(JSON.stringify(view())));
      readers.add(response);
      timer ??= setInterval(send, every);
      request.on("close", () => {
        readers.delete(response);
        if (readers.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      });
    },
    close() {
      clearInterval(timer);
      for (const reader of readers) reader.end();
    },
  };
}

const event = (data: string) => `event: view\ndata: ${data}\n\n`;
