import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

/** A bug: in a file, one text is replaced by another. */
export interface Mutant {
  /** What the code does without the bug: "without …, … is red". */
  readonly what: string
  readonly file: string
  readonly is: string
  readonly becomes: string
  /** The test files that must catch it. */
  readonly suites: readonly string[]
}

export interface Outcome {
  /** Titles of the tests that failed, with their files. */
  readonly failed: readonly string[]
  readonly passed: number
  /** Test files that could not run at all. */
  readonly broken: readonly string[]
}

/** A copy of the product into which bugs are put, one at a time. */
export interface Copy {
  /** @throws when the file does not have the text exactly once, or a test file is gone */
  with<Answer>(mutant: Mutant, work: () => Promise<Answer>): Promise<Answer>
  /** Runs test files on a migrated database server; all of them, or until the first failure. */
  run(suites: readonly string[], ask: { templateUrl: string; bail?: boolean }): Promise<Outcome>
  remove(): Promise<void>
}

const run = promisify(execFile)

export async function copyProduct(): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'jari-mutants-'))
  const here = ['src', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts']
  for (const name of here) await cp(resolve(name), join(folder, name), { recursive: true })
  await symlink(resolve('node_modules'), join(folder, 'node_modules'))
  return {
    async with(mutant, work) {
      const { file, is, becomes } = mutant
      const path = join(folder, file)
      const text = await readFile(path, 'utf8')
      const problem = await problemOf(mutant)
      if (problem) throw new Error(problem)
      await writeFile(
        path,
        text.replace(is, () => becomes),
      )
      try {
        return await work()
      } finally {
        await writeFile(path, text)
      }
    },
    async run(suites, { templateUrl, bail = false }) {
      const report = join(folder, 'report.json')
      await rm(report, { force: true })
      const vitest = join(folder, 'node_modules/vitest/vitest.mjs')
      const words = [
        'run',
        ...suites,
        '--reporter=json',
        `--outputFile=${report}`,
        '--maxWorkers=1',
      ]
      const env = { ...process.env, TEST_TEMPLATE_URL: templateUrl }
      await run(process.execPath, [vitest, ...words, ...(bail ? ['--bail=1'] : [])], {
        cwd: folder,
        env,
        maxBuffer: 64 * 1024 * 1024,
      }).catch(() => undefined) // red
      return outcomeOf(JSON.parse(await readFile(report, 'utf8')))
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Why a mutant cannot be put in; undefined: it can. */
export async function problemOf({ file, is, suites }: Mutant): Promise<string | undefined> {
  const found = (await readFile(file, 'utf8')).split(is).length - 1
  if (found !== 1) return `${file} has this ${found} times, not once: ${is}`
  const gone = suites.find((suite) => !existsSync(suite))
  return gone && `${gone} is gone`
}

interface Report {
  readonly numPassedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

function outcomeOf({ numPassedTests, testResults }: Report): Outcome {
  const fileOf = (name: string) => name.slice(name.search(/(src|test)\/[^/]/))
  return {
    passed: numPassedTests,
    failed: testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName }) => `${fileOf(name)}: ${fullName}`),
    ),
    broken: testResults
      .filter(
        ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
      )
      .map(({ name }) => fileOf(name)),
  }
}
