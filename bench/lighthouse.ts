import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { say } from './measure.ts'

const run = promisify(execFile)
const program = fileURLToPath(new URL('../node_modules/lighthouse/cli/index.js', import.meta.url))

export const hasLighthouse = (): boolean => existsSync(program)

/** Lighthouse scores, 0 to 100, on its simulated phone and slow network. */
export interface Scores {
  readonly performance: number
  readonly accessibility: number
  readonly bestPractices: number
  readonly seo: number
  readonly contentfulMs: number
  readonly blockedMs: number
  readonly layoutShift: number
}

interface Report {
  readonly categories: Record<
    'performance' | 'accessibility' | 'best-practices' | 'seo',
    { readonly score: number }
  >
  readonly audits: Record<string, { readonly numericValue?: number }>
}

interface PageAsk {
  readonly url: string
  readonly chromium: string
  /** For its report. */
  readonly folder: string
  /** Sent with every request of the page. */
  readonly headers: Readonly<Record<string, string>>
}

/** The run with the median performance of `times`; failed runs are not counted. */
export async function scoresOf(page: PageAsk, times: number): Promise<Scores> {
  const all: Scores[] = []
  let broken = 0
  while (all.length < times) {
    try {
      all.push(await scoreOnce(page))
    } catch (error) {
      broken += 1
      if (broken > 3) throw error
    }
  }
  all.sort((one, other) => one.performance - other.performance)
  say(`${new URL(page.url).pathname}: ${all.map(({ performance }) => performance).join(' ')}`)
  return all[Math.floor(times / 2)] as Scores
}

async function scoreOnce({ url, chromium, folder, headers }: PageAsk): Promise<Scores> {
  const file = join(folder, 'lighthouse.json')
  const args = [
    url,
    '--quiet',
    '--output=json',
    `--output-path=${file}`,
    '--only-categories=performance,accessibility,best-practices,seo',
    '--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage',
    `--extra-headers=${JSON.stringify(headers)}`,
  ]
  await run(process.execPath, [program, ...args], {
    env: { ...process.env, CHROME_PATH: chromium },
    timeout: 180_000,
  })
  const { categories, audits } = JSON.parse(await readFile(file, 'utf8')) as Report
  const numberOf = (audit: string) => audits[audit]?.numericValue ?? Number.NaN
  const of100 = (category: keyof typeof categories) => Math.round(categories[category].score * 100)
  return {
    performance: of100('performance'),
    accessibility: of100('accessibility'),
    bestPractices: of100('best-practices'),
    seo: of100('seo'),
    contentfulMs: numberOf('largest-contentful-paint'),
    blockedMs: numberOf('total-blocking-time'),
    layoutShift: numberOf('cumulative-layout-shift'),
  }
}
