import type { Engine } from '../engine.ts'
import { giveBack, type Take, take } from './take.ts'

/** Takes, then works; what fails is given back. Problem: limit-reached, and those of the work. */
export async function spending<Answer>(
  engine: Engine,
  takes: readonly Take[],
  work: () => Promise<Answer>,
): Promise<Answer> {
  await take(engine, takes)
  try {
    return await work()
  } catch (error) {
    await giveBack(engine, takes)
    throw error
  }
}
