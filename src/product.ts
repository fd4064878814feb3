import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import process from 'node:process'
import { pino } from 'pino'
import { readKeyRing } from './accounts/key-ring.ts'
import { seedAccounts } from './accounts/operations.ts'
import { providersFor } from './accounts/providers/providers.ts'
import { readSecret } from './accounts/secret-file.ts'
import { withdrawOfCanceled } from './bookings/moves/answer.ts'
import { tellSoldOut } from './bookings/sold-out/tell.ts'
import { consumers } from './consumers.ts'
import { type Engine, makeEngine } from './engine.ts'
import { consumerNames, startEvents } from './events/start.ts'
import { frontDoors } from './front-doors/index.ts'
import { attachSandbox } from './gateways/attach-sandbox.ts'
import { gatewaysAt, gatewaysOf, textsAt } from './gateways/gateways.ts'
import { knowPayer } from './holds/budget.ts'
import { describeError } from './http/log.ts'
import { countEvents, countMail, countText } from './http/measures.ts'
import { makeServer } from './http/server.ts'
import { startJobs } from './jobs/jobs.ts'
import { folderMailer, type Mailer, smtpMailer } from './mail/mailer.ts'
import { queueNotices } from './mail/notices.ts'
import { queueMails } from './mail/queue.ts'
import { pagesOf } from './pages.ts'
import { connect, type Database } from './postgres/database.ts'
import { startEmbedded } from './postgres/embedded/server.ts'
import { migrate } from './postgres/migrate.ts'
import { measureRoom, poolFor, sayRoom } from './postgres/room.ts'
import { routesOf } from './routes.ts'
import { schemaFolders } from './schema.ts'
import { settingsOrExit } from './settings/or-exit.ts'
import { readPassKeys } from './settings/pass-keys.ts'
import { seedOperator } from './terms/demo.ts'
import { observed, type TextSender } from './texts/port.ts'
import { solapi } from './texts/solapi/sender.ts'
import { buildScreens, hasScreens, webFolder } from './web/build.ts'

/** Wires everything. Only this file and the commands read the environment. */
const settings = settingsOrExit(process.env)
const { port, host, publicUrl, folder, natsUrl } = settings
const log = pino({ level: settings.logLevel })
const say = (line: string) => process.stderr.write(`${line}\n`)
const closing: (() => Promise<unknown>)[] = []

/** A terminal and npm may both send the signal: only the first one counts. */
let isClosing = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, async () => {
    if (isClosing) return
    isClosing = true
    setTimeout(() => process.exit(1), 9_000).unref() // Docker kills after 10 s
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
  const screens = await screensOf()
  const url = settings.databaseUrl ?? (await embedded())
  await migrate(url, schemaFolders, ({ message }) =>
    say(`Waiting for the database (${message}), for a minute at most.`),
  )
  const database = await connectWithin(url)
  closing.unshift(() => database.close())

  const keyed = gatewaysOf(settings.gatewayKeys)
  const sandbox = keyed.length > 0 ? undefined : await attachSandbox(settings.sandbox, folder, port)
  if (sandbox) closing.unshift(() => sandbox.close())
  const engine = makeEngine({
    database,
    publicUrl,
    secret: settings.secret ?? readSecret(join(folder, 'secret'), () => randomBytes(32)),
    keyRing: readKeyRing(folder, settings.keys),
    gateways: sandbox ? gatewaysAt(sandbox.url) : keyed,
    providers: providersFor(settings.loginKeys, sandbox?.url),
    doors: frontDoors,
    postcode: settings.postcode,
    texts: textsOf(sandbox?.url),
    passKeys: settings.passFolder === undefined ? undefined : readPassKeys(settings.passFolder),
  })
  if (sandbox) {
    await sandbox.copyClock(database)
    const { customer, owner, admin } = await seedAccounts(engine)
    await seedOperator(engine, admin)
    await knowPayer(engine, customer) // whoever tries things out holds and lets go a lot
    for (const { seed } of frontDoors) await seed?.(engine, owner)
  }

  const mailer = mailerOf({ isSandbox: sandbox !== undefined })
  await startWorkers(engine, url, { mailer, isSandbox: sandbox !== undefined })
  await serve(engine, { sandbox, screens, mail: mailer !== undefined })
  process.stdout.write(
    `자리 Jari is open at ${publicUrl}${sandbox ? ` (sandbox; payments at ${sandbox.url})` : ''}\n`,
  )
}

