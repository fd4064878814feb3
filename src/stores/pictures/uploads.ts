import { perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { picturesBusy } from './rules.ts'

/** How many uploads one process works on or keeps waiting: each is up to 10 MB in memory. */
export const UPLOADS_MOST = 8
/** Of one account, so that it cannot keep all others out. */
export const UPLOADS_PER_ACCOUNT = 4

/** Counts the uploads in flight, from before their bodies are read until they are answered. */
class Uploads {
  readonly #byAccount = new Map<string, number>()
  #all = 0

  /** @returns what to call when the upload has ended. Problem: pictures-busy. */
  begin(accountId: Id<'Account'>): () => void {
    const own = this.#byAccount.get(accountId) ?? 0
    if (this.#all >= UPLOADS_MOST || own >= UPLOADS_PER_ACCOUNT) throw picturesBusy()
    this.#all += 1
    this.#byAccount.set(accountId, own + 1)
    return () => {
      this.#all -= 1
      const left = (this.#byAccount.get(accountId) ?? 1) - 1
      if (left > 0) this.#byAccount.set(accountId, left)
      else this.#byAccount.delete(accountId)
    }
  }
}

export const uploads = perEngine(() => new Uploads())
