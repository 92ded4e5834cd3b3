import { useEffect, useState } from "preact/hooks";
import type { View } from "../view.ts";

export interface Live {
  /** The latest that the region told; undefined before it told anything. */
  readonly view: View | undefined;
  /** False while the region cannot be reached. */
  readonly connected: boolean;
  /** When `view` came, by `performance.now()`. */
  readonly receivedAt: number;
}

/** The region's state, as it changes. The browser connects again by itself when the stream breaks off. */
export function useLive(): Live {
  const [live, setLive] = useState<Live>({ view: undefined, connected: true, receivedAt: 0 });
  useEffect(() => {
    const show = (view: View) => setLive({ view, connected: true, receivedAt: performance.now() });
    const lose = () => setLive((known) => ({ ...known, connected: false }));
    const stream = new EventSource("/_local/events");
    stream.addEventListener("view", (event: MessageEvent<string>) => show(JSON.parse(event.data)));
    stream.addEventListener("open", () => setLive((known) => ({ ...known, connected: true })));
    stream.addEventListener("error", lose);
    fetch("/_local/view")
      .then((response) => response.json())
      .then((view: View) =>
        setLive((known) => (known.view ? known : { view, connected: true, receivedAt: performance.now() })),
      )
      .catch(lose);
    return () => stream.close();
  }, []);
  return live;
}
