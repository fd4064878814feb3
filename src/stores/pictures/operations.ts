import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { answerOnce, type Once } from '../../postgres/once.ts'
import type { Tx } from '../../postgres/sql.ts'
import { lockOwnStore } from '../queries.ts'
import { type By, storeMissing } from '../rules.ts'
import { pictureDecoder } from './decoder.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import type { Picture } from './stored.ts'
import { uploads } from './uploads.ts'
import { pictureView } from './view.ts'

interface StoreAsk extends By {
  readonly storeId: Id<'Store'>
}

/** The pictures of a store, the main one first. Problem: store-missing. */
export async function listPictures(engine: Engine, storeId: Id<'Store'>) {
  const found = await queries.listPictures(engine.cell(storeId), storeId)
  if (!found) throw storeMissing()
  return found.pictures
}

/**
 * Admits an upload before its body is read.
 * Problems in order: store-missing, too-many-images, pictures-busy.
 * @returns what to call when the upload has ended
 */
export async function beginUpload(engine: Engine, ask: StoreAsk): Promise<() => void> {
  const found = await queries.countPictures(engine.cell(ask.storeId), ask, ask.storeId)
  if (!found) throw storeMissing()
  orThrow(rules.mayAddPicture(found.pictures))
  return uploads(engine).begin(ask.callerId)
}

/**
 * Adds a picture, re-encoded, as the last one.
 * Problems in order: image-unreadable, image-too-large, pictures-busy, store-missing, those of the
 * key, too-many-images.
 */
export async function addPicture(
  engine: Engine,
  ask: StoreAsk & { readonly alt: string; readonly bytes: Buffer; readonly once: Once | undefined },
) {
  const { storeId, once } = ask
  const decoded = await pictureDecoder(engine).decode(ask.bytes)
  const picture = { ...decoded, id: engine.newId<'Picture'>(), alt: ask.alt }
  return onPictures(engine, ask, (tx, pictures) =>
    answerOnce(tx, once, async () => {
      orThrow(rules.mayAddPicture(pictures.length))
      await queries.insertPicture(tx, storeId, picture)
      return pictureView(storeId, picture)
    }),
  )
}

/** Removes a picture; those after it move up. Problems in order: store-missing, image-missing. */
export const removePicture = (
  engine: Engine,
  ask: StoreAsk & { readonly pictureId: Id<'Picture'> },
): Promise<void> =>
  onPictures(engine, ask, async (tx, pictures) => {
    const removed = await queries.deletePicture(tx, ask.storeId, ask.pictureId)
    if (removed === 0) throw rules.pictureMissing()
    const left = pictures.map(({ id }) => id).filter((id) => id !== ask.pictureId)
    await queries.placePictures(tx, ask.storeId, left)
  })

/** Puts the pictures in another order. Problems in order: store-missing, picture-order-unfit. */
export const orderPictures = (
  engine: Engine,
  ask: StoreAsk & { readonly pictureIds: readonly Id<'Picture'>[] },
): Promise<readonly Picture[]> =>
  onPictures(engine, ask, async (tx, pictures) => {
    const ordered = orThrow(rules.ordered(pictures, ask.pictureIds))
    await queries.placePictures(tx, ask.storeId, ask.pictureIds)
    return ordered
  })

/** Runs `work` with the pictures of a store locked. */
const onPictures = <Answer>(
  engine: Engine,
  ask: StoreAsk,
  work: (tx: Tx, pictures: readonly Picture[]) => Promise<Answer>,
): Promise<Answer> =>
  engine.cell(ask.storeId).transaction(async (tx) => {
    if (!(await lockOwnStore(tx, ask, ask.storeId))) throw storeMissing()
    const found = await queries.listPictures(tx, ask.storeId)
    return work(tx, found?.pictures ?? [])
  })
