import process from 'node:process'
import { type Environment, readSettings, type Settings } from './settings.ts'

/** `EX_CONFIG` of sysexits: a supervisor need not try again. */
const CONFIGURATION_WRONG = 78

/** The settings of this process. Before anything is started, says everything that is wrong and ends. */
export function settingsOrExit(environment: Environment): Settings {
  const settings = readSettings(environment)
  if (!isList(settings)) return settings
  const count =
    settings.length === 1 ? 'A setting is wrong' : `${settings.length} settings are wrong`
  process.stderr.write(`${count}:\n${settings.map((line) => `- ${line}\n`).join('')}`)
  process.stderr.write('docs/running.md lists all settings. Nothing was started.\n')
  process.exit(CONFIGURATION_WRONG)
}

const isList = (found: Settings | readonly string[]): found is readonly string[] =>
  Array.isArray(found)
