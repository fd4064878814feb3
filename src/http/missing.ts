import type { Server } from './edge.ts'
import { patternOf } from './path-pattern.ts'
import { methodRefused, routeMissing } from './rules.ts'

/** 404 for an unknown path; 405 for a path that has other methods, and for TRACE everywhere. */
export function missing(server: Server): void {
  const known = new Map<string, { pattern: RegExp; methods: Set<string> }>()
  server.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return
    const entry = known.get(url) ?? { pattern: patternOf(url), methods: new Set() }
    for (const one of [method].flat()) entry.methods.add(one)
    known.set(url, entry)
  })
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const allow = [...known.values()]
      .filter(({ pattern }) => pattern.test(path))
      .flatMap(({ methods }) => [...methods])
    if (allow.length === 0 && request.method !== 'TRACE') throw routeMissing()
    reply.header('allow', allow.join(', '))
    throw methodRefused({ allow })
  })
}
