/**
 * Opens the check-in page without a network: at the door a device is reloaded, or restarts its browser.
 * It has the page and its files as of one build, and nothing else; what they ask of the server is not
 * its business. It serves only addresses below `/check-in/`, where it is.
 */
export {}

/** Written by the build (`src/web/offline.ts`). */
declare const __VERSION__: string
declare const __FILES__: readonly string[]

interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface FetchingEvent extends Event {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
/** The part of a service worker that is used here: its types and those of pages exclude each other. */
interface ServiceWorkerScope {
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: LastingEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchingEvent) => void): void
}

const scope = self as unknown as ServiceWorkerScope
const PREFIX = 'jari-check-in-'
const CACHE = PREFIX + __VERSION__
const PAGE = '/check-in/'
/** A network that does not answer is none. */
const PATIENCE_MS = 5_000

scope.addEventListener('install', (event) => event.waitUntil(install()))
scope.addEventListener('activate', (event) => event.waitUntil(activate()))
scope.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.mode === 'navigate') event.respondWith(openPage(request))
  else if (__FILES__.includes(new URL(request.url).pathname)) event.respondWith(readFile(request))
})

/** All files or none: the page never has those of another build. */
async function install(): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.addAll([PAGE, ...__FILES__])
  await scope.skipWaiting()
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
  await scope.clients.claim()
}

async function openPage(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) })
  } catch (error) {
    const page = await kept(PAGE)
    if (!page) throw error
    return page
  }
}

const readFile = async (request: Request): Promise<Response> =>
  (await kept(request)) ?? fetch(request)

const kept = async (what: string | Request): Promise<Response | undefined> =>
  (await caches.open(CACHE)).match(what, { ignoreVary: true })
