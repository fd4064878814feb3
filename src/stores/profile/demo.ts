import { readFile } from 'node:fs/promises'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { Tx } from '../../postgres/sql.ts'
import { writeMenu } from '../menu/operations.ts'
import type { MenuSection } from '../menu/rules.ts'
import { writeProfile } from './operations.ts'
import type { Profile } from './rules.ts'
import { writeWords } from './words.ts'

export interface DemoAbout {
  readonly profile: Profile
  readonly menu: readonly MenuSection[]
}

/** What demo stores say of themselves, by their names. */
export const readDemoAbouts = async (file: URL): Promise<ReadonlyMap<string, DemoAbout>> =>
  new Map(Object.entries(JSON.parse(await readFile(file, 'utf8'))))

/** Address and phone number are nobody's. */
export async function writeDemoAbout(
  engine: Pick<Engine, 'doors'>,
  tx: Tx,
  store: { readonly id: Id<'Store'>; readonly door: string },
  about: DemoAbout | undefined,
): Promise<void> {
  if (about) {
    await writeProfile(engine, tx, store, about.profile)
    await writeMenu(tx, store.id, about.menu)
  }
  await writeWords(engine, tx, store.id)
}
