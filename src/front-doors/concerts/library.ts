import { readFile } from 'node:fs/promises'
import type { SectionDraft } from './hall-rules.ts'

/** A hall that organisers may take as it is. */
export interface LibraryHall {
  readonly code: string
  readonly name: string
  /** Codes of price levels, the dearest first. */
  readonly levels: readonly string[]
  readonly sections: readonly SectionDraft[]
}

const file = new URL('./library.json', import.meta.url)
let halls: Promise<readonly LibraryHall[]> | undefined

/** The halls of the library, read once. */
export const readLibrary = (): Promise<readonly LibraryHall[]> => {
  halls ??= readFile(file, 'utf8').then((text) => JSON.parse(text))
  return halls
}
