import type { Said } from './bookings/said.ts'
import findingEn from './bookings/screens/finding/messages/en.json' with { type: 'json' }
import findingKo from './bookings/screens/finding/messages/ko.json' with { type: 'json' }
import { type Engine, perEngine } from './engine.ts'
import type { FrontDoor, ShownThing } from './front-doors/front-door.ts'
import { frontDoors } from './front-doors/index.ts'
import type { Drawn } from './http/drawn.ts'
import type { PageHead } from './http/page-head.ts'
import type { Pages } from './http/site-map.ts'
import { type Id, isId } from './kernel/id.ts'
import type { Language } from './kernel/language.ts'
import { RecentMap } from './kernel/recent-map.ts'
import { sharedLookUp, sharedRead } from './kernel/shared-read.ts'
import { readCells } from './postgres/cells.ts'
import { showMenu } from './stores/menu/operations.ts'
import { BOXES } from './stores/pictures/rules.ts'
import { pictureView } from './stores/pictures/view.ts'
import { showProfile } from './stores/profile/operations.ts'
import { type EventFacts, structuredEvents } from './stores/profile/structured-event-rules.ts'
import { type StoreFacts, structuredStore } from './stores/profile/structured-rules.ts'
import { listSellingIds, readShown, type ShownStore } from './stores/queries.ts'
import termsEn from './terms/screens/messages/en.json' with { type: 'json' }
import termsKo from './terms/screens/messages/ko.json' with { type: 'json' }
import en from './web/messages/en.json' with { type: 'json' }
import ko from './web/messages/ko.json' with { type: 'json' }

const texts = { ko, en }
const termsTitles = { ko: termsKo, en: termsEn }
const finding = { ko: findingKo, en: findingEn }
const waiting = { ko: { title: '대기열' }, en: { title: 'Waiting room' } }
const home: Drawn = { heading: { ko: ko.home.title, en: en.home.title } }
const PREVIEW = BOXES.preview
const STORES_KEPT = 1_000
const KEPT_MS = 60_000
const LIST_KEPT_MS = 10 * 60_000
/** A sitemap may have 50,000 addresses. */
const LISTED_MOST = 10_000

/** What the pages say of themselves, read from stores at most once a minute each. */
export const pagesOf = (engine: Engine): Pages => ({
  describe: (path, language) => describe(engine, path.replace(/(.)\/$/, '$1'), language),
  list: () => listed(engine),
})

async function describe(
  engine: Engine,
  path: string,
  language: Language,
): Promise<PageHead | undefined> {
  const { name, nav, footer } = texts[language]
  const site = { ko: '자리 Jari', en: 'Jari 자리' }[language]
  if (path === '/') return { path, title: site, description: footer.motto, drawn: home }
  for (const door of frontDoors) {
    const { list, title, lead } = door.page
    if (path === list)
      return {
        ...{ path, title: `${title[language]} · ${name}`, description: lead[language] },
        drawn: { heading: title, text: lead },
      }
    if (path.startsWith(`${list}/`)) return describeBelow(engine, door, path, language)
  }
  const [, room, storeId = '', more] = path.split('/')
  if (room === 'waiting-rooms' && more === undefined && isId(storeId.toLowerCase())) {
    const { title } = waiting[language]
    return { title: `${title} · ${name}`, description: footer.motto, plainPath: `${path}/plain` }
  }
  const own = new Map(
    Object.entries({
      bookings: nav.bookings,
      tickets: nav.tickets,
      saved: nav.saved,
      wallet: nav.wallet,
      desk: nav.desk,
      'guest-bookings': footer.guestBookings,
    }),
  )
  if (path === '/search') {
    const { title, lead } = finding[language]
    return { path, title: `${title} · ${name}`, description: lead }
  }
  const { terms, privacy } = termsTitles[language]
  own.set('terms', terms.title).set('privacy', privacy.title)
  const title = own.set('sign-in', nav.signIn).get(path.slice(1))
  return title ? { title: `${title} · ${name}`, description: footer.motto } : undefined
}

/** A page below a door's list: one of a reader's own, a store's, or that of a thing of the store. */
async function describeBelow(
  engine: Engine,
  { name: door, page }: FrontDoor,
  path: string,
  language: Language,
): Promise<PageHead> {
  const { name, missing } = texts[language]
  const site = { ko: '자리 Jari', en: 'Jari 자리' }[language]
  const lead = page.lead[language]
  const [id = '', ...below] = path
    .slice(page.list.length + 1)
    .toLowerCase()
    .split('/')
  const own = below.length === 0 ? titleOf(page.own, id) : undefined
  if (own) return { title: `${own[language]} · ${name}`, description: lead }
  const store = isId(id) ? await findStore(engine, id) : undefined
  if (!store || ![store.door, ...store.also].includes(door))
    return { status: 404, title: site, description: missing.lead }
  const [part = ''] = below
  const ofStore = below.length === 1 ? titleOf(page.ownAtStore, part) : undefined
  if (ofStore) return { title: `${ofStore[language]} · ${store.name} · ${name}`, description: lead }
  const thing =
    below.length > 0 && page.below
      ? await findBelow(engine, path, () => page.below?.(engine, store.id, below))
      : { ...store, title: store.name }
  if (!thing) return { status: 404, title: site, description: missing.lead }
  const head = headOf(store.id, thing, { path, site: name, lead })
  if (below.length > 0) return head
  const structured = await structuredOf(engine, store, path, page)
  return { ...head, structured, drawn: drawnOf(store, page) }
}

