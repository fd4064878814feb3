/** What PostgreSQL reads as one token, in which a semicolon ends nothing. */
const TOKEN = new RegExp(
  [
    String.raw`--[^\n]*`,
    String.raw`\/\*`, // comments nest, so their end is looked for by hand
    String.raw`\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'`,
    "'(?:[^']|'')*'",
    '"(?:[^"]|"")*"',
    String.raw`(?<![\w$])(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\1`,
    String.raw`[A-Za-z_][\w$]*`,
    ';',
  ].join('|'),
  'g',
)

/**
 * Splits a script of SQL into its statements, without their semicolons. Semicolons in strings,
 * dollar quotes, quoted names, comments and bodies between `begin atomic` and `end` end none.
 */
export function statementsOf(script: string): string[] {
  const statements: string[] = []
  let start = 0
  let bodies = 0
  let hasWords = false
  let before = ''
  const cut = (end: number) => {
    if (hasWords) statements.push(script.slice(start, end).trim())
    start = end + 1
    hasWords = false
  }
  const token = new RegExp(TOKEN)
  for (let found = token.exec(script); found; found = token.exec(script)) {
    const [text] = found
    if (text === '/*') token.lastIndex = endOfComment(script, token.lastIndex)
    if (text === '/*' || text.startsWith('--')) continue
    if (text === ';') {
      if (bodies === 0) cut(found.index)
      continue
    }
    hasWords = true
    const word = text.toLowerCase()
    if (before === 'begin' && word === 'atomic') bodies += 1
    else if (bodies > 0 && word === 'case') bodies += 1
    else if (bodies > 0 && word === 'end') bodies -= 1
    before = word
  }
  cut(script.length)
  return statements
}

function endOfComment(script: string, from: number): number {
  const edge = /\/\*|\*\//g
  edge.lastIndex = from
  let depth = 1
  for (let found = edge.exec(script); found; found = edge.exec(script)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return edge.lastIndex
  }
  return script.length
}
