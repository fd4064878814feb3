import type { Ground } from './ground.ts'

/** A row of the table. */
export interface Row {
  readonly measure: string
  readonly figure: string
  readonly comparedWith: string
  /** The figure divided by what it is compared with. */
  readonly ratio?: number
  readonly goal: string
  /** Undefined: not measurable here; `figure` says why. */
  readonly met: boolean | undefined
}

/** A benchmark by the name for `npm run bench -- <name>`. */
export interface Bench {
  readonly name: string
  run(ground: Ground): Promise<readonly Row[]>
}

/** An amount in a time; rates of several rounds add up. */
export interface Rate {
  readonly count: number
  readonly seconds: number
}

export const perSecond = (...rates: readonly Rate[]): number =>
  sum(rates.map(({ count }) => count)) / sum(rates.map(({ seconds }) => seconds))

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** Keeps `waiting` calls of `work` in flight until `count` have ended. */
export async function measureRate(
  count: number,
  waiting: number,
  work: (index: number) => Promise<unknown>,
): Promise<Rate> {
  let started = 0
  const beganAt = performance.now()
  await Promise.all(
    Array.from({ length: waiting }, async () => {
      while (started < count) {
        started += 1
        await work(started - 1)
      }
    }),
  )
  return { count, seconds: (performance.now() - beganAt) / 1000 }
}

/** Alternates two benchmarks, A B B A A B …, so that noise and growing tables affect both alike. */
export async function byTurns<A, B>(
  rounds: number,
  first: (round: number) => Promise<A>,
  second: (round: number) => Promise<B>,
): Promise<{ first: A[]; second: B[] }> {
  const found: { first: A[]; second: B[] } = { first: [], second: [] }
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) found.first.push(await first(round))
    found.second.push(await second(round))
    if (round % 2 === 1) found.first.push(await first(round))
  }
  return found
}

/** The percentile `share` (0.99) of sorted `times`. */
export const percentile = (times: Float64Array, share: number): number =>
  times[Math.max(0, Math.ceil(times.length * share) - 1)] ?? Number.NaN

/** 12345.6 as `12,346`. */
export const whole = (number: number): string => Math.round(number).toLocaleString('en-US')

/** A number from the environment, for shorter or longer runs. */
export const setting = (name: string, usual: number): number => Number(process.env[name] ?? usual)

/** Progress, besides the table. */
export const say = (line: string): boolean => process.stderr.write(`  ${line}\n`)
