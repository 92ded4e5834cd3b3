import leven from "leven";
import type { Wrong } from "./problem.ts";

/**
 * The word that was most likely meant, or undefined where none is near: two edits at most (two letters exchanged are
 * two), and no more than half of the longer word changed.
 */
export function closest(word: string, known: Iterable<string>): string | undefined {
  const meant = word.toLowerCase();
  let best: string | undefined;
  let least = Math.min(2, word.length - 1) + 1;
  for (const candidate of known) {
    const distance = leven(meant, candidate.toLowerCase(), { maxDistance: 3 });
    const changedMost = distance * 2 > Math.max(meant.length, candidate.length);
    if (distance < least && !changedMost) [best, least] = [candidate, distance];
  }
  return best;
}

/** The message with the word that was most likely meant; where none is near, the remedy. */
export function suggest(message: string, word: string, known: readonly string[], otherwise: string): Wrong {
  const meant = closest(word, known);
  return meant === undefined ? { message, remedy: otherwise } : didYouMean(message, meant);
}

export const didYouMean = (message: string, meant: string): Wrong => ({
  message: `${message}: did you mean \`${meant}\`?`,
});
