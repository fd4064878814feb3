export interface ChangedLine {
  readonly key: string
  readonly is: 'gone' | 'new'
  readonly line: string
}

/** Lines that are in one text and not in the other: those that go, then those that come. */
export function changedLines(before: string, after: string): ChangedLine[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  const only = (lines: readonly string[], others: readonly string[], is: ChangedLine['is']) =>
    lines.flatMap((line, at) =>
      line.trim() && !others.includes(line) ? { key: `${is}${at}`, is, line } : [],
    )
  return [...only(old, fresh, 'gone'), ...only(fresh, old, 'new')]
}
