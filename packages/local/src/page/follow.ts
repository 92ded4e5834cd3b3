import { useLayoutEffect, useRef } from "preact/hooks";

/** Keeps a list at its end when something is added, unless somebody has scrolled up to read. */
export function useFollow<T extends HTMLElement>(contents: string) {
  const list = useRef<T>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const onScroll = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  });
  useLayoutEffect(() => {
    if (list.current && atEnd.current) list.current.scrollTop = list.current.scrollHeight;
  }, [contents]);
  return list;
}
