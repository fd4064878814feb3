import process from 'node:process'
import { parseArgs } from 'node:util'
import * as deadLetters from '../events/dead-letters.ts'
import { Problem } from '../kernel/problem.ts'
import type { Database } from '../postgres/database.ts'
import { settingsOrExit } from '../settings/or-exit.ts'
import { withDatabase } from './database.ts'

/**
 * `npm run replay`: lists consumer lag and dead letters. With arguments, replays events. Safe while
 * servers run.
 */
const usage = `npm run replay                                   consumer lag, and the dead letters
npm run replay -- letter <id>                    retry a dead letter
npm run replay -- drop <id>                      drop a dead letter
npm run replay -- consumer <name> <position>     replay everything after a position
npm run replay -- consumer <name> <time>         replay everything since 2026-11-27T09:00:00+09:00
`
const LISTED_MOST = 1_000
const { positionals } = parseArgs({ allowPositionals: true })

await withDatabase(settingsOrExit(process.env), async (database) => {
  try {
    if (await runCommand(database, positionals)) return
    process.stderr.write(usage)
    process.exitCode = 2
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
})

/** Returns false for unknown arguments. */
async function runCommand(
  database: Database,
  [what, name = '', from = '']: readonly string[],
): Promise<boolean> {
  if (what === undefined) await list(database)
  else if (what === 'letter' && isId(name)) await deadLetters.replayDeadLetter(database, name)
  else if (what === 'drop' && isId(name)) await deadLetters.dropDeadLetter(database, name)
  else if (what === 'consumer' && parseStart(from) !== undefined)
    await sendBack(database, name, from)
  else return false
  return true
}

function isId(text: string): boolean {
  return /^[0-9a-f-]{36}$/.test(text)
}

/** A position, or an instant. */
function parseStart(text: string): number | Date | undefined {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const at = new Date(/^\d{4}-\d{2}-\d{2}T/.test(text) ? text : '')
  return Number.isNaN(at.getTime()) ? undefined : at
}

async function sendBack(database: Database, name: string, from: string): Promise<void> {
  const position = await deadLetters.replayFrom(database, name, parseStart(from) ?? 0)
  if (position === undefined) {
    process.stderr.write(`There is no consumer ${name}.\n`)
    process.exitCode = 1
  } else console.log(`${name} goes on after position ${position}`)
}

async function list(database: Database): Promise<void> {
  for (const { consumer, position, behind, parked, dead } of await deadLetters.readLags(database))
    console.log(
      `${consumer}: at ${position}, ${behind} behind, ${parked} parked, ${dead} dead letters`,
    )
  const found = await deadLetters.listDeadLetters(database, {
    after: undefined,
    limit: LISTED_MOST,
  })
  for (const { id, consumer, topic, subjectId, tries, error, waiting } of found)
    console.log(
      `${id} ${consumer}: ${topic} of ${subjectId}, ${tries} tries, ${error}, ${waiting} wait`,
    )
}
