import { type Child, startChild } from './child.ts'
import { type BenchEngine, connectEngine } from './engine.ts'
import type { Ground } from './ground.ts'

/** A database of its own, a server process, and one that makes the load. */
export interface UnderLoad {
  readonly url: string
  readonly engine: BenchEngine
  readonly server: Child
  readonly generator: Child
}

/** Measures a server under load, and takes all of it down. */
export async function underLoad<Answer>(
  ground: Ground,
  measure: (parts: UnderLoad) => Promise<Answer>,
): Promise<Answer> {
  const url = await ground.database()
  const engine = connectEngine(url)
  const server = startChild('./server.ts')
  const generator = startChild('./load.ts')
  try {
    return await measure({ url, engine, server, generator })
  } finally {
    await generator.stop()
    await server.stop()
    await engine.database.close()
    await ground.drop(url)
  }
}
