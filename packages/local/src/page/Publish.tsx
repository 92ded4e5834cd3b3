import { useState } from "preact/hooks";
import type { View } from "../view.ts";

/** Publishes another image, as its owner would, so that there is something to see. */
export function Publish({ view }: { readonly view: View }) {
  const [chosen, choose] = useState<string>();
  const [told, tell] = useState("");
  const families = view.families.map((family) => family.name);
  const family = chosen ?? families[0];
  if (family === undefined) return null;

  const publish = async () => {
    try {
      const response = await fetch(`/_local/publish?family=${encodeURIComponent(family)}`, { method: "POST" });
      const answer: { name?: string; error?: string } = await response.json();
      tell(answer.error ?? `${answer.name} is published.`);
    } catch {
      tell("The region does not answer.");
    }
  };

  return (
    <div class="publish">
      {families.length > 1 && (
        <select aria-label="Image family" value={family} onChange={(event) => choose(event.currentTarget.value)}>
          {families.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
      <button type="button" onClick={() => void publish()}>
        Publish a new image
      </button>
      <span class="muted" role="status">
        {told}
      </span>
    </div>
  );
}
