import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin, Rolldown } from 'vite'

const source = resolve(import.meta.dirname, '../tickets/screens/check-in')
/** Where it is decides what it serves. */
const WORKER = 'check-in/worker.js'

/**
 * Builds the service worker of the check-in page, and tells it the files that the page needs. Any
 * change of these, or of `index.html`, makes it another worker, which browsers then install.
 */
export const offlineCheckIn: Plugin = {
  name: 'offline-check-in',
  apply: 'build',
  buildStart() {
    this.emitFile({ type: 'chunk', id: join(source, 'worker.ts'), fileName: WORKER })
  },
  writeBundle({ dir = '' }, bundle) {
    const files = ['/mark.svg', ...filesOf(bundle)]
    const page = readFileSync(join(dir, 'index.html'), 'utf8')
    const version = createHash('sha256')
      .update(page)
      .update(files.join())
      .digest('hex')
      .slice(0, 16)
    const path = join(dir, WORKER)
    const code = readFileSync(path, 'utf8')
      .replaceAll('__VERSION__', () => JSON.stringify(version))
      .replaceAll('__FILES__', () => JSON.stringify(files))
    writeFileSync(path, code)
  },
}

/** What the page loads: its chunks, their texts in the other language, and styles. */
function filesOf(bundle: Rolldown.OutputBundle): string[] {
  const all = Object.values(bundle)
  const chunks = all.filter((one) => one.type === 'chunk')
  const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const wanted = new Set<string>()
  const add = (fileName: string) => {
    const chunk = named.get(fileName)
    if (!chunk || wanted.has(fileName)) return
    wanted.add(fileName)
    for (const imported of chunk.imports) add(imported)
    for (const imported of chunk.dynamicImports)
      if (named.get(imported)?.facadeModuleId?.endsWith('/messages/en.json')) add(imported)
  }
  const page = join(source, 'check-in.tsx')
  for (const { fileName, facadeModuleId, isEntry } of chunks)
    if (facadeModuleId === page || (isEntry && fileName !== WORKER)) add(fileName)
  const styles = all.map(({ fileName }) => fileName).filter((name) => name.endsWith('.css'))
  return [...wanted, ...styles].map((name) => `/${name}`)
}
