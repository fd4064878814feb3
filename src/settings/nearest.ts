/** Of these words, the one that takes the fewest changes of a letter; what `word` begins, if it is as near. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((known) => ({
      known,
      changes: changesBetween(word, known) - Number(known.startsWith(word)),
    }))
    .sort((a, b) => a.changes - b.changes)
  return ranked[0]?.known
}

/** The Levenshtein distance. */
function changesBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1]
    for (const [at, wanted] of [...other].entries()) {
      const replaced = (above[at] ?? 0) + (letter === wanted ? 0 : 1)
      line.push(Math.min(replaced, (above[at + 1] ?? 0) + 1, (line[at] ?? 0) + 1))
    }
    above = line
  }
  return above.at(-1) ?? 0
}
