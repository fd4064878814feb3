import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { answerOnce, type Once } from '../../postgres/once.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import { isItemOf } from '../menu/queries.ts'
import { lockOwnStore } from '../queries.ts'
import { type By, storeMissing } from '../rules.ts'
import { pictureDecoder } from './decoder.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import type { Picture } from './stored.ts'
import { uploads } from './uploads.ts'
import { pictureView } from './view.ts'

interface PicturesAsk extends By {
  readonly storeId: Id<'Store'>
  /** A thing that the store's door sells; undefined: the store itself. */
  readonly of?: Id<'Subject'> | undefined
}

/**
 * The pictures of a store or of its subject, the main one first.
 * Problems in order: store-missing, picture-subject-missing.
 */
export async function listPictures(engine: Engine, ask: Pick<PicturesAsk, 'storeId' | 'of'>) {
  const cell = engine.cell(ask.storeId)
  const found = await queries.listPictures(cell, ask.storeId, ask.of)
  if (!found) throw storeMissing()
  await expectSubject(engine, cell, { ...ask, doors: found.doors })
  return found.pictures
}

/**
 * Admits an upload before its body is read.
 * Problems in order: store-missing, picture-subject-missing, item-has-picture, too-many-images,
 * store-pictures-full, pictures-busy.
 * @returns what to call when the upload has ended
 */
export async function beginUpload(engine: Engine, ask: PicturesAsk): Promise<() => void> {
  const cell = engine.cell(ask.storeId)
  const found = await countPictures(cell, ask)
  const kind = await expectSubject(engine, cell, { ...ask, doors: found.doors })
  orThrow(rules.mayAddPicture(found, kind))
  return uploads(engine).begin(ask.callerId)
}

/**
 * Adds a picture, re-encoded, as the last one.
 * Problems in order: image-unreadable, image-too-large, pictures-busy, store-missing,
 * picture-subject-missing, those of the key, item-has-picture, too-many-images, store-pictures-full.
 */
export async function addPicture(
  engine: Engine,
  ask: PicturesAsk & {
    readonly alt: string
    readonly bytes: Buffer
    readonly once: Once | undefined
  },
) {
  const { storeId, once } = ask
  const decoded = await pictureDecoder(engine).decode(ask.bytes)
  const picture = { ...decoded, id: engine.newId<'Picture'>(), alt: ask.alt }
  return onPictures(engine, ask, (tx, kind) =>
    answerOnce(tx, once, async () => {
      orThrow(rules.mayAddPicture(await countPictures(tx, ask), kind))
      await queries.insertPicture(tx, storeId, { ...picture, kind }, ask.of)
      return pictureView(storeId, picture)
    }),
  )
}

/**
 * Removes a picture, whatever it is of, so also that of a subject that is gone; those after it
 * move up. Problems in order: store-missing, image-missing.
 */
export const removePicture = (
  engine: Engine,
  ask: Omit<PicturesAsk, 'of'> & { readonly pictureId: Id<'Picture'> },
): Promise<void> =>
  onPictures(engine, ask, async (tx) => {
    const removed = await queries.deletePicture(tx, ask.storeId, ask.pictureId)
    if (!removed) throw rules.pictureMissing()
    await queries.closeGap(tx, ask.storeId, removed.of ?? undefined, removed.position)
  })

/**
 * Puts the pictures in another order.
 * Problems in order: store-missing, picture-subject-missing, picture-order-unfit.
 */
export const orderPictures = (
  engine: Engine,
  ask: PicturesAsk & { readonly pictureIds: readonly Id<'Picture'>[] },
): Promise<readonly Picture[]> =>
  onPictures(engine, ask, async (tx) => {
    const found = await queries.listPictures(tx, ask.storeId, ask.of)
    const ordered = orThrow(rules.ordered(found?.pictures ?? [], ask.pictureIds))
    await queries.placePictures(tx, ask.storeId, ask.pictureIds)
    return ordered
  })

/** Runs `work` with the pictures of a store locked. */
const onPictures = <Answer>(
  engine: Engine,
  ask: PicturesAsk,
  work: (tx: Tx, kind: rules.SubjectKind) => Promise<Answer>,
): Promise<Answer> =>
  engine.cell(ask.storeId).transaction(async (tx) => {
    const store = await lockOwnStore(tx, ask, ask.storeId)
    if (!store) throw storeMissing()
    const kind = await expectSubject(engine, tx, { ...ask, doors: [store.door, ...store.also] })
    return work(tx, kind)
  })

async function countPictures(on: Queryable, ask: PicturesAsk) {
  const found = await queries.countPictures(on, ask, ask.storeId, ask.of)
  if (!found) throw storeMissing()
  return found
}

/** Its menu or one of its doors says whether a store has a subject. Problem: picture-subject-missing. */
async function expectSubject(
  engine: Engine,
  on: Queryable,
  {
    storeId,
    of,
    doors,
  }: Pick<PicturesAsk, 'storeId' | 'of'> & { readonly doors: readonly string[] },
): Promise<rules.SubjectKind> {
  if (!of) return 'store'
  if (await isItemOf(on, storeId, of)) return 'item'
  const known = await Promise.all(
    doors.map((name) => engine.doors.get(name)?.pictured?.(on, storeId, of)),
  )
  if (!known.includes(true)) throw rules.subjectMissing()
  return 'thing'
}
