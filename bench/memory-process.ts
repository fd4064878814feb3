import { answerAll } from './child.ts'
import { connectEngine, givenRestaurant, hotClaims } from './engine.ts'
import { measureRate } from './measure.ts'
import { wholeServer } from './server.ts'

/** Runs `claims` claims in a process with the whole server loaded; returns its memory in MB. */
async function weigh({
  url,
  claims,
  waiting,
}: {
  readonly url: string
  readonly claims: number
  readonly waiting: number
}): Promise<number> {
  const { claimOne } = await ready(url)
  await measureRate(claims, waiting, claimOne)
  return process.memoryUsage.rss() / 2 ** 20
}

let made: Promise<{ claimOne: () => Promise<unknown> }> | undefined
const ready = (url: string) => {
  made ??= make(url)
  return made
}

async function make(url: string) {
  const engine = connectEngine(url)
  await wholeServer(engine)
  return { claimOne: hotClaims(engine, await givenRestaurant(engine)) }
}

answerAll(weigh)
