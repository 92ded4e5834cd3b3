const marks = [
  ["image-old state-serving", "old image"],
  ["image-new state-serving", "new image"],
  ["image-new state-launching", "launching"],
  ["image-old state-terminating", "terminating"],
  ["image-new state-unhealthy", "unhealthy"],
] as const;

export function Legend() {
  return (
    <ul class="legend" aria-label="Legend of instances">
      {marks.map(([kind, words]) => (
        <li key={kind}>
          <span class={`square ${kind}`} aria-hidden="true" /> {words}
        </li>
      ))}
    </ul>
  );
}
