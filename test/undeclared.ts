import type { Server } from '../src/http/edge.ts'
import { problemsOf } from '../src/http/open-api/problems.ts'
import { patternOf } from '../src/http/path-pattern.ts'
import { type Endpoint, waysTo } from '../src/kernel/endpoint.ts'

interface Way {
  readonly name: string
  readonly method: string
  readonly pattern: RegExp
  readonly declared: ReadonlySet<string>
}

const known = new WeakMap<Server, readonly Way[]>()

/** The endpoints of a server, those with the fewest parameters first. */
function waysOf(server: Server): readonly Way[] {
  const ways = known.get(server) ?? server.edge.served.flatMap(waysOfOne).toSorted(byPattern)
  known.set(server, ways)
  return ways
}

const waysOfOne = (endpoint: Endpoint): Way[] => {
  const declared = new Set([...problemsOf(endpoint)].map(({ type }) => type))
  return waysTo(endpoint).map(({ method, path }) => ({
    ...{ name: endpoint.name, method, declared },
    pattern: patternOf(path),
  }))
}
const parameters = ({ pattern }: Way) => pattern.source.split('[^').length
const byPattern = (one: Way, other: Way) => parameters(one) - parameters(other)

/** Which endpoint has answered a problem that it does not declare; undefined: it does. */
export function undeclared(
  server: Server,
  { method, url }: { readonly method: string; readonly url: string },
  code: string,
): string | undefined {
  const path = url.split('?')[0] ?? ''
  const way = waysOf(server).find((one) => one.method === method && one.pattern.test(path))
  return way && !way.declared.has(code)
    ? `${way.name} answers ${code}, which it does not declare`
    : undefined
}