/** The folder of the screens; without scripts `npm ci` has not built them. */
async function screensOf(): Promise<string | undefined> {
  if (hasScreens()) return webFolder
  say('The screens are not built yet: building them, once.')
  try {
    await buildScreens()
    return webFolder
  } catch (error) {
    say(`There are no screens, only the API: ${(error as Error).message}`)
    say('Run npm ci, or npm run build as a user who may write to dist/, then start again.')
    return undefined
  }
}

/** A pool that fits the server, and what the operator should know of it. */
async function connectWithin(url: string): Promise<Database> {
  const room = await measureRoom(url)
  const connections = settings.connections ?? poolFor(room)
  const { fits, says } = sayRoom(room, connections)
  if (!fits || settings.databaseUrl) say(says)
  return connect(url, { connections })
}

/** Jobs and the delivery of events. */
async function startWorkers(
  engine: Engine,
  url: string,
  { mailer, isSandbox }: { readonly mailer: Mailer | undefined; readonly isSandbox: boolean },
) {
  if (!mailer) log.warn('mail is off: JARI_SMTP_URL is not set')
  const jobs = startJobs(engine, {
    ...(mailer && { mailer }),
    mailEnded: countMail,
    natsUrl,
    isSandbox,
    failed: (job, error) => log.error({ job, ...describeError(error) }),
  })
  closing.unshift(() => jobs.stop())
  const events = await startEvents(engine, url, {
    handlers: [
      queueMails(engine),
      queueNotices(engine),
      tellSoldOut(engine),
      withdrawOfCanceled,
      countEvents,
    ],
    consumers,
    natsUrl,
    failed: (part, error) => log.warn({ events: part, ...describeError(error) }, 'events wait'),
    recovered: (part) => log.warn({ events: part }, 'events go on'),
  })
  closing.unshift(() => events.stop())
}

interface Served {
  readonly sandbox: Sandbox | undefined
  readonly screens: string | undefined
  readonly mail: boolean
}

async function serve(engine: Engine, { sandbox, screens, mail }: Served): Promise<void> {
  const { trustProxy, metrics } = settings
  const server = await makeServer(engine, {
    routes: routesOf(engine),
    pages: pagesOf(engine),
    sandbox: sandbox !== undefined,
    mail,
    securityContact: settings.securityContact,
    log,
    metrics: { ...metrics, consumers: consumerNames({ consumers, natsUrl }) },
    ...(trustProxy && { trustProxy }),
    ...(screens && { webFolder: screens }),
    ...(sandbox && { onAdvance: [sandbox.advance] }),
  })
  await server.listen({ port, host })
  closing.unshift(() => server.close())
}

type Sandbox = Awaited<ReturnType<typeof attachSandbox>>

/** A mail server; in a sandbox without one a folder; otherwise none. */
function mailerOf({ isSandbox }: { isSandbox: boolean }): Mailer | undefined {
  const { smtpUrl: url, mailFrom: from } = settings
  if (url) return smtpMailer({ url, from })
  return isSandbox ? folderMailer({ folder: join(folder, 'mail'), from }) : undefined
}

/** SOLAPI; in a sandbox without its keys the sandbox; otherwise none. */
function textsOf(sandboxUrl: string | undefined): TextSender | undefined {
  const { solapi: keys, kakao, countries } = settings.texts
  const sender = keys
    ? solapi({ baseUrl: 'https://api.solapi.com', ...keys, kakao }, { countries })
    : sandboxUrl && textsAt(sandboxUrl, countries)
  if (!sender) {
    log.warn('text messages are off: SOLAPI_API_KEY is not set')
    return undefined
  }
  return observed(sender, ({ is, ...why }) => {
    countText(is)
    if (is !== 'sent') log.warn({ text: is, ...why }, 'a text message did not go')
  })
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
