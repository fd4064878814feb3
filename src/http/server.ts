import { type FastifyBaseLogger, fastify, LogController } from 'fastify'
import type { Engine } from '../engine.ts'
import { access } from './access.ts'
import { closing } from './closing.ts'
import { namedHosts, refuseAddress, refuseConnection } from './early-refusals.ts'
import type { Limits, Server } from './edge.ts'
import { health } from './health.ts'
import { jsonBody } from './json-body.ts'
import { live } from './live.ts'
import { log } from './log.ts'
import { type MetricsAsk, metrics } from './metrics.ts'
import { missing } from './missing.ts'
import { openApi } from './open-api/document.ts'
import { ownData } from './own-data/collect.ts'
import { pages } from './pages.ts'
import { problems } from './problem.ts'
import { rateLimits, usualLimits } from './rate-limits.ts'
import { requestIds, sendRequestIds } from './request-id.ts'
import { securityEvents } from './security-events.ts'
import { securityHeaders } from './security-headers.ts'
import { securityText } from './security-text.ts'
import type { Pages } from './site-map.ts'
import { testClock } from './test-clock.ts'
import { Upgrades } from './upgrades.ts'

export interface ServerAsk {
  /** Routes besides those of every server. */
  readonly routes: readonly ((server: Server, engine: Engine) => void)[]
  /** Only a sandbox has a test clock and shows the demo accounts. */
  readonly sandbox: boolean
  /** Whether mails are sent; default: they are not. */
  readonly mail?: boolean
  /** Where faults of security are reported, as a URI. */
  readonly securityContact?: string | undefined
  /** The built web client; without it there are no screens. */
  readonly webFolder?: string
  /** What pages say of themselves before any script runs. */
  readonly pages?: Pages
  readonly log?: FastifyBaseLogger
  /** `none` for benchmarks: then nothing is counted in the database either. */
  readonly limits?: Partial<Limits> | 'none'
  /** Proxies whose `X-Forwarded-For` is trusted; none by default. */
  readonly trustProxy?: string | readonly string[]
  /** Who may read the metrics besides admins; nobody by default. */
  readonly metrics?: MetricsAsk
  /** Called with the total offset of the test clock. */
  readonly onAdvance?: readonly ((aheadMs: number) => Promise<void>)[]
}

const UNLIMITED = Number.POSITIVE_INFINITY
const noLimits: Limits = {
  reads: UNLIMITED,
  writes: UNLIMITED,
  claims: UNLIMITED,
  services: UNLIMITED,
  guestLookUps: UNLIMITED,
}

const BODY_BYTES = 100 * 1024
/** Longer than any parameter, so that one that is wrong is refused by its shape. */
const PARAM_CHARACTERS = 1_000

/** Builds a server that is ready to listen or to `inject`. One concern a file. */
export async function makeServer(engine: Engine, ask: ServerAsk): Promise<Server> {
  const upgrades = new Upgrades()
  const server: Server = fastify({
    bodyLimit: BODY_BYTES,
    requestTimeout: 30_000,
    return503OnClosing: false, // late requests are answered, then their connection is closed
    genReqId: requestIds(),
    routerOptions: { maxParamLength: PARAM_CHARACTERS },
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseConnection,
    http: {
      requireHostHeader: false, // Node's own refusal has no body
      shouldUpgradeCallback: (request) => upgrades.isOffered(request),
    },
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }), // log.ts logs requests
    ...(ask.log && { loggerInstance: ask.log }),
    ...(ask.trustProxy && { trustProxy: [ask.trustProxy].flat() as string[] }),
  })
  server.decorate('edge', {
    engine,
    sandbox: ask.sandbox,
    mail: ask.mail ?? false,
    securityContact: ask.securityContact,
    limits: ask.limits === 'none' ? noLimits : { ...usualLimits, ...ask.limits },
    isLimited: ask.limits !== 'none',
    served: [],
    upgrades,
  })
  upgrades.route(server)
  namedHosts(server)
  sendRequestIds(server)
  securityHeaders(server)
  problems(server)
  log(server)
  securityEvents(server)
  metrics(server, ask.metrics)
  await rateLimits(server)
  access(server)
  missing(server)
  jsonBody(server)
  health(server)
  securityText(server)
  closing(server)
  live(server)
  if (ask.sandbox) testClock(server, ask.onAdvance ?? [])
  for (const routes of ask.routes) routes(server, engine)
  ownData(server)
  openApi(server)
  await pages(server, ask.webFolder, ask.pages)
  await server.ready()
  return server
}
