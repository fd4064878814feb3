import { createHmac } from 'node:crypto'
import { type Engine, perEngine } from '../../engine.ts'
import { RECOVERY_CODES } from './rules.ts'

/** Characters of one: 50 random bits, of which few may be tried. */
const LENGTH = 10

/** New codes, as they are printed: `7K3QX-9M2PA`. */
export const newCodes = (engine: Engine): readonly string[] =>
  Array.from({ length: RECOVERY_CODES }, () => {
    const code = engine.newCode(LENGTH)
    return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`
  })

const secrets = perEngine(({ secret }: Engine) =>
  createHmac('sha256', secret).update('second factor').digest(),
)

/** What is stored of a code, or of the id of a remembered device. */
export const hashOf = (engine: Engine, what: 'code' | 'device', of: string): string =>
  createHmac('sha256', secrets(engine)).update(`${what} ${of}`).digest('base64url')

/** A code as it was made: letters that look like digits are those. */
export const asMade = (plain: string): string => plain.replaceAll('O', '0').replaceAll(/[IL]/g, '1')
