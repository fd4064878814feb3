import { startChild } from './child.ts'
import { type Bench, say, whole } from './measure.ts'

const step = 50_000
const steps = 4
const waiting = 256
const mostMegabytes = 300
/** Tolerance: the garbage collector may run a little later. */
const mostGrowth = 1.05

/** Memory of the process after 200,000 claims, and whether it still grew in the second half. */
export const memory: Bench = {
  name: 'memory',
  async run(ground) {
    const url = await ground.database()
    const child = startChild('./memory-process.ts')
    try {
      const weights: number[] = []
      for (let at = 0; at < steps; at += 1)
        weights.push(await child.ask<number>({ url, claims: step, waiting }))
      say(`MB after each ${whole(step)} claims: ${weights.map(whole).join(' ')}`)
      const half = weights[steps / 2 - 1] ?? Number.NaN
      const end = weights[steps - 1] ?? Number.NaN
      const claims = whole(step * steps)
      return [
        {
          measure: `resident memory after ${claims} claims in process`,
          figure: `${whole(end)} MB`,
          comparedWith: `${whole(half)} MB after ${whole((step * steps) / 2)}`,
          ratio: end / half,
          goal: `≤ ${mostMegabytes} MB, not growing (≤ ${mostGrowth}×)`,
          met: Math.max(...weights) <= mostMegabytes && end / half <= mostGrowth,
        },
      ]
    } finally {
      await child.stop()
      await ground.drop(url)
    }
  },
}
