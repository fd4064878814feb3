import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { readKeyRing } from './accounts/key-ring.ts'
import { seedAccounts } from './accounts/operations.ts'
import { readSecret } from './accounts/secret-file.ts'
import type { Engine } from './engine.ts'
import { startEvents } from './events/start.ts'
import { consumers, frontDoors } from './front-doors/index.ts'
import { gatewaysAt, gatewaysOf } from './gateways/gateways.ts'
import { describeError } from './http/log.ts'
import { makeServer } from './http/server.ts'
import { startJobs } from './jobs/jobs.ts'
import { startSchedule } from './jobs/schedule.ts'
import { folderMailer, type Mailer, smtpMailer } from './mail/mailer.ts'
import { queueMails } from './mail/queue.ts'
import { makeEngine } from './make-engine.ts'
import { connect } from './postgres/database.ts'
import { startEmbedded } from './postgres/embedded.ts'
import { migrate } from './postgres/migrate.ts'
import { routesOf } from './routes.ts'
import { sandboxGateways } from './sandbox-gateways.ts'
import { schemaFolders } from './schema.ts'

/** Wires everything. Only this file reads the environment; docs/running.md lists the variables. */
const environment = process.env
const port = Number(environment.PORT ?? 4000)
const host = environment.HOST ?? '127.0.0.1'
const publicUrl = environment.JARI_PUBLIC_URL ?? `http://localhost:${port}`
const folder = resolve(environment.JARI_DATA_DIR ?? '.jari')
const webFolder = fileURLToPath(new URL('../dist/web/', import.meta.url))
const log = pino({ level: environment.JARI_LOG ?? 'warn' })
const closing: (() => Promise<unknown>)[] = []

/** A terminal and npm may both send the signal: only the first one counts. */
let isClosing = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, async () => {
    if (isClosing) return
    isClosing = true
    setTimeout(() => process.exit(1), 5_000).unref()
    await close()
    process.exit(0)
  })

try {
  await open()
} catch (error) {
  await close()
  const { code, message } = error as NodeJS.ErrnoException
  process.stderr.write(
    code === 'EADDRINUSE'
      ? `Port ${port} is taken. Stop what uses it, or set PORT to another one.\n`
      : `Jari could not start: ${message}\n`,
  )
  if (code !== 'EADDRINUSE') log.error(describeError(error))
  process.exit(1)
}

async function open(): Promise<void> {
  const url = environment.DATABASE_URL ?? (await embedded())
  await migrate(url, schemaFolders, ({ message }) =>
    process.stderr.write(`Waiting for the database (${message}), for a minute at most.\n`),
  )
  const database = connect(url, { connections: Number(environment.JARI_CONNECTIONS ?? 20) })
  closing.unshift(() => database.close())

  const keyed = gatewaysOf(environment)
  const sandbox = keyed.length > 0 ? undefined : await sandboxGateways(environment, folder, port)
  if (sandbox) closing.unshift(() => sandbox.close())
  const engine = makeEngine({
    database,
    publicUrl,
    secret: environment.JARI_SECRET ?? readSecret(join(folder, 'secret'), () => randomBytes(32)),
    keyRing: readKeyRing(folder, environment.JARI_KEYS),
    gateways: sandbox ? gatewaysAt(sandbox.url) : keyed,
    doors: frontDoors,
  })
  if (sandbox) {
    await sandbox.copyClock(database)
    const { owner } = await seedAccounts(engine)
    for (const { seed } of frontDoors) await seed?.(engine, owner)
  }

  await startWorkers(engine, url, { isSandbox: sandbox !== undefined })
  await serve(engine, url, sandbox)
  process.stdout.write(
    `자리 Jari is open at ${publicUrl}${sandbox ? ` (sandbox; payments at ${sandbox.url})` : ''}\n`,
  )
}

/** Jobs and the delivery of events. */
async function startWorkers(engine: Engine, url: string, ask: { isSandbox: boolean }) {
  const mailer = mailerOf(ask)
  if (!mailer) log.warn('mail is off: JARI_SMTP_URL is not set')
  const natsUrl = environment.NATS_URL
  const jobs = startJobs(engine, {
    ...(mailer && { mailer }),
    natsUrl,
    failed: (job, error) => log.error({ job, ...describeError(error) }),
  })
  closing.unshift(() => jobs.stop())
  const events = await startEvents(engine, url, {
    handlers: [queueMails(engine)],
    consumers,
    natsUrl,
    failed: (part, error) => log.warn({ events: part, ...describeError(error) }, 'events wait'),
    recovered: (part) => log.warn({ events: part }, 'events go on'),
  })
  closing.unshift(() => events.stop())
}

/** The HTTP server and, once it listens, the schedule. */
async function serve(engine: Engine, url: string, sandbox: Sandbox | undefined): Promise<void> {
  const server = await makeServer(engine, {
    routes: routesOf(engine),
    sandbox: sandbox !== undefined,
    log,
    ...(environment.JARI_TRUST_PROXY && {
      trustProxy: environment.JARI_TRUST_PROXY.split(','),
    }),
    ...(existsSync(webFolder) && { webFolder }),
    ...(sandbox && { onAdvance: [sandbox.advance] }),
  })
  await server.listen({ port, host })
  const chores = frontDoors.flatMap(({ eachMinute = [] }) => eachMinute)
  const schedule = startSchedule(engine, url, chores, {
    failed: (job, error) => log.error({ job, ...describeError(error) }),
  })
  closing.unshift(() => Promise.all([server.close(), schedule.stop()]))
}

type Sandbox = Awaited<ReturnType<typeof sandboxGateways>>

/** A mail server; in a sandbox without one a folder; otherwise none. */
function mailerOf({ isSandbox }: { isSandbox: boolean }): Mailer | undefined {
  const { JARI_SMTP_URL: url, JARI_MAIL_FROM: given } = environment
  const from = given ?? `Jari <no-reply@${new URL(publicUrl).hostname}>`
  if (url) return smtpMailer({ url, from })
  return isSandbox ? folderMailer({ folder: join(folder, 'mail'), from }) : undefined
}

async function embedded(): Promise<string> {
  const server = await startEmbedded({ dir: join(folder, 'postgres') })
  closing.unshift(() => server.stop())
  return server.url
}

/** Closes in the reverse order of opening: requests first, the database last. */
async function close(): Promise<void> {
  for (const step of closing.splice(0))
    await step().catch((error) => log.error(describeError(error)))
}
