import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url))

/**
 * Writes a script and all that it imports as one file. Where a test starts hundreds of processes of it,
 * loading nearly two thousand modules is most of their time.
 */
export async function bundle(script: URL): Promise<{ file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(cache, 'bundle-'))
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [{ name: 'own-address', transform: keepAddress }],
    ssr: { noExternal: true, external: ['sharp', 'vitest'] },
    build: {
      ssr: fileURLToPath(script),
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'script.mjs' } },
    },
  })
  return {
    file: join(folder, 'script.mjs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A module finds the files beside it at its own address, not at that of the bundle. */
const keepAddress = (code: string, id: string): string =>
  code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