/** What search engines read of a store, or of what takes place there; undefined: nothing. */
async function structuredOf(
  engine: Engine,
  store: ShownStore,
  path: string,
  { schemaType, events }: FrontDoor['page'],
): Promise<object | undefined> {
  if (!events && !schemaType) return undefined
  const found = await readFacts(engine, store, path, events)
  if (events) return structuredEvents(found.facts, events.type, found.events)
  return schemaType && structuredStore(found.facts, schemaType(found.category))
}

const factsOf = perEngine(() => new RecentMap<Kept<StructuredFacts>>(STORES_KEPT))

interface StructuredFacts {
  readonly facts: StoreFacts
  readonly category: string | null
  readonly events: readonly EventFacts[]
}

/** What search engines read of a store, kept as stores are. */
async function readFacts(
  engine: Engine,
  store: ShownStore,
  path: string,
  events: FrontDoor['page']['events'],
): Promise<StructuredFacts> {
  const kept = factsOf(engine)
  const known = kept.get(path)
  if (known && isFresh(known, KEPT_MS)) return known.thing
  const [profile, menu, shownEvents] = await Promise.all([
    showProfile(engine, store.id),
    showMenu(engine, store.id),
    events?.read(engine, store.id) ?? [],
  ])
  const { publicUrl } = engine
  const { name, description, image, kind } = store
  const facts = {
    ...{ name, description, profile, url: publicUrl + path, timeZone: store.timeZone },
    currency: profile.currency,
    ...{ categoryWords: profile.categoryWords, menu: menu.sections },
    images: image ? [publicUrl + pictureView(store.id, image).url] : [],
  }
  const thing = { facts, category: profile.category ?? kind, events: shownEvents }
  kept.set(path, { at: performance.now(), thing })
  return thing
}

/** Of a name in an address, which may be anything: `constructor`. */
const titleOf = (titles: Readonly<Record<string, Said>> | undefined, name: string) =>
  titles && Object.hasOwn(titles, name) ? titles[name] : undefined

const headOf = (
  id: Id<'Store'>,
  { title, description, image }: ShownThing,
  { path, site, lead }: { readonly path: string; readonly site: string; readonly lead: string },
): PageHead => {
  const picture = image && pictureView(id, image)
  return {
    path,
    title: `${title} · ${site}`,
    description: description.trim() || lead,
    ...(picture && {
      picture: {
        path: `${picture.url}/preview`,
        alt: picture.alt,
        width: PREVIEW.width,
        height: PREVIEW.height,
      },
    }),
  }
}

function drawnOf(store: ShownStore, { storeBegins }: FrontDoor['page']): Drawn {
  const { id, name, description, image } = store
  return {
    heading: { ko: name, en: name },
    ...(description.trim() && { text: { ko: description, en: description } }),
    ...(image && storeBegins === 'picture' && { picture: pictureView(id, image) }),
  }
}

interface Kept<Thing> {
  readonly at: number
  readonly thing: Thing
}
const isFresh = ({ at }: Kept<unknown>, ms: number) => performance.now() - at < ms

/** Stores as pages show them: kept for a minute, and looked up together. */
const found = perEngine((engine) => ({
  kept: new RecentMap<Kept<ShownStore>>(STORES_KEPT),
  lookUp: sharedLookUp<string, ShownStore>(
    async (ids) =>
      new Map(
        (await readCells(engine, (on) => readShown(on, ids))).map((store) => [store.id, store]),
      ),
  ),
}))

async function findStore(engine: Engine, id: string): Promise<ShownStore | undefined> {
  const { kept, lookUp } = found(engine)
  const known = kept.get(id)
  if (known && isFresh(known, KEPT_MS)) return known.thing
  const store = await lookUp(id as Id<'Store'>)
  if (store) kept.set(id, { at: performance.now(), thing: store })
  return store
}

const belowOf = perEngine(() => new RecentMap<Kept<ShownThing>>(STORES_KEPT))

/** A thing of a store, kept as stores are. */
async function findBelow(
  engine: Engine,
  path: string,
  read: () => Promise<ShownThing | undefined> | undefined,
): Promise<ShownThing | undefined> {
  const kept = belowOf(engine)
  const known = kept.get(path)
  if (known && isFresh(known, KEPT_MS)) return known.thing
  const thing = await read()
  if (thing) kept.set(path, { at: performance.now(), thing })
  return thing
}

const lists = perEngine((engine) => ({
  last: undefined as Kept<readonly string[]> | undefined,
  read: sharedRead(async () => {
    const pages = await Promise.all(
      frontDoors.map(async (door) => {
        const ids = await readCells(engine, (on) => listSellingIds(on, door, LISTED_MOST))
        return [door.page.list, ...ids.map(({ id }) => `${door.page.list}/${id}`)]
      }),
    )
    return ['/', ...pages.flat()]
  }),
}))

async function listed(engine: Engine): Promise<readonly string[]> {
  const list = lists(engine)
  if (list.last && isFresh(list.last, LIST_KEPT_MS)) return list.last.thing
  const paths = await list.read('')
  list.last = { at: performance.now(), thing: paths }
  return paths
}
