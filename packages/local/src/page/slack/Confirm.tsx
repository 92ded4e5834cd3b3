import { useEffect, useRef } from "preact/hooks";
import type { Button } from "./blocks.ts";

/** Asks once more, as Slack does, in the words of the button; one without words is pressed at once. */
export function Confirm({ button, onAnswer }: { readonly button: Button; readonly onAnswer: (yes: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { confirm, style } = button;
  useEffect(() => {
    if (confirm) dialog.current?.showModal();
    else onAnswer(true);
  }, [button]);
  if (!confirm) return null;
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby="confirm-title" onCancel={() => onAnswer(false)}>
      <h3 id="confirm-title">{confirm.title}</h3>
      <p>{confirm.text}</p>
      <form method="dialog">
        <button type="button" onClick={() => onAnswer(false)}>
          {confirm.no}
        </button>
        <button type="button" class={style} onClick={() => onAnswer(true)}>
          {confirm.yes}
        </button>
      </form>
    </dialog>
  );
}
