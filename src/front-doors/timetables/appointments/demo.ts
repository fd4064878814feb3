import sharp from 'sharp'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { smaller } from '../../../stores/pictures/drawing.ts'
import { insertPicture } from '../../../stores/pictures/queries.ts'
import * as owned from './owner-queries.ts'
import { type AppointmentTerms, DEFAULT_TERMS, type Service } from './rules.ts'

interface DemoPerson {
  readonly name: string
  readonly introduction: string
  /** By name. */
  readonly services: readonly string[]
  readonly weekdays: readonly number[]
  readonly hours: readonly (readonly [from: string, until: string])[]
  /** Of the drawing: behind the person, and of the hair. */
  readonly colors: readonly [ground: string, hair: string]
}

export interface DemoBook {
  readonly services: readonly Omit<Service, 'id' | 'isHidden'>[]
  readonly people: readonly DemoPerson[]
  readonly terms: Partial<AppointmentTerms>
}

type DemoPicture = Awaited<ReturnType<typeof drawn>>

/** Drawn before the transaction: it takes a while. */
export const picturesOf = (book: DemoBook | undefined): Promise<DemoPicture[]> =>
  Promise.all((book?.people ?? []).map(({ colors }) => drawn(colors)))

/** Writes services, people with their pictures, and terms. */
export async function writeDemoBook(
  engine: Engine,
  tx: Tx,
  storeId: Id<'Store'>,
  { book, pictures }: { readonly book: DemoBook; readonly pictures: readonly DemoPicture[] },
): Promise<void> {
  const services = book.services.map((service) => ({
    ...{ ...service, id: engine.newId<'Service'>(), isHidden: false },
  }))
  const people = book.people.map((person) => ({
    ...{ id: engine.newId<'Person'>(), name: person.name, introduction: person.introduction },
    serviceIds: services.flatMap(({ id, name }) => (person.services.includes(name) ? id : [])),
    weekly: person.weekdays.flatMap((weekday) =>
      person.hours.map(([from, until]) => ({ weekday, from, until })),
    ),
    special: [],
  }))
  await owned.writeServices(tx, storeId, services)
  await owned.writePeople(tx, storeId, people)
  await owned.writeTerms(tx, storeId, { ...DEFAULT_TERMS, ...book.terms })
  for (const [at, { id, name }] of people.entries()) {
    const picture = pictures[at]
    const of = id as string as Id<'Subject'>
    if (picture)
      await insertPicture(
        tx,
        storeId,
        { ...picture, id: engine.newId(), alt: `디자이너 ${name}` },
        of,
      )
  }
}

/** A head with hair, in the colors of a person. */
async function drawn([ground, hair]: DemoPerson['colors']) {
  const svg = Buffer.from(`
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="800" height="800">
      <rect width="400" height="400" fill="${ground}"/>
      <path d="M60 400c0-90 60-130 140-130s140 40 140 130z" fill="${hair}" opacity="0.75"/>
      <path d="M110 190c0-70 40-110 90-110s90 40 90 110v70H110z" fill="${hair}"/>
      <ellipse cx="200" cy="195" rx="68" ry="82" fill="#f2c9ab"/>
      <path d="M128 180c10-60 50-70 80-66 34 4 60 24 64 66-40-6-60-22-76-44-16 26-38 40-68 44z" fill="${hair}"/>
    </svg>`)
  const source = sharp(svg)
  const large = await source.clone().webp({ quality: 80 }).toBuffer()
  return { width: 800, height: 800, large, ...(await smaller(source)) }
}
